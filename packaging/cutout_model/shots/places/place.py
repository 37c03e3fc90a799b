"""What a place offers: how the camera may look, whether it is outdoors, whether the product hangs or is held."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import surfaces
import textures

Random = np.random.Generator


@dataclass
class Place:
    """`lift` is the range of camera elevation in degrees, `facing` the range of its azimuth either side of −y,
    `turn` how far products may be turned about z (degrees), `rise` the height they lie at, `crowd` how many
    other things stand about at most."""

    name: str
    lift: tuple[float, float] = (12, 70)
    facing: float = 35
    outdoors: bool = False
    hangs: bool = False
    held: bool = False
    clutter: float = 0.3
    turn: float = 180
    rise: float = 0.0
    crowd: int = 0


def tint(random: Random, base: Any) -> Any:
    """The colour of the ground: `base`, the product's, where a shot is meant to be alike throughout; else any."""
    return textures.tone(random) if base is None else textures.near(random, base, 0.1)


GROUNDS = "plain plain wood wood marble speckle weave tiles rubble"


def surface(random: Random, base: Any, *, kinds: str = GROUNDS, scale: float | None = None, level: bool = False) -> Any:
    """A ground or wall of any kind, box-mapped; `base` may be the product's colour."""
    kind = str(random.choice(kinds.split()))
    calm = random.choice([0.0, 0.5, 0.8])  # most rooms and grounds are greyer than products
    base = np.asarray(base * (1 - calm) + base.mean() * calm, np.float32)
    pixels = textures.KINDS[kind](random, base)
    size = random.uniform(0.15, 1.6) if scale is None else scale
    rough = float(random.choice([random.uniform(0.05, 0.25), random.uniform(0.25, 0.6), random.uniform(0.6, 1)]))
    bump = 0.0 if rough < 0.25 else float(random.choice([0, 0.2, 0.6]))
    return surfaces.painted(
        pixels, scale=size, space="Object", rough=rough, bump=bump, turn=random.uniform(0, 6), level=level
    )
