"""One photo from file to finished files: its matte, its scene for each channel, its checks and its receipt."""
