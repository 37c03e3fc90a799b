"""Render the clean-plate truth: `python packaging/plate_truth/make.py`, in Blender's environment (see samples/make.py).

Each sample shot named below becomes three small files in tests/truth/plates: the photo, the same place without the
product as a second exposure shows it (the camera a little off, the phone judging the light anew), and exact coverage;
clear glass lets through what it lets through. The kinds of hard.py and aside.py come with a second photo and plate,
on dark paper at the same exposure. What exists is skipped.
"""

import sys
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
OUT = ROOT / "tests" / "truth" / "plates"
LONGEST, HARD = 640, 480
SHOTS = ("jar", "bottle", "watch", "mug_front", "headphones", "lamp", "bag")
DRIFT = {"jar": 0.12, "bottle": -0.1, "watch": 0.0, "mug_front": 0.15, "headphones": -0.15, "lamp": 0.05, "bag": 0.0}


def main() -> int:
    sys.path.insert(0, str(ROOT / "packaging" / "samples"))
    import aside
    import hard
    from make import all_shots

    known = {shot.name: shot for shot in all_shots()}
    for name in SHOTS:
        if name not in known:
            print(f"there is no shot {name}; there are: {', '.join(known)}", file=sys.stderr)
            return 1
        if not (OUT / f"{name}.alpha.png").exists():
            _render(known[name])
            print(name, flush=True)
    for kind in (*hard.KINDS, *aside.KINDS):
        if not (OUT / f"{kind}.alpha.png").exists():
            _render_hard(kind)
            print(kind, flush=True)
    return 0


def _render_hard(kind: str) -> None:
    """Both backdrops with and without the product; the dark ones with the light ones' exposure, as a locked phone."""
    import hard
    import phone
    from make import _build
    from render import alpha, beauty

    linear = {}
    for shade, tint in (("", hard.LIGHT), ("2", hard.DARK)):
        shot = hard.shots(tint)[kind]
        product = _build(shot)
        linear[f"photo{shade}"] = beauty(shot, longest=HARD, samples=8)
        for thing in product:
            thing.hide_render = True
        later = replace(shot, seed=shot.seed + 50)
        linear[f"plate{shade}"] = beauty(later, longest=HARD, samples=8)
        for thing in product:
            thing.hide_render = False
    coverage = alpha(shot, product, longest=HARD, samples=_evenly(400) if shot.clear_glass else 24)
    locked = phone._gains(linear["photo"], shot.phone)
    with patch.object(phone, "_gains", return_value=locked):
        for number, (name, light) in enumerate(linear.items()):
            taken = replace(shot, seed=number)
            _write(f"{kind}.{name}.jpg", phone.develop(light, taken, (light.shape[1], light.shape[0])))
    _write(f"{kind}.alpha.png", coverage)


def _evenly(samples: int) -> int:
    """Have every pixel take as many light paths: what glass lets through is else left grainy. Return how many."""
    import bpy

    bpy.context.scene.cycles.use_adaptive_sampling = False
    return samples


def _write(name: str, picture: object) -> None:
    import cv2
    import numpy as np

    OUT.mkdir(parents=True, exist_ok=True)
    picture = np.asarray(picture)
    if picture.ndim == 2:
        cv2.imwrite(str(OUT / name), np.round(picture * 255).astype(np.uint8))
    else:
        cv2.imwrite(str(OUT / name), picture[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 93])


def _render(shot: object) -> None:
    import bpy
    from make import _build
    from phone import develop
    from render import aim, alpha, beauty

    product = _build(shot)
    photo = beauty(shot, longest=LONGEST, samples=10)
    for thing in product:
        thing.hide_render = True
    camera, drift = shot.camera, DRIFT[shot.name]
    x, y, z = camera.position
    aim(replace(camera, position=(x + 0.002, y, z + 0.001), roll=camera.roll + 0.3), portrait=shot.portrait)
    later = replace(
        shot, phone=replace(shot.phone, exposure=shot.phone.exposure + drift, warmth=drift / 3), seed=shot.seed + 50
    )
    plate = beauty(later, longest=LONGEST, samples=10)
    bpy.data.objects.remove(bpy.context.scene.camera)
    aim(camera, portrait=shot.portrait)
    for thing in product:
        thing.hide_render = False
    coverage = alpha(shot, product, longest=LONGEST, samples=32)
    for kind, linear, taken in (("photo", photo, shot), ("plate", plate, later)):
        _write(f"{shot.name}.{kind}.jpg", develop(linear, taken, (linear.shape[1], linear.shape[0])))
    _write(f"{shot.name}.alpha.png", coverage)


if __name__ == "__main__":
    sys.exit(main())
