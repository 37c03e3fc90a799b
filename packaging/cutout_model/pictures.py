"""One training picture from one seed: the photo and the exact coverage of its product."""

import cv2
import numpy as np
from bank import SIDE, Bank
from camera import photographed
from compose import ground, hand, like_ground, over, placed, shaded, size_in_frame
from numpy.typing import NDArray
from textures import Planes, Random, noise, recoloured, texture

Bytes = NDArray[np.uint8]


def picture(seed: int, bank: Bank) -> tuple[Bytes, Bytes]:
    """Return (SIDE, SIDE, 3) sRGB and (SIDE, SIDE) coverage, both uint8; now and then a photo of nothing."""
    random = np.random.default_rng(seed)
    for _ in range(8):
        kind = random.random()
        if kind < 0.04:
            colour, matte = ground(random, bank), np.zeros((SIDE, SIDE), np.float32)
            break
        colour, matte = _from_shot(random, bank) if bank.shots and kind < 0.5 else _composed(random, bank)
        if random.random() < 0.22:
            colour = _partly_alike(random, colour, matte)
        if 0.015 < matte.mean() < 0.92:
            break
    if random.random() < 0.12:
        colour = cv2.resize(cv2.resize(colour, (SIDE // 2, SIDE // 2), interpolation=cv2.INTER_AREA), (SIDE, SIDE))
    return photographed(random, colour), np.rint(np.clip(matte, 0, 1) * 255).astype(np.uint8)


def _partly_alike(random: Random, colour: Planes, matte: Planes) -> Planes:
    """Give a part of the product about the colour of the ground beside it: silver on white, black on a dark table.

    What is left tells its shape: a network that has seen this completes it.
    """
    inside, outside = matte > 0.9, (matte < 0.05) & (cv2.dilate(matte, np.ones((41, 41), np.uint8)) > 0.5)
    if inside.sum() < 400 or outside.sum() < 200:
        return colour
    cut = noise(random, SIDE, random.uniform(1, 4), 2) > random.uniform(-0.3, 0.6)
    if random.random() < 0.6:  # a straight division, as things made by people have
        y, x = np.mgrid[0:SIDE, 0:SIDE]
        turn, middle = random.uniform(0, 2 * np.pi), np.argwhere(inside)[int(random.integers(inside.sum()))]
        cut = (x - middle[1]) * np.cos(turn) + (y - middle[0]) * np.sin(turn) > 0
    part = (cut * matte)[..., None].astype(np.float32)
    own, wanted = colour[inside].mean(0), colour[outside].mean(0) + random.normal(0, 9, 3)
    alike = (colour - own) * random.uniform(0.1, 0.6) + wanted
    return np.clip(colour * (1 - part) + alike * part, 0, 255).astype(np.float32)


def _from_shot(random: Random, bank: Bank) -> tuple[Planes, Planes]:
    """A render as it is, seen from a little nearer or further, sometimes with other colours or another place."""
    shot = bank.shot(random)
    colour, matte = shot.image.astype(np.float32), shot.matte.astype(np.float32) / 255
    if random.random() < 0.35:
        changed = recoloured(random, colour)
        inside = matte[..., None]
        if random.random() < 0.25:
            changed, inside = recoloured(random, changed), np.float32(1)
        elif random.random() < 0.5:
            inside = 1 - inside
        colour = colour * (1 - inside) + changed * inside
    if random.random() < 0.08:
        wall = texture(random, SIDE)
        colour = colour * (1 - 0.5 * (1 - matte[..., None])) + 0.5 * wall * (1 - matte[..., None])
    return _seen_anew(random, colour, matte)


def _seen_anew(random: Random, colour: Planes, matte: Planes) -> tuple[Planes, Planes]:
    """Step nearer or aside, as sellers do: mostly so that the product fills a good part of the frame."""
    rows, columns = np.flatnonzero(matte.max(1) > 0.5), np.flatnonzero(matte.max(0) > 0.5)
    centre, scale = np.array([SIDE / 2, SIDE / 2]), float(np.exp(random.normal(0.08, 0.2)))
    if len(rows) and random.random() < 0.65:
        longest = max(np.ptp(rows), np.ptp(columns)) + 1
        scale = float(np.clip(size_in_frame(random) * SIDE / longest, 0.75, 2.4))
        centre = np.array([columns[0] + columns[-1], rows[0] + rows[-1]]) / 2
    stretch = float(np.exp(random.normal(0, 0.12)))
    turn, flip = np.radians(random.normal(0, 8)), random.choice([-1, 1])
    across, down = scale * stretch, scale / stretch
    matrix = np.array(
        [
            [np.cos(turn) * across * flip, -np.sin(turn) * down, 0],
            [np.sin(turn) * across * flip, np.cos(turn) * down, 0],
        ]
    )
    off = random.normal(0, 0.06, 2) * SIDE
    matrix[:, 2] = SIDE / 2 + off - matrix[:, :2] @ centre
    bounds = {"flags": cv2.INTER_LINEAR, "borderMode": cv2.BORDER_REFLECT_101}
    seen = cv2.warpAffine(matte, matrix, (SIDE, SIDE), **bounds)
    return cv2.warpAffine(colour, matrix, (SIDE, SIDE), **bounds), seen


def _composed(random: Random, bank: Bank) -> tuple[Planes, Planes]:
    drawn, matte = ground(random, bank), np.zeros((SIDE, SIDE), np.float32)
    for _ in range(int(random.integers(1, 5)) if random.random() < 0.3 else 0):
        layer = placed(random, bank.sprite(random), float(random.uniform(0.2, 0.7)), _at_frame(random))
        drawn = over(shaded(random, drawn, layer.matte), layer)
        if random.random() < 0.5:
            drawn = cv2.GaussianBlur(drawn, (0, 0), float(random.uniform(0.5, 4)))
    several = int(random.integers(2, 4)) if random.random() < 0.16 else 1
    share = size_in_frame(random) / (1 if several == 1 else 1.7)
    first = bank.sprite(random)
    for index in range(several):
        sprite = first if index and random.random() < 0.6 else bank.sprite(random) if index else first
        middle = np.clip(random.normal(0.5, 0.08 if several == 1 else 0.22, 2), 0.05, 0.95)
        layer = placed(random, sprite, share, (float(middle[0]), float(middle[1])))
        if random.random() < 0.16:
            layer = like_ground(random, layer, drawn)
        drawn = over(shaded(random, drawn, layer.matte), layer)
        matte = np.maximum(matte, layer.matte)
    if random.random() < 0.1:
        reach = hand(random)
        drawn, matte = over(shaded(random, drawn, reach.matte), reach), matte * (1 - reach.matte)
    return drawn, matte


def _at_frame(random: Random) -> tuple[float, float]:
    """Return a place at the frame, where other things stand about."""
    along, edge = random.uniform(-0.05, 1.05), random.choice([random.uniform(-0.15, 0.06), random.uniform(0.94, 1.15)])
    return (float(along), float(edge)) if random.random() < 0.5 else (float(edge), float(along))
