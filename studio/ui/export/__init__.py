"""The row at the bottom: channels, folder, the big button, progress, and what was found."""
