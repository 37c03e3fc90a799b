"""Segment Anything as the one that finds what hangs together at a click, where its files are on this computer."""

from collections import OrderedDict

import numpy as np

from studio.cutout.networks import ADDED, Encoded, encoded, installed, known_weights, region
from studio.cutout.sizes import grown
from studio.cutout.touchup.guide import Guide
from studio.model.picture import Bytes

MODEL = "sam"
KEPT = 4
"""Photos whose encoding is kept: 4 MB each, and seconds to find again."""
_encodings: OrderedDict[str, Encoded] = OrderedDict()


def available() -> bool:
    """Whether both files are here."""
    weights = known_weights().get(MODEL)
    return weights is not None and installed(weights) is not None


def encode(rgb: Bytes) -> Encoded:
    """Look at a photo for clicks to come, for seconds; raises MissingModelError and BrokenModelError."""
    return encoded(rgb, known_weights()[MODEL])


def remember(guide: Guide, encoding: Encoded) -> None:
    """Keep what the encoder saw of a guide's photo, found here or in another process."""
    _encodings[guide.digest] = encoding
    while len(_encodings) > KEPT:
        _encodings.popitem(last=False)


def remembered(guide: Guide) -> bool:
    """Whether a click on this photo needs no waiting."""
    return guide.digest in _encodings


class Segment:
    """A `RegionFinder`; encodes the photo at its first click where nobody has before."""

    name = "sam"

    def region_at(self, guide: Guide, alpha: Bytes, at: tuple[float, float], keep: bool) -> Bytes | None:
        """Return how much (0–255) of each pixel of the matte belongs to the place (shares); None outside the photo.

        Raises MissingModelError and BrokenModelError.
        """
        if not (0 <= at[0] < 1 and 0 <= at[1] < 1):
            return None
        if not remembered(guide):
            remember(guide, encode(guide.rgb))
        weights = known_weights()[MODEL]
        mask = region(_encodings[guide.digest], [(*at, ADDED)], weights)
        return np.asarray(np.rint(grown(mask, guide.width, guide.height) * 255), dtype=np.uint8)
