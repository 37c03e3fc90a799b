"""Render the backdrops: `python packaging/backdrops/make.py` (all that are missing), or name some.

Each file of sets/ becomes resources/backdrops/<name>.avif and .toml, depth/ and small/<name>.avif and, where
something lies before the product, front/<name>.avif. What is there is skipped, so the program may be stopped and
started at will. About three minutes of processor time a backdrop.

    make.py oak-table --again             render it anew
    make.py oak-table --preview FOLDER    a small quick one, to look at while designing
"""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from backdrop import Backdrop

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
OUT = ROOT / "resources" / "backdrops"
KEPT = ROOT / "build" / "backdrops"  # the light, as rendered: not for the repository
SIDE = 1600
RENDERED = 1600
SAMPLES = 8  # a pixel; the denoiser does the rest
FRONT_SAMPLES = 24  # the denoiser leaves alpha alone
DEPTH_SIDE = 400
TILE = 192
QUALITY = 92


def main() -> int:
    sys.path[:0] = [str(HERE), str(HERE.parent / "samples")]
    try:
        import bpy  # noqa: F401
        import OpenEXR  # noqa: F401
    except ImportError as missing:
        print(f"{missing}: rendering needs the environment that packaging/samples/make.py describes.", file=sys.stderr)
        return 2
    options = _options()
    known = names()
    if unknown := set(options.names) - set(known):
        print(f"No such backdrop: {', '.join(sorted(unknown))}. There are: {', '.join(known)}", file=sys.stderr)
        return 2
    for name in options.names or known:
        if options.preview:
            _preview(load(name), options.preview, options.samples or 12, options.side or 480)
        elif options.develop:
            _develop(load(name))
        elif options.again or not (OUT / f"{name}.toml").exists():
            _final(load(name), options.samples or SAMPLES, options.side or RENDERED)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="backdrops to render (default: all)")
    parser.add_argument("--preview", type=Path, metavar="FOLDER", help="write small quick pictures there instead")
    parser.add_argument("--again", action="store_true", help="render even when the files are there")
    parser.add_argument("--develop", action="store_true", help="only expose and write anew what was rendered before")
    parser.add_argument("--samples", type=int, help="light paths a pixel")
    parser.add_argument("--side", type=int, help="pixels of a side")
    return parser.parse_args()


def names() -> list[str]:
    """Every file of sets/, by name."""
    return sorted(path.stem.replace("_", "-") for path in (HERE / "sets").glob("*.py"))


def load(name: str) -> Backdrop:
    """The Backdrop of one file."""
    found: Backdrop = importlib.import_module(f"sets.{name.replace('-', '_')}").SET
    assert found.name == name, f"sets/{name}.py calls itself {found.name}"
    return found


def _preview(backdrop: Backdrop, folder: Path, samples: int, side: int) -> None:
    import cv2
    from film import develop, gain
    from shoot import build, card, picture

    begun = time.monotonic()
    build(backdrop)
    white, ambient = card(backdrop.view)
    pixels = develop(picture(side, samples), gain(white, backdrop.exposure), backdrop.seed, side)
    folder.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(folder / f"{backdrop.name}.png"), pixels[..., ::-1])
    share = 1 - float(ambient.mean() / white.mean())
    print(f"{backdrop.name}: {time.monotonic() - begun:.1f} s, key {share:.2f} of the light", flush=True)


def _final(backdrop: Backdrop, samples: int, side: int) -> None:
    begun = time.monotonic()
    _render(backdrop, samples, side)
    size = _develop(backdrop)
    print(f"{backdrop.name}: {time.monotonic() - begun:.0f} s, {size:.2f} MB", flush=True)


def _render(backdrop: Backdrop, samples: int, side: int) -> None:
    """Keep the light itself, so that exposure and tone can be chosen anew without the hour of rendering."""
    import numpy as np
    from shoot import build, card, depth, front, hide, picture

    build(backdrop)
    white, ambient = card(backdrop.view)
    hide(backdrop.front, True)
    kept = {"white": white, "ambient": ambient, "depth": depth(DEPTH_SIDE)}
    kept["picture"] = picture(side, samples).astype(np.float16)
    if backdrop.front:
        hide(backdrop.front, False)
        kept["front"] = front(backdrop.front, side, FRONT_SAMPLES).astype(np.float16)
    KEPT.mkdir(parents=True, exist_ok=True)
    np.savez(KEPT / f"{backdrop.name}.npz", **kept)


def _develop(backdrop: Backdrop) -> float:
    """Write the files from the kept light; return their size in MB."""
    import cv2
    import numpy as np
    from film import avif, develop, develop_front, gain
    from record import disparity, facts

    kept = {name: plane.astype(np.float32) for name, plane in np.load(KEPT / f"{backdrop.name}.npz").items()}
    factors = gain(kept["white"], backdrop.exposure)
    far, near = disparity(kept["depth"], backdrop.view.distance)
    pixels = develop(kept["picture"], factors, backdrop.seed, SIDE, backdrop.colour)
    tile = cv2.resize(pixels, (TILE, TILE), interpolation=cv2.INTER_AREA)
    files = {
        OUT / f"{backdrop.name}.avif": avif(pixels, QUALITY),
        OUT / "depth" / f"{backdrop.name}.avif": avif(far, 90),
        OUT / "small" / f"{backdrop.name}.avif": avif(tile, 80),
        OUT / f"{backdrop.name}.toml": facts(backdrop, kept["white"], kept["ambient"], near).encode(),
    }
    if backdrop.front:
        files[OUT / "front" / f"{backdrop.name}.avif"] = avif(
            develop_front(kept["front"], factors, backdrop.colour, backdrop.even), QUALITY
        )
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(".part")
        temporary.write_bytes(content)
        temporary.replace(path)
    return sum(len(content) for content in files.values()) / 1e6


if __name__ == "__main__":
    sys.exit(main())
