"""The truth: artwork really printed on the item and rendered, to hold the studio's picture against."""

from dataclasses import replace
from pathlib import Path

import cv2
from check import artwork
from item import Item, Surface
from material import TRUTH
from passes import Frame, printed
from PIL import Image
from shoot import passes_of, stage
from write import avif, box_of, cut

LARGEST = 440  # pixels of the part of the frame that is kept
METERED = 500  # side at which the exposure is taken once more
PATHS = 3  # times the usual ones: the noise of the truth is no fault of the studio's picture


def write_truth(item: Item, frame: Frame, raw: Path | None, folder: Path) -> None:
    """Render a part of the item's first print area with the test artwork on it; writes picture, artwork and a row.

    What the passes were developed with (`raw`) gives exposure and white balance, so that nothing but the print differs.
    """
    small, _, plain = passes_of(item, replace(frame, side=METERED), raw)
    surface = item.surfaces[0]
    folder.mkdir(parents=True, exist_ok=True)
    art = folder / f"{item.id}-artwork.png"
    Image.fromarray(artwork(surface, 1400)[..., :3]).quantize(64).save(art, optimize=True)
    grown = frame.side // METERED
    left, top, right, bottom = (edge * grown for edge in box_of(small.cover[surface.id] > 0.99, -1))
    middle = ((left + right) // 2, (top + bottom) // 2)
    wide, tall = (min(LARGEST, high - low) // 2 for low, high in ((left, right), (top, bottom)))
    box = (middle[0] - wide, middle[1] - tall, middle[0] + wide, middle[1] + tall)
    TRUTH[surface.id] = art
    things = stage(item, frame)
    seen = printed(things, replace(frame, paths=PATHS * frame.paths), box)
    TRUTH.clear()
    gains = cv2.resize(plain["gains"], (frame.side, frame.side), interpolation=cv2.INTER_LINEAR)
    picture = seen[..., :3] * cut(gains, box)
    (folder / f"{item.id}.avif").write_bytes(avif(picture, 92))
    _note(folder / "truth.toml", item, surface, box[:2])
    print(f"{item.id}: truth of {box[2] - box[0]} × {box[3] - box[1]} pixels", flush=True)


def _note(file: Path, item: Item, surface: Surface, offset: tuple[int, int]) -> None:
    """Put the item's row into the list, in the place of an older one."""
    head = (
        "# Parts of mockups with artwork truly printed and rendered; packaging/mockups/make.py --truth writes this.\n"
    )
    rows = file.read_text("utf-8").split("\n[[truth]]\n")[1:] if file.exists() else []
    rows = [row.strip() for row in rows if f'item = "{item.id}"' not in row]
    rows.append(f'item = "{item.id}"\nsurface = "{surface.id}"\noffset = [{offset[0]}, {offset[1]}]')
    file.write_text(head + "".join(f"\n[[truth]]\n{row}\n" for row in sorted(rows)), encoding="utf-8")
