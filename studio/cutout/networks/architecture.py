"""What differs between network families: how a photo is fed to them, and how their answer is read."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Planes = NDArray[np.float32]


def as_it_is(answer: Planes) -> Planes:
    """Read an answer that already is a probability."""
    return answer


def sigmoid(answer: Planes) -> Planes:
    """Read logits."""
    return np.asarray(1 / (1 + np.exp(-np.clip(answer, -30, 30))), dtype=np.float32)


@dataclass(frozen=True)
class Architecture:
    """`mean` and `deviation` of red, green, blue (0–1) in its training; `read` makes its answer a probability.

    `classes`: where it answers one plane for each of several classes, those that are the product.
    """

    id: str
    mean: tuple[float, float, float]
    deviation: tuple[float, float, float]
    read: Callable[[Planes], Planes]
    classes: tuple[int, ...] = ()


_known: dict[str, Architecture] = {}


def register(architecture: Architecture) -> Architecture:
    """Make an architecture known; raises ValueError where its id is taken."""
    if architecture.id in _known:
        raise ValueError(f"architecture {architecture.id!r} is taken")
    _known[architecture.id] = architecture
    return architecture


def architectures() -> dict[str, Architecture]:
    """Return every known architecture by id (a copy)."""
    from studio.cutout.networks import birefnet, bria, cloth, isnet, u2net  # noqa: F401  (each registers itself)

    return dict(_known)
