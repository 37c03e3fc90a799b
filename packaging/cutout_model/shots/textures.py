"""Procedural pictures as (H,W,3) float32 sRGB arrays 0…1: grounds, weaves, prints, labels. Cheap to look up."""

import string
from collections.abc import Callable

import cv2
import numpy as np

Array = np.ndarray
Random = np.random.Generator
SIZE = 256
FONTS = (0, 1, 2, 3, 4, 5, 6, 7)


def cloud(
    random: Random, size: int = SIZE, *, coarse: int = 3, octaves: int = 6, fall: float = 0.55, stretch: float = 1.0
) -> Array:
    """(size,size) fractal noise 0…1; `stretch` > 1 draws it out along x."""
    total = np.zeros((size, size), np.float32)
    for octave in range(octaves):
        cells = coarse * 2**octave
        wide = max(2, int(cells / stretch))
        if cells > size:
            break
        small = random.random((cells + 1, wide + 1), dtype=np.float32)
        total += cv2.resize(small, (size, size), interpolation=cv2.INTER_CUBIC) * fall**octave
    low, high = np.percentile(total, (1, 99))
    return np.clip((total - low) / (high - low + 1e-6), 0, 1).astype(np.float32)


def tone(random: Random, *, value: tuple[float, float] | None = None, saturation: float | None = None) -> Array:
    """(3,) sRGB colour: often grey-brown, sometimes vivid, in any lightness."""
    pick = random.random()
    s = saturation if saturation is not None else (random.uniform(0, 0.15) if pick < 0.35 else random.beta(1.5, 2.0))
    low, high = value if value is not None else ((0.02, 0.2) if random.random() < 0.22 else (0.1, 0.98))
    hue = random.random() if random.random() < 0.6 else random.normal(0.08, 0.04) % 1
    hsv = np.array([[[hue * 360, s, random.uniform(low, high)]]], np.float32)
    return cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB)[0, 0]


def near(random: Random, base: Array, spread: float = 0.12) -> Array:
    """A colour like `base`, lighter or darker, a little off in hue."""
    return np.clip(base * np.exp(random.normal(0, spread * 2)) + random.normal(0, spread * 0.4, 3), 0, 1).astype(
        np.float32
    )


def blend(share: Array, *colours: Array) -> Array:
    """Colours in a row laid over a 0…1 map."""
    place = np.clip(share, 0, 1) * (len(colours) - 1)
    low = np.minimum(place.astype(int), len(colours) - 2)
    stops = np.stack(colours)
    part = (place - low)[..., None]
    return (stops[low] * (1 - part) + stops[low + 1] * part).astype(np.float32)


def _square() -> Array:
    """Rows and columns (2,H,W), 0 to just below 1."""
    return (np.mgrid[0:SIZE, 0:SIZE] / SIZE).astype(np.float32)


def plain(random: Random, base: Array) -> Array:
    return blend(cloud(random), base * random.uniform(0.86, 1), np.clip(base * 1.06, 0, 1))


def wood(random: Random, base: Array) -> Array:
    v = _square()[0]
    rings = 0.5 + 0.5 * np.sin(40 * random.uniform(0.3, 1.6) * (v + 0.25 * cloud(random, stretch=6, octaves=3)))
    share = 0.5 * rings + 0.5 * cloud(random, coarse=12, stretch=20, octaves=5)
    planks = int(random.integers(1, 7))
    board = (v * planks).astype(int)
    share = share * 0.7 + random.random(planks + 1)[board] * 0.3
    picture = blend(share, base * random.uniform(0.45, 0.8), base, np.clip(base * 1.2, 0, 1))
    if planks > 1:
        picture *= np.where((v * planks) % 1 < 0.02, 0.35, 1)[..., None].astype(np.float32)
    return picture


def marble(random: Random, base: Array) -> Array:
    vein = np.abs(cloud(random, octaves=6) - 0.5) * 2
    return blend(np.clip(vein * random.uniform(2, 6), 0, 1) * 0.8 + 0.2 * cloud(random), near(random, base, 0.5), base)


def speckle(random: Random, base: Array) -> Array:
    fine = cloud(random, coarse=int(random.integers(20, 120)), octaves=2)
    return blend(0.6 * fine + 0.4 * cloud(random), near(random, base, 0.35), base, near(random, base, 0.35))


def weave(random: Random, base: Array) -> Array:
    v, u = _square()
    count = random.uniform(20, 70)
    grid = np.sin(u * count * np.pi) * np.sin(v * count * np.pi)
    return np.clip(base * (0.85 + 0.12 * grid[..., None] + 0.12 * cloud(random, stretch=8)[..., None]), 0, 1)


def stripes(random: Random, base: Array) -> Array:
    v, u = _square()
    count = random.integers(2, 16)
    colours = [base, *[tone(random) for _ in range(random.integers(1, 4))]]
    index = (u * count).astype(int) if random.random() < 0.6 else ((u + v) * count).astype(int)
    if random.random() < 0.4:
        index = index + (v * count).astype(int)
    return np.stack(colours)[index % len(colours)].astype(np.float32)


