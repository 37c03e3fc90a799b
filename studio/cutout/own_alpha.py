"""A photo that already is a cutout."""

import numpy as np

from studio.model.picture import Picture

LEAST = 0.005  # share of the photo that must be clear, and that must be solid: rounded corners are no cutout


def has_own_alpha(picture: Picture) -> bool:
    """Whether the file's own transparency frees a product: something is solid, and something is clear."""
    if picture.alpha is None:
        return False
    clear, solid = float(np.mean(picture.alpha < 13)), float(np.mean(picture.alpha > 127))
    return clear > LEAST and solid > LEAST / 5
