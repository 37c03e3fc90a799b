"""What a phone does to light: meter, white balance, lens, sensor, tone curve, sharpening, JPEG and EXIF."""

import io
from typing import Any

import cv2
import numpy as np
from PIL import Image, TiffImagePlugin
from render import FOCAL
from shot import Phone, Shot

Array = np.ndarray
STORED = {1: None, 3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}
"""How an upright picture is turned for storage, so that a reader obeying the EXIF tag turns it back."""


def develop(linear: Array, shot: Shot, size: tuple[int, int] | None = None) -> Array:
    """Scene-linear (H,W,3) of any scale → the phone's sRGB bytes (H,W,3), 12 MP unless `size` says otherwise."""
    size = size or shot.size
    phone = shot.phone
    random = np.random.default_rng(shot.seed)
    light = np.maximum(linear, 0) * _gains(linear, phone)
    light = cv2.resize(light, size, interpolation=cv2.INTER_CUBIC) if light.shape[1] != size[0] else light
    light = _lens(np.maximum(light, 0).astype(np.float32), random)
    light = _sensor(light, phone, random)
    picture = _tone(light)
    picture = _sharpen(picture)
    return (np.clip(picture, 0, 1) * 255 + 0.5).astype(np.uint8)


def _gains(linear: Array, phone: Phone) -> Array:
    """Meter (centre-weighted, highlights guarded) and a white balance that goes two thirds of the way to grey."""
    small = cv2.resize(linear, (64, 64), interpolation=cv2.INTER_AREA)
    y, x = np.mgrid[-1:1:64j, -1:1:64j]
    weight = np.exp(-(x**2 + y**2) / 0.7)[..., None]
    mean = (np.minimum(small, 6 * np.median(small)) * weight).sum((0, 1)) / weight.sum()
    balance = (mean[1] / mean) ** 0.5
    luminance = np.log2(np.maximum(small @ np.array([0.21, 0.72, 0.07]), 1e-5))
    middle = 2 ** float((luminance * weight[..., 0]).sum() / weight.sum())
    bright = float(np.percentile(small.max(-1), 97))
    exposure = min(0.21 / middle, 1.25 / bright) * 2**phone.exposure
    error = np.array([2 ** (phone.warmth / 2), 2**phone.tint, 2 ** (-phone.warmth / 2)])
    return (exposure * balance * error).astype(np.float32)


def _lens(light: Array, random: np.random.Generator) -> Array:
    """Vignette, a trace of lateral colour and flare, and the softness of a small lens."""
    height, width = light.shape[:2]
    shift = random.normal(0, 0.01, 2)
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j].astype(np.float32)
    radius = ((x - shift[0]) * width / np.hypot(width, height)) ** 2 + (
        (y - shift[1]) * height / np.hypot(width, height)
    ) ** 2
    light = light * (1 - 0.24 * radius - 0.06 * radius**2)[..., None].astype(np.float32)
    flare = cv2.resize(
        cv2.GaussianBlur(cv2.resize(light, (200, 200), interpolation=cv2.INTER_AREA), (0, 0), 9), (width, height)
    )
    light = light * 0.985 + flare * 0.015
    for channel, scale in ((0, 1.00022), (2, 0.99975)):
        turn = np.array([[scale, 0, (1 - scale) * width / 2], [0, scale, (1 - scale) * height / 2]])
        light[..., channel] = cv2.warpAffine(
            np.ascontiguousarray(light[..., channel]),
            turn,
            (width, height),
            flags=cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REPLICATE,
        )
    return cv2.GaussianBlur(light, (0, 0), 0.75)


