"""The embedded method that needs no training: barrier distance, border colour, GrabCut."""

from studio.cutout.classical.method import find_mask

__all__ = ["find_mask"]
