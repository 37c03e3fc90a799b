"""Render the sample shots: `python packaging/samples/make.py` (all that are missing), or name some.

Each shot becomes resources/samples/<name>.jpg, tests/truth/<name>.png and a row of resources/samples/samples.toml.
A shot whose two files are there is skipped, so the program may be stopped and started again at will.

    make.py                      render what is missing, in full size
    make.py mug_front --again    render it anew
    make.py mug_front --preview FOLDER    a small quick one, to look at while designing
"""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shot import Shot

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SAMPLES = ROOT / "resources" / "samples"
TRUTH = ROOT / "tests" / "truth"
NEEDS = """Rendering the samples needs Blender as a Python module, in an environment of its own (Python 3.11):

    python3.11 -m venv blender-env
    blender-env/bin/pip install bpy==5.0.1 OpenEXR opencv-python-headless pillow
    blender-env/bin/python packaging/samples/make.py

On Debian and Ubuntu it also wants:

    apt install libxi6 libxxf86vm1 libxfixes3 libxrender1 libsm6 libxkbcommon0 libgl1 libegl1

The rendered samples are in the repository; nobody needs this to use, test or build the studio."""


def main() -> int:
    try:
        import bpy  # noqa: F401
        import OpenEXR  # noqa: F401
    except ImportError as missing:
        print(f"{missing}\n\n{NEEDS}", file=sys.stderr)
        return 2
    options = _options()
    shots = [shot for shot in all_shots() if not options.names or shot.name in options.names]
    if not shots:
        print(f"No such shot. There are: {', '.join(shot.name for shot in all_shots())}", file=sys.stderr)
        return 2
    for shot in shots:
        if options.preview:
            _preview(shot, options.preview, options.samples or 8, options.longest or 360)
        elif options.again or not (_photo(shot).exists() and _truth(shot).exists()):
            _final(shot, options.samples or 6, options.longest or 1600, options.threads)
    if not options.preview:
        write_list(all_shots())
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="shots to render (default: all)")
    parser.add_argument("--preview", type=Path, metavar="FOLDER", help="write small quick pictures there instead")
    parser.add_argument("--again", action="store_true", help="render even when the files are there")
    parser.add_argument("--samples", type=int, help="light paths a pixel")
    parser.add_argument("--longest", type=int, help="longest side rendered; the photo is 4000 all the same")
    parser.add_argument("--threads", type=int, default=0, help="processor threads (default: all)")
    return parser.parse_args()


def all_shots() -> list[Shot]:
    """Every Shot of every file in products/, by file and place."""
    sys.path.insert(0, str(HERE))
    files = sorted(path for path in (HERE / "products").glob("*.py") if path.stem != "__init__")
    return [shot for path in files for shot in importlib.import_module(f"products.{path.stem}").SHOTS]


def _photo(shot: Shot) -> Path:
    return SAMPLES / f"{shot.name}.jpg"


def _truth(shot: Shot) -> Path:
    return TRUTH / f"{shot.name}.png"


def _build(shot: Shot) -> list[Any]:
    from render import aim, fresh_scene

    fresh_scene()
    shot.surround()
    product = list(shot.build())
    aim(shot.camera, portrait=shot.portrait)
    return product


def _preview(shot: Shot, folder: Path, samples: int, longest: int) -> None:
    import cv2
    from phone import develop
    from render import beauty

    begun = time.monotonic()
    _build(shot)
    built = time.monotonic() - begun
    linear = beauty(shot, longest=longest, samples=samples)
    picture = develop(linear, shot, (linear.shape[1], linear.shape[0]))
    folder.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(folder / f"{shot.name}.png"), picture[..., ::-1])
    print(f"{shot.name}: built {built:.1f} s, rendered {time.monotonic() - begun - built:.1f} s", flush=True)


def _final(shot: Shot, samples: int, longest: int, threads: int) -> None:
    import bpy
    import cv2
    import numpy as np
    from phone import develop, encode
    from render import alpha, beauty

    begun = time.monotonic()
    product = _build(shot)
    if threads:
        bpy.context.scene.render.threads_mode = "FIXED"
        bpy.context.scene.render.threads = threads
    linear = beauty(shot, longest=longest, samples=samples)
    rendered = time.monotonic() - begun
    data = encode(develop(linear, shot), shot)
    coverage = alpha(shot, product, longest=1600, samples=64)
    good, png = cv2.imencode(".png", np.round(coverage * 255).astype(np.uint8), [cv2.IMWRITE_PNG_COMPRESSION, 9])
    assert good
    for path, content in ((_truth(shot), png.tobytes()), (_photo(shot), data)):
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(".part")
        temporary.write_bytes(content)
        temporary.replace(path)
    whole = time.monotonic() - begun
    print(f"{shot.name}: {rendered:.0f} s to render, {whole:.0f} s in all, {len(data) / 1e6:.2f} MB", flush=True)


def write_list(shots: Iterable[Shot]) -> None:
    """resources/samples/samples.toml: what is there, for the window and the tests."""
    lines = ["# Our own sample shots, rendered by packaging/samples/make.py, which also writes this list.", ""]
    for shot in shots:
        if _photo(shot).exists():
            lines += ["[[sample]]", f'id = "{shot.name}"', f'file = "{shot.name}.jpg"', f'title = "{shot.title}"']
            lines += [f'sku = "{shot.sku}"', f'hint = "{shot.hint}"', ""]
    (SAMPLES / "samples.toml").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
