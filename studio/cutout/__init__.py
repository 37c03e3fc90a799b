"""Picture → Matte → Cutout: finding the product, and freeing it from its photo."""

from studio.cutout.cut import cut
from studio.cutout.find import find_matte

__all__ = ["cut", "find_matte"]
