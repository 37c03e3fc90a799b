"""What one mockup is: the thing, where its artwork goes, its colours, the camera."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

Point = tuple[float, float, float]


@dataclass(frozen=True)
class Surface:
    """A print area; `id` is the name that the material gives to `prints` (see material.py). Real size in cm."""

    id: str
    name: str
    width_cm: float
    height_cm: float
    wrap: bool = False
    gloss: float = 1.0


@dataclass(frozen=True)
class Camera:
    """A photographer's full-frame camera, square picture. Metres, degrees; `fstop` sets how soon the depth blurs."""

    position: Point
    look: Point
    lens: float = 70.0  # mm on a sensor 36 mm wide
    fstop: float = 8.0
    focus: Point | None = None
    roll: float = 0.0


@dataclass(frozen=True)
class Built:
    """What `build` made: the objects that take the item's colour; all else in the scene is surroundings."""

    item: Sequence[Any]


@dataclass(frozen=True)
class Item:
    """One mockup. The first colour is the one that is rendered; write (id, name, "#rrggbb")."""

    id: str
    name: str
    category: str
    keywords: Sequence[str]
    colours: Sequence[tuple[str, str, str]]
    surfaces: Sequence[Surface]
    build: Callable[[], Built]
    camera: Camera
    exposure: float = 0.0
    """Stops beside the meter, which brings the light on the item to 0.92."""
    warmth: float = 0.0
    """Stops of red against blue left in the light."""
    seed: int = 1
    bounces: int = 2
    paths: float = 1.0
    """Light paths beside the usual: more where a small light makes noise."""
    edges: float = 1.0
    """Light paths of the item alone beside the usual: more where its edges are out of focus."""
    light: int = 1100
    """Side in pixels at which the light is rendered; more where cloth shows its threads."""
    steady: bool = False
    """Whether the print is flat and lies in a frame or a mat: its edges are made straight lines (see steady.py)."""
    room: int = 1280
    """Side in pixels at which the surroundings are rendered; more where something sharp frames the item."""


WHITE = ("white", "White", "#ececea")
BLACK = ("black", "Black", "#26262a")
