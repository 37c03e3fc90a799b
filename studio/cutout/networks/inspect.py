"""What a network's file says of itself, before any photo is shown to it."""

from pathlib import Path
from typing import Any

from studio.cutout.networks.session import open_session
from studio.model.errors import BrokenModelError

USUAL_SIDE = 320
SIDES = range(32, 4097)


def inspected(path: Path) -> int:
    """Return the side (px) of the square that a cutout network wants; raises BrokenModelError where it is none.

    Wanted: one input (1, 3, side, side), and an answer of planes.
    """
    network = open_session(path).network
    inputs, outputs = network.get_inputs(), network.get_outputs()
    if len(inputs) != 1 or len(_shape(inputs[0])) != 4 or _shape(inputs[0])[1] not in {3, None}:
        wants = ", ".join(f"{entry.name} {_shape(entry)}" for entry in inputs)
        raise BrokenModelError(
            f"{path.name} is no cutout model: it wants {wants or 'nothing'}.",
            "It must take one picture (1, 3, side, side).",
        )
    if not outputs or len(_shape(outputs[0])) not in {2, 3, 4}:
        raise BrokenModelError(f"{path.name} is no cutout model: it answers no picture.", "Choose another file.")
    side = _shape(inputs[0])[-1] or USUAL_SIDE
    if side not in SIDES:
        raise BrokenModelError(f"{path.name} wants pictures of {side} pixels.", "Choose another file.")
    return int(side)


def _shape(entry: Any) -> list[int | None]:
    """Return the sizes, None where they are free."""
    return [size if isinstance(size, int) and size > 0 else None for size in entry.shape or []]
