"""The pictures that a Scene names: backdrops that ship, and files of the seller's own."""

from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from studio.intake import load
from studio.model.errors import StudioError
from studio.model.picture import Picture
from studio.model.scene import Scene
from studio.store import paths

_ENDINGS = (".avif", ".webp", ".jpg", ".jpeg", ".png")


def named_pictures(scene: Scene) -> list[str]:
    """Return the names of the pictures that the scene's elements ask for, each once."""
    names = [getattr(element, "picture", "") for element in scene.elements]
    return list(dict.fromkeys(name for name in names if isinstance(name, str) and name))


def load_pictures(scene: Scene, beside: Path | None = None, *, small: bool = False) -> Mapping[str, Picture]:
    """Return the pictures that can be read; the renderer names those that are missing or damaged.

    So a scene opens whatever became of its files. `small`: a set's small picture, where it has one; for thumbnails.
    A name is a shipped backdrop's id, an absolute path, or a path relative to `beside` (a preset's or scene's folder).
    """
    longest = max(scene.canvas.width, scene.canvas.height)
    found: dict[str, Picture] = {}
    for name, path in picture_files(scene, beside, small=small).items():
        with suppress(StudioError, OSError):
            read = _loaded_small if small and is_shipped(path) else _loaded
            found[name] = read(path, path.stat().st_mtime_ns, longest)
    return found


def picture_files(scene: Scene, beside: Path | None = None, *, small: bool = False) -> dict[str, Path]:
    """Return the files of the scene's pictures by name, without those that are missing."""
    files = {name: path for name in named_pictures(scene) if (path := _find(name, beside)) is not None}
    return {name: _small(path) for name, path in files.items()} if small else files


def is_shipped(path: Path) -> bool:
    """Whether a file is a set of ours."""
    return paths.shipped("resources", "backdrops") in path.parents


def _small(path: Path) -> Path:
    """Return a set's small picture where there is one, else the path."""
    smaller = path.parent / "small" / path.name
    return smaller if is_shipped(path) and smaller.is_file() else path


def _read(path: Path, changed: int, longest: int) -> Picture:
    """Return a picture as its file was when it was `changed`."""
    return load(path, at_least=longest).picture


_loaded = lru_cache(maxsize=4)(_read)  # a batch uses the same few for every photo
_loaded_small = lru_cache(maxsize=64)(_read)  # every tile's: so that they do not drive out what is on the canvas


def _find(name: str, beside: Path | None) -> Path | None:
    if Path(name).is_absolute():
        return Path(name) if Path(name).is_file() else None
    folders = [paths.shipped("resources", "backdrops"), paths.home() / "pictures", *([beside] if beside else [])]
    for folder in folders:
        for path in (folder / name, *(folder / f"{name}{ending}" for ending in _ENDINGS)):
            if path.is_file() and folder.resolve() in path.resolve().parents:
                return path
    return None
