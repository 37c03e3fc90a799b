"""The network that ships with the studio: small, trained from pictures of our own (packaging/cutout_model)."""
