"""Render the mockups: `python packaging/mockups/make.py` (all that are missing), or name some.

Each file of items/ makes one or more items; each item becomes a folder resources/mockups/<id>/ of passes. An item whose
folder is there is skipped, so the program may be stopped and started again at will.

    make.py                            render what is missing, 2000 pixels square
    make.py mug --again                render it anew
    make.py mug --look FOLDER          a small quick one, with a test artwork on it, to look at while designing
    make.py mug --truth                the truth picture: a test artwork truly printed, for tests/truth/mockups

It needs Blender as a Python module in an environment of its own; packaging/samples/make.py says how to make one.
The mockups are in the repository; nobody needs this to use, test or build the studio.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from item import Item
    from passes import Frame

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
MOCKUPS = ROOT / "resources" / "mockups"
TRUTH = ROOT / "tests" / "truth" / "mockups"


def main() -> int:
    options = _options()
    sys.path[:0] = [str(HERE), str(HERE.parent / "samples")]
    try:
        import bpy  # noqa: F401
        import OpenEXR  # noqa: F401
    except ImportError as missing:
        print(f"{missing}\n\n{__doc__}", file=sys.stderr)
        return 2
    items = [item for item in all_items() if not options.names or item.id in options.names]
    if not items:
        print(f"No such item. There are: {', '.join(item.id for item in all_items())}", file=sys.stderr)
        return 2
    for item in items:
        if options.look:
            _look(item, _frame(options, item, 500), options.look)
        elif options.truth:
            _true(item, _frame(options, item, 2000), options.raw)
        elif options.again or not (MOCKUPS / item.id / "mockup.toml").exists():
            _final(item, _frame(options, item, 2000), options.raw)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="items to render (default: all)")
    parser.add_argument("--look", type=Path, metavar="FOLDER", help="write a small quick picture there instead")
    parser.add_argument("--truth", action="store_true", help="render the truth picture instead")
    parser.add_argument("--again", action="store_true", help="render even when the folder is there")
    parser.add_argument("--samples", type=int, help="light paths a pixel")
    parser.add_argument(
        "--raw", type=Path, metavar="FOLDER", help="keep what is rendered there, and take it from there"
    )
    parser.add_argument("--side", type=int, help="side of the square picture, pixels")
    return parser.parse_args()


def _frame(options: argparse.Namespace, item: Item, side: int) -> Frame:
    from passes import Frame

    side = options.side or side
    room = round((options.samples or 4) * item.paths)
    form, light = round(14 * item.edges), round(room * item.edges)
    return Frame(side, min(side, 1600), form, min(side, item.light), light, min(side, item.room), room)


def all_items() -> list[Item]:
    """Every Item of every file in items/, by file and place."""
    files = sorted(path for path in (HERE / "items").glob("*.py") if path.stem != "__init__")
    return [item for path in files for item in importlib.import_module(f"items.{path.stem}").ITEMS]


def _final(item: Item, frame: Frame, raw: Path | None) -> None:
    from check import compare
    from shoot import passes_of
    from steady import steadied
    from write import write

    begun = time.monotonic()
    made, albedo, plain = passes_of(item, frame, raw)
    if item.steady:
        made = steadied(item, made)
    size = write(item, made, albedo, MOCKUPS / item.id)
    print(
        f"{item.id}: {time.monotonic() - begun:.0f} s, {size / 1e6:.2f} MB, {compare(made, albedo, plain)}", flush=True
    )


def _look(item: Item, frame: Frame, folder: Path) -> None:
    import cv2
    from check import artwork, laid
    from shoot import passes_of
    from write import linear, srgb

    begun = time.monotonic()
    made, albedo, _ = passes_of(item, frame)
    folder.mkdir(parents=True, exist_ok=True)
    bare = srgb(made.picture(albedo))
    art = artwork(item.surfaces[0])
    other = linear([int(item.colours[-1][2][i : i + 2], 16) for i in (1, 3, 5)])
    printed = srgb(made.picture(laid(made, item.surfaces[0].id, art, other)))
    cv2.imwrite(str(folder / f"{item.id}.png"), cv2.hconcat([bare, printed])[..., ::-1])
    print(f"{item.id}: {time.monotonic() - begun:.1f} s", flush=True)


def _true(item: Item, frame: Frame, raw: Path | None) -> None:
    from truth import write_truth

    write_truth(item, frame, raw, TRUTH)


if __name__ == "__main__":
    sys.exit(main())
