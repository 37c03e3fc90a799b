"""Delivering finished pictures from the window: where to, what, and what became of it."""
