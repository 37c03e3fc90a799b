"""Touching a cutout up by hand on the canvas: brushes, clicks, lasso, holes and pieces."""
