"""A mockup's passes kept on disk as they are in memory, so that each is decoded once on a computer, not once a process.

A file holds all arrays of one mockup one after the other and is mapped, not read: processes that print on the same item
share its memory. It is named by the content of the folder's files, so a changed folder finds nothing old; a damaged one
(its sum tells) is made again. What was used longest ago goes first.
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.model.errors import WriteError
from studio.model.mockup import COLOUR, FILE, GLOSS, LIGHT, SCENE, Mockup
from studio.scene.mockup import Passes, read_folder, read_passes
from studio.scene.mockup.passes import PrintArea
from studio.store import atomic, paths, pruning

MOST_BYTES = 1_500_000_000
"""What the files may take on disk; all items that ship take a billion."""
_MARK = b"listing-studio passes 1\n"
_STEP = 64  # bytes; the mark and the sum take one step, arrays begin at multiples of it
_HEAD = 64 * _STEP  # bytes before the first array, most of them for what and where they are
Arrays = dict[str, NDArray[Any]]


def passes_of(folder: Path, *, keep: bool = True) -> Passes:
    """Return a mockup with all its pixels, read-only; raises InvalidMockupError.

    `keep`: where they are not kept yet, keep them. A disk that is full or may not be written is no reason to fail.
    """
    mockup = read_folder(folder)
    path = _path(folder, mockup)
    kept = _opened(path, mockup)
    if kept is not None:
        return kept
    passes = read_passes(folder)
    if keep:
        with suppress(WriteError):
            _write(path, passes)
            prune(MOST_BYTES)
    return passes


def prune(most: int) -> None:
    """Remove the files used longest ago until the rest takes at most `most` bytes."""
    pruning.prune(_home().glob("*.passes"), most)


def _home() -> Path:
    return paths.cache() / "mockups"


def _path(folder: Path, mockup: Mockup) -> Path:
    """Return where the passes of a folder are kept: its files' content says."""
    content = hashlib.sha256(_MARK)
    for name in (FILE, SCENE, LIGHT, GLOSS, COLOUR, *(surface.file for surface in mockup.surfaces)):
        with suppress(OSError):  # read_passes says what is wrong with it
            data = (folder / name).read_bytes()
            content.update(f"{name} {len(data)} ".encode())
            content.update(data)
    return _home() / f"{content.hexdigest()}.passes"


def _arrays(passes: Passes) -> Iterator[tuple[str, NDArray[Any]]]:
    yield from zip(
        (SCENE, LIGHT, GLOSS, COLOUR), (passes.scene, passes.light, passes.gloss, passes.colour), strict=True
    )
    for name, area in passes.areas.items():
        yield f"uv {name}", area.uv
        yield f"cover {name}", area.cover


def _write(path: Path, passes: Passes) -> None:
    arrays = {name: np.ascontiguousarray(array) for name, array in _arrays(passes)}
    at, facts = _HEAD, {}
    for name, array in arrays.items():
        facts[name] = (at, str(array.dtype), array.shape)
        at += -(-array.nbytes // _STEP) * _STEP
    parts = [part for array in arrays.values() for part in (array.data.cast("B"), bytes(-array.nbytes % _STEP))]
    head = json.dumps({"size": at, "arrays": facts}).encode().ljust(_HEAD - _STEP)
    if len(head) > _HEAD - _STEP or at > MOST_BYTES // 4:
        return
    total = sum(_sum(np.frombuffer(part, np.uint8)) for part in (head, *parts))
    with atomic.replacing(path, parents=True, durable=False) as file:
        file.writelines((_mark(total), head, *parts))


def _mark(total: int) -> bytes:
    return _MARK + (total % 2**64).to_bytes(8, "little").rjust(_STEP - len(_MARK), b"\0")


def _sum(data: NDArray[np.uint8]) -> int:
    """Return the sum of the bytes, eight at a time; what is missing in the last eight is 0."""
    whole = data.size // 8 * 8
    rest = int.from_bytes(data[whole:].tobytes(), "little")
    return int(np.add.reduce(data[:whole].view(np.uint64))) + rest


def _opened(path: Path, mockup: Mockup) -> Passes | None:
    """Return kept passes, or None where there are none or their file is damaged."""
    try:
        if path.stat().st_size <= _HEAD:
            return None
        whole = np.memmap(path, np.uint8, "r").view(np.ndarray)
        facts = json.loads(whole[_STEP:_HEAD].tobytes())
        if facts["size"] != whole.size or whole[:_STEP].tobytes() != _mark(_sum(whole[_STEP:])):
            return None
        found = {name: _array(whole, *said) for name, said in facts["arrays"].items()}
        path.touch()  # its age counts from its last use
        areas = {
            surface.id: PrintArea(found[f"uv {surface.id}"], found[f"cover {surface.id}"], surface.offset)
            for surface in mockup.surfaces
        }
        scene, light, gloss, colour = (found[name] for name in (SCENE, LIGHT, GLOSS, COLOUR))
        return Passes(mockup, scene, light, gloss, colour, mockup.passes.offset, areas)
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _array(whole: NDArray[np.uint8], at: int, kind: str, shape: list[int]) -> NDArray[Any]:
    if kind not in ("uint8", "float32"):
        raise ValueError(kind)
    return np.frombuffer(whole, np.dtype(kind), int(np.prod(shape)), at).reshape(shape)
