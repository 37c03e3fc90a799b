"""What a seller waits for with mockups: a frame while artwork is dragged, a finished picture, further colours.

CPU time of one thread; with reading, of all. The first item is drawn (a mug filling a third of the frame, with a print
area of about 530 × 600 pixels in the preview); then every item that ships. The floor is what OpenCV takes to do no more
than remap the artwork into the same pixels: no light, no edges, one sample.
"""

import time
from collections.abc import Callable
from typing import Any

import cv2
import numpy as np

from studio.app.mockups.shelf import find_mockups
from studio.export import encode
from studio.model.mockup import Colourway, Mockup, Surface
from studio.model.mockup import Passes as Said
from studio.model.picture import Picture
from studio.model.printing import Artwork, PrintPlacement
from studio.scene.mockup import Passes, View
from studio.scene.mockup.passes import PrintArea
from studio.scene.mockup.view import Print

FRAME, EXPORT, COLOUR = 8.0, 250.0, 60.0  # ms CPU: what the brief allows; a further colour is to cost a fraction
NAVY = "#27324d"


def measure(quick: bool) -> list[dict[str, Any]]:
    """Return the milliseconds of CPU of a dragged frame, an export and a further colour."""
    threads = cv2.getNumThreads()
    cv2.setNumThreads(1)
    try:
        figures = _measured("drawn mug", _drawn(), 8 if quick else 40)
        for item in [] if quick else find_mockups()[0]:
            begun = time.process_time()
            passes = item.passes()
            figures += _measured(item.id, passes, 12, read=(time.process_time() - begun) * 1000)
        return figures
    finally:
        cv2.setNumThreads(threads)


def _measured(name: str, passes: Passes, rounds: int, read: float = 0.0) -> list[dict[str, Any]]:
    surface = passes.mockup.surfaces[0].id
    artwork = _artwork()
    small = View(passes.resized(1600, 1200))
    small.paint(small.bare(NAVY).copy(), {surface: Print(artwork)}, NAVY, draft=True)
    canvas = small.bare(NAVY).copy()
    steps = iter(range(10_000_000))

    def drag() -> None:
        placed = PrintPlacement(scale=0.9, x=0.0005 * (next(steps) % 60))
        small.paint(canvas, {surface: Print(artwork, placed)}, NAVY, draft=True)

    frame, floor = _paired(drag, _floor(small, surface, artwork), rounds)
    large = View(passes)
    own = passes.mockup.colourways[0].colour
    first = _once(lambda: encode(large.render({surface: Print(artwork)}, own), format="jpeg", quality=92))
    further = _once(lambda: encode(large.render({surface: Print(artwork)}, NAVY), format="jpeg", quality=92))
    wide, tall = small.warp(surface).rect[2:]
    whole = [_figure(f"{name}: the same from files on disk, read once a batch", first + read, "250 ms", EXPORT)]
    return [
        _figure(f"{name}: frame while dragging, 1600×1200, print area {wide}×{tall}", frame, "8 ms", FRAME),
        _figure(f"{name}: the same beside a bare remap", frame, "remap", floor),
        _figure(f"{name}: export 2000×2000 with JPEG, passes read", first, "250 ms", EXPORT),
        *(whole if read else []),
        _figure(f"{name}: further colour, the same artwork", further, "60 ms", COLOUR),
    ]


def _paired(work: Callable[[], None], floor: Callable[[], None], rounds: int) -> tuple[float, float]:
    """Return the medians of two works done in turn, ms CPU."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for number, one in enumerate((work, floor)):
            taken[number].append(_once(one))
    return float(np.median(taken[0])), float(np.median(taken[1]))


def _once(work: Callable[[], object]) -> float:
    begun = time.thread_time()
    work()
    return (time.thread_time() - begun) * 1000


def _floor(view: View, surface: str, artwork: Artwork) -> Callable[[], None]:
    area = view.passes.areas[surface]
    x, y, width, height = cv2.boundingRect(area.cover)
    uv = area.uv[y : y + height, x : x + width] * np.float32(artwork.picture.width)
    across, down = (np.ascontiguousarray(uv[..., axis]) for axis in (0, 1))

    def remap() -> None:
        cv2.remap(artwork.picture.rgb, across, down, cv2.INTER_LINEAR)

    return remap


def _artwork() -> Artwork:
    random = np.random.default_rng(5)
    rgb = cv2.resize(random.integers(0, 255, (40, 40, 3), np.uint8), (1600, 1600), interpolation=cv2.INTER_CUBIC)
    alpha = np.zeros((1600, 1600), np.uint8)
    cv2.circle(alpha, (800, 800), 790, 255, -1, cv2.LINE_AA)
    return Artwork("drawn", Picture(rgb, alpha), 1600, 1600)


def _drawn() -> Passes:
    """Return a mug of 2000 × 2000 pixels seen straight on."""
    side = 2000
    x, y = np.meshgrid(np.linspace(-1, 1, side, dtype=np.float32), np.linspace(0, 1, side, dtype=np.float32))
    across = x / np.float32(0.36)
    turn = np.arcsin(np.clip(across, -1, 1))
    item = (np.abs(across) < 1) & (y > 0.25) & (y < 0.8)
    uv = np.stack([0.5 + turn / np.float32(2.4), (y - 0.34) / np.float32(0.375)], axis=-1)
    cover = np.where(item & (np.abs(uv - 0.5) <= 0.5).all(axis=-1), 255, 0).astype(np.uint8)
    light = np.round(255 * np.clip(0.4 + 0.5 * np.cos(turn + 0.4), 0, 1)).astype(np.uint8)[..., None].repeat(3, axis=2)
    gloss = np.round(90 * np.exp(-((turn + 0.5) ** 2) * 40)).astype(np.uint8)[..., None].repeat(3, axis=2)
    scene = np.where(item[..., None], light, np.uint8(180))
    mockup = Mockup(
        id="drawn",
        name="Drawn",
        size=(side, side),
        passes=Said(),
        colourways=(Colourway(id="white", name="White", colour="#f0f0f0"),),
        surfaces=(Surface(id="wrap", name="Wrap", width_cm=20, height_cm=20),),
    )
    colour = item.astype(np.uint8) * 255
    return Passes(mockup, scene, light, gloss, colour, (0, 0), {"wrap": PrintArea(uv, cover, (0, 0))})


def _figure(name: str, value: float, yardstick: str, against: float) -> dict[str, Any]:
    return {
        "name": name,
        "value": round(value, 2),
        "unit": "ms CPU",
        "yardstick": yardstick,
        "yardstick_value": round(against, 2),
        "ratio": round(against / value, 2),
    }
