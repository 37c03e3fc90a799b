"""What a frame costs while a control is dragged, and an export's render, beside the same work done the plain way.

The yardstick draws the same frame with OpenCV over the full picture, in bytes. Where a drag changes the shadow it blurs
one at full size, as wide as ours, which is most of its time; where it does not, it keeps its shadow, as anybody would.
While the position is dragged it does not resample the product, which we do. CPU time of one thread, medians of
interleaved rounds, so that a busy machine slows both alike.
"""

import statistics
import time
from collections.abc import Callable
from typing import Any

import cv2
import numpy as np

from studio.model.matte import Cutout
from studio.model.picture import WHOLE, Box, Picture
from studio.model.render import RenderRequest
from studio.model.scene import Light, Scene
from studio.scene import GradientBackdrop, Product, RenderCache, default_scene, render

FRAME = (1600, 1200)
KEEPS_SHADOW = ("brightness", "position")
BLURRED = "OpenCV over the full picture, shadow blurred at full size"
KEPT = "OpenCV over the full picture, shadow kept"
START: dict[str, Any] = {
    "placement": {"fill": 0.7, "y": 0.45},
    "contact": {"opacity": 0.7},
    "cast": {"kind": "ground"},
}
DRAGS: dict[str, Callable[[int], dict[str, Any]]] = {
    "brightness": lambda step: {"tone": {"exposure": 0.05 * step, "saturation": 0.01 * step}},
    "contact shadow": lambda step: {"contact": {"opacity": 0.5 + 0.01 * step}},
    "cast shadow": lambda step: {"cast": {"kind": "ground", "opacity": 0.2 + 0.01 * step}},
    "position": lambda step: {"placement": {"fill": 0.7, "y": 0.45, "x": 0.4 + 0.005 * step}},
    "size": lambda step: {"placement": {"fill": 0.7 - 0.004 * step, "y": 0.45}},
}


def measure(quick: bool = False) -> list[dict[str, Any]]:
    """Return the milliseconds of CPU a frame (1600 × 1200) for each kind of drag, and of an export's render."""
    threads = cv2.getNumThreads()
    cv2.setNumThreads(1)
    try:
        rounds = 5 if quick else 25
        return [*_frames(rounds), _export(3 if quick else 9)]
    finally:
        cv2.setNumThreads(threads)


def _frames(rounds: int) -> list[dict[str, Any]]:
    cutout, cache = product_of(1600, 1200), RenderCache()
    works: dict[str, Callable[[int], object]] = {
        name: lambda step, edit=edit: _frame(cutout, cache, Product(**{**START, **edit(step)}))
        for name, edit in DRAGS.items()
    }
    works["light"] = lambda step: _frame(cutout, cache, Product(**START), Light(azimuth=-60.0 + step))
    yardsticks = [_plain_frame(cutout, blurred=True), _plain_frame(cutout, blurred=False)]
    *times, blurred, kept = _interleaved([*works.values(), *yardsticks], rounds)
    return [
        _figure(f"frame while dragging: {name}", value, *((kept, KEPT) if name in KEEPS_SHADOW else (blurred, BLURRED)))
        for name, value in zip(works, times, strict=True)
    ]


def _export(rounds: int) -> dict[str, Any]:
    cutout, cache = product_of(4000, 3000), RenderCache(1 << 30)
    request = RenderRequest(default_scene(), 2000, 2000, {"product": cutout})
    render(request, cache)
    prepared = {key: entry for key, entry in cache._entries.items() if "sprite" in key}

    def ours(step: int) -> None:
        cache.clear()
        cache._entries.update(prepared)
        render(request, cache)

    rgb, alpha = cutout.picture.rgb, cutout.picture.alpha
    assert alpha is not None

    def plain(step: int) -> None:
        size = (1900, 1425)
        small = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)
        cover = cv2.cvtColor(cv2.resize(alpha, size, interpolation=cv2.INTER_AREA), cv2.COLOR_GRAY2RGB)
        canvas = np.full((2000, 2000, 3), 255, np.uint8)
        above = cv2.multiply(small, cover, scale=1 / 255)
        canvas[287 : 287 + 1425, 50:1950] = cv2.add(above, cv2.bitwise_not(cover))

    value, yardstick = _interleaved([ours, plain], rounds)
    return _figure(
        "render of a prepared 12 MP cutout to 2000 × 2000",
        value,
        yardstick,
        "OpenCV: area resize of photo and matte, mixed in bytes",
    )


