"""The contact sheet of docs/sets.md: every set, with a product of ours standing in it as one click makes it.

`python packaging/backdrops/sheet.py` with the studio's own environment; Blender is not needed. Name sets to see them
alone, and larger: `sheet.py oak-table sand --to look.jpg`.
"""

import argparse
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageOps

from studio.app.photo.pictures import load_pictures
from studio.app.sets import sets, standing
from studio.cutout import cut
from studio.model.matte import Cutout, CutoutSettings, Matte
from studio.model.picture import Box, Picture
from studio.model.render import RenderRequest
from studio.model.scene import Canvas, Scene
from studio.scene import Product, render
from studio.scene.elements import SetBackdrop
from studio.scene.viewpoint import viewpoint_of

ROOT = Path(__file__).resolve().parents[2]
CELL, LARGE, ACROSS = 320, 800, 6
SAMPLES = {
    "bathroom-shelf": "bottle",
    "black-marble": "watch",
    "concrete": "boots",
    "cyclorama": "bag",
    "cyclorama-dark": "headphones",
    "gallery": "lamp",
    "garden-table": "mug_front",
    "glass-shelf": "bottle",
    "gym-floor": "boots_side",
    "kitchen-counter": "jar",
    "kraft-paper": "jar",
    "leaf-shadow": "bag",
    "linen": "mug_back",
    "living-room": "lamp",
    "nursery": "teddy",
    "oak-table": "mug_front",
    "outdoor-stone": "boots",
    "paper-coral": "headphones",
    "paper-duo": "box",
    "pedestal-blush": "bottle",
    "sand": "boots_side",
    "slate": "jar",
    "snow-holiday": "box",
    "terracotta-arch": "jar",
    "terrazzo": "watch",
    "walnut-desk": "headphones",
    "water": "bottle",
    "white-marble": "watch",
    "window-light": "lamp",
    "workshop-bench": "box",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="sets (default: all)")
    parser.add_argument("--to", type=Path, default=ROOT / "docs" / "sets.jpg", metavar="FILE")
    options = parser.parse_args()
    side, across = (LARGE, 2) if options.names else (CELL, ACROSS)
    cells = [cell(name, side) for name in options.names or [name for name, _ in sets()]]
    cells += [np.full((side, side, 3), 255, np.uint8)] * (-len(cells) % across)
    rows = [np.hstack(cells[start : start + across]) for start in range(0, len(cells), across)]
    Image.fromarray(np.vstack(rows)).save(options.to, quality=84, subsampling=2, optimize=True)


def cell(name: str, side: int) -> np.ndarray:
    """One set with its product, rendered twice as large and reduced."""
    scene = Scene(canvas=Canvas(width=2 * side, height=2 * side), elements=(Product(),))
    product = sample(SAMPLES.get(name, "mug_front"))
    scene = standing(scene, SetBackdrop(picture=name), viewpoint_of(product))
    picture = render(RenderRequest(scene, 2 * side, 2 * side, {"product": product}, load_pictures(scene))).picture
    return np.asarray(cv2.resize(picture.rgb, (side, side), interpolation=cv2.INTER_AREA))


def sample(name: str) -> Cutout:
    """A sample cut out by its true alpha."""
    with Image.open(ROOT / "resources" / "samples" / f"{name}.jpg") as photo:
        upright = ImageOps.exif_transpose(photo).convert("RGB")
    upright.thumbnail((1200, 1200))
    with Image.open(ROOT / "tests" / "truth" / f"{name}.png") as truth:
        alpha = np.array(truth.convert("L").resize(upright.size, Image.Resampling.BOX))
    high, wide = alpha.shape
    x, y, across, down = cv2.boundingRect(np.uint8(alpha > 127))
    matte = Matte(alpha, 1.0, "truth", box=Box(x / wide, y / high, (x + across) / wide, (y + down) / high))
    return cut(Picture(np.asarray(upright)), matte, CutoutSettings(), (wide, high))


if __name__ == "__main__":
    main()
