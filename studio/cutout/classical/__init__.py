"""The embedded method that needs no training: barrier distance, border colour, GrabCut."""

from studio.cutout.classical.method import Found, find_product, outlined

__all__ = ["Found", "find_product", "outlined"]
