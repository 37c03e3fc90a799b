"""Surfaces drawn by rule: noise, weave, wood, marble, stripes, dots, bricks, leaves and print."""

from collections.abc import Callable
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

Planes = NDArray[np.float32]
Random = np.random.Generator
GLYPHS = "ABCDEFGHKMNPRSTUVXYZ0123456789&%"


def noise(random: Random, size: int, scale: float, octaves: int = 4, stretch: float = 1.0) -> Planes:
    """Return (size, size) float32 of fractal noise, about -1…1; `scale` cells across, `stretch` times as many down.

    Drawn from a small store of fields, turned and shifted at random: making each anew took most of a picture's time.
    """
    step = (round(2 * np.log2(max(1.0, scale))), octaves, round(2 * np.log2(stretch)))
    field = _field(size, step, int(random.integers(8)))
    down, across = (int(v) for v in random.integers(0, size, 2))
    field = field[:: int(random.choice([-1, 1])), :: int(random.choice([-1, 1]))]
    return np.roll(field, (down, across), (0, 1)) if scale >= 12 else np.ascontiguousarray(field)


@lru_cache(maxsize=2000)
def _field(size: int, step: tuple[int, int, int], number: int) -> Planes:
    random = np.random.default_rng([*step, number, size, 99] if min(step) >= 0 else [abs(v) for v in step] + [number])
    scale, octaves, stretch = 2.0 ** (step[0] / 2), step[1], 2.0 ** (step[2] / 2)
    total, weight = np.zeros((size, size), np.float32), 1.0
    for octave in range(octaves):
        across = int(np.clip(scale * 2**octave, 1, size))
        down = int(np.clip(scale * stretch * 2**octave, 1, size))
        cells = random.normal(0, 1, (down + 1, across + 1)).astype(np.float32)
        total += np.float32(weight) * cv2.resize(cells, (size, size), interpolation=cv2.INTER_CUBIC)
        weight *= 0.55
    total /= 1.6
    total.setflags(write=False)
    return total


def palette(random: Random, count: int) -> Planes:
    """Return (count, 3) sRGB 0–255: shades around one or two hues, often muted, sometimes very dark or very light."""
    hue = random.uniform(0, 180, 2)
    rows = []
    for index in range(count):
        h = (hue[int(random.random() < 0.3)] + random.normal(0, 8)) % 180
        s = np.clip(random.beta(1.1, 2.2) * 255, 0, 255)
        v = random.choice([random.uniform(10, 70), random.uniform(60, 255), random.uniform(170, 255)])
        rows.append(
            (h, s, v if index == 0 or random.random() < 0.5 else np.clip(rows[0][2] + random.normal(0, 45), 0, 255))
        )
    return cv2.cvtColor(np.array([rows], np.uint8), cv2.COLOR_HSV2RGB)[0].astype(np.float32)


def _mixed(share: Planes, colours: Planes) -> Planes:
    share = np.clip(share, 0, 1)[..., None] * (len(colours) - 1)
    low = np.minimum(share.astype(np.int32), len(colours) - 2)[..., 0]
    part = share - low[..., None]
    return colours[low] * (1 - part) + colours[low + 1] * part


def _plain(random: Random, size: int) -> Planes:
    return (
        np.broadcast_to(palette(random, 1)[0], (size, size, 3))
        + random.uniform(0, 6) * noise(random, size, 20, 3)[..., None]
    )


def _cloudy(random: Random, size: int) -> Planes:
    return _mixed(0.5 + random.uniform(0.1, 0.5) * noise(random, size, random.uniform(2, 30), 5), palette(random, 4))


def _woven(random: Random, size: int) -> Planes:
    y, x = np.mgrid[0:size, 0:size].astype(np.float32)
    step = random.uniform(2.5, 12)
    thread = np.sin(x / step * np.pi) * np.sin(y / step * np.pi) * random.uniform(4, 25)
    return _cloudy(random, size) * 0.3 + _plain(random, size) * 0.7 + thread[..., None]


