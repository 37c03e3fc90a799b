"""A file's own alpha where the hand has left it alone."""

from studio.cutout.refine import plain
from studio.cutout.region import Region
from studio.cutout.touchup.layer import mixed
from studio.model.matte import Matte
from studio.model.picture import Bytes


def kept_own(alpha: Bytes, matte: Matte, region: Region) -> Bytes:
    """Return the file's own alpha of a region, replaced by the matte's where that was decided by hand."""
    if matte.touched is None:
        return alpha
    return mixed(alpha, plain(matte.touched.base, region), plain(matte.touched.changed, region))
