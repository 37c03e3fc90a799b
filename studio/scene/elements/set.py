"""A set: a rendered place that a product stands in, with its ground, camera, light and depth."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar

import cv2
import numpy as np
from pydantic import Field

from studio.model.errors import StudioError
from studio.model.params import Label, Span
from studio.model.picture import Bytes, Picture
from studio.model.scene import Camera, Element, register_element
from studio.scene.depth_of_field import Depth, blurs, softened, table
from studio.scene.drawing import Layer, Stage, draws
from studio.scene.elements.picture_backdrop import on_white
from studio.scene.set_facts import SetFacts, depth_of, facts_of, front_of
from studio.scene.top import Top, top_of
from studio.scene.wall import wall_of

STRETCH = 0.72, 1.4  # how far a set may be flattened or raised to agree with the camera before it looks bent
SMALLER, LARGER = 0.8, 1.5  # times its size beyond which a set is averaged, or enlarged by cubics
NEARER = 0.25, 4.0  # times: how much smaller or larger than at the set's own place things may become
LARGEST = 1.7  # times what just covers the canvas: further it is not enlarged to put its ground under the product


@register_element
class SetBackdrop(Element):
    """A place with a ground; its camera height follows the scene's, its scale the zoom."""

    kind: ClassVar[str] = "backdrop-set"
    title: ClassVar[str] = "Set"

    picture: Annotated[str, Label("Set"), Field(min_length=1, max_length=200)] = "oak-table"
    x: Annotated[
        float, Span(0, 1, 0.005, "%"), Label("Left to right", "Where in the picture its ground's middle lies")
    ] = 0.5
    y: Annotated[float, Span(0.3, 1, 0.005, "%"), Label("Ground", "How far down the product's place is")] = 0.8
    zoom: Annotated[
        float, Span(1, 3, 0.01, "×"), Label("Scale", "Larger: the place looks nearer, the product smaller")
    ] = 1.0
    depth: Annotated[float, Span(0, 1, 0.01, "%"), Label("Depth of field", "Blurs what lies before and behind")] = 0.0
    fade: Annotated[float, Span(0, 1, 0.01, "%"), Label("Fade to white")] = 0.0
    mirror: Annotated[bool, Label("Mirror", "Left becomes right; turn the light too")] = False


@dataclass(frozen=True)
class Fit:
    """How a set's picture lies on the canvas: pixels of the canvas a width and a height, and where its corner is."""

    across: float
    down: float
    left: float
    top: float

    def part(self, picture: tuple[int, int], canvas: tuple[int, int]) -> tuple[int, int, int, int]:
        """Return the part (left, top, right, bottom) of a picture of (width, height) that the canvas shows.

        In whole pixels: the same part at every size of the canvas, so that a preview shows what is exported.
        """
        across, down = picture[0] / self.across, picture[1] / self.down
        left, top = round(-self.left * across), round(-self.top * down)
        right, bottom = round((canvas[0] - self.left) * across), round((canvas[1] - self.top) * down)
        left, top = min(max(left, 0), picture[0] - 1), min(max(top, 0), picture[1] - 1)
        return left, top, min(max(right, left + 1), picture[0]), min(max(bottom, top + 1), picture[1])


@dataclass(frozen=True)
class SetRuler:
    """Things look larger the farther their foot is below the horizon; at `ground` a centimetre has `unit` pixels.

    `top`: what they stand on, where it ends.
    """

    unit: float
    ground: float
    horizon: float
    top: Top | None = None

    def centimetre(self, foot: float | None) -> float:
        """Return the pixels of a centimetre at a height of the canvas."""
        if foot is None or self.ground - self.horizon < 1:
            return self.unit
        return self.unit * float(np.clip((foot - self.horizon) / (self.ground - self.horizon), *NEARER))

    def holds(self, left: float, right: float, foot: float) -> bool:
        """Whether a foot from column `left` to `right` on row `foot` stands on the ground, and not beyond its edge."""
        return self.top is None or self.top.holds(left, right, foot)


def ruler_of(facts: SetFacts, where: Fit, top: Top | None = None) -> SetRuler:
    """Return how large things are in a set as it lies on the canvas."""
    ground, horizon = (where.top + share * where.down for share in (facts.ground.y, facts.camera.horizon))
    return SetRuler(where.across / facts.ground.width, ground, horizon, top)


@draws(SetBackdrop)
def draw(backdrop: SetBackdrop, stage: Stage) -> Sequence[Layer]:
    """Return the place, and what of it lies before the product; a part that is missing or damaged is reported."""
    picture = stage.pictures.get(backdrop.picture)
    if picture is None:
        stage.missing.append(f"The set “{backdrop.picture}” is missing or cannot be read.")
        return [Layer("backdrop", 0, 0, np.broadcast_to(np.uint8(255), (stage.height, stage.width, 3)), None)]
    try:
        facts = facts_of(backdrop.picture)
    except StudioError as error:
        stage.missing.append(error.message)
        facts = SetFacts()
    where = fit_of(backdrop, facts, stage.camera, (picture.width, picture.height), (stage.width, stage.height))
    corner, size = (where.left, where.top), (where.across, where.down)
    top = top_of(facts, backdrop.mirror, corner, size)
    stage.fall = top if top is not None and top.drop else wall_of(facts, corner, size) or top
    stage.ruler = ruler_of(facts, where, top)
    layers = [Layer("backdrop", 0, 0, _shown(backdrop, facts, picture, where, stage), None)]
    before = front_of(backdrop.picture) if facts.front else None
    if facts.front and before is None:
        stage.missing.append(f"What lies before the product in the set “{backdrop.picture}” cannot be read.")
    if before is not None:
        key = ("set front", backdrop.mirror, backdrop.fade, where)
        layers.append(stage.step(*key, held=(before,), make=lambda: _front(backdrop, before, where, stage)))
    return layers


