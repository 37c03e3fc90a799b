"""What one backdrop is: the place, the camera, the key light, and what a seller reads about it. Metres and degrees.

The product stands at the origin, z up; the camera looks from −y. Light as in a Scene: azimuth 0° comes from behind the
product, −90° from the left.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field

Vector = tuple[float, float, float]


@dataclass(frozen=True)
class View:
    """A square picture that shows `across` metres at the product, seen by a long lens that is tilted down by `tilt`.

    `far` is the distance in pictures' widths (2.4: 85 mm on full frame), (x, y) where in the picture the product's foot
    is, `fstop` that of a lens for the 24 × 24 mm sensor.
    """

    across: float = 0.5
    tilt: float = 11.0
    far: float = 2.4
    x: float = 0.5
    y: float = 0.76
    fstop: float = 5.6

    @property
    def distance(self) -> float:
        """Metres from the lens to the plane of the product."""
        return self.far * self.across

    @property
    def axes(self) -> tuple[Vector, Vector]:
        """Forward and up of the camera."""
        turn = math.radians(self.tilt)
        return (0.0, math.cos(turn), -math.sin(turn)), (0.0, math.sin(turn), math.cos(turn))

    @property
    def position(self) -> Vector:
        """Where the camera is."""
        forward, up = self.axes
        aside, raised = (self.x - 0.5) * self.across, (0.5 - self.y) * self.across
        return (
            -aside,
            -self.distance * forward[1] - raised * up[1],
            -self.distance * forward[2] - raised * up[2],
        )

    @property
    def horizon(self) -> float:
        """Share of the picture's height, from its top; negative above it."""
        return 0.5 - math.tan(math.radians(self.tilt)) * self.far

    @property
    def steepness(self) -> float:
        """How much the ground at the product is flattened: sine of the angle at which it is seen."""
        x, y, z = self.position
        return z / math.sqrt(x * x + y * y + z * z)


@dataclass(frozen=True)
class Key:
    """The light that throws the shadows: a round lamp, or with `sun` parallel rays; `spread` in degrees."""

    azimuth: float = -50.0
    elevation: float = 45.0
    spread: float = 12.0
    strength: float = 3.0
    tint: str = "#fff6ec"
    sun: bool = True

    @property
    def toward(self) -> Vector:
        """Unit vector from the product to the light."""
        turn, lift = math.radians(self.azimuth), math.radians(self.elevation)
        return (math.sin(turn) * math.cos(lift), math.cos(turn) * math.cos(lift), math.sin(lift))


@dataclass(frozen=True)
class Room:
    """What comes from everywhere else: colours above and below, and how strong."""

    above: str = "#f1f1ef"
    below: str = "#a39a90"
    strength: float = 0.65


@dataclass(frozen=True)
class Top:
    """Where what the product stands on ends, from the product's place; the next ground is `drop` below, 0: unseen."""

    left: float
    right: float
    behind: float
    before: float
    round: bool = False
    drop: float = 0.0


def slab_top(size: tuple[float, float], at: tuple[float, float], drop: float = 0.0) -> Top:
    """Return the top of a slab of (width, depth) whose middle is at (x, y)."""
    (wide, deep), (x, y) = size, at
    return Top(wide / 2 - x, wide / 2 + x, deep / 2 + y, deep / 2 - y, drop=drop)


@dataclass(frozen=True)
class Backdrop:
    """One backdrop; `build` makes the place without light and camera. `front` names the objects before the product."""

    name: str
    title: str
    keywords: tuple[str, ...]
    build: Callable[[], None]
    view: View = field(default_factory=View)
    key: Key = field(default_factory=Key)
    room: Room = field(default_factory=Room)
    exposure: float = 0.0
    """Stops beside the meter, which puts a white card at the product just below white."""
    colour: float = 1.0
    """How colourful it is developed; film takes leaves back a little."""
    reflection: float = 0.0
    """How much of the product the ground mirrors, 0–1."""
    wall: float | None = None
    """Metres from the product to an upright wall that meets the ground, where one is near."""
    top: Top | None = None
    """What the product stands on, where it ends near enough to be stood beside."""
    front: tuple[str, ...] = ()
    even: float = 0.0
    """Pixels over which what is in front is evened out, where it is far out of focus and grainy."""
    fill: float = 0.62
    """How large a product looks right, as a share of the picture."""
    seed: int = 1