def _wood(random: Random, size: int) -> Planes:
    grain = noise(random, size, random.uniform(1, 3), 4, random.uniform(8, 30))
    rings = 0.5 + 0.5 * np.sin(grain * random.uniform(2, 9))
    tones = cv2.cvtColor(
        np.array(
            [[(random.uniform(5, 20), random.uniform(40, 150), v) for v in sorted(random.uniform(40, 235, 3))]],
            np.uint8,
        ),
        cv2.COLOR_HSV2RGB,
    )[0]
    board = _mixed(0.7 * rings + 0.3 * (0.5 + 0.5 * noise(random, size, 4, 5, 20)), tones.astype(np.float32))
    count = int(random.integers(0, 7))
    for at in np.linspace(0, size, count + 2)[1:-1].astype(int) if count else ():
        board[at : at + int(random.integers(1, 3))] *= random.uniform(0.4, 0.9)
    return board if random.random() < 0.5 else board.transpose(1, 0, 2)


def _marble(random: Random, size: int) -> Planes:
    veins = 1 - np.abs(noise(random, size, random.uniform(1.5, 5), 5))
    return _mixed(np.clip(veins, 0, 1) ** random.uniform(2, 8), palette(random, 3))


def _stripes(random: Random, size: int) -> Planes:
    y, x = np.mgrid[0:size, 0:size].astype(np.float32)
    turn = random.choice([0, np.pi / 2, random.uniform(0, np.pi)])
    along = (x * np.cos(turn) + y * np.sin(turn)) / size * random.uniform(3, 40) + 0.2 * noise(random, size, 3, 2)
    colours = palette(random, int(random.integers(2, 6)))
    bands = colours[(along.astype(np.int32)) % len(colours)]
    if random.random() < 0.35:
        across = (y * np.cos(turn) - x * np.sin(turn)) / size * random.uniform(3, 40)
        bands = 0.5 * bands + 0.5 * colours[(across.astype(np.int32)) % len(colours)]
    return bands


