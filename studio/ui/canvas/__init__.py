"""The canvas: the picture in the middle, and what can be done to it by hand."""
