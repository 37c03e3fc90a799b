"""Things placed on grounds: where they lie, how large, what shadow they throw, what hides part of them."""

from dataclasses import dataclass

import cv2
import numpy as np
from bank import SIDE, Bank, Sprite
from flat_shapes import silhouette
from textures import Planes, Random, noise, palette, recoloured, texture


@dataclass(frozen=True, eq=False)
class Layer:
    """A thing on the canvas: `colour` (SIDE, SIDE, 3) times coverage, `matte` (SIDE, SIDE) 0–1."""

    colour: Planes
    matte: Planes


def size_in_frame(random: Random) -> float:
    """Return the longest side as a share of the frame: sellers fill it, sometimes overfill it."""
    kind = random.random()
    if kind < 0.12:
        return float(random.uniform(0.18, 0.4))
    return float(random.uniform(0.4, 1.0) if kind < 0.85 else random.uniform(1.0, 1.5))


def placed(random: Random, sprite: Sprite, share: float, middle: tuple[float, float]) -> Layer:
    """Put a thing's middle at `middle` (shares of the frame), turned, flipped, a little squeezed."""
    height, width = sprite.matte.shape
    scale = share * SIDE / max(height, width)
    turn = random.uniform(-180, 180) if random.random() < (0.5 if sprite.flat else 0.12) else random.normal(0, 12)
    squeeze, flip = float(np.exp(random.normal(0, 0.12))), random.choice([-1, 1])
    cosine, sine = np.cos(np.radians(turn)) * scale, np.sin(np.radians(turn)) * scale
    matrix = np.array([[cosine * squeeze * flip, -sine, 0], [sine * squeeze * flip, cosine, 0]])
    matrix[:, 2] = np.array(middle) * SIDE - matrix[:, :2] @ np.array([width / 2, height / 2])
    how = cv2.INTER_AREA if scale < 0.7 else cv2.INTER_LINEAR
    colour = cv2.warpAffine(sprite.colour * sprite.matte[..., None], matrix, (SIDE, SIDE), flags=how)
    return Layer(colour, cv2.warpAffine(sprite.matte, matrix, (SIDE, SIDE), flags=how))


def soft(plane: Planes, radius: float) -> Planes:
    """Blur; a wide one on a quarter of the plane, where it looks the same and takes a tenth of the time."""
    if radius < 5:
        return cv2.GaussianBlur(plane, (0, 0), radius)
    size = plane.shape[1] // 4, plane.shape[0] // 4
    small = cv2.GaussianBlur(cv2.resize(plane, size, interpolation=cv2.INTER_AREA), (0, 0), radius / 4)
    return cv2.resize(small, (plane.shape[1], plane.shape[0]), interpolation=cv2.INTER_LINEAR)


def shaded(random: Random, ground: Planes, matte: Planes) -> Planes:
    """Darken the ground where a thing stands on it and where it throws its shadow."""
    dark = np.zeros_like(matte)
    if random.random() < 0.75:
        near = soft(matte, float(random.uniform(1, 6)))
        dark = np.maximum(dark, random.uniform(0.1, 0.7) * near)
    if random.random() < 0.6:
        shift = np.float32([[1, 0, random.normal(0, 14)], [0, 1, random.normal(4, 12)]])
        cast = soft(cv2.warpAffine(matte, shift, (SIDE, SIDE)), float(random.uniform(0.7, 18)))
        dark = np.maximum(dark, random.uniform(0.1, 0.75) * cast)
    tint = 1 - random.uniform(0.75, 1, 3) * 1.0
    return ground * (1 - dark[..., None] * (1 - tint).astype(np.float32))


def over(ground: Planes, layer: Layer) -> Planes:
    """Draw a thing over the ground."""
    return ground * (1 - layer.matte[..., None]) + layer.colour


def like_ground(random: Random, layer: Layer, ground: Planes) -> Layer:
    """Give a thing about the colour of what it lies on: black on black, white on white."""
    inside = layer.matte > 0.5
    if not inside.any():
        return layer
    own = (layer.colour[inside]).mean(0)
    wanted = ground[inside].mean(0) + random.normal(0, 14, 3)
    contrast = random.uniform(0.3, 1)
    colour = layer.colour / np.maximum(layer.matte, 1e-3)[..., None]
    moved = (colour - own) * contrast + wanted
    return Layer((np.clip(moved, 0, 255) * layer.matte[..., None]).astype(np.float32), layer.matte)


