"""Picture → Matte → Cutout: finding the product, and freeing it from its photo."""

from studio.cutout.clean_plate import find_matte_by_plate, find_matte_by_two
from studio.cutout.cut import cut
from studio.cutout.find import find_matte
from studio.cutout.known import CutoutModel, cutout_models
from studio.cutout.touchup.apply import apply as touch_up

__all__ = [
    "CutoutModel",
    "cut",
    "cutout_models",
    "find_matte",
    "find_matte_by_plate",
    "find_matte_by_two",
    "touch_up",
]
