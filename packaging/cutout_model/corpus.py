"""Training pictures on disk, in shards: made ahead by one process, read over and over by the trainer.

A shard holds EACH pictures with the cues the network is shown. The oldest shards go as new ones come, so that the
trainer keeps seeing new pictures while each is used a few times (mirrored, turned, in other light).
"""

import time
from pathlib import Path

import cv2
import numpy as np
from bank import SIDE, Bank
from numpy.typing import NDArray
from pictures import picture

from studio.cutout.embedded.cues import CUES, cues_of
from studio.cutout.embedded.cues import SIZE as CUE_SIZE

EACH = 256
Bytes = NDArray[np.uint8]
PARTS = {"photo": (SIDE, SIDE, 3), "matte": (SIDE, SIDE), "cues": (CUE_SIZE, CUE_SIZE, CUES)}


def produce(shots: Path, folder: Path, *, first: int, most: int, kept: int) -> None:
    """Write shards first, first + 1, … up to `most`, keeping the newest `kept`; goes on where it was stopped."""
    cv2.setNumThreads(1)
    folder.mkdir(parents=True, exist_ok=True)
    there = shards(folder)
    number = max([first, *(int(name.stem) + 1 for name in there)])
    bank, known = Bank(shots), 0.0
    while number < most:
        if time.monotonic() - known > 300:  # the renders go on meanwhile
            bank, known = Bank(shots), time.monotonic()
        _write(folder / f"{number:06d}.npy", number, bank)
        number += 1
        for old in shards(folder)[:-kept]:
            old.unlink()


def _write(path: Path, number: int, bank: Bank) -> None:
    rows = np.empty((EACH, sum(int(np.prod(shape)) for shape in PARTS.values())), np.uint8)
    for index in range(EACH):
        photo, matte = picture(number * EACH + index, bank)
        rows[index] = np.concatenate([photo.ravel(), matte.ravel(), cues_of(photo).ravel()])
    temporary = path.with_suffix(".part")
    with temporary.open("wb") as file:
        np.save(file, rows)
    temporary.replace(path)


def shards(folder: Path) -> list[Path]:
    """Return the finished shards, oldest first."""
    return sorted(folder.glob("*.npy"))


def unpacked(rows: Bytes) -> dict[str, Bytes]:
    """Return photo, matte and cues of rows of a shard, each (rows, …) uint8."""
    found, at = {}, 0
    for name, shape in PARTS.items():
        size = int(np.prod(shape))
        found[name] = rows[:, at : at + size].reshape(len(rows), *shape)
        at += size
    return found
