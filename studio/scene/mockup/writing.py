"""A mockup as files: what `folder` reads."""

import io
from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.model.mockup import COLOUR, FILE, GLOSS, LIGHT, SCENE, Mockup
from studio.model.picture import Bytes
from studio.scene.linear_light import to_srgb
from studio.scene.mockup.passes import Floats

QUALITY = 90


def mockup_files(
    mockup: Mockup,
    *,
    scene: Bytes,
    light: Floats,
    gloss: Floats,
    colour: Bytes,
    areas: dict[str, tuple[Floats, Bytes]],
) -> dict[str, bytes]:
    """Return the files of a mockup's folder by name.

    `light` and `gloss` (height, width, 3) are linear light; `areas` hold (u, v) (height, width, 2) and the cover
    (height, width) uint8 of each surface. All of the whole frame; what is empty round a surface is cut off.
    """
    x, y, width, height = _seen(colour, areas)
    part = slice(y, y + height), slice(x, x + width)
    surfaces = []
    files = {SCENE: _avif(scene), COLOUR: _png(colour[part])}
    for surface in mockup.surfaces:
        uv, cover = areas[surface.id]
        left, top, wide, tall = _grown(cv2.boundingRect(cover), cover.shape)
        files[surface.file] = _uv(uv[top : top + tall, left : left + wide], cover[top : top + tall, left : left + wide])
        surfaces.append(surface.changed(offset=(left, top)))
    light_scale, gloss_scale = (max(float(np.percentile(it[part], 99.9)), 0.05) for it in (light, gloss))
    files[LIGHT] = _avif(coded(light[part], light_scale))
    files[GLOSS] = _avif(coded(gloss[part], gloss_scale))
    passes = {"light_scale": light_scale, "gloss_scale": gloss_scale, "offset": (x, y)}
    said = mockup.changed(passes=passes, surfaces=tuple(surfaces), size=(scene.shape[1], scene.shape[0]))
    files[FILE] = mockup_as_toml(said).encode()
    return files


def mockup_as_toml(mockup: Mockup) -> str:
    """Return `mockup.toml`."""
    import tomli_w

    return tomli_w.dumps(mockup.model_dump(mode="json"))


def coded(light: Floats, scale: float) -> Bytes:
    """Return linear light as a pass keeps it."""
    return np.round(to_srgb(np.clip(light / scale, 0, 1)) * 255).astype(np.uint8)


def _seen(colour: Bytes, areas: dict[str, tuple[Floats, Bytes]]) -> tuple[int, int, int, int]:
    whole = colour.copy()
    for _, cover in areas.values():
        np.maximum(whole, cover, out=whole)
    return _grown(cv2.boundingRect(whole), whole.shape)


def _grown(box: Sequence[int], shape: tuple[int, ...]) -> tuple[int, int, int, int]:
    """Return a box three pixels larger on every side, inside the frame."""
    left, top = max(box[0] - 3, 0), max(box[1] - 3, 0)
    right, bottom = min(box[0] + box[2] + 3, shape[1]), min(box[1] + box[3] + 3, shape[0])
    return left, top, right - left, bottom - top


def _uv(uv: Floats, cover: Bytes) -> bytes:
    codes = np.empty((*cover.shape, 3), np.uint16)
    codes[..., 2] = np.round(uv[..., 0].clip(0, 1) * 65535)
    codes[..., 1] = np.round(uv[..., 1].clip(0, 1) * 65535)
    codes[..., 0] = cover.astype(np.uint16) * 257
    return _png(codes)


def _png(pixels: NDArray[Any]) -> bytes:
    filtered = [cv2.IMWRITE_PNG_STRATEGY, cv2.IMWRITE_PNG_STRATEGY_FILTERED, cv2.IMWRITE_PNG_COMPRESSION, 9]
    return cv2.imencode(".png", pixels, filtered)[1].tobytes()


def _avif(rgb: Bytes) -> bytes:
    from PIL import Image

    file = io.BytesIO()
    Image.fromarray(rgb).save(file, "AVIF", quality=QUALITY, subsampling="4:4:4", speed=8)
    return file.getvalue()
