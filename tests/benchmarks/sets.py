"""Shadows against the truth: products composed into sets, beside the same products truly rendered standing in them.

tests/truth/sets holds, of each pair, what packaging/backdrops/truth.py rendered: the product standing in the set, and
the product alone in even light. The second is what a cutout is; the studio stands it in the set at the very place,
and the region where a shadow lies in either picture is compared, beside a plain drop shadow (the outline blurred and
moved along the light, as editors make it) and no shadow at all.

`python -m tests.benchmarks.sets` prints the table.
"""

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from studio.app.sets import standing
from studio.model.colour_difference import ciede2000, lab_of
from studio.model.matte import Cutout
from studio.model.picture import WHOLE, Box, Picture
from studio.model.render import RenderRequest
from studio.model.scene import Canvas, Light, Scene
from studio.scene import Placement, Product, render
from studio.scene.elements import SetBackdrop
from studio.store import paths

TRUTH = Path(__file__).resolve().parents[1] / "truth" / "sets"
SEEN = 2.0  # ΔE2000 from which on a darker place counts as shadow

Pixels = NDArray[np.uint8]
Field = NDArray[np.float64]


@dataclass(frozen=True)
class Error:
    """Mean ΔE2000 and structural similarity (1 is equal) in the region of the shadow, by how the shadow was made."""

    pair: str
    region: float
    delta: dict[str, float]
    similarity: dict[str, float]


def pairs(folder: Path = TRUTH) -> list[str]:
    """Return the names `<set>.<product>` that there is truth for."""
    return sorted(path.name.removesuffix(".stood.avif") for path in folder.glob("*.stood.avif"))


def measure(pair: str, folder: Path = TRUTH) -> Error:
    """Compose a pair and hold its shadow against the truth."""
    stood = _opened(folder / f"{pair}.stood.avif", "RGB")
    alone = _opened(folder / f"{pair}.alone.avif", "RGBA")
    side = len(stood)
    scene, cutout = _scene(pair.split(".", maxsplit=1)[0], alone)
    full = _opened(paths.shipped("resources", "backdrops", f"{pair.split('.', maxsplit=1)[0]}.avif"), "RGB")
    picture = Picture(np.asarray(cv2.resize(full, (side, side), interpolation=cv2.INTER_AREA), np.uint8))
    pictures = {pair.split(".", maxsplit=1)[0]: picture}
    bare = _rendered(_shadowless(scene), cutout, pictures, side)
    composed = {
        "ours": _rendered(scene, cutout, pictures, side),
        "drop shadow": _dropped(bare, cutout, scene.light),
        "none": bare,
    }
    truth = lab_of(stood)
    around = cv2.dilate(cutout.picture.alpha, np.ones((5, 5), np.uint8)) == 0  # type: ignore[arg-type]
    ground = lab_of(bare)
    darker = [_softly(ciede2000(lab_of(one), ground)) for one in (stood, composed["ours"], composed["drop shadow"])]
    region = around & (np.max(darker, 0) > SEEN)
    return Error(
        pair,
        float(region.mean()),
        {name: float(ciede2000(lab_of(one), truth)[region].mean()) for name, one in composed.items()},
        {name: float(_similarity(lab_of(one)[..., 0], truth[..., 0])[region].mean()) for name, one in composed.items()},
    )


def _opened(path: Path, mode: str) -> Pixels:
    with Image.open(io.BytesIO(path.read_bytes())) as image:
        return np.asarray(image.convert(mode))


def _scene(name: str, alone: Pixels) -> tuple[Scene, Cutout]:
    """Return the scene as a click on the set makes it, and the cutout moved to where the truth has it."""
    side = len(alone)
    rgb, alpha = np.ascontiguousarray(alone[..., :3]), np.ascontiguousarray(alone[..., 3])
    x, y, wide, high = cv2.boundingRect(np.uint8(alpha > 127))
    box = Box(x / side, y / side, (x + wide) / side, (y + high) / side)
    cutout = Cutout(Picture(rgb, alpha), WHOLE, box, side, side, side, side, 1.0, "rendered")
    scene = standing(Scene(canvas=Canvas(width=side, height=side), elements=(Product(),)), SetBackdrop(picture=name))
    backdrop, product = scene.elements
    assert isinstance(product, Product)
    place = Placement(fill=max(wide, high) / side, x=(x + wide / 2) / side, y=(y + high / 2) / side)
    return scene.model_copy(update={"elements": (backdrop, product.changed(placement=place))}), cutout


def _shadowless(scene: Scene) -> Scene:
    backdrop, product = scene.elements
    assert isinstance(product, Product)
    return scene.model_copy(update={"elements": (backdrop, Product(placement=product.placement))})


def _rendered(scene: Scene, cutout: Cutout, pictures: dict[str, Picture], side: int) -> Pixels:
    rendition = render(RenderRequest(scene, side, side, {"product": cutout}, pictures))
    assert not rendition.missing, rendition.missing
    return rendition.picture.rgb


def _dropped(bare: Pixels, cutout: Cutout, light: Light) -> Pixels:
    """The usual effect: the outline, moved a twentieth of its size away from the light, blurred, 35 % black."""
    alpha = cutout.picture.alpha
    assert alpha is not None
    size = max(cutout.box.width, cutout.box.height) * len(bare)
    turn = math.radians(light.azimuth)
    right, down = -math.sin(turn) * 0.05 * size, math.cos(turn) * 0.05 * size
    moved = cv2.warpAffine(alpha, np.array([[1, 0, right], [0, 1, down]]), (len(bare), len(bare)))
    shade = 1 - 0.35 * cv2.GaussianBlur(moved.astype(np.float32) / 255, (0, 0), 0.035 * size)[..., None]
    cover = alpha[..., None].astype(np.float32) / 255
    return np.asarray(bare * (shade * (1 - cover) + cover) + 0.5, np.uint8)


def _softly(field: Field) -> Field:
    return np.asarray(cv2.GaussianBlur(field, (0, 0), 2.0))


def _similarity(first: Field, second: Field) -> Field:
    """Wang, Bovik, Sheikh and Simoncelli, Image quality assessment, IEEE TIP 13(4), 2004."""

    def mean(values: Field) -> Field:
        return np.asarray(cv2.GaussianBlur(values, (0, 0), 1.5))

    one, two = mean(first), mean(second)
    varied, varied_too = mean(first * first) - one * one, mean(second * second) - two * two
    together = mean(first * second) - one * two
    low, high = (0.01 * 100) ** 2, (0.03 * 100) ** 2
    top = (2 * one * two + low) * (2 * together + high)
    return np.asarray(top / ((one * one + two * two + low) * (varied + varied_too + high)))


def _printed(errors: Sequence[Error]) -> None:
    kinds = ("ours", "drop shadow", "none")
    print(f"{'pair':32}{'region':>8}" + "".join(f"{kind + ' ΔE':>16}{'SSIM':>7}" for kind in kinds))
    for error in errors:
        cells = "".join(f"{error.delta[kind]:16.2f}{error.similarity[kind]:7.3f}" for kind in kinds)
        print(f"{error.pair:32}{error.region:8.1%}{cells}")
    means: list[Any] = [
        (np.mean([error.delta[kind] for error in errors]), np.mean([error.similarity[kind] for error in errors]))
        for kind in kinds
    ]
    print(f"{'mean':40}" + "".join(f"{delta:16.2f}{alike:7.3f}" for delta, alike in means))


if __name__ == "__main__":
    _printed([measure(pair) for pair in pairs()])
