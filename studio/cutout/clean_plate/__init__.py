"""Cutting by comparison: with a photo of the empty backdrop, or with the same product on a second backdrop."""

from studio.cutout.clean_plate.method import CLEAN_PLATE, find_matte_by_plate
from studio.cutout.clean_plate.two_shot import TWO_SHOT, find_matte_by_two

__all__ = ["CLEAN_PLATE", "TWO_SHOT", "find_matte_by_plate", "find_matte_by_two"]
