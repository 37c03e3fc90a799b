"""What a seller waits for with mockups: a frame while artwork is dragged, a finished picture, further colours.

CPU time of one thread; with reading, of all. An item is decoded once on a computer
(`studio.app.mockups.decoded`). The first item is drawn (a mug filling a third of the frame, with a print area of about
530 × 600 pixels in the preview); then every item that ships.

The goals, 8 ms a frame and 250 ms an export, belong to a computer that remaps 530 × 600 pixels of artwork, displaced
and lighted, in 2.3 ms, and 2000 × 2000 of them with a JPEG in 36.6. So that bare work is done in turn with ours, and
what it takes here says what the goals are here.
"""

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any

import cv2
import numpy as np

from studio.app.mockups.shelf import Item, find_mockups
from studio.export import encode
from studio.model.mockup import Colourway, Mockup, Surface
from studio.model.mockup import Passes as Said
from studio.model.picture import Picture
from studio.model.printing import Artwork, PrintPlacement
from studio.scene.mockup import Passes, View
from studio.scene.mockup.passes import PrintArea
from studio.scene.mockup.view import Print

FRAME, EXPORT, COLOUR = 8 / 2.3, 250 / 36.6, 60 / 36.6  # times the bare work
NAVY = "#27324d"
FIRST = "files decoded: once a batch, the item's first on this computer"
KEPT = "passes kept decoded: once a batch, every later one"
Work = Callable[[], object]


def measure(quick: bool) -> list[dict[str, Any]]:
    """Return the milliseconds of CPU of a dragged frame, an export and a further colour."""
    threads = cv2.getNumThreads()
    cv2.setNumThreads(1)
    try:
        bare = _Bare()
        figures = _measured("drawn mug", _drawn(), bare, 8 if quick else 40)
        for item in [] if quick else find_mockups()[0]:
            item.passes()  # kept from now on
            reads = {what: _process(work) for what, work in ((FIRST, _reading(item)), (KEPT, item.passes))}
            figures += _measured(item.id, item.passes(), bare, 12, reads)
        return figures
    finally:
        cv2.setNumThreads(threads)


def _reading(item: Item) -> Work:
    """Read and keep an item's passes as on a computer that has not seen it."""

    def read() -> None:
        with TemporaryDirectory() as home, _at_home(home):
            item.passes()

    return read


@contextmanager
def _at_home(folder: str) -> Iterator[None]:
    before = os.environ.get("STUDIO_HOME")
    os.environ["STUDIO_HOME"] = folder
    try:
        yield
    finally:
        del os.environ["STUDIO_HOME"]
        if before is not None:
            os.environ["STUDIO_HOME"] = before


def _process(work: Work) -> float:
    """Return the median of three, ms CPU of all threads."""
    taken = []
    for _ in range(3):
        begun = time.process_time()
        work()
        taken.append((time.process_time() - begun) * 1000)
    return float(np.median(taken))


def _measured(
    name: str, passes: Passes, bare: "_Bare", rounds: int, reads: Mapping[str, float] = MappingProxyType({})
) -> list[dict[str, Any]]:
    return [*_frames(name, passes, bare, rounds), *_exports(name, passes, bare, reads)]


def _frames(name: str, passes: Passes, bare: "_Bare", rounds: int) -> list[dict[str, Any]]:
    surface = passes.mockup.surfaces[0].id
    view, artwork = View(passes.resized(1600, 1200)), _artwork()
    wide, tall = view.warp(surface).rect[2:]
    figures = []
    for what, placed in (
        (f"print area {wide}×{tall}", PrintPlacement(scale=0.9)),
        ("artwork over all of it", PrintPlacement(mode="fill")),
        ("a pattern over all of it", PrintPlacement(mode="tile")),
    ):
        drag = _dragging(view, surface, artwork, placed)
        frame, floor = _in_turn((drag, bare.frame), rounds)
        figures.append(_figure(f"{name}: frame while dragging, 1600×1200, {what}", frame, "8 ms goal", floor * FRAME))
    return figures


def _dragging(view: View, surface: str, artwork: Artwork, placed: PrintPlacement) -> Work:
    canvas = view.bare(NAVY).copy()
    steps = iter(range(10_000_000))

    def drag() -> None:
        moved = placed.model_copy(update={"x": 0.0005 * (next(steps) % 60)})
        view.paint(canvas, {surface: Print(artwork, moved)}, NAVY, draft=True)

    drag()
    return drag


def _exports(name: str, passes: Passes, bare: "_Bare", reads: Mapping[str, float]) -> list[dict[str, Any]]:
    surface, own = passes.mockup.surfaces[0].id, passes.mockup.colourways[0].colour
    prints = {surface: Print(_artwork())}
    views: list[View] = []

    def first() -> None:
        views[:] = [View(passes)]
        encode(views[0].render(prints, own), format="jpeg", quality=92)

    def further() -> None:
        encode(views[0].render(prints, NAVY), format="jpeg", quality=92)

    whole, more, floor = _in_turn((first, further, bare.export), 3)
    return [
        _figure(f"{name}: export 2000×2000 with JPEG, passes read", whole, "250 ms goal", floor * EXPORT),
        *(
            _figure(f"{name}: the same, {what}", whole + read, "250 ms goal", floor * EXPORT)
            for what, read in reads.items()
        ),
        _figure(f"{name}: further colour, the same artwork", more, "60 ms goal", floor * COLOUR),
    ]


def _in_turn(works: Sequence[Work], rounds: int) -> list[float]:
    """Return the medians of works done in turn, ms CPU."""
    taken = [[_once(work) for work in works] for _ in range(rounds)]
    return [float(median) for median in np.median(taken, axis=0)]


def _once(work: Work) -> float:
    begun = time.thread_time()
    work()
    return (time.thread_time() - begun) * 1000


class _Bare:
    """Remapping artwork with displacement and light, in bytes, one sample a pixel, and no more."""

    def __init__(self) -> None:
        self._artwork = _artwork().picture.rgb
        self._small, self._large = self._maps(530, 600), self._maps(2000, 2000)

    def _maps(self, wide: int, tall: int) -> list[Any]:
        x, y = (np.linspace(0, self._artwork.shape[0] - 1, side, dtype=np.float32) for side in (wide, tall))
        folds = np.random.default_rng(3).standard_normal((tall, wide)).astype(np.float32)
        folds = np.asarray(cv2.GaussianBlur(folds, (0, 0), 8) * 20, np.float32)
        return [*np.meshgrid(x, y), folds, np.full((tall, wide, 3), 200, np.uint8)]

    def frame(self) -> Any:
        """Remap 530 × 600 pixels."""
        return self._remap(*self._small)

    def export(self) -> None:
        """Remap 2000 × 2000 pixels and write a JPEG of them."""
        cv2.imencode(".jpg", self._remap(*self._large), [cv2.IMWRITE_JPEG_QUALITY, 90])

    def _remap(self, x: Any, y: Any, folds: Any, light: Any) -> Any:
        seen = cv2.remap(self._artwork, cv2.add(x, folds), cv2.add(y, folds), cv2.INTER_LINEAR)
        return cv2.multiply(seen, light, scale=1 / 255)


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
