"""The contact sheet of docs/sets.md: products of ours, cut out by their true alpha, in two dozen presets.

`python packaging/backdrops/sheet.py` with the studio's own environment; Blender is not needed.
"""

from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageOps

import studio.scene
from studio.app.pictures import load_pictures
from studio.cutout import cut
from studio.model.matte import Cutout, CutoutSettings, Matte
from studio.model.picture import Box, Picture
from studio.model.render import RenderRequest
from studio.scene import render
from studio.store.presets import load_preset

ROOT = Path(__file__).resolve().parents[2]
CELL, ACROSS = 320, 6
PICKED = (
    ("kitchen", "jar"),
    ("clean-stone", "watch"),
    ("skincare", "bottle"),
    ("summer", "boots_side"),
    ("health", "bottle"),
    ("baby", "teddy"),
    ("bags", "boots"),
    ("food", "jar"),
    ("gifts", "teddy"),
    ("garden", "mug_front"),
    ("street-shoes", "boots_side"),
    ("furniture", "lamp"),
    ("watches", "watch"),
    ("books", "mug_back"),
    ("winter-holiday", "teddy"),
    ("desk-tech", "headphones"),
    ("home-decor", "lamp"),
    ("sports", "bottle"),
    ("tools", "box"),
    ("beach", "boots"),
    ("stationery", "mug_front"),
    ("outdoor", "bottle"),
    ("automotive", "headphones"),
    ("pop", "headphones"),
)


def main() -> None:
    cells = [cell(preset, sample) for preset, sample in PICKED]
    rows = [np.hstack(cells[start : start + ACROSS]) for start in range(0, len(cells), ACROSS)]
    Image.fromarray(np.vstack(rows)).save(ROOT / "docs" / "sets.jpg", quality=86, subsampling=2, optimize=True)


def cell(preset: str, sample: str) -> np.ndarray:
    """A square cell: the preset rendered, cut to a square where its canvas is not one."""
    scene = load_preset(preset).scene
    scale = 2 * CELL / min(scene.canvas.width, scene.canvas.height)
    size = round(scene.canvas.width * scale), round(scene.canvas.height * scale)
    rgb = render(RenderRequest(scene, *size, {"product": product(sample)}, load_pictures(scene))).picture.rgb
    top, left = (len(rgb) - 2 * CELL) * 2 // 3, (rgb.shape[1] - 2 * CELL) // 2
    square = np.ascontiguousarray(rgb[top : top + 2 * CELL, left : left + 2 * CELL])
    return np.asarray(cv2.resize(square, (CELL, CELL), interpolation=cv2.INTER_AREA))


def product(name: str) -> Cutout:
    """A sample cut out by its true alpha."""
    with Image.open(ROOT / "resources" / "samples" / f"{name}.jpg") as photo:
        upright = ImageOps.exif_transpose(photo).convert("RGB")
    upright.thumbnail((1200, 1200))
    with Image.open(ROOT / "tests" / "truth" / f"{name}.png") as truth:
        alpha = np.array(truth.convert("L").resize(upright.size, Image.Resampling.BOX))
    high, wide = alpha.shape
    x, y, across, down = cv2.boundingRect(np.uint8(alpha > 127))
    box = Box(x / wide, y / high, (x + across) / wide, (y + down) / high)
    matte = Matte(alpha, 1.0, "truth", box=box)
    return cut(Picture(np.asarray(upright)), matte, CutoutSettings(), (wide, high))


assert studio.scene

if __name__ == "__main__":
    main()
