"""What a network's file says of itself, before any photo is shown to it."""

from pathlib import Path
from typing import Any

from studio.cutout.networks.predict import LEAST_ANSWER
from studio.cutout.networks.running import FRACTIONS
from studio.cutout.networks.session import open_session
from studio.model.errors import BrokenModelError

USUAL_SIDE = 320
SIDES = range(32, 4097)


def inspected(path: Path) -> int:
    """Return the side (px) of the square that a cutout network wants; raises BrokenModelError where it is none.

    Wanted: one input (1, 3, side, side) of fractions, and an answer of planes of fractions.
    """
    network = open_session(path).network
    inputs, outputs = network.get_inputs(), network.get_outputs()
    if len(inputs) != 1 or not _takes_a_picture(inputs[0]):
        wants = ", ".join(f"{entry.name} {_shape(entry)} {entry.type}" for entry in inputs)
        raise BrokenModelError(
            f"{path.name} is no cutout model: it wants {wants or 'nothing'}.",
            "It must take one picture (1, 3, side, side) of floating-point numbers.",
        )
    if not outputs or not _answers_a_plane(outputs[0]):
        raise BrokenModelError(f"{path.name} is no cutout model: it answers no picture.", "Choose another file.")
    side = _shape(inputs[0])[-1] or USUAL_SIDE
    if side not in SIDES:
        raise BrokenModelError(f"{path.name} wants pictures of {side} pixels.", "Choose another file.")
    return int(side)


def inspected_pair(encoder: Path, decoder: Path) -> None:
    """Raise BrokenModelError where two files are not the halves of a network that answers clicks."""
    first, second = (open_session(path).network for path in (encoder, decoder))
    wanted = {entry.name for entry in second.get_inputs()}
    if len(first.get_inputs()) != 1 or not {"image_embeddings", "point_coords", "point_labels"} <= wanted:
        raise BrokenModelError(
            f"{encoder.name} and {decoder.name} are not the two files of one model.", "Get the model again."
        )


def _takes_a_picture(entry: Any) -> bool:
    shape = _shape(entry)
    if len(shape) != 4 or entry.type not in FRACTIONS:
        return False
    one, three, height, width = shape
    return one in {1, None} and three in {3, None} and height == width


def _answers_a_plane(entry: Any) -> bool:
    shape = _shape(entry)
    whole = all(size is None or size >= LEAST_ANSWER for size in shape[-2:])
    return len(shape) in {2, 3, 4} and entry.type in {*FRACTIONS, "tensor(double)"} and whole


def _shape(entry: Any) -> list[int | None]:
    """Return the sizes, None where they are free."""
    return [size if isinstance(size, int) and size > 0 else None for size in entry.shape or []]
