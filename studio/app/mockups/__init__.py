"""Artwork on things: what is on the shelf, looked at, exported, shared."""
