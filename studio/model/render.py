"""Request in, response out: the same for window, command line, server, batch worker and test."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from studio.model.matte import Cutout
from studio.model.picture import Bytes, Picture
from studio.model.scene import Scene


@dataclass(frozen=True, eq=False)
class RenderRequest:
    """A Scene to be rendered at `width` × `height` pixels (the canvas's shape; else it is letter-fitted by the caller).

    `cutouts` fill product slots by name; `pictures` are the other pictures a Scene names (backdrops, logos), by the
    name the Scene uses. `transparent` leaves out the backdrop and returns alpha.
    `quick`: the hand still moves; what changes most may be a little softer than the exact picture that is to follow.
    Without `masks` a rendition's `product` and `touched` are empty, (0, 0): nobody is going to check it.
    """

    scene: Scene
    width: int
    height: int
    cutouts: Mapping[str, Cutout] = field(default_factory=dict)
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    transparent: bool = False
    quick: bool = False
    masks: bool = True


@dataclass(frozen=True)
class Relit:
    """What relighting did to a product: mean `difference` (CIEDE2000), mean `hue_shift` (degrees), `amount` applied.

    `amount` (0–1) is below what was asked for where that would have passed the limit; then it is `held`.
    """

    difference: float
    hue_shift: float
    amount: float
    held: bool = False


@dataclass(frozen=True, eq=False)
class Rendition:
    """A rendered Scene.

    `product`: (height, width) uint8, the placed products' alpha; `touched`: (height, width) uint8, non-zero where
    anything but the backdrop was drawn (product, shadow, text); both at the picture's size. `boxes`: product boxes
    (x, y, width, height) in pixels by slot. `enlarged`: by slot, output pixels
    per original photo pixel (> 1 is upscaling). `missing`: a sentence for each picture or letter the scene names that
    could not be drawn; the rest was. `relit`: by slot, what relighting did, where a product is relit. `soft`: made
    `quick`, and not all of it exact.
    """

    picture: Picture
    product: Bytes
    touched: Bytes
    boxes: Mapping[str, tuple[int, int, int, int]]
    enlarged: Mapping[str, float]
    missing: tuple[str, ...] = ()
    relit: Mapping[str, Relit] = field(default_factory=dict)
    soft: bool = False
