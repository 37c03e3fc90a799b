"""The window is there at once and never holds up the hand."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from tests.ui import screen as screens

PROGRAM = Path(__file__).parent / "programs" / "busy_studio.py"
PHOTOS = 50
STALL = 50.0  # milliseconds
HEAVY = ("numpy", "cv2", "pydantic", "PIL", "onnxruntime", "rembg", "openai", "anthropic", "qtawesome")


def test_nothing_heavy_is_imported_before_the_first_paint() -> None:
    code = "import studio.__main__, studio.ui.opening, sys, json; print(json.dumps(list(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert not set(HEAVY) & set(json.loads(done.stdout))


@pytest.mark.window
def test_the_first_paint_comes_within_twice_a_bare_windows(first_paint: dict[str, Any]) -> None:
    assert first_paint["ratio"] >= 1, first_paint


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Fifty product photos of our own making: a body on a table, each a little different, with a camera's noise."""
    folder = tmp_path_factory.mktemp("shoot")
    random = np.random.default_rng(7)
    height, width = 1200, 1600
    noise = random.normal(0, 4, (height, width, 3)).astype(np.float32)
    falling = np.linspace(200, 160, height, dtype=np.float32)[:, None, None] * np.float32([0.98, 1.0, 1.02])
    made = []
    for number in range(PHOTOS):
        picture = (np.broadcast_to(falling, (height, width, 3)) + noise).copy()
        colour = tuple(float(value) for value in random.integers(20, 120, 3))
        middle = (int(random.integers(600, 1000)), int(random.integers(500, 700)))
        cv2.ellipse(picture, middle, (300, 400), float(random.integers(0, 90)), 0, 360, colour, -1, cv2.LINE_AA)
        path = folder / f"product-{number:02}_front.jpg"
        cv2.imwrite(str(path), np.clip(picture, 0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, 88])
        made.append(path)
    return made


@pytest.fixture(scope="module")
def screen() -> Iterator[screens.Screen]:
    with screens.screen() as screen:
        yield screen


@pytest.mark.window
def test_the_event_loop_never_waits_while_fifty_photos_are_cut_out(
    photos: list[Path], screen: screens.Screen, slower: float, tmp_path: Path
) -> None:
    """Measured beside a bare window on the same machine: what that one suffers is not of our making, and as much as its
    first paint takes longer than where the goal was set, every turn may.
    """
    most = STALL * slower
    environment = {**screen.environment, "STUDIO_HOME": str(tmp_path)}
    options = {"env": environment, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, PROGRAM], stdin=subprocess.PIPE, **options) as bare:  # type: ignore[call-overload]
        ours = subprocess.run([sys.executable, PROGRAM, *photos], timeout=400, check=True, **options)  # type: ignore[call-overload]
        yardstick = json.loads(bare.communicate(timeout=20)[0])
    figures = json.loads(ours.stdout)
    print(figures, yardstick)
    assert figures["photos"] == PHOTOS
    assert figures["failed"] == 0
    assert figures["work"] <= most, (figures, most)
    assert figures["stall"] <= most + 2 * yardstick["stall"], (figures, yardstick, most)
