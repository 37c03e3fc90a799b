"""Pictures that the demo provider makes: a plain room drawn by rule, marked as a demo in its corner."""

from base64 import b64decode, b64encode
from hashlib import sha256
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

_ROOMS = (
    ((236, 226, 212), (188, 160, 128)),
    ((222, 230, 232), (150, 164, 160)),
    ((240, 232, 228), (206, 170, 160)),
    ((214, 220, 206), (140, 122, 96)),
)
"""Wall and table, sRGB."""


def scene(width: int, height: int, prompt: str = "") -> NDArray[np.uint8]:
    """Return (height, width, 3): a wall and a table lit from the left; the same for the same words."""
    digest = sha256(prompt.encode()).digest()
    wall, table = (np.array(colour, np.float32) for colour in _ROOMS[digest[0] % len(_ROOMS)])
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    y, x = y / height, x / width
    horizon = 0.6 + digest[1] / 2550
    light = 1.06 - 0.22 * np.hypot(x - 0.25, y - 0.2)
    below = np.clip((y - horizon) * height / 3, 0, 1)[..., None]
    rgb = (wall * (1 - below) + table * below) * light[..., None]
    grain = np.random.default_rng(int.from_bytes(digest[:4], "big")).normal(0, 1.2, (height, width, 1))
    return np.asarray(np.clip(rgb + grain, 0, 255), np.uint8)


def marked(rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the picture with DEMO written into its lower left corner: nobody shall take it for bought work."""
    import cv2

    scale = max(0.5, rgb.shape[1] / 900)
    out = rgb.copy()
    place = (round(12 * scale), rgb.shape[0] - round(14 * scale))
    for colour, thick in (((40, 40, 40), 3), ((250, 250, 250), 1)):
        cv2.putText(out, "DEMO", place, cv2.FONT_HERSHEY_SIMPLEX, scale, colour, round(thick * scale) or 1, cv2.LINE_AA)
    return out


def edited(picture: bytes, mask: bytes | None, size: tuple[int, int], prompt: str) -> NDArray[np.uint8]:
    """Return an edit as image models make it: new surroundings, and the product redrawn nearly as it was.

    The whole frame changes a little, as with the real ones: the mask is guidance to them too.
    """
    import cv2
    from PIL import Image

    with Image.open(BytesIO(picture)) as opened:
        own = np.asarray(opened.convert("RGB").resize(size, Image.Resampling.LANCZOS))
    redrawn = cv2.GaussianBlur(own, (0, 0), 0.8).astype(np.float32) * 0.985 + 2
    keep: NDArray[Any] = np.full(own.shape[:2], 0.5, np.float32)
    if mask is not None:
        with Image.open(BytesIO(mask)) as opened:
            keep = np.asarray(opened.convert("RGBA").resize(size))[..., 3].astype(np.float32) / 255
    if mask is not None and (keep < 0.5).mean() < 0.2:
        new = _mended(own, keep)
    else:
        new = _with_shadow(scene(*size, prompt).astype(np.float32), keep)
    keep = cv2.GaussianBlur(keep, (0, 0), 1.0)[..., None]
    return np.asarray(np.clip(new * (1 - keep) + redrawn * keep, 0, 255), np.uint8)


def _mended(own: NDArray[np.uint8], keep: NDArray[Any]) -> NDArray[Any]:
    """Return the picture with the open places filled from round about."""
    import cv2

    hole = cv2.dilate((keep < 0.5).astype(np.uint8), np.ones((5, 5), np.uint8))
    small = (max(1, own.shape[1] // 2), max(1, own.shape[0] // 2))
    filled = cv2.inpaint(cv2.resize(own, small), cv2.resize(hole, small), 5, cv2.INPAINT_TELEA)
    return np.asarray(cv2.resize(filled, (own.shape[1], own.shape[0])), np.float32)


def _with_shadow(room: NDArray[Any], keep: NDArray[Any]) -> NDArray[Any]:
    """Return the room with a soft shadow below what is kept."""
    import cv2

    spread = max(room.shape[:2]) / 60
    below = cv2.warpAffine(keep, np.array([[1, 0, 0], [0, 1, spread]]), (keep.shape[1], keep.shape[0]))
    return np.asarray(room * (1 - 0.45 * cv2.GaussianBlur(below, (0, 0), spread)[..., None]))


def encoded(rgb: NDArray[np.uint8], kind: str) -> str:
    """Return the picture as base64 of "png", "jpeg" or "webp"."""
    from PIL import Image

    buffer = BytesIO()
    options: dict[str, Any] = {"compress_level": 1} if kind == "png" else {"quality": 90}
    Image.fromarray(rgb).save(buffer, kind, **options)
    return b64encode(buffer.getvalue()).decode()


def encoded_scene(width: int, height: int, kind: str, prompt: str = "") -> str:
    """Return a scene as base64."""
    return encoded(marked(scene(width, height, prompt)), kind)


def half_size(text: str) -> str:
    """Return a base64 picture at half its size."""
    from PIL import Image

    with Image.open(BytesIO(b64decode(text))) as opened:
        return encoded(np.asarray(opened.convert("RGB").resize((opened.width // 2, opened.height // 2))), "png")