def dots(random: Random, base: Array) -> Array:
    picture = np.tile(base, (SIZE, SIZE, 1)).astype(np.float32)
    inks = [tone(random).tolist() for _ in range(int(random.integers(1, 4)))]
    for _ in range(int(random.integers(10, 140))):
        x, y = random.integers(0, SIZE, 2).tolist()
        ink = inks[random.integers(len(inks))]
        r = int(random.integers(2, 24))
        if random.random() < 0.6:
            cv2.circle(picture, (x, y), r, ink, -1, cv2.LINE_AA)
        else:
            cv2.fillPoly(picture, [(random.normal(0, r, (5, 2)) + np.array((x, y))).astype(np.int32)], ink, cv2.LINE_AA)
    return picture


def tiles(random: Random, base: Array) -> Array:
    v, u = _square()
    rows, columns = random.integers(2, 9, 2)
    bond = random.choice([0.0, 0.5])
    row = (v * rows).astype(int)
    across = u * columns + bond * (row % 2)
    lightness = (
        1 + random.normal(0, random.choice([0.02, 0.12]), (rows, columns + 1))[row, across.astype(int) % columns]
    )
    picture = np.clip(base * lightness[..., None] * (0.92 + 0.12 * cloud(random)[..., None]), 0, 1)
    gap = random.uniform(0.01, 0.05)
    seam = (across % 1 < gap) | ((v * rows) % 1 < gap)
    picture[seam] = tone(random, saturation=0.08)
    return picture.astype(np.float32)


def rubble(random: Random, base: Array) -> Array:
    """Gravel, leaves, crumbs: many small overlapping patches."""
    picture = np.tile(base * 0.4, (SIZE, SIZE, 1)).astype(np.float32)
    big = random.uniform(3, 16)
    for _ in range(int(40000 / big**2) + 60):
        x, y = random.integers(0, SIZE, 2)
        turn = random.uniform(0, 360)
        axes = (int(big * random.uniform(0.4, 1.2)) + 1, int(big * random.uniform(0.2, 0.9)) + 1)
        ink = near(random, base, 0.25).tolist()
        cv2.ellipse(picture, (int(x), int(y)), axes, turn, 0, 360, ink, -1, cv2.LINE_AA)
    return np.clip(picture * (0.8 + 0.4 * cloud(random, coarse=16)[..., None]), 0, 1)


KINDS: dict[str, Callable[[Random, Array], Array]] = {
    "plain": plain, "wood": wood, "marble": marble, "speckle": speckle, "weave": weave,
    "stripes": stripes, "dots": dots, "tiles": tiles, "rubble": rubble,
}  # fmt: skip


def words(random: Random) -> str:
    letters = string.ascii_uppercase if random.random() < 0.5 else string.ascii_lowercase
    count = int(random.integers(2, 10))
    return "".join(random.choice(list(letters + "AEIOU0189")) for _ in range(count))


def write(random: Random, picture: Array, ink: Array, *, lines: int) -> Array:
    """Lines of text in several sizes, as on a package."""
    for _ in range(lines):
        scale = random.choice([0.3, 0.4, 0.6, 0.9, 1.4, 2.2])
        at = (int(random.integers(-10, int(SIZE * 0.7))), int(random.integers(16, SIZE)))
        small = np.ascontiguousarray(np.round(picture * 255).astype(np.uint8))
        thick = max(1, int(scale * random.uniform(1, 3)))
        cv2.putText(
            small, words(random), at, int(random.choice(FONTS)), scale, (ink * 255).tolist(), thick, cv2.LINE_AA
        )
        picture = small.astype(np.float32) / 255
    return picture


def label(random: Random, base: Array) -> Array:
    """The printed face of a package: bands, blobs, a picture window, lettering, a bar code."""
    kind = KINDS[str(random.choice(["plain", "plain", "dots", "stripes", "marble", "speckle"]))]
    picture = kind(random, base).copy()
    for _ in range(int(random.integers(1, 6))):
        ink = tone(random)
        x, y = random.integers(-40, SIZE, 2).tolist()
        w, h = random.integers(20, SIZE, 2).tolist()
        shape = random.random()
        if shape < 0.45:
            cv2.rectangle(picture, (x, y), (x + w, y + h), ink.tolist(), -1)
        elif shape < 0.75:
            cv2.ellipse(picture, (x + w // 2, y + h // 2), (w // 2, h // 2), 0, 0, 360, ink.tolist(), -1, cv2.LINE_AA)
        else:
            mask = cloud(random, octaves=3) > random.uniform(0.5, 0.8)
            picture[mask] = ink
    for ink in (tone(random), np.ones(3), np.zeros(3) + 0.05):
        picture = write(random, picture, ink, lines=int(random.integers(0, 5)))
    if random.random() < 0.3:
        x, y = random.integers(0, SIZE - 60, 2)
        bars = np.repeat(random.integers(0, 2, 30), 2)
        picture[y : y + 36, x : x + 60] = np.where(bars[None, :, None] > 0, 0.05, 0.97)
    return np.clip(picture, 0, 1).astype(np.float32)


def screen(random: Random, base: Array) -> Array:
    """What a display shows: a picture and windows, or the dark of a display that is off."""
    if random.random() < 0.45:
        return np.zeros((SIZE, SIZE, 3), np.float32) + np.float32(random.uniform(0.005, 0.03))
    return label(random, base)
