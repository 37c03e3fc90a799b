"""Small made-up product photos: a coloured disc on a pale ground."""

from pathlib import Path

import numpy as np
from PIL import Image

COLOURS = ((150, 40, 30), (30, 90, 150), (40, 120, 60), (90, 60, 120))


def shot(path: Path, size: tuple[int, int] = (900, 700), seed: int = 0, **options: object) -> Path:
    """Write a photo of a disc and return its path."""
    width, height = size
    rows, columns = np.mgrid[:height, :width]
    distance = np.hypot(rows - height / 2, columns - width / 2)
    cover = np.clip(0.36 * min(size) - distance + 0.5, 0, 1)[..., None]
    random = np.random.default_rng(seed)
    ground = np.array([226, 224, 220]) - (rows / height * 14)[..., None]
    pixels = (
        cover * np.array(COLOURS[seed % len(COLOURS)]) + (1 - cover) * ground + random.normal(0, 2, (height, width, 3))
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)).save(path, **options)
    return path
