"""A file's own alpha where the hand has left it alone."""

import numpy as np

from studio.cutout.refine import plain
from studio.cutout.region import Region
from studio.cutout.touchup.layer import mixed
from studio.model.matte import Matte
from studio.model.picture import Bytes


def kept_own(alpha: Bytes, matte: Matte, region: Region) -> Bytes:
    """Return the file's own alpha of a region, replaced by the matte's where that was decided by hand."""
    if matte.touched is None:
        return alpha
    by_hand = (matte.touched.changed > 0).astype(np.uint8) * np.uint8(255)
    return mixed(alpha, plain(matte.touched.base, region), plain(by_hand, region))
