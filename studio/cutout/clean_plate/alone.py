"""What the shipped network sees without a plate, and how far its word counts beside one."""

from dataclasses import dataclass

import numpy as np

from studio.cutout import embedded, judge
from studio.cutout.fit import fitted
from studio.cutout.sizes import grown
from studio.model.matte import Mask
from studio.model.picture import Bytes

LEAST, FULL = 0.05, 0.25
"""Confidence from which on, and from which on fully, its word counts. Of clear glass, chrome and white on white it sees
next to nothing, and knows it: there it stays below 0.1."""
DOUBT = 0.3  # probability of product from which on it denies nothing


@dataclass(frozen=True, eq=False)
class Alone:
    """`likely`: (height, width) probability of product. `alpha`: its matte, uint8, `confidence`: in that, 0–1."""

    likely: Mask
    alpha: Bytes
    confidence: float

    @property
    def against(self) -> Mask:
        """How far (0–1) it denies that there is product, as far as it is to be believed of this photo."""
        trust = np.clip((self.confidence - LEAST) / (FULL - LEAST), 0, 1)
        return np.asarray(trust * np.clip((DOUBT - self.likely) / 0.25, 0, 1), dtype=np.float32)


def seen_alone(photo: Bytes) -> Alone:
    """Ask the shipped network about a photo (height, width, 3); raises BrokenModelError."""
    found = embedded.find_product(photo)
    alpha = fitted(photo, found.mask)
    agreement = min(found.sureness, found.steadiness)
    sure = judge.confidence(judge.looks_of(photo, alpha), agreement)
    return Alone(grown(found.probability, photo.shape[1], photo.shape[0]), alpha, sure)
