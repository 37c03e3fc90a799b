"""Pixels drawn from a drawing (SVG, PDF) as a picture."""

from studio.model.picture import Bytes, Picture


def straight(rgba: Bytes) -> Picture:
    """Return drawn pixels (height, width, 4) as a picture; wholly opaque ones without alpha."""
    alpha = rgba[..., 3]
    return Picture(rgba[..., :3], None if alpha.min() == 255 else alpha)
