"""How large what a call sends and makes really is: estimates count pixels, and pixels are known before the press."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from studio.app.ai.cards import TYPICAL, all_tasks
from studio.app.ai.material import LONGEST, RETOUCHED, scene_size
from studio.intake import probe
from studio.model.ai import Task
from studio.model.errors import StudioError
from studio.model.scene import Scene

Size = tuple[int, int]


@dataclass(frozen=True)
class Load:
    """One call, in pixels. `sent`: the photo, before it is reduced; None: not known. `made`: what is asked for."""

    sent: Size | None = None
    made: Size | None = None

    def leaves(self, longest: int) -> Size:
        """Return the photo as it is sent, a usual one where its size is not known."""
        return within(self.sent or TYPICAL, longest)


class PhotoSizes:
    """Sizes of photos by path, each header read once. `read` takes a moment: on a thread."""

    def __init__(self) -> None:
        self._known: dict[Path, Size | None] = {}

    def read(self, paths: Iterable[Path]) -> "PhotoSizes":
        """Read headers; what cannot be read stays unknown."""
        for path in paths:
            if path not in self._known:
                self._known[path] = _size(path)
        return self

    def of(self, path: Path) -> Size | None:
        """Return a photo's size; None where it was not read, or cannot be."""
        return self._known.get(path)


def load_of(task: Task, photo: Path | None, scene: Scene, sizes: PhotoSizes) -> Load:
    """Return what a task sends and makes of a photo as it stands on Edit."""
    canvas = scene_size(scene, LONGEST)
    if task == "compare":
        return Load(sent=canvas)
    if task in ("backdrop", "scene-edit", "model-shot"):
        return Load(sent=canvas, made=canvas)
    size = sizes.of(photo) if photo is not None else None
    if task == "retouch" and size is not None:
        return Load(sent=size, made=within(size, RETOUCHED))
    return Load(sent=size)


def loads_of_files(task: Task, paths: Iterable[Path], longest: int | None = None) -> list[Load]:
    """Return the calls about photos in their own frame; `longest`: to which a picture of one is reduced."""
    made = bool(all_tasks()[task].needs & {"image-generation", "image-edit"})
    found = []
    for path in paths:
        size = _size(path)
        found.append(Load(size, within(size, longest or LONGEST) if made and size else None))
    return found


def within(size: Size, longest: int) -> Size:
    """Return a size of the same shape whose longest side is at most that."""
    share = min(1.0, longest / max(size))
    return max(1, round(size[0] * share)), max(1, round(size[1] * share))


def _size(path: Path) -> Size | None:
    try:
        source = probe(path)
    except StudioError:
        return None
    return source.width, source.height