def _frame(cutout: Cutout, cache: RenderCache, product: Product, light: Light | None = None) -> object:
    scene = Scene(light=light or Light(), elements=(GradientBackdrop(), product))
    return render(RenderRequest(scene, *FRAME, {"product": cutout}), cache)


def _plain_frame(cutout: Cutout, *, blurred: bool) -> Callable[[int], object]:
    rgb, alpha = cutout.picture.rgb, cutout.picture.alpha
    assert alpha is not None
    backdrop = np.full((FRAME[1], FRAME[0], 3), 235, np.uint8)

    cover = cv2.cvtColor(alpha, cv2.COLOR_GRAY2RGB)
    rest = cv2.bitwise_not(cover)
    kept = cv2.GaussianBlur(alpha, (0, 0), 40)

    def draw(step: int) -> object:
        curve = np.clip(np.arange(256) * (1 + 0.01 * step), 0, 255).astype(np.uint8)
        shadow = cv2.convertScaleAbs(cv2.GaussianBlur(alpha, (0, 0), 40) if blurred else kept, alpha=0.4)
        below = cv2.multiply(backdrop, cv2.cvtColor(cv2.bitwise_not(shadow), cv2.COLOR_GRAY2RGB), scale=1 / 255)
        above = cv2.multiply(cv2.LUT(rgb, curve), cover, scale=1 / 255)
        return cv2.add(above, cv2.multiply(below, rest, scale=1 / 255))

    return draw


def _interleaved(works: list[Callable[[int], object]], rounds: int) -> list[float]:
    """Return the median milliseconds of CPU of each work, a round of all after a round of all."""
    for work in works:
        work(0)
    taken: list[list[float]] = [[] for _ in works]
    for step in range(1, rounds + 1):
        for work, times in zip(works, taken, strict=True):
            begun = time.process_time()
            work(step)
            times.append((time.process_time() - begun) * 1000)
    return [statistics.median(times) for times in taken]


def _figure(name: str, value: float, yardstick: float, yardstick_name: str) -> dict[str, Any]:
    return {
        "name": name,
        "value": round(value, 2),
        "unit": "ms CPU",
        "yardstick": yardstick_name,
        "yardstick_value": round(yardstick, 2),
        "ratio": round(yardstick / value, 2),
    }


def product_of(width: int, height: int) -> Cutout:
    """Return a coloured oval with a soft edge, as large as the photo allows."""
    alpha = np.zeros((height, width), np.uint8)
    cv2.ellipse(alpha, (width // 2, height // 2), (int(width * 0.42), int(height * 0.45)), 0, 0, 360, 255, -1)
    alpha = np.asarray(cv2.GaussianBlur(alpha, (0, 0), width / 1600), np.uint8)
    patches = np.random.default_rng(3).integers(0, 256, (height // 20, width // 20, 3), np.uint8)
    x, y, wide, high = cv2.boundingRect(cv2.inRange(alpha, 128, 255))
    box = Box(x / width, y / height, (x + wide) / width, (y + high) / height)
    rgb = np.asarray(cv2.resize(patches, (width, height), interpolation=cv2.INTER_CUBIC), np.uint8)
    return Cutout(Picture(rgb, alpha), WHOLE, box, width, height, width, height, 1.0, "drawn")


if __name__ == "__main__":
    for figure in measure(quick=True):
        print(f"{figure['name']}: {figure['value']} {figure['unit']}, {figure['ratio']} × {figure['yardstick']}")
