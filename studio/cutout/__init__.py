"""cutout."""
