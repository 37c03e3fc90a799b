"""A sprite at its place on the canvas: exactly, or while the hand moves from what is at hand, or quickly.

Positions are rounded to an eighth of a pixel: while a product is dragged, what was resampled for a phase serves again.
"""

from dataclasses import replace

import numpy as np

from studio.scene.drawing import Stage
from studio.scene.moving import quickly
from studio.scene.placed import Place, Placed, on_canvas, turning
from studio.scene.resample import placed_of
from studio.scene.sprite import Sprite

ENLARGED = 12  # from this scale on only what lies on the canvas is made
PHASES = 8  # of a position within a pixel


def place(sprite: Sprite, where: Place, stage: Stage) -> tuple[Placed, Place]:
    """Return the sprite placed near the canvas's corner, and where that is: the rest of the way is whole pixels.

    It may reach over the canvas's edges. The very same pixels return for every place of the same phase; while the hand
    moves, for every place, or at once softer ones.
    """
    local = replace(where, to_x=_phase(where.to_x), to_y=_phase(where.to_y))
    across, down = np.ptp(_corners(sprite.size, local), axis=1)
    if across * down > 2 * stage.width * stage.height or where.scale > ENLARGED:
        fixed = replace(where, to_x=in_phase(where.to_x), to_y=in_phase(where.to_y))
        return stage.step("placed", fixed, held=(sprite,), make=lambda: placed_of(sprite, fixed, stage, True)), fixed
    same: list[Place] = stage.last("places", sprite, where.scale, where.turn, held=(sprite,), make=list)
    if not stage.exactly("placed", local, held=(sprite,)):
        if not same:
            return quickly(sprite, where, stage)
        local = same[0]
    same[:] = [local]
    return stage.step("placed", local, held=(sprite,), make=lambda: placed_of(sprite, local, stage)), local


def in_phase(along: float) -> float:
    """Return a position on the canvas as it is drawn: at an eighth of a pixel."""
    return round(along * PHASES) / PHASES


def _phase(along: float) -> float:
    return in_phase(along) % 1


def settled(sprite: Sprite, where: Place, stage: Stage) -> Placed:
    """Return the sprite at its place, cut to the canvas."""
    placed, local = place(sprite, where, stage)
    right, down = round(where.to_x - local.to_x), round(where.to_y - local.to_y)
    return on_canvas(replace(placed, x=placed.x + right, y=placed.y + down), stage.width, stage.height)


def _corners(size: tuple[int, int], where: Place) -> np.ndarray:
    width, height = size
    corners = np.array([[0, width, 0, width], [0, 0, height, height]]) * where.scale
    result: np.ndarray = turning(where.turn) @ corners
    return result
