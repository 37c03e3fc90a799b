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
from studio.scene.depth_of_field import softened
from studio.scene.drawing import Layer, Stage, draws
from studio.scene.elements.picture_backdrop import on_white
from studio.scene.set_facts import SetFacts, depth_of, facts_of, front_of

STRETCH = 0.72, 1.4  # how far a set may be flattened or raised to agree with the camera before it looks bent
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

    def matrix(self, width: int, height: int) -> np.ndarray:
        """Return the (2, 3) map from pixels of the canvas to those of a picture of that size."""
        rows = np.array([[width / self.across, 0, -self.left], [0, height / self.down, -self.top]])
        rows[:, 2] *= (width / self.across, height / self.down)
        rows[:, 2] += 0.5 * rows[:, :2].sum(1) - 0.5  # centres of pixels
        return rows


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
    pixels = stage.step(
        "set", backdrop, where, held=(picture,), make=lambda: _shown(backdrop, facts, picture, where, stage)
    )
    layers = [Layer("backdrop", 0, 0, pixels, None)]
    before = front_of(backdrop.picture) if facts.front else None
    if facts.front and before is None:
        stage.missing.append(f"What lies before the product in the set “{backdrop.picture}” cannot be read.")
    if before is not None:
        laid = stage.step("front", backdrop, where, held=(before,), make=lambda: _front(backdrop, before, where, stage))
        layers.append(laid)
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
    filled = _laid(_mirrored(on_white(picture), backdrop), where, stage)
    near = depth_of(backdrop.picture) if backdrop.depth else None
    if near is not None:
        ratio = _laid(_mirrored(near, backdrop), where, stage).astype(np.float32) * (
            facts.depth.focus / facts.depth.near / 255
        )
        filled = softened(filled, ratio, backdrop.depth, where.across)
    if backdrop.fade:
        white = np.full_like(filled, 255)
        filled = np.asarray(cv2.addWeighted(filled, 1 - backdrop.fade, white, backdrop.fade, 0), np.uint8)
    return filled


def _front(backdrop: SetBackdrop, before: Picture, where: Fit, stage: Stage) -> Layer:
    assert before.alpha is not None
    both = np.dstack([before.rgb, before.alpha])
    laid = _laid(_mirrored(both, backdrop), where, stage)
    rgb, alpha = np.ascontiguousarray(laid[..., :3]), np.ascontiguousarray(laid[..., 3])
    if backdrop.fade:
        rgb = np.asarray(cv2.addWeighted(rgb, 1 - backdrop.fade, np.full_like(rgb, 255), backdrop.fade, 0), np.uint8)
    return Layer("backdrop", 0, 0, rgb, alpha, before=True)


def _mirrored(pixels: Bytes, backdrop: SetBackdrop) -> Bytes:
    return np.ascontiguousarray(pixels[:, ::-1]) if backdrop.mirror else pixels


def _laid(pixels: Bytes, where: Fit, stage: Stage) -> Bytes:
    """Resample a picture of the set onto the canvas, averaged down first where it is far larger."""
    height, width = pixels.shape[:2]
    if where.across < 0.75 * width:
        size = (max(1, round(where.across * 1.3)), max(1, round(where.down * 1.3)))
        pixels = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
        height, width = pixels.shape[:2]
    flags = (cv2.INTER_CUBIC if where.across > width else cv2.INTER_LINEAR) | cv2.WARP_INVERSE_MAP
    size = (stage.width, stage.height)
    found = cv2.warpAffine(pixels, where.matrix(width, height), size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(found, np.uint8)
