"""A picture as the backdrop, filling the canvas."""

import math
from collections.abc import Sequence
from typing import Annotated, ClassVar

import cv2
import numpy as np
from pydantic import Field

from studio.model.params import Label, Span
from studio.model.picture import Bytes, Picture
from studio.model.scene import Element, register_element
from studio.scene.depth_of_field import blurs, softened, table
from studio.scene.drawing import Layer, Stage, draws
from studio.scene.shade import whole_cut

SLACK = 24  # pixels of the picture among which a start is looked for that falls on a whole pixel


@register_element
class PictureBackdrop(Element):
    """A picture behind everything; what does not fit the canvas's shape is cut off."""

    kind: ClassVar[str] = "backdrop-picture"
    title: ClassVar[str] = "Picture"

    picture: Annotated[str, Label("Picture"), Field(min_length=1, max_length=200)] = "backdrop"
    x: Annotated[float, Span(0, 1, 0.01, "%"), Label("Left to right", "Which part is kept")] = 0.5
    y: Annotated[float, Span(0, 1, 0.01, "%"), Label("Top to bottom", "Which part is kept")] = 0.5
    zoom: Annotated[float, Span(1, 4, 0.01, "×"), Label("Zoom")] = 1.0
    blur: Annotated[float, Span(0, 0.1, 0.001, "%"), Label("Blur", "As a lens does to what lies far behind")] = 0.0
    depth: Annotated[
        float, Span(0, 1, 0.01, "%"), Label("Depth of field", "Sharp where the product stands, softer behind")
    ] = 0.0
    focus: Annotated[float, Span(0, 1, 0.01, "%"), Label("Focus", "How far down the place of the product is")] = 0.8
    fade: Annotated[float, Span(0, 1, 0.01, "%"), Label("Fade to white")] = 0.0


@draws(PictureBackdrop)
def draw(backdrop: PictureBackdrop, stage: Stage) -> Sequence[Layer]:
    """Return the canvas filled with the picture; white where it is missing, which is reported."""
    picture = stage.pictures.get(backdrop.picture)
    if picture is None:
        stage.missing.append(f"The backdrop picture “{backdrop.picture}” is missing or cannot be read.")
        white = np.broadcast_to(np.uint8(255), (stage.height, stage.width, 3))
        return [Layer("backdrop", 0, 0, white, None)]
    scale = max(stage.width / picture.width, stage.height / picture.height) * backdrop.zoom
    level = max(0, math.floor(math.log2(_reduction(backdrop, stage.width, stage.height) / scale) + 1e-9))
    source = _level(picture, level, stage)
    plain = backdrop.changed(depth=0.0, focus=0.0)
    pixels = stage.last(
        "backdrop", picture, plain, held=(source,), make=lambda: covered(plain, source, stage.width, stage.height)
    )
    if backdrop.depth:
        wider = stage.step("picture blurs", held=(pixels,), make=lambda: blurs(pixels, stage.width))
        ratio = np.repeat(table(max(2, stage.height // 4), backdrop.focus), 2, 1)
        sharp, shown = pixels, (backdrop.depth, backdrop.focus)
        exact = stage.exactly("picture lens", *shown, held=(sharp, wider))
        make = lambda: softened(sharp, wider, ratio, backdrop.depth, exact=exact)  # noqa: E731
        name = "picture lens" if exact else "picture lens, quickly"
        pixels = stage.last(name, picture, *shown, held=(sharp, wider), make=make)
    return [Layer("backdrop", 0, 0, pixels, None)]


def _level(picture: Picture, level: int, stage: Stage) -> Bytes:
    """Return the picture on white, halved so many times."""
    if level == 0:
        return stage.step("on white", held=(picture,), make=lambda: on_white(picture))
    finer = _level(picture, level - 1, stage)
    size = max(1, finer.shape[1] // 2), max(1, finer.shape[0] // 2)
    make = lambda: np.asarray(cv2.resize(finer, size, interpolation=cv2.INTER_AREA), np.uint8)  # noqa: E731
    return stage.step("backdrop level", level, held=(picture,), make=make)


def covered(backdrop: PictureBackdrop, source: Bytes, width: int, height: int) -> Bytes:
    """Return a picture (rows, columns, 3), cut to the canvas's shape, as sRGB bytes (height, width, 3).

    What is blurred is made at a reduced size where the blur is so wide that nothing is lost by it.
    """
    sigma, factor = backdrop.blur * max(width, height), _reduction(backdrop, width, height)
    size = max(1, round(width / factor)), max(1, round(height / factor))
    scale = max(size[0] / source.shape[1], size[1] / source.shape[0]) * backdrop.zoom
    filled = _filled(source, scale, (backdrop.x, backdrop.y), size)
    if sigma >= 0.3:
        filled = np.asarray(cv2.GaussianBlur(filled, (0, 0), sigma / factor), np.uint8)
    if factor > 1:
        filled = np.asarray(cv2.resize(filled, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)
    if not backdrop.fade:
        return filled
    return np.asarray(cv2.convertScaleAbs(filled, alpha=1 - backdrop.fade, beta=255 * backdrop.fade), np.uint8)


def _reduction(backdrop: PictureBackdrop, width: int, height: int) -> int:
    """Return by how much less a blurred backdrop's size may be."""
    return max(1, min(8, int(backdrop.blur * max(width, height) / 2)))


def _filled(source: Bytes, scale: float, kept: tuple[float, float], size: tuple[int, int]) -> Bytes:
    """Return the part of a picture that is kept, resized to (width, height).

    A resize begins and ends at whole pixels of both: such are looked for around the part, which is many times as quick
    as an affine step that could begin anywhere.
    """
    cuts = []
    for side, length, share in zip(source.shape[1::-1], size, kept, strict=True):
        first = max(0.0, (side - length / scale) * share)
        last = min(float(side), first + length / scale)
        starts = max(0, math.floor(first) - SLACK), math.floor(first)
        stops = math.ceil(last - 1e-6), min(side, math.ceil(last) + SLACK)
        cuts.append(whole_cut(starts, stops, scale, first))
    across, down = cuts
    part = source[down.start : down.stop, across.start : across.stop]
    larger = (across.to_stop - across.to_start, down.to_stop - down.to_start)
    resized = cv2.resize(part, larger, interpolation=cv2.INTER_LINEAR)
    left, top = max(0, -across.to_start), max(0, -down.to_start)
    cut = np.asarray(resized[top : top + size[1], left : left + size[0]], np.uint8)
    short = size[1] - cut.shape[0], size[0] - cut.shape[1]
    if any(short):
        cut = np.asarray(cv2.copyMakeBorder(cut, 0, short[0], 0, short[1], cv2.BORDER_REPLICATE), np.uint8)
    return cut


def on_white(picture: Picture) -> Bytes:
    """Return the picture with its transparent parts on white."""
    if picture.alpha is None:
        return picture.rgb
    cover = picture.alpha[..., None].astype(np.uint16)
    result: Bytes = ((picture.rgb * cover + 255 * (255 - cover) + 127) // 255).astype(np.uint8)
    return result
