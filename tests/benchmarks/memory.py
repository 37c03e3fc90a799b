"""Memory of long batches: `studio bench memory`. Two processes, the whole command, all processes counted.

2,000 photos (links to ten small ones: only their number matters here) beside 100 of them, and twenty photos of 12 MP
beside the goal. Links are what the goal allows; their mattes are found once.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

GOAL_GROWTH, GOAL_MB = 1.05, 700.0
SMALL, LARGE = (300, 240), (4000, 3000)
_DIFFERENT = 10


def measure(quick: bool = False) -> list[dict[str, Any]]:
    """Return the figures; ratios above 1 are better than the yardstick."""
    few, many = (20, 100) if quick else (100, 2000)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small = [_photo(folder / "small" / f"{at}.jpg", SMALL, at) for at in range(_DIFFERENT)]
        large = [_photo(folder / "large" / f"{at}.jpg", LARGE, at) for at in range(2)]
        peaks = {count: _peak(small, count, folder / str(count)) for count in (few, many)}
        at_12 = _peak(large, 4 if quick else 20, folder / "12 MP")
    most = peaks[few] * GOAL_GROWTH
    return [
        _figure(f"{many:,} photos", peaks[many], f"{few} photos + 5 %", most),
        _figure("photos of 12 MP, two processes", at_12, "goal", GOAL_MB),
    ]


def _peak(photos: list[Path], count: int, folder: Path) -> float:
    """Return the most memory, MB, of an export of so many photos; every process's own most, added up."""
    shots = folder / "in"
    shots.mkdir(parents=True)
    for at in range(count):
        os.link(photos[at % len(photos)], shots / f"{at:04}.jpg")
    command = [sys.executable, "-m", "studio", "export", str(shots), "--out", str(folder / "out")]
    environment = {**os.environ, "STUDIO_HOME": str(folder / "home")}
    options = ["--channel", "amazon-main", "--workers", "2", "--json"]
    done = subprocess.run([*command, *options], env=environment, capture_output=True, check=False)
    summary = json.loads(done.stdout)["summary"]
    if summary["photos"] != count or summary["failed"]:
        raise RuntimeError(f"not all was exported: {summary}")
    return float(summary["peak_rss_mb"])


def _photo(path: Path, size: tuple[int, int], seed: int) -> Path:
    import cv2
    import numpy as np

    random = np.random.default_rng(seed)
    wide, high = size
    pixels = np.full((high, wide, 3), 226, np.uint8)
    colour = tuple(int(each) for each in random.integers(20, 150, 3))
    cv2.ellipse(pixels, (wide // 2, high // 2), (wide // 4, high // 3), seed * 7.0, 0, 360, colour, -1, cv2.LINE_AA)
    noise = cv2.resize(random.integers(0, 5, (high // 4, wide // 4, 3), np.uint8), size)
    path.parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(path), cv2.add(pixels, noise))
    return path


def _figure(name: str, value: float, yardstick: str, most: float) -> dict[str, Any]:
    return {
        "name": f"memory of {name}",
        "value": round(value, 1),
        "unit": "MB",
        "yardstick": yardstick,
        "yardstick_value": round(most, 1),
        "ratio": round(most / value, 3) if value else None,
    }
