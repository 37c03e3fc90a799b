"""Marking a print area on a photo of one's own: the photo with its handles, the settings beside it."""
