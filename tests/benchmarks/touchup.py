"""What the hand waits for while a cutout of a 24 MP photo is touched up, beside what 60 pictures a second allow.

CPU time of one thread on a drawn photo at the size at which touch-ups are replayed (1600 pixels); a segment is one
movement of the mouse and includes the veil over what is not product, of which only the window that changed is computed.
"""

import time
from collections.abc import Callable
from typing import Any

import cv2
import numpy as np

from studio.cutout.touchup import Brushing, Guide, Replay, holes_of
from studio.model.matte import Matte
from studio.model.picture import Picture
from studio.model.touchup import CutHole, LeavePiece, Operation, Region, Stroke

WIDTH, HEIGHT = 1600, 1067  # a 24 MP photo of 3:2 as it is touched up
RADII = {"small": 0.01, "usual": 0.02, "large": 0.06, "largest": 0.12}
SEGMENT, CLICK = 8.0, 150.0  # ms CPU


def measure(quick: bool) -> list[dict[str, Any]]:
    """Return the milliseconds of CPU that segments and clicks take."""
    threads = cv2.getNumThreads()
    cv2.setNumThreads(1)
    try:
        picture, alpha = _drawn()
        guide = Guide(picture, WIDTH, HEIGHT)
        _ = guide.lab, guide.small
        count = 25 if quick else 100
        return [*_segments(guide, alpha, count), *_clicks(guide, alpha, 3 if quick else 9)]
    finally:
        cv2.setNumThreads(threads)


def _drawn() -> tuple[Picture, np.ndarray[Any, np.dtype[np.uint8]]]:
    """Return a ring of cloth on a table, and a matte that knows nothing of its hole."""
    random = np.random.default_rng(5)
    ground = np.linspace((228, 222, 210), (190, 178, 160), HEIGHT)[:, None].repeat(WIDTH, axis=1).astype(np.float32)
    alpha, hole = np.zeros((HEIGHT, WIDTH), np.uint8), np.zeros((HEIGHT, WIDTH), np.uint8)
    cv2.circle(alpha, (WIDTH // 2, HEIGHT // 2), 430, 255, -1, cv2.LINE_AA)
    cv2.circle(hole, (WIDTH // 2, HEIGHT // 2), 150, 255, -1, cv2.LINE_AA)
    ground[(alpha > 127) & (hole < 128)] = (60, 80, 150)
    noise = cv2.resize(random.normal(0, 6, (HEIGHT // 2, WIDTH // 2, 3)).astype(np.float32), (WIDTH, HEIGHT))
    return Picture(np.clip(ground + noise, 0, 255).astype(np.uint8)), alpha


def _segments(guide: Guide, alpha: np.ndarray[Any, np.dtype[np.uint8]], count: int) -> list[dict[str, Any]]:
    table = np.arange(256, dtype=np.uint32)
    veil = np.zeros((HEIGHT, WIDTH), np.uint32)
    figures = []
    for name, radius in RADII.items():
        for follow in (True, False):
            start = Stroke(keep=False, points=((0.5, 0.5, 1.0),), radius=radius, follow_edges=follow)
            brushing, taken = Brushing(guide, alpha, start), []
            for step in range(1, count):
                turn, begun = step * 0.35, time.thread_time()
                window = brushing.to(0.5 + 0.2 * np.sin(turn), 0.5 + 0.2 * np.cos(turn))
                if window is not None:
                    x, y, width, height = window
                    part = slice(y, y + height), slice(x, x + width)
                    np.take(table, brushing.alpha[part], out=veil[part])
                    taken.append((time.thread_time() - begun) * 1000)
            words = f"brush segment, {name}, {'up to edges' if follow else 'exact'}"
            figures.append(_figure(f"{words}, median", float(np.median(taken)), SEGMENT))
            figures.append(_figure(f"{words}, 95 % within", float(np.percentile(taken, 95)), SEGMENT))
    return figures


def _clicks(guide: Guide, alpha: np.ndarray[Any, np.dtype[np.uint8]], rounds: int) -> list[dict[str, Any]]:
    start = Replay.of(guide, Matte(alpha, 1.0, "drawn"))
    clicks: dict[str, Operation] = {
        "region taken away by a click": Region(keep=False, at=(0.5, 0.5)),
        "hole cut by a click": CutHole(at=(0.5, 0.5)),
        "piece left by a click": LeavePiece(at=(0.5, 0.2)),
    }
    works: dict[str, Callable[[], object]] = {
        name: lambda operation=operation: start.then(operation)  # type: ignore[misc]
        for name, operation in clicks.items()
    }
    works["holes looked for"] = lambda: holes_of(guide, alpha)
    return [_figure(name, _median(work, rounds), CLICK) for name, work in works.items()]


def _median(work: Callable[[], object], rounds: int) -> float:
    taken = []
    for _ in range(rounds):
        begun = time.thread_time()
        work()
        taken.append((time.thread_time() - begun) * 1000)
    return float(np.median(taken))


def _figure(name: str, value: float, goal: float) -> dict[str, Any]:
    return {
        "name": name,
        "value": round(value, 2),
        "unit": "ms CPU",
        "yardstick": "goal",
        "yardstick_value": goal,
        "ratio": round(goal / value, 2),
    }
