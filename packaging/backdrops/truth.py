"""The truth about shadows: products of ours truly standing in the sets, and the same products alone.

`python packaging/backdrops/truth.py` writes tests/truth/sets/<set>.<product>.stood.avif (rendered together, exposed as
the backdrop is) and .alone.avif (the product in even light, with alpha): what the studio composes from the second and
the backdrop is held against the first. Needs the light that make.py keeps of each backdrop.
"""

from __future__ import annotations

import importlib
import sys
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "samples")]
OUT = HERE.parents[1] / "tests" / "truth" / "sets"
SIDE = 400
PAIRS = (
    ("white-marble", "bottle"),
    ("leaf-shadow", "mug"),
    ("concrete", "boots"),
    ("bathroom-shelf", "bottle"),
    ("nursery", "box"),
    ("slate", "jar"),
    ("workshop-bench", "box"),
    ("garden-table", "mug"),
    ("terracotta-arch", "jar"),
    ("terrazzo", "mug"),
    ("kraft-paper", "bottle"),
    ("cyclorama", "boots"),
    ("pedestal-blush", "bottle"),
)


def main() -> int:
    import make

    for name, product in PAIRS:
        if sys.argv[1:] and name not in sys.argv[1:]:
            continue
        if not (make.KEPT / f"{name}.npz").exists():
            print(f"{name}: render it with make.py first", file=sys.stderr)
        elif not (OUT / f"{name}.{product}.alone.avif").exists():
            begun = time.monotonic()
            _pair(name, product)
            print(f"{name} with {product}: {time.monotonic() - begun:.0f} s", flush=True)
    return 0


def _pair(name: str, product: str) -> None:
    import make
    import numpy as np
    from film import avif, develop, develop_front, gain
    from shoot import build, picture

    backdrop = make.load(name)
    build(backdrop)
    _stand(importlib.import_module(f"products.{product}").build(), backdrop.view.across * backdrop.fill * 0.8)
    white = np.load(make.KEPT / f"{name}.npz")["white"]
    stood = develop(picture(SIDE, 8), gain(white, backdrop.exposure), backdrop.seed, SIDE, backdrop.colour)
    alone = develop_front(_alone(16), np.ones(3, np.float32))
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / f"{name}.{product}.stood.avif").write_bytes(avif(stood, 92))
    (OUT / f"{name}.{product}.alone.avif").write_bytes(avif(alone, 92))


def _stand(things: list[Any], size: float) -> None:
    """Put the product's foot on the origin, its longest side `size` metres."""
    import bpy
    import numpy as np
    from shapes import baked

    bpy.context.view_layer.update()
    points = np.concatenate(
        [
            np.c_[baked(thing), np.ones(len(baked(thing)))] @ np.array(thing.matrix_world).T
            for thing in things
            if thing.type == "MESH"
        ]
    )[:, :3]
    low, high = points.min(0), points.max(0)
    roots = {_root(thing) for thing in things}
    pivot = bpy.data.objects.new("stand", None)
    bpy.context.scene.collection.objects.link(pivot)
    for root in roots:
        root.parent = pivot
    scale = size / float((high - low).max())
    pivot.scale = (scale,) * 3
    pivot.location = (-scale * (low[0] + high[0]) / 2, -scale * (low[1] + high[1]) / 2, -scale * low[2])
    for thing in things:
        thing["product"] = True


def _root(thing: Any) -> Any:
    while thing.parent is not None:
        thing = thing.parent
    return thing


def _alone(samples: int) -> Any:
    """(SIDE, SIDE, 4): the product in even white light, nothing else there."""
    import bpy
    from shoot import _render
    from stage import surroundings

    scene = bpy.context.scene
    for thing in list(scene.objects):
        if thing.type not in ("CAMERA", "EMPTY") and not thing.get("product"):
            bpy.data.objects.remove(thing)
    surroundings("#ffffff", "#e8e8e8", 0.9)
    scene.render.film_transparent = True
    scene.cycles.samples = samples
    return _render(SIDE)["Combined"]


if __name__ == "__main__":
    sys.exit(main())
