"""Killing a runner at random moments of a batch and going on: what the test and `studio bench faults` share.

A moment is drawn as (lines written since the start, a delay after that), so that kills fall into every part of the
work, however slow the computer is.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import studio.scene  # noqa: F401  (makes the element kinds known)
from studio.app.plan import make_plan, photos_in
from studio.app.queue import Batch, Queue
from studio.app.wishes import chosen_channels, chosen_preset
from studio.export.receipts import ENDING

_ROOT = Path(__file__).resolve().parent.parent.parent
_PATIENCE = 300.0  # seconds in which a line must be written


@dataclass(frozen=True)
class Survived:
    """What came of it. `twice`: outputs with more than one journal line; `stray`: unfinished files left over."""

    kills: int
    files: int
    differing: tuple[str, ...]
    missing: tuple[str, ...]
    twice: tuple[str, ...]
    stray: tuple[str, ...]
    statuses: dict[str, int]


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
    done = 0
    for at in range(kills):
        runner = _start(program, workers)
        left = batch.photos * len(channels) - _lines(queue, batch)
        enough = done + draw.randint(0, max(0, min(left - 1, 2 * left // (kills - at))))
        _wait(queue, batch, runner, enough)
        time.sleep(draw.random() * 0.3)
        if runner.poll() is None:
            runner.send_signal(signal.SIGKILL)
        runner.wait()
        done = _lines(queue, batch)
    _start(program, workers).wait()
    return _compared(queue, batch, kills, (calm, rough, home))


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
