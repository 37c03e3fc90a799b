"""Pictures on their way out (reduced, without metadata) and on their way in (checked before they are believed)."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import cv2
import numpy as np

from studio.ai.large import from_base64
from studio.model.ai import Sent
from studio.model.picture import Bytes, Picture
from studio.model.provider_errors import WrongPictureError

LONGEST = 1536  # pixels: enough for every vision task, see the token tables; larger is only dearer
PIXEL_LIMIT = 40_000_000
_KINDS = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp"}


def reduced(picture: Picture, longest: int = LONGEST, *, name: str = "photo.jpg") -> Sent:
    """Return a photo as it is sent: longest side at most `longest`, JPEG 90 on white where it is see-through."""
    rgb = _on_white(_shrunk(picture, longest))
    done, data = cv2.imencode(".jpg", cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, 90])
    assert done
    return Sent(data.tobytes(), "image/jpeg", rgb.shape[1], rgb.shape[0], name)


def lossless(picture: Picture, *, name: str = "picture.png") -> Sent:
    """Return a picture as a PNG of its own size, with its alpha where it has one: what edits and masks need."""
    bgr = cv2.cvtColor(picture.rgb, cv2.COLOR_RGB2BGR)
    planes = bgr if picture.alpha is None else np.dstack([bgr, picture.alpha])
    done, data = cv2.imencode(".png", planes)
    assert done
    return Sent(data.tobytes(), "image/png", picture.width, picture.height, name)


def _shrunk(picture: Picture, longest: int) -> Picture:
    scale = longest / max(picture.width, picture.height)
    if scale >= 1:
        return picture
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    rgb = cv2.resize(picture.rgb, size, interpolation=cv2.INTER_AREA)
    alpha = None if picture.alpha is None else cv2.resize(picture.alpha, size, interpolation=cv2.INTER_AREA)
    return Picture(np.asarray(rgb, np.uint8), None if alpha is None else np.asarray(alpha, np.uint8))


def _on_white(picture: Picture) -> Bytes:
    if picture.alpha is None:
        return picture.rgb
    share = picture.alpha[..., None].astype(np.float32) / 255
    return np.asarray(np.rint(picture.rgb * share + 255 * (1 - share)), np.uint8)


@dataclass(frozen=True, eq=False)
class Decoded:
    """A picture that a provider sent and that can be opened."""

    data: bytes
    media_type: str
    width: int
    height: int
    notes: tuple[str, ...] = ()


def decoded(encoded: str, size: tuple[int, int] | None, name: str) -> Decoded:
    """Return the checked picture of a base64 text; raises WrongPictureError.

    Another size of the same shape is accepted and said; another shape is not: what is outside the frame is unknown.
    """
    from PIL import Image, UnidentifiedImageError

    cure = "Try again, or pick another model."
    try:
        data = from_base64(encoded)
        with Image.open(BytesIO(data), formats=tuple(_KINDS)) as image:
            width, height, kind = image.width, image.height, image.format or ""
            if width * height > PIXEL_LIMIT:
                raise WrongPictureError(f"{name} sent a picture of {width} × {height} pixels: far too large.", cure)
            image.load()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise WrongPictureError(f"The picture that {name} sent is damaged or no picture.", cure) from None
    if size is None or (width, height) == size:
        return Decoded(data, _KINDS[kind], width, height)
    if abs(width / height / (size[0] / size[1]) - 1) > 0.02:
        raise WrongPictureError(
            f"{name} sent {width} × {height} pixels where {size[0]} × {size[1]} were asked for: another shape.", cure
        )
    note = f"{name} made {width} × {height} pixels instead of {size[0]} × {size[1]}."
    return Decoded(data, _KINDS[kind], width, height, (note,))


def picture_of(data: bytes) -> Picture:
    """Return the pixels of checked bytes, in sRGB, with alpha where there is any see-through; the first of several."""
    from PIL import Image

    with Image.open(BytesIO(data)) as image:
        if image.mode.startswith("I;16"):  # Pillow cuts 16 bits of grey off at 255
            grey = (np.asarray(image) // 257).astype(np.uint8)
            return Picture(np.ascontiguousarray(np.repeat(grey[..., None], 3, 2)))
        see_through = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
        planes = np.asarray(_in_srgb(image, "RGBA" if see_through else "RGB"))
        if see_through:
            return Picture(np.ascontiguousarray(planes[..., :3]), np.ascontiguousarray(planes[..., 3]))
        return Picture(planes)


def _in_srgb(image: Any, mode: str) -> Any:
    """Return a Pillow image in sRGB by its profile; one that cannot be used is taken for sRGB."""
    from PIL import ImageCms

    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "RGBA", "L", "CMYK"):
        return image.convert(mode)
    try:
        own, srgb = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
        target = "RGBA" if image.mode == "RGBA" else "RGB"
        converted = ImageCms.profileToProfile(image, own, srgb, outputMode=target)
    except (ImageCms.PyCMSError, OSError, ValueError):
        converted = None
    return (converted or image).convert(mode)