def fit_of(
    backdrop: SetBackdrop, facts: SetFacts, camera: Camera, picture: tuple[int, int], canvas: tuple[int, int]
) -> Fit:
    """Return the fit that puts the set's ground under the product, as flat as the scene's camera sees it."""
    stretch = float(np.clip(np.sin(np.radians(camera.pitch)) / facts.camera.steepness, *STRETCH))
    width, height = picture[0], picture[1] * stretch
    x = 1 - facts.ground.x if backdrop.mirror else facts.ground.x
    y = facts.ground.y
    covering = max(canvas[0] / width, canvas[1] / height)
    sides = (
        (backdrop.x * canvas[0], x * width),
        ((1 - backdrop.x) * canvas[0], (1 - x) * width),
        (backdrop.y * canvas[1], y * height),
        ((1 - backdrop.y) * canvas[1], (1 - y) * height),
    )
    reaching = max(wanted / max(there, 1e-6) for wanted, there in sides)
    scale = min(max(covering, reaching), covering * LARGEST) * backdrop.zoom
    across, down = width * scale, height * scale
    left = float(np.clip(backdrop.x * canvas[0] - x * across, canvas[0] - across, 0))
    top = float(np.clip(backdrop.y * canvas[1] - y * down, canvas[1] - down, 0))
    return Fit(across, down, left, top)


def _shown(backdrop: SetBackdrop, facts: SetFacts, picture: Picture, where: Fit, stage: Stage) -> Bytes:
    """Return the canvas (height, width, 3) filled with the set."""
    mirror, key = backdrop.mirror, (where, backdrop.mirror)
    sharp = stage.last(
        "set", picture, *key, held=(picture,), make=lambda: _laid(on_white(picture), mirror, where, stage)
    )
    ratio = _focused(backdrop, facts, where, stage) if backdrop.depth else None
    shown = sharp
    if ratio is not None:
        wider = stage.step("set blurs", where, held=(sharp,), make=lambda: blurs(sharp, where.across))
        exact = stage.exactly("set lens", backdrop.depth, held=(sharp, wider, ratio))
        make = lambda: softened(sharp, wider, ratio, backdrop.depth, exact=exact)  # noqa: E731
        name = "set lens" if exact else "set lens, quickly"
        shown = stage.last(name, None, backdrop.depth, held=(sharp, wider, ratio), make=make)
    if backdrop.fade:
        shown = stage.last("set fade", None, backdrop.fade, held=(shown,), make=lambda: _faded(shown, backdrop.fade))
    return shown


def _focused(backdrop: SetBackdrop, facts: SetFacts, where: Fit, stage: Stage) -> Depth | None:
    """Return the distance of focus over that of what is seen; None where a set's depths are missing."""
    near, mirror = depth_of(backdrop.picture), backdrop.mirror
    if near is not None:
        focus = np.float32(facts.depth.focus / facts.depth.near / 255)
        make = lambda: _part(near, mirror, where, stage) * focus  # noqa: E731
        return stage.step("set depth", where, mirror, held=(near,), make=make)
    if facts.name:
        return None
    foot = (where.top + facts.ground.y * where.down) / stage.height
    return stage.step("table", foot, make=lambda: np.repeat(table(max(2, stage.height // 4), foot), 2, 1))


def _faded(rgb: Bytes, fade: float) -> Bytes:
    return np.asarray(cv2.convertScaleAbs(rgb, alpha=1 - fade, beta=255 * fade), np.uint8)


def _front(backdrop: SetBackdrop, before: Picture, where: Fit, stage: Stage) -> Layer:
    assert before.alpha is not None
    laid = _laid(np.dstack([before.rgb, before.alpha]), backdrop.mirror, where, stage)
    rgb, alpha = np.ascontiguousarray(laid[..., :3]), np.ascontiguousarray(laid[..., 3])
    return Layer("backdrop", 0, 0, _faded(rgb, backdrop.fade), alpha, before=True)


def _part(pixels: Bytes, mirror: bool, where: Fit, stage: Stage) -> Bytes:
    """Return the part of one of the set's pictures that the canvas shows, in its own pixels."""
    turned = pixels[:, ::-1] if mirror else pixels
    left, top, right, bottom = where.part((pixels.shape[1], pixels.shape[0]), (stage.width, stage.height))
    return turned[top:bottom, left:right]


def _laid(pixels: Bytes, mirror: bool, where: Fit, stage: Stage) -> Bytes:
    """Resample a picture of the set onto the canvas."""
    part = _part(pixels, mirror, where, stage)
    part = np.ascontiguousarray(part) if mirror else part
    scale = stage.width / part.shape[1]
    way = cv2.INTER_AREA if scale < SMALLER else cv2.INTER_LINEAR if scale < LARGER else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(part, (stage.width, stage.height), interpolation=way), np.uint8)
