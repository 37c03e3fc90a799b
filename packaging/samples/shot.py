"""What one sample photo is: the product, the room around it, the camera and the phone's mood."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

Point = tuple[float, float, float]


@dataclass(frozen=True)
class Camera:
    """A phone's main camera: 1-inch type sensor, 8.7 mm (24 mm equivalent), f/1.8. Metres and degrees.

    `zoom` crops the sensor as phones do, so depth of field follows the physical aperture. `focus` is the point in
    focus (default: `look`); `roll` the tilt of the hand.
    """

    position: Point
    look: Point
    zoom: float = 1.0
    focus: Point | None = None
    roll: float = 0.0
    fstop: float = 1.8


@dataclass(frozen=True)
class Phone:
    """How the phone misjudges and processes the light.

    `exposure` in stops beside the meter; `warmth` and `tint` in stops of red against blue and of green;
    `noise` scales the sensor noise; `orientation` is the EXIF tag the file is stored under.
    """

    exposure: float = 0.0
    warmth: float = 0.0
    tint: float = 0.0
    noise: float = 1.0
    iso: int = 100
    seconds: tuple[int, int] = (1, 100)
    orientation: int = 1
    thumbnail: bool = False
    quality: int = 86
    taken: str = "2026:09:14 10:12:31"


@dataclass(frozen=True)
class Shot:
    """One sample: `build` makes the product and returns its objects, `surround` makes ground, room and light."""

    name: str
    title: str
    sku: str
    hint: str
    build: Callable[[], Sequence[Any]]
    surround: Callable[[], None]
    camera: Camera
    phone: Phone = field(default_factory=Phone)
    portrait: bool = False
    seed: int = 1
    clear_glass: bool = False
    """The truth lets the ground through clear glass (its transmission), instead of the outline alone."""

    @property
    def size(self) -> tuple[int, int]:
        """Upright width and height in pixels: 12 MP."""
        return (3000, 4000) if self.portrait else (4000, 3000)
