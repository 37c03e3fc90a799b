"""Contact sheets of presets, to be looked at: do shadows touch the ground, does the light agree, does nothing float?

`python packaging/preset_sheets.py` writes docs/presets.jpg, every preset with a sample of ours, and
docs/presets-by-product.jpg, every sample in six presets. Other photos, which stay out of the project:
`preset_sheets.py --photos FOLDER --count 30 --to look.jpg [--presets food tools …]`. Samples are cut
out by their true outlines, so that the sheets show scenes and no cutout; other photos by the embedded model.
Everything is rendered as an export is.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw

from studio.app.cutouts import matte_of
from studio.app.photo.pictures import load_pictures
from studio.cutout import cut
from studio.intake import load
from studio.model.errors import StudioError
from studio.model.matte import Cutout, CutoutSettings, Matte
from studio.model.picture import Box
from studio.model.preset import Preset
from studio.model.render import RenderRequest
from studio.scene import render
from studio.scene.fonts import font_for
from studio.store.presets import list_presets, load_preset

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "resources" / "samples"
SIX = ("soft-white", "shoes", "food", "street-shoes", "summer", "watches")
FITTING = {
    "electronics": "headphones",
    "fashion": "sweater",
    "textiles": "cushion",
    "flat-lay": "sweater",
    "shoes": "boots_side",
    "street-shoes": "boots",
    "sports": "boots_side",
    "outdoor": "boots",
    "colour-pop": "headphones",
    "beach": "bag",
    "automotive": "boots_side",
    "bags": "bag",
    "watches": "watch",
    "jewellery": "watch",
    "jewellery-dark": "watch",
    "clean-stone": "watch",
    "toys": "teddy",
    "baby": "teddy",
    "pet": "teddy",
    "winter-holiday": "teddy",
    "furniture": "lamp",
    "home": "lamp",
    "home-decor": "lamp",
    "food": "jar",
    "food-and-drink": "jar",
    "vintage": "jar",
    "handmade": "mug_back",
    "kitchen": "mug_front",
    "garden": "mug_front",
    "summer": "bag",
    "gifts": "box",
    "books": "box",
    "art-prints": "lamp",
    "tools": "headphones",
    "studio-dark": "headphones",
    "stationery": "box",
    "white-studio": "bag",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photos", type=Path, metavar="FOLDER")
    parser.add_argument("--count", type=int, default=30)
    parser.add_argument("--presets", nargs="+", default=SIX)
    parser.add_argument("--to", type=Path, metavar="FILE")
    parser.add_argument("--cell", type=int, default=180)
    options = parser.parse_args()
    chosen = [load_preset(name) for name in options.presets]
    if options.photos and options.to:
        photos = sorted(path for path in options.photos.iterdir() if path.suffix.lower() in (".jpg", ".jpeg", ".png"))
        step = max(1, len(photos) // options.count)
        write(by_product(photos[::step][: options.count], chosen, options.cell), options.to)
        return
    fitting = {preset.id: SAMPLES / f"{FITTING.get(preset.id, 'bottle')}.jpg" for preset in list_presets()}
    cutouts = {path: cutout_of(path) for path in sorted(set(fitting.values()))}
    every = [tile(preset, cutouts[fitting[preset.id]], 200) for preset in list_presets()]
    write(grid(every, 8), ROOT / "docs" / "presets.jpg")
    samples = sorted(SAMPLES.glob("*.jpg"))
    write(by_product(samples, chosen, options.cell), ROOT / "docs" / "presets-by-product.jpg")


def by_product(photos: Sequence[Path], presets: Sequence[Preset], side: int) -> np.ndarray:
    """Two products a row, each in every preset."""
    cells: list[np.ndarray] = []
    for path in photos:
        try:
            cutout = cutout_of(path)
        except StudioError as error:
            print(f"{path.name}: {error.message}")
            continue
        cells += [tile(preset, cutout, side) for preset in presets]
    return grid(cells, 2 * len(presets))


def cutout_of(path: Path) -> Cutout:
    """A photo cut out by the embedded model, a sample by its true outline; as large as a tile needs it."""
    loaded, settings = load(path, at_least=700), CutoutSettings()
    matte = true_matte(path.stem) if path.parent == SAMPLES else matte_of(path, settings)
    return cut(loaded.picture, matte, settings, (loaded.source.width, loaded.source.height))


def true_matte(sample: str) -> Matte:
    with Image.open(ROOT / "tests" / "truth" / f"{sample}.png") as truth:
        alpha = np.array(truth.convert("L"))
    high, wide = alpha.shape
    x, y, across, down = cv2.boundingRect(np.asarray(alpha > 127, np.uint8))
    return Matte(alpha, 1.0, "truth", box=Box(x / wide, y / high, (x + across) / wide, (y + down) / high))


def tile(preset: Preset, cutout: Cutout, side: int) -> np.ndarray:
    """One preset, rendered twice as large and reduced, its name below."""
    canvas = preset.scene.canvas
    share = 2 * side / max(canvas.width, canvas.height)
    size = round(canvas.width * share), round(canvas.height * share)
    picture = render(RenderRequest(preset.scene, *size, {"product": cutout}, load_pictures(preset.scene))).picture.rgb
    small = cv2.resize(picture, (size[0] // 2, size[1] // 2), interpolation=cv2.INTER_AREA)
    cell = np.full((side + 22, side + 6, 3), 245, np.uint8)
    left, top = (side + 6 - small.shape[1]) // 2, 3 + (side - small.shape[0]) // 2
    cell[top : top + small.shape[0], left : left + small.shape[1]] = small
    page, letters = Image.fromarray(cell), font_for(preset.name, "regular", 12)
    ImageDraw.Draw(page).text((side // 2 + 3, side + 12), preset.name, fill=(60, 60, 60), font=letters, anchor="mm")
    return np.asarray(page)


def grid(cells: Sequence[np.ndarray], across: int) -> np.ndarray:
    """Cells of one size in rows."""
    filled = [*cells, *[np.full_like(cells[0], 245)] * (-len(cells) % across)]
    return np.vstack([np.hstack(filled[start : start + across]) for start in range(0, len(filled), across)])


def write(sheet: np.ndarray, path: Path) -> None:
    """Write a sheet so that a page can carry it."""
    Image.fromarray(sheet).save(path, quality=82, subsampling=2, optimize=True)
    print(f"{path.name}: {sheet.shape[1]} × {sheet.shape[0]}, {path.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
