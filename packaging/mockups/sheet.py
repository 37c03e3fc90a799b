"""The contact sheet of docs/mockups.md: every item that ships, with designs of ours on it, by the studio's own engine.

`python packaging/mockups/sheet.py` with the studio's own environment; Blender is not needed. With a folder, each item
is written there too, whole, to be looked at: `sheet.py FOLDER [item …]`.
"""

import sys
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
from designs import emblem, hills, label, lettered, pattern
from PIL import Image

from studio.model.mockup import Mockup, Surface
from studio.model.picture import Picture
from studio.model.printing import Artwork, PrintPlacement
from studio.scene.mockup import View, read_passes
from studio.scene.mockup.view import Print

ROOT = Path(__file__).resolve().parents[2]
MOCKUPS = ROOT / "resources" / "mockups"
CELL, ACROSS = 280, 7
LONGEST = 1800  # pixels of a design's longer side
FILL = PrintPlacement(mode="fill")
Design = Callable[[Surface], tuple[Image.Image, PrintPlacement]]


def size_of(surface: Surface) -> tuple[int, int]:
    scale = LONGEST / max(surface.width_cm, surface.height_cm)
    return round(surface.width_cm * scale), round(surface.height_cm * scale)


def landscape(surface: Surface) -> tuple[Image.Image, PrintPlacement]:
    return hills(size_of(surface)), FILL


def printed(ink: str, scale: float = 0.9) -> Design:
    return lambda surface: (emblem((1500, 1500), ink), PrintPlacement(scale=scale, y=-0.08))


def repeated(scale: float, ground: str = "#e9dcc6") -> Design:
    return lambda surface: (pattern(900, ground), PrintPlacement(mode="tile", scale=scale))


def spine(surface: Surface) -> tuple[Image.Image, PrintPlacement]:
    """The author and the title of a novel, read from top to bottom."""
    width, height = size_of(surface)
    return lettered((height, width), "THE FIFTH RANGE · A. REY").transpose(Image.Transpose.ROTATE_270), FILL


def labelled(name: str, kind: str, tone: str) -> Design:
    return lambda surface: (label(size_of(surface), name, kind, tone), FILL)


SHOWN: dict[str, tuple[str | None, dict[str, Design]]] = {
    "mug": ("navy", {"front": printed("#f0e6d2")}),
    "mug-left": (None, {"wrap": repeated(2.0)}),
    "t-shirt": ("sand", {"front": printed("#2c2a2b")}),
    "t-shirt-back": ("forest", {"back": printed("#eadfc8")}),
    "t-shirt-folded": ("white", {"front": printed("#b8573a")}),
    "t-shirt-hanger": ("black", {"front": printed("#e3a84a")}),
    "hoodie": ("grey", {"front": printed("#3d6273")}),
    "tote-bag": ("natural", {"front": printed("#2f4a3c")}),
    "cap": ("navy", {"front": printed("#f0e6d2", 1.0)}),
    "cushion": (None, {"front": repeated(1.4)}),
    "blanket": (None, {"top": repeated(1.0)}),
    "socks": (None, {"pair": repeated(0.9)}),
    "phone-case": (None, {"back": repeated(2.0)}),
    "notebook": ("terracotta", {"cover": printed("#f3ead9")}),
    "book": (None, {"front": landscape, "spine": spine}),
    "business-card": (None, {"front": labelled("ALMA REY", "CERAMICS", "#b8573a"), "back": repeated(1.6)}),
    "stickers": (None, {"sheet": repeated(2.0, "#fbf9f4")}),
    "bottle-label": (None, {"label": labelled("ROSEMARY", "HAND SOAP · 500 ML", "#8a9a7b")}),
    "jar-label": (None, {"label": labelled("WILD PLUM", "JAM · 250 G", "#b8573a")}),
    "candle-label": (None, {"label": labelled("FIG & OAK", "SOY CANDLE", "#8a9a7b")}),
    "pouch": (None, {"front": labelled("SLOW MORNING", "COFFEE · WHOLE BEAN", "#b8573a")}),
    "box": ("kraft", {"front": labelled("SEA SALT", "BODY SCRUB", "#3d6273"), "side": repeated(2.0)}),
    "mailer": ("kraft", {"lid": printed("#2c2a2b", 1.0)}),
}


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    wanted = sys.argv[2:] or sorted(path.parent.name for path in MOCKUPS.glob("*/mockup.toml"))
    cells = []
    for item in wanted:
        rgb = shown(item)
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
            Image.fromarray(rgb).save(folder / f"{item}.png")
        cells.append(cv2.resize(rgb, (CELL, CELL), interpolation=cv2.INTER_AREA))
    if not sys.argv[2:]:
        cells += [np.full_like(cells[0], 255)] * (-len(cells) % ACROSS)
        rows = [np.hstack(cells[start : start + ACROSS]) for start in range(0, len(cells), ACROSS)]
        Image.fromarray(np.vstack(rows)).save(ROOT / "docs" / "mockups.jpg", quality=84, optimize=True)


def shown(item: str) -> np.ndarray:
    """An item with its designs; one that is not in the list takes the landscape on its first surface."""
    view = View(read_passes(MOCKUPS / item))
    mockup: Mockup = view.mockup
    colour, designs = SHOWN.get(item, (None, {mockup.surfaces[0].id: landscape}))
    prints = {}
    for name, design in designs.items():
        picture, placement = design(mockup.surface(name))
        pixels = np.asarray(picture.convert("RGBA"))
        held = Picture(np.ascontiguousarray(pixels[..., :3]), np.ascontiguousarray(pixels[..., 3]))
        prints[name] = Print(Artwork(name, held, *picture.size), placement)
    return np.asarray(view.render(prints, mockup.colourway(colour).colour).rgb)


if __name__ == "__main__":
    main()
