"""A picture as the backdrop, filling the canvas."""

from collections.abc import Sequence
from typing import Annotated, ClassVar

import cv2
import numpy as np
from pydantic import Field

from studio.model.params import Label, Span
from studio.model.picture import Bytes, Picture
from studio.model.scene import Element, register_element
from studio.scene.drawing import Layer, Stage, draws


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
    fade: Annotated[float, Span(0, 1, 0.01, "%"), Label("Fade to white")] = 0.0


@draws(PictureBackdrop)
def draw(backdrop: PictureBackdrop, stage: Stage) -> Sequence[Layer]:
    """Return the canvas filled with the picture; white where it is missing, which is reported."""
    picture = stage.pictures.get(backdrop.picture)
    if picture is None:
        stage.missing.append(f"The backdrop picture “{backdrop.picture}” is missing.")
        white = np.broadcast_to(np.uint8(255), (stage.height, stage.width, 3))
        return [Layer("backdrop", 0, 0, white, None)]
    pixels = stage.step(
        "backdrop", backdrop, held=(picture,), make=lambda: covered(backdrop, picture, stage.width, stage.height)
    )
    return [Layer("backdrop", 0, 0, pixels, None)]


def covered(backdrop: PictureBackdrop, picture: Picture, width: int, height: int) -> Bytes:
    """Return the picture, cut to the canvas's shape, as sRGB bytes (height, width, 3); its alpha lies on white."""
    scale = max(width / picture.width, height / picture.height) * backdrop.zoom
    part_width, part_height = width / scale, height / scale
    left, top = (picture.width - part_width) * backdrop.x, (picture.height - part_height) * backdrop.y
    source = _reduced(on_white(picture), scale)
    ratio_x, ratio_y = source.shape[1] / picture.width, source.shape[0] / picture.height
    matrix = np.array([[ratio_x / scale, 0, left * ratio_x], [0, ratio_y / scale, top * ratio_y]])
    matrix[:, 2] += 0.5 * matrix[:, :2].sum(1) - 0.5  # centres of pixels
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    filled = cv2.warpAffine(source, matrix, (width, height), flags=flags, borderMode=cv2.BORDER_REPLICATE)
    soft = _blurred(np.asarray(filled, np.uint8), backdrop.blur * max(width, height))
    return np.asarray(cv2.addWeighted(soft, 1 - backdrop.fade, np.full_like(soft, 255), backdrop.fade, 0), np.uint8)


def on_white(picture: Picture) -> Bytes:
    """Return the picture with its transparent parts on white."""
    if picture.alpha is None:
        return picture.rgb
    cover = picture.alpha[..., None].astype(np.uint16)
    result: Bytes = ((picture.rgb * cover + 255 * (255 - cover) + 127) // 255).astype(np.uint8)
    return result


def _reduced(rgb: Bytes, scale: float) -> Bytes:
    """Average down to just above the size that is needed, so that the step after it does not alias."""
    if scale >= 0.75:
        return rgb
    size = (max(1, round(rgb.shape[1] * scale * 1.3)), max(1, round(rgb.shape[0] * scale * 1.3)))
    return np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), np.uint8)


def _blurred(rgb: Bytes, sigma: float) -> Bytes:
    """Blur, at a reduced size where the blur is so wide that nothing is lost by it."""
    if sigma < 0.3:
        return rgb
    factor = max(1, min(8, int(sigma / 2)))
    size = (max(1, rgb.shape[1] // factor), max(1, rgb.shape[0] // factor))
    small = cv2.GaussianBlur(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), (0, 0), sigma / factor)
    return np.asarray(cv2.resize(small, rgb.shape[1::-1], interpolation=cv2.INTER_CUBIC), np.uint8)