def ground(random: Random, bank: Bank) -> Planes:
    """Return (SIDE, SIDE, 3) of a place without a product."""
    kind = random.random()
    if bank.shots and kind < 0.38:
        drawn = _rendered_place(random, bank)
    elif kind < 0.6:
        drawn = _sweep(random)
    elif kind < 0.74:
        drawn = texture(random, SIDE)
    elif kind < 0.87:
        drawn = _room(random)
    else:
        drawn = _clutter(random, bank)
    if random.random() < 0.4:
        drawn = drawn.mean(-1, keepdims=True) * 0.6 + drawn * 0.4
    if random.random() < 0.25:
        drawn = soft(drawn, float(random.uniform(0.5, 7)))
    return np.ascontiguousarray(drawn * _light(random)[..., None], np.float32)


def _light(random: Random) -> Planes:
    """Return (SIDE, SIDE): light that falls off over the place, and soft shadows from outside the frame."""
    light = 1 + random.uniform(0, 0.25) * noise(random, SIDE, 1.2, 2)
    if random.random() < 0.15:
        edge = noise(random, SIDE, random.uniform(1, 3), 3) > random.uniform(-0.3, 0.8)
        shadow = soft(edge.astype(np.float32), float(random.uniform(1, 12)))
        light = light * (1 - random.uniform(0.1, 0.5) * shadow)
    return np.clip(light, 0.2, 1.6).astype(np.float32)


def _rendered_place(random: Random, bank: Bank) -> Planes:
    plate = bank.shot(random).plate
    side = int(random.uniform(0.45, 1) * SIDE)
    y, x = (int(v) for v in random.integers(0, SIDE - side + 1, 2))
    drawn = cv2.resize(plate[y : y + side, x : x + side], (SIDE, SIDE), interpolation=cv2.INTER_LINEAR).astype(
        np.float32
    )
    drawn = drawn[:, ::-1] if random.random() < 0.5 else drawn
    return recoloured(random, drawn) if random.random() < 0.3 else drawn


def _sweep(random: Random) -> Planes:
    """Paper or a wall: nearly one colour, often white or grey."""
    light = random.choice([random.uniform(225, 255), random.uniform(20, 235), random.uniform(5, 45)])
    tone = np.array([light] * 3) + random.normal(0, 6, 3) if random.random() < 0.65 else palette(random, 1)[0]
    down = np.linspace(0, 1, SIDE, dtype=np.float32)[:, None, None]
    return np.clip(tone + (down - 0.5) * random.normal(0, 30) + np.zeros((SIDE, SIDE, 1), np.float32), 0, 255)


def _room(random: Random) -> Planes:
    """A wall above a floor seen in perspective."""
    wall, floor = texture(random, SIDE, plain=0.6), texture(random, SIDE, plain=0.15)
    line, spread = int(SIDE * random.uniform(0.1, 0.7)), SIDE * random.uniform(0.2, 2)
    source = np.float32([[0, 0], [SIDE, 0], [SIDE, SIDE], [0, SIDE]])
    target = np.float32([[0, line], [SIDE, line], [SIDE + spread, SIDE], [-spread, SIDE]])
    laid = cv2.warpPerspective(
        floor, cv2.getPerspectiveTransform(source, target), (SIDE, SIDE), borderMode=cv2.BORDER_REFLECT
    )
    drawn = wall.copy()
    drawn[line:] = laid[line:]
    if random.random() < 0.5:
        cv2.rectangle(drawn, (0, line - int(random.integers(2, 14))), (SIDE, line), palette(random, 1)[0].tolist(), -1)
    return drawn


def _clutter(random: Random, bank: Bank) -> Planes:
    """Things all about: a shelf of alike packages, a heap, a desk."""
    drawn = texture(random, SIDE)
    alike, count = random.random() < 0.5, int(random.integers(6, 26))
    kept = bank.sprite(random)
    for _ in range(count):
        sprite = kept if alike else bank.sprite(random)
        layer = placed(random, sprite, float(random.uniform(0.12, 0.6)), tuple(random.uniform(-0.05, 1.05, 2)))
        drawn = over(shaded(random, drawn, layer.matte) if random.random() < 0.4 else drawn, layer)
    return drawn


def hand(random: Random) -> Layer:
    """Something skin-coloured or sleeved that reaches in from the frame."""
    tone = cv2.cvtColor(
        np.uint8([[[random.integers(4, 16), random.integers(60, 160), random.integers(60, 245)]]]), cv2.COLOR_HSV2RGB
    )
    mask = silhouette(random, SIDE).astype(np.float32) / 255
    skin = tone[0, 0].astype(np.float32) * (1 + 0.12 * noise(random, SIDE, 6, 3))[..., None]
    side = random.choice([-1, 1])
    middle = (0.5 + side * random.uniform(0.3, 0.6), random.uniform(0.3, 1.1))
    return placed(random, Sprite(np.clip(skin, 0, 255), mask, True), float(random.uniform(0.35, 0.8)), middle)