def _dots(random: Random, size: int) -> Planes:
    base, colours = _plain(random, size).copy(), palette(random, 4)
    step = int(random.integers(8, 60))
    for row, y in enumerate(range(0, size + step, step)):
        for x in range((row % 2) * step // 2, size + step, step):
            cv2.circle(
                base,
                (x, y),
                max(1, int(step * random.uniform(0.15, 0.4))),
                colours[int(random.integers(4))].tolist(),
                -1,
                cv2.LINE_AA,
            )
    return base


def _bricks(random: Random, size: int) -> Planes:
    picture, colours = np.empty((size, size, 3), np.float32), palette(random, 5)
    picture[:] = colours[0]
    high = int(random.integers(12, 70))
    wide, gap = int(high * random.uniform(1, 4)), int(random.integers(1, 4))
    for row, y in enumerate(range(0, size, high)):
        for x in range(-((row * wide) // 2 % wide), size, wide):
            tone = colours[1 + int(random.integers(4))] * 0.3 + colours[1] * 0.7
            cv2.rectangle(picture, (x, y), (x + wide - gap, y + high - gap), tone.tolist(), -1)
    return picture + 12 * noise(random, size, 20, 3)[..., None]


def _leaves(random: Random, size: int) -> Planes:
    picture, colours = _cloudy(random, size).copy(), palette(random, 6)
    for _ in range(int(random.integers(60, 500))):
        where = tuple(int(v) for v in random.integers(0, size, 2))
        axes = (int(random.uniform(2, size / 10)), int(random.uniform(1, size / 30)) + 1)
        tone = colours[int(random.integers(6))] * random.uniform(0.5, 1.2)
        cv2.ellipse(picture, where, axes, random.uniform(0, 180), 0, 360, tone.tolist(), -1, cv2.LINE_AA)
    return picture


def _cells(random: Random, size: int) -> Planes:
    points = random.uniform(0, 1, (int(random.integers(8, 90)), 2)).astype(np.float32)
    y, x = np.mgrid[0:1:96j, 0:1:96j].astype(np.float32)
    apart = (x[..., None] - points[:, 0]) ** 2 + (y[..., None] - points[:, 1]) ** 2
    colours = palette(random, 6)
    return cv2.resize(colours[apart.argmin(-1) % 6], (size, size), interpolation=cv2.INTER_LINEAR)


def printed(random: Random, base: Planes) -> Planes:
    """Draw words, lines and shapes onto a surface, as labels and packages carry them."""
    picture, size = base.copy(), base.shape[0]
    colours = palette(random, 4)
    for _ in range(int(random.integers(1, 10))):
        tone = colours[int(random.integers(4))].tolist()
        x, y = (int(v) for v in random.integers(0, size, 2))
        kind = random.random()
        if kind < 0.5:
            word = "".join(random.choice(list(GLYPHS), int(random.integers(2, 9))))
            canvas = np.zeros((size, size), np.uint8)
            cv2.putText(
                canvas,
                word,
                (x - size // 4, y),
                cv2.FONT_HERSHEY_SIMPLEX,
                random.uniform(0.3, 3),
                255,
                int(random.integers(1, 9)),
                cv2.LINE_AA,
            )
            picture += (np.array(tone, np.float32) - picture) * (canvas.astype(np.float32) / 255)[..., None]
        elif kind < 0.75:
            cv2.rectangle(
                picture, (x, y), (x + int(random.uniform(5, size / 2)), y + int(random.uniform(3, size / 3))), tone, -1
            )
        else:
            cv2.circle(
                picture, (x, y), int(random.uniform(3, size / 4)), tone, -1 if random.random() < 0.6 else 3, cv2.LINE_AA
            )
    return picture


KINDS: tuple[tuple[Callable[[Random, int], Planes], float], ...] = (
    (_plain, 4),
    (_cloudy, 3),
    (_woven, 2),
    (_wood, 3),
    (_marble, 1),
    (_stripes, 2),
    (_dots, 1),
    (_bricks, 1),
    (_leaves, 2),
    (_cells, 1),
)


STORE = 600  # surfaces kept; each use turns, mirrors and often recolours one


def texture(random: Random, size: int, *, plain: float | None = None) -> Planes:
    """Return (size, size, 3) float32 sRGB 0–255 of a random surface; `plain`: the probability of an even one."""
    if plain is not None and random.random() < plain:
        return np.clip(_plain(random, size), 0, 255)
    kept = _surface(size, int(random.integers(STORE))).astype(np.float32)
    kept = np.rot90(kept[:, :: int(random.choice([-1, 1]))], int(random.integers(4)))
    return recoloured(random, kept) if random.random() < 0.6 else np.ascontiguousarray(kept)


def recoloured(random: Random, colour: Planes) -> Planes:
    """Turn hue, saturation and lightness of a whole plane."""
    hsv = cv2.cvtColor(np.clip(colour, 0, 255).astype(np.float32) / 255, cv2.COLOR_RGB2HSV)
    hsv[..., 0] = (hsv[..., 0] + random.uniform(0, 360)) % 360
    hsv[..., 1] = np.clip(hsv[..., 1] * random.uniform(0.2, 1.5), 0, 1)
    value = np.arange(256, dtype=np.float32) / 255
    curve = value ** float(np.exp(random.normal(-0.1, 0.5)))
    hsv[..., 2] = curve[np.clip(hsv[..., 2] * 255, 0, 255).astype(np.uint8)]
    return cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB) * 255


@lru_cache(maxsize=2 * STORE)
def _surface(size: int, number: int) -> NDArray[np.uint8]:
    random = np.random.default_rng([number, size])
    weights = np.array([weight for _, weight in KINDS])
    drawn = KINDS[int(random.choice(len(KINDS), p=weights / weights.sum()))][0](random, size)
    if random.random() < 0.15:
        drawn = printed(random, np.ascontiguousarray(drawn, np.float32))
    return np.clip(drawn, 0, 255).astype(np.uint8)
