"""What an element kind gives the renderer: layers, and where it draws them. One function per kind, registered here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal, Protocol, TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.model.matte import Cutout
from studio.model.picture import Bytes, Picture
from studio.model.render import Relit
from studio.model.scene import Camera, Element, Light
from studio.scene.cache import RenderCache, Result

Role = Literal["backdrop", "shade", "product", "overlay"]


PLAIN = (1.0, 1.0, 1.0)

Band = tuple[NDArray[np.intp], NDArray[np.intp]]
"""Rows and columns of partly covered pixels."""


def band_of(alpha: Bytes) -> Band:
    """Return the rows and columns of partly covered pixels (0 < alpha < 255)."""
    return marked(np.asarray(cv2.inRange(alpha, 1, 254), np.uint8).view(np.bool_))


def marked(mask: NDArray[np.bool_]) -> Band:
    """Return the rows and columns where a mask is set; many times as fast as numpy.nonzero where few are."""
    rows, columns = np.divmod(np.flatnonzero(mask), mask.shape[1])
    return rows, columns


@dataclass(frozen=True, eq=False)
class Layer:
    """Pixels at (x, y) of the canvas, inside it.

    A paint layer has `rgb` (height, width, 3) uint8 and straight `alpha` (height, width) uint8, or None where opaque.
    A shade has no `rgb`: what lies below is multiplied by 255 - `alpha`, as sRGB bytes.
    `tint`: how much of red, green and blue a shade takes, of its alpha. `slot`, `enlarged` and `relit` are a product's.
    `band` saves looking for the partly covered pixels where it is known. `before`: a backdrop's, above the products.
    """

    role: Role
    x: int
    y: int
    rgb: Bytes | None
    alpha: Bytes | None
    slot: str = ""
    enlarged: float = 0.0
    band: Band | None = None
    tint: tuple[float, float, float] = PLAIN
    relit: Relit | None = None
    before: bool = False

    @property
    def size(self) -> tuple[int, int]:
        """Return (height, width)."""
        shape = self.cover.shape if self.rgb is None else self.rgb.shape
        return int(shape[0]), int(shape[1])

    @cached_property
    def through(self) -> Bytes:
        """Return what a shade lets through of red, green and blue, (height, width, 3)."""
        rest = cv2.bitwise_not(self.cover)
        if self.tint == PLAIN:
            return np.asarray(cv2.cvtColor(rest, cv2.COLOR_GRAY2RGB), np.uint8)
        # From what is left rather than from what is taken: 255 - share × (255 - rest), never below none.
        left = [rest if share == 1 else cv2.addWeighted(rest, share, rest, 0, 255 * (1 - share)) for share in self.tint]
        return np.asarray(cv2.merge(left), np.uint8)

    @property
    def cover(self) -> Bytes:
        """Return the alpha, full where the layer is opaque."""
        if self.alpha is not None:
            return self.alpha
        assert self.rgb is not None, "a shade has alpha"
        return np.full(self.rgb.shape[:2], 255, np.uint8)


def cut_to(layer: Layer, canvas: tuple[int, int]) -> Layer:
    """Return the part of a shade that is on the canvas; one empty pixel where nothing is."""
    assert layer.alpha is not None
    left, top = max(0, -layer.x), max(0, -layer.y)
    part = layer.alpha[top : max(top, canvas[1] - layer.y), left : max(left, canvas[0] - layer.x)]
    if not part.size:
        return replace(layer, x=0, y=0, alpha=np.zeros((1, 1), np.uint8))
    return replace(layer, x=layer.x + left, y=layer.y + top, alpha=np.ascontiguousarray(part))


def doubled(layer: Layer, canvas: tuple[int, int]) -> Layer:
    """Return a shade made for a canvas of half the size."""
    assert layer.alpha is not None
    height, width = layer.alpha.shape
    large = np.asarray(cv2.resize(layer.alpha, (2 * width, 2 * height), interpolation=cv2.INTER_LINEAR), np.uint8)
    return cut_to(replace(layer, x=2 * layer.x, y=2 * layer.y, alpha=large), canvas)


class Fall(Protocol):
    """How a place makes a shadow fall; hashable, as what is drawn is kept by it."""

    def bent(self, layer: Layer, light: Light, canvas: tuple[int, int]) -> Layer:
        """Return a shade, drawn as if the ground ran on for ever, as it falls on a canvas of (width, height)."""

    def halved(self) -> "Fall":
        """Return the same on a canvas of half the size."""


class Ruler(Protocol):
    """How large things are in a place."""

    def centimetre(self, foot: float | None) -> float:
        """Return the pixels of a centimetre where a foot is (pixels down), or where the ground's middle is."""

    def holds(self, left: float, right: float, foot: float) -> bool:
        """Whether a foot from column `left` to `right` on row `foot` stands on the ground, and not beyond its edge."""


@dataclass(eq=False)
class Stage:
    """All that an element may know while it draws: the canvas in pixels, the light, the pictures and the cache."""

    width: int
    height: int
    light: Light
    cutouts: Mapping[str, Cutout]
    pictures: Mapping[str, Picture]
    cache: RenderCache | None = None
    camera: Camera = field(default_factory=Camera)
    missing: list[str] = field(default_factory=list)
    fall: Fall | None = None
    ruler: Ruler | None = None
    quick: bool = False
    soft: bool = False

    def exactly(self, *key: Any, held: tuple[object, ...] = ()) -> bool:
        """Whether a step is to be made exactly: the hand rests, or its exact result is at hand; if not, it is soft."""
        if not self.quick or (self.cache is not None and self.cache.holds((self.width, self.height, *key), held)):
            return True
        self.soft = True
        return False

    def step(self, *key: Any, held: tuple[object, ...] = (), make: Callable[[], Result]) -> Result:
        """Return `make()` or its cached result for the same canvas size, key and held objects."""
        if self.cache is None:
            return make()
        return self.cache.step((self.width, self.height, *key), held, make)

    def last(
        self, name: str, of: object, *key: Any, held: tuple[object, ...] = (), make: Callable[[], Result]
    ) -> Result:
        """Return the same as `step`; of all results of a name for the object `of` only the last is kept."""
        if self.cache is None:
            return make()
        size = (self.width, self.height)
        return self.cache.step((*size, name, *key), held, make, (*size, name, id(of)))

    def sheet(self, height: int, width: int, channels: int = 3) -> Bytes:
        """Return bytes (height, width, channels) to write on; what is in them means nothing."""
        shape = (height, width, channels)
        return np.empty(shape, np.uint8) if self.cache is None else self.cache.sheet(shape)


Draw = Callable[[Any, Stage], Sequence[Layer]]
Drawing = TypeVar("Drawing", bound=Draw)

_draws: dict[str, Draw] = {}


def draws(element: type[Element]) -> Callable[[Drawing], Drawing]:
    """Decorate the function that draws an element kind; raises ValueError where the kind already has one."""

    def register(function: Drawing) -> Drawing:
        known = _draws.setdefault(element.kind, function)
        if known.__module__ != function.__module__:
            raise ValueError(f"element kind {element.kind!r} is drawn twice")
        return function

    return register


def draw_of(element: Element) -> Draw:
    """Return the function that draws an element; raises LookupError for a kind without one."""
    if not _draws:
        raise LookupError("no element kinds are registered: the program is incomplete")
    return _draws[element.kind]
