"""A long batch with the memory and the handles of its processes looked at all the time: `studio bench soak`.

1,250 small photos × 4 channels through the queue's real runner (quick: 60). What grows is told as the ratio of the last
fifth to the second one (the first is warming up); the course of it is drawn into `soak.svg` where it is run.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import studio.scene  # noqa: F401  (makes the element kinds known)
from studio.app.batch.plan import make_plan, photos_in
from studio.app.queue import Queue
from studio.app.wishes import chosen_channels, chosen_preset

CHANNELS = ["amazon-main", "ebay", "etsy", "shopify"]
EVERY = 1.0  # seconds between two looks
_RUN = "from studio.app.queue import Queue, Runner; Runner(Queue(), workers=2).run()"


@dataclass(frozen=True)
class Look:
    """`files` written so far; `memory` in bytes (resident) and `handles` of the runner and all its processes."""

    files: int
    memory: int
    handles: int


def measure(quick: bool = False) -> list[dict[str, Any]]:
    """Return the figures; ratios above 1 mean that nothing grew beyond the yardstick."""
    photos = 60 if quick else 1250
    before = os.environ.get("STUDIO_HOME")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["STUDIO_HOME"] = str(folder / "home")
        try:
            looks, failed = _soaked(folder, photos)
        finally:
            del os.environ["STUDIO_HOME"]
            if before is not None:
                os.environ["STUDIO_HOME"] = before
    Path("soak.svg").write_text(drawn(looks), encoding="utf-8")
    fifth = max(1, len(looks) // 5)
    early, late = looks[fifth : 2 * fifth], looks[-fifth:]
    figures = [
        ("files", float(looks[-1].files), "", None),
        ("photos failed", float(failed), "", None),
        _growth("memory", "MB", [look.memory / 1e6 for look in early], [look.memory / 1e6 for look in late], 1.05),
        _growth("handles", "", [look.handles for look in early], [look.handles for look in late], 1.05),
        ("memory at most", max(look.memory for look in looks) / 1e6, "MB", ("goal", 700.0)),
    ]
    return [_figure(*figure) for figure in figures]


def _soaked(folder: Path, photos: int) -> tuple[list[Look], int]:
    for at in range(photos):
        _photo(folder / "in" / f"{at % 10}" / f"{at:05}.jpg", at)
    preset = chosen_preset("clean-white")
    queue = Queue()
    batch = queue.submit(
        make_plan(photos_in([folder / "in"]), preset, chosen_channels(preset, CHANNELS), folder / "out")
    )
    runner = subprocess.Popen([sys.executable, "-c", _RUN], stderr=subprocess.DEVNULL)
    looks = []
    while runner.poll() is None:
        time.sleep(EVERY)
        files = sum(queue.batch(batch.id).items.values())
        memory, handles = _spent_by(runner.pid)
        if files and handles:
            looks.append(Look(files, memory, handles))
    told = queue.batch(batch.id)
    if told.stage != "done":
        raise RuntimeError(f"the batch did not end: {told.stage} {told.held}")
    return looks, told.jobs.get("failed", 0)


def _photo(path: Path, seed: int) -> None:
    import cv2
    import numpy as np

    random = np.random.default_rng(seed)
    pixels = np.full((150, 200, 3), 226, np.uint8)
    colour = tuple(int(each) for each in random.integers(20, 150, 3))
    cv2.ellipse(pixels, (100, 75), (60, 45), float(seed * 7), 0, 360, colour, -1, cv2.LINE_AA)
    path.parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(path), np.clip(pixels + random.normal(0, 2, pixels.shape), 0, 255).astype(np.uint8))


def _spent_by(process: int) -> tuple[int, int]:
    """Return resident bytes and open handles of a process and its children (Linux)."""
    memory = handles = 0
    for each in [process, *_children(process)]:
        try:
            resident = int(Path(f"/proc/{each}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
            count = sum(1 for _ in Path(f"/proc/{each}/fd").iterdir())
        except (OSError, IndexError):  # it ended just now
            continue
        memory, handles = memory + resident, handles + count
    return memory, handles


def _children(process: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            found += [int(child) for child in task.read_text().split()]
        except OSError:
            continue
    return found + [each for child in found for each in _children(child)]


def _growth(
    name: str, unit: str, early: Sequence[float], late: Sequence[float], most: float
) -> tuple[str, float, str, tuple[str, float]]:
    return f"{name} in the last fifth", statistics.median(late), unit, ("second + 5 %", statistics.median(early) * most)


def _figure(name: str, value: float, unit: str, yardstick: tuple[str, float] | None) -> dict[str, Any]:
    other, most = yardstick or (None, None)
    return {
        "name": name,
        "value": round(value, 1),
        "unit": unit,
        "yardstick": other,
        "yardstick_value": None if most is None else round(most, 1),
        "ratio": None if most is None or not value else round(most / value, 3),
    }


def drawn(looks: Sequence[Look]) -> str:
    """Return an SVG of memory and handles over the files written."""
    wide, high, left = 640, 150, 64
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide + left + 16} {2 * (high + 50)}" '
        'font-family="sans-serif" font-size="12" fill="#777">'
    ]
    for row, (title, values) in enumerate(
        (
            ("Memory of all processes, MB", [look.memory / 1e6 for look in looks]),
            ("Open handles of all processes", [float(look.handles) for look in looks]),
        )
    ):
        top, most, files = row * (high + 50) + 28, max(values) * 1.1, looks[-1].files
        points = " ".join(
            f"{left + wide * look.files / files:.1f},{top + high * (1 - value / most):.1f}"
            for look, value in zip(looks, values, strict=True)
        )
        parts += [
            f'<text x="{left}" y="{top - 10}">{title}</text>',
            f'<text x="{left - 8}" y="{top + 10}" text-anchor="end">{most:.0f}</text>',
            f'<text x="{left - 8}" y="{top + high}" text-anchor="end">0</text>',
            f'<text x="{left + wide}" y="{top + high + 16}" text-anchor="end">{files} files</text>',
            f'<path d="M{left} {top}V{top + high}H{left + wide}" fill="none" stroke="#999"/>',
            f'<polyline points="{points}" fill="none" stroke="#2f6fdf" stroke-width="1.5"/>',
        ]
    return "\n".join((*parts, "</svg>\n"))
