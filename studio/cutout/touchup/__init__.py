"""Matte + TouchUp → Matte: what a person does to a cutout by hand, and what can be offered for one click."""

from studio.cutout.touchup.apply import apply
from studio.cutout.touchup.brushing import Brushing
from studio.cutout.touchup.finder import RegionFinder
from studio.cutout.touchup.guide import Guide
from studio.cutout.touchup.holes import Hole, holes_of
from studio.cutout.touchup.pieces import Piece, pieces_of
from studio.cutout.touchup.replay import Replay

__all__ = ["Brushing", "Guide", "Hole", "Piece", "RegionFinder", "Replay", "apply", "holes_of", "pieces_of"]
