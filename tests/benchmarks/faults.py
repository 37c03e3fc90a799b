"""Killing a runner at random moments of a batch and going on: `studio bench faults`, and a small one in the test run.

A moment is drawn as (lines written since the start, a delay after that), so that kills fall into every part of the
work, however slow the computer is.
"""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import studio.scene  # noqa: F401  (makes the element kinds known)
from studio.app.batch.plan import make_plan, photos_in
from studio.app.queue import Batch, Queue
from studio.app.wishes import chosen_channels, chosen_preset
from studio.export.receipts import ENDING

_ROOT = Path(__file__).resolve().parent.parent.parent
_PATIENCE = 300.0  # seconds in which a line must be written


@dataclass(frozen=True)
class Survived:
    """What came of it. `kills` that met a runner at work; `twice`: outputs with more than one journal line;
    `stray`: unfinished files left over."""

    kills: int
    files: int
    differing: tuple[str, ...]
    missing: tuple[str, ...]
    twice: tuple[str, ...]
    stray: tuple[str, ...]
    statuses: dict[str, int]


def measure(quick: bool = False) -> list[dict[str, Any]]:
    """Kill a runner 50 times within a batch of 200 photos × 2 channels (quick: 6 of 30) and count what went wrong."""
    kills, count = (6, 30) if quick else (50, 200)
    with tempfile.TemporaryDirectory() as name, own_home(Path(name) / "home"):
        folder = Path(name)
        for at in range(count):
            _photo(folder / "in" / f"{at:03}.jpg", at)
        found = survive(folder / "in", folder, ["amazon-main", "etsy"], kills=kills, seed=11)
    wrong = {
        "outputs missing": found.missing,
        "outputs unlike an undisturbed run's": found.differing,
        "files done twice after their journal line": found.twice,
        "unfinished files left over": found.stray,
    }
    figures = [("runners killed at work", found.kills), *((name, len(value)) for name, value in wrong.items())]
    figures.append(("photos failed", found.statuses.get("failed", 0)))
    return [
        {"name": f"{kills} kills × {count} photos: {name}", "value": value, "unit": "", "ratio": None}
        for name, value in figures
    ]


def _photo(path: Path, seed: int) -> None:
    import cv2
    import numpy as np

    random = np.random.default_rng(seed)
    pixels = np.full((320, 400, 3), 226, np.uint8)
    colour = tuple(int(each) for each in random.integers(20, 150, 3))
    cv2.ellipse(pixels, (200, 160), (110, 90), float(seed * 7), 0, 360, colour, -1, cv2.LINE_AA)
    path.parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(path), np.clip(pixels + random.normal(0, 2, pixels.shape), 0, 255).astype(np.uint8))


@contextmanager
def own_home(home: Path) -> Iterator[None]:
    """Keep the catalogue and the caches of the measurement apart from the person's own."""
    before = os.environ.get("STUDIO_HOME")
    os.environ["STUDIO_HOME"] = str(home)
    try:
        yield
    finally:
        del os.environ["STUDIO_HOME"]
        if before is not None:
            os.environ["STUDIO_HOME"] = before


def survive(
    photos: Path, folder: Path, channels: list[str], *, kills: int, seed: int, program: str = "", workers: int = 2
) -> Survived:
    """Export photos undisturbed, then under kills in the middle of the work, and compare; `folder` takes it all.

    `program` is Python code to be run before the runner in each of its processes' parent (a lighter pipeline).
    """
    home = Path(os.environ["STUDIO_HOME"])
    draw = random.Random(seed)
    calm, rough = folder / "calm", folder / "rough"
    queue = Queue()
    _submitted(queue, photos, calm, channels)
    _start(program, workers).wait()
    batch = _submitted(queue, photos, rough, channels)
    done = hits = 0
    for at in range(kills):
        runner = _start(program, workers)
        left = batch.photos * len(channels) - _lines(queue, batch)
        enough = done + draw.randint(0, max(0, min(left - 1, 2 * left // (kills - at))))
        _wait(queue, batch, runner, enough)
        time.sleep(draw.random() * 0.3)
        if runner.poll() is None:
            runner.send_signal(signal.SIGKILL)
        hits += runner.wait() == -signal.SIGKILL
        done = _lines(queue, batch)
    _start(program, workers).wait()
    return _compared(queue, batch, hits, (calm, rough, home))


def _submitted(queue: Queue, photos: Path, out: Path, channels: list[str]) -> Batch:
    preset = chosen_preset("clean-white")
    return queue.submit(make_plan(photos_in([photos]), preset, chosen_channels(preset, channels), out))


def _start(program: str, workers: int) -> "subprocess.Popen[bytes]":
    code = f"{program}\nfrom studio.app.queue import Queue, Runner\nRunner(Queue(), workers={workers}).run()"
    return subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL, cwd=_ROOT)


def _lines(queue: Queue, batch: Batch) -> int:
    return sum(queue.batch(batch.id).items.values())


def _wait(queue: Queue, batch: Batch, runner: "subprocess.Popen[bytes]", lines: int) -> None:
    end = time.monotonic() + _PATIENCE
    while _lines(queue, batch) < lines and runner.poll() is None:
        if time.monotonic() > end:
            raise TimeoutError(f"{lines} lines were not written within {_PATIENCE:.0f} seconds")
        time.sleep(0.02)


def _compared(queue: Queue, batch: Batch, kills: int, places: tuple[Path, Path, Path]) -> Survived:
    wanted, got = _files(places[0]), _files(places[1])
    outputs = [event.data["output"] for event in queue.events(batch=batch.id, most=-1) if event.kind == "item"]
    return Survived(
        kills=kills,
        files=len(got),
        differing=tuple(sorted(name for name in wanted.keys() & got.keys() if wanted[name] != got[name])),
        missing=tuple(sorted(wanted.keys() ^ got.keys())),
        twice=tuple(sorted({name for name in outputs if outputs.count(name) > 1})),
        stray=tuple(str(path) for place in places for path in place.rglob("*.part")),
        statuses=dict(queue.batch(batch.id).items),
    )


def _files(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its bytes; of a batch.json what does not depend on time.

    A receipt is compared without the engine's name, which follows the source code while somebody works on it.
    """
    found = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if _counts(path)}
    items = json.loads(found["batch.json"])["items"]
    for name in [name for name in found if name.endswith(ENDING)]:
        receipt = json.loads(found[name])
        found[name] = json.dumps({key: receipt[key] for key in receipt if key not in ("engine", "key")}).encode()
    facts = [[item[name] for name in ("photo", "channel", "output", "status")] for item in items]
    found["batch.json"] = json.dumps(facts).encode()
    return found


def _counts(path: Path) -> bool:
    return path.is_file() and path.suffix not in (".html", ".csv")  # reports tell the time
