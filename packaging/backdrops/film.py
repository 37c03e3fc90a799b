"""From light to a finished photo: exposure by a card, glare, falling-off corners, tone curve, grain, AVIF."""

import io

import cv2
import numpy as np
from PIL import Image

Array = np.ndarray
WHITE = 0.93  # of full exposure: where the meter puts a white card
KNEE = 0.72  # brighter light is rolled off as film does


def gain(card: Array, exposure: float) -> Array:
    """(3,) factors: a white card becomes mostly neutral, and just below white."""
    light = float(card @ np.array([0.2126, 0.7152, 0.0722]))
    balance = (light / np.maximum(card, 1e-6)) ** 0.6
    return (WHITE / light * 2.0**exposure * balance).astype(np.float32)


def develop(linear: Array, factors: Array, seed: int, side: int, colour: float = 1.0) -> Array:
    """Scene-linear (H, W, 3) → sRGB bytes (side, side, 3); grain is that of the finished size."""
    light = (np.maximum(linear, 0) * factors).astype(np.float32)
    if side != len(light):
        light = np.maximum(cv2.resize(light, (side, side), interpolation=cv2.INTER_CUBIC), 0)
    light = _lens(light)
    picture = tone(light, colour)
    return _bytes(_grain(_sharpened(picture), seed))


def develop_front(linear: Array, factors: Array, colour: float = 1.0, even: float = 0.0) -> Array:
    """Premultiplied scene-linear (H, W, 4) → straight sRGB bytes with alpha (H, W, 4).

    `even`: pixels over which the grain of few samples is evened out, where everything is out of focus.
    """
    linear = cv2.GaussianBlur(linear, (0, 0), even) if even else linear
    alpha = np.clip(linear[..., 3:], 0, 1)
    light = np.maximum(linear[..., :3], 0) / np.maximum(alpha, 1e-3) * factors
    return _bytes(np.concatenate([tone(light, colour), np.where(alpha < 0.004, 0, alpha)], -1))


def _lens(light: Array) -> Array:
    """Glare around what is bright, a little less light in the corners, and the softness of real glass."""
    side = light.shape[0]
    small = cv2.resize(light, (256, 256), interpolation=cv2.INTER_AREA)
    glare = cv2.resize(cv2.GaussianBlur(np.minimum(small, 8), (0, 0), 7), (side, side), interpolation=cv2.INTER_LINEAR)
    y, x = np.mgrid[-1 : 1 : side * 1j, -1 : 1 : side * 1j].astype(np.float32)
    corner = 1 - 0.09 * (x * x + y * y)
    soft = cv2.GaussianBlur(light, (0, 0), 0.55)
    return (0.965 * soft + 0.035 * glare) * corner[..., None]


def tone(light: Array, colour: float = 1.0) -> Array:
    """Light → sRGB values 0…1 with a shoulder, and a touch of contrast and colour."""
    over = np.maximum(light - KNEE, 0)
    light = np.minimum(light, KNEE) + (1 - KNEE) * (1 - np.exp(-over / (1 - KNEE)))
    picture = np.where(light <= 0.0031308, light * 12.92, 1.055 * np.power(np.maximum(light, 1e-6), 1 / 2.4) - 0.055)
    picture = picture - 0.018 * np.sin(picture * 2 * np.pi)
    grey = picture @ np.array([0.2126, 0.7152, 0.0722], np.float32)
    return grey[..., None] + (picture - grey[..., None]) * (1.05 * colour)


def _sharpened(picture: Array) -> Array:
    detail = picture - cv2.GaussianBlur(picture, (0, 0), 1.2)
    return picture + np.clip(0.45 * detail, -0.03, 0.03)


def _grain(picture: Array, seed: int) -> Array:
    """Fine grain, strongest in the middle tones: what a camera's own noise leaves."""
    random = np.random.default_rng(seed)
    fine = random.standard_normal(picture.shape[:2], np.float32)
    fine = 0.5 * fine + 0.9 * cv2.GaussianBlur(fine, (0, 0), 0.8)
    middle = 0.35 + 0.65 * np.sin(np.clip(picture.mean(-1), 0, 1) * np.pi)
    return picture + (0.0055 * fine * middle)[..., None]


def _bytes(picture: Array) -> Array:
    return (np.clip(picture, 0, 1) * 255 + 0.5).astype(np.uint8)


def avif(pixels: Array, quality: int) -> bytes:
    """AVIF of (H, W), (H, W, 3) or (H, W, 4) bytes."""
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "AVIF", quality=quality, subsampling="4:2:0", speed=4)
    return buffer.getvalue()