def _sensor(light: Array, phone: Phone, random: np.random.Generator) -> Array:
    """Photon and read noise: fine in brightness, blotchy in colour, as left by a phone's noise reduction."""
    height, width = light.shape[:2]
    base = np.sqrt(np.clip(light.mean(-1), 0, 2) * 0.00012 + 0.0000035) * phone.noise * np.sqrt(phone.iso / 100)
    fine = random.standard_normal((height, width), np.float32)
    fine = 0.55 * fine + 0.9 * cv2.GaussianBlur(fine, (0, 0), 1.1)
    light = light + (base * fine)[..., None]
    for scale, strength in ((3, 0.55), (9, 0.4)):
        blotch = random.standard_normal((height // scale + 1, width // scale + 1, 3), np.float32)
        blotch -= blotch.mean(-1, keepdims=True)
        light += base[..., None] * strength * cv2.resize(blotch, (width, height), interpolation=cv2.INTER_CUBIC)
    return np.maximum(light, 0)


def _tone(light: Array) -> Array:
    """Local lift of shadows, a filmic shoulder, a little contrast and colour: what phones do to every picture."""
    height, width = light.shape[:2]
    luminance = light @ np.array([0.2126, 0.7152, 0.0722], np.float32)
    around = cv2.resize(luminance, (width // 16, height // 16), interpolation=cv2.INTER_AREA)
    around = cv2.resize(cv2.bilateralFilter(around, 0, 0.25, 14), (width, height), interpolation=cv2.INTER_LINEAR)
    lift = np.clip((0.24 / np.maximum(around, 0.012)) ** 0.22, 0.88, 1.5)
    light = light * lift[..., None]
    knee = 0.62
    over = np.maximum(light - knee, 0)
    light = np.minimum(light, knee) + (1 - knee) * (1 - np.exp(-over / (1 - knee)))
    picture = np.where(light <= 0.0031308, light * 12.92, 1.055 * np.power(np.maximum(light, 1e-6), 1 / 2.4) - 0.055)
    picture = picture + 0.055 * np.sin((picture - 0.5) * 2 * np.pi) * (picture < 1)
    grey = picture @ np.array([0.2126, 0.7152, 0.0722], np.float32)
    return grey[..., None] + (picture - grey[..., None]) * 1.04


def _sharpen(picture: Array) -> Array:
    """The halo of phone sharpening: strong, narrow, clipped."""
    grey = picture.mean(-1)
    detail = grey - cv2.GaussianBlur(grey, (0, 0), 1.5)
    quiet = np.clip(np.abs(detail) / 0.012, 0.25, 1)
    return picture + np.clip(detail * quiet * 0.9, -0.07, 0.07)[..., None]


def encode(pixels: Array, shot: Shot, *, limit: int = 1_400_000) -> bytes:
    """JPEG 4:2:0 with EXIF, turned as its orientation tag says; quality falls until the file fits `limit` bytes."""
    picture = Image.fromarray(pixels)
    turn = STORED[shot.phone.orientation]
    stored = picture if turn is None else picture.transpose(turn)
    for quality in range(shot.phone.quality, 59, -2):
        buffer = io.BytesIO()
        stored.save(buffer, "JPEG", quality=quality, subsampling=2, optimize=True, exif=_exif(stored, shot))
        if buffer.tell() <= limit:
            break
    return buffer.getvalue()


def _exif(stored: Image.Image, shot: Shot) -> bytes:
    phone, camera = shot.phone, shot.camera
    ratio = TiffImagePlugin.IFDRational
    exif = Image.Exif()
    exif.update(
        {271: "Listing Studio", 272: "Rendered sample", 274: phone.orientation, 282: ratio(72), 283: ratio(72), 296: 2}
    )
    exif.update({305: "packaging/samples", 306: phone.taken, 315: "The Listing Studio founders"})
    details: dict[int, Any] = {
        33434: ratio(*phone.seconds),
        33437: ratio(9, 5),
        34855: phone.iso,
        36864: b"0232",
        36867: phone.taken,
        36868: phone.taken,
        37386: ratio(round(FOCAL * 10), 10),
        37385: 16,
        41986: 0,
        41987: 0,
        40961: 1,
        40962: stored.width,
        40963: stored.height,
        41988: ratio(round(camera.zoom * 10), 10),
        41989: round(24 * camera.zoom),
        37510: b"ASCII\0\0\0rendered, not photographed",
    }
    exif.get_ifd(34665).update(details)
    if phone.thumbnail:
        return _with_thumbnail(exif, stored)
    return exif.tobytes()


def _with_thumbnail(exif: Image.Exif, stored: Image.Image) -> bytes:
    """Append IFD1 with a 160-pixel JPEG by hand: Pillow reads such thumbnails but does not write them."""
    small = stored.copy()
    small.thumbnail((160, 160))
    buffer = io.BytesIO()
    small.save(buffer, "JPEG", quality=70)
    thumbnail = buffer.getvalue()
    block = exif.tobytes()
    tiff = bytearray(block[6:])  # after b"Exif\0\0"
    order = "little" if tiff[:2] == b"II" else "big"
    first = int.from_bytes(tiff[4:8], order)
    entries = int.from_bytes(tiff[first : first + 2], order)
    link = first + 2 + 12 * entries
    if len(tiff) % 2:
        tiff += b"\0"
    start = len(tiff)
    tiff[link : link + 4] = start.to_bytes(4, order)
    body = start + 2 + 12 * 3 + 4
    rows = ((0x0103, 3, 6), (0x0201, 4, body), (0x0202, 4, len(thumbnail)))
    tiff += len(rows).to_bytes(2, order)
    for tag, kind, value in rows:
        field = value.to_bytes(2, order) + b"\0\0" if kind == 3 else value.to_bytes(4, order)
        tiff += tag.to_bytes(2, order) + kind.to_bytes(2, order) + (1).to_bytes(4, order) + field
    tiff += b"\0\0\0\0" + thumbnail
    return block[:6] + bytes(tiff)
