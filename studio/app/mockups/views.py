"""Mockups as they are looked at: one large on the stage, all of them small in the gallery."""

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.app.mockups.shelf import Item
from studio.model.mockup import FILE
from studio.model.picture import Bytes
from studio.scene.mockup import Passes, View
from studio.scene.mockup.passes import PrintArea
from studio.scene.mockup.view import Prints
from studio.store import atomic, paths

SMALL = 320  # pixels of the longer side in the gallery
KEPT = 2  # items whose whole passes stay in memory


class Stage:
    """The item looked at, at the size of the screen. For one thread."""

    def __init__(self) -> None:
        self._passes: dict[Path, Passes] = {}
        self._view: tuple[Path, tuple[int, int], View] | None = None

    def view(self, item: Item, longest: int) -> View:
        """Return the item at a longest side in pixels, at most its own; raises InvalidMockupError."""
        if item.folder not in self._passes:
            while len(self._passes) >= KEPT:
                self._passes.pop(next(iter(self._passes)))
            self._passes[item.folder] = item.passes()
        size = shown_size(item, longest)
        if self._view is None or self._view[:2] != (item.folder, size):
            self._view = None
            self._view = (item.folder, size, View(self._passes[item.folder].resized(*size)))
        return self._view[2]

    def picture(self, item: Item, longest: int, prints: Prints, colour: str, *, draft: bool) -> tuple[View, Bytes]:
        """Return the view and its picture (height, width, 4) as blue, green, red, 255."""
        import cv2

        view = self.view(item, longest)
        rgb = view.render(prints, colour, draft=draft).rgb
        return view, np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2BGRA), np.uint8)


def shown_size(item: Item, longest: int) -> tuple[int, int]:
    """Return an item's size in pixels for a longest side, never larger than its own."""
    wide, tall = item.mockup.size
    scale = min(1.0, longest / max(wide, tall))
    return max(16, round(wide * scale)), max(16, round(tall * scale))


def outlines(view: View, surface: str) -> list[NDArray[Any]]:
    """Return where a print area ends in the picture: closed lines of (x, y) pixels, each of shape (points, 2)."""
    import cv2

    warp = view.warp(surface)
    half = (np.asarray(warp.cover) > 127).astype(np.uint8)
    found, _ = cv2.findContours(half, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    long = [cv2.approxPolyDP(line, 0.7, True)[:, 0] for line in found if len(line) > 24]
    return [line + np.array(warp.rect[:2]) for line in long]


def same_place(view: View, surface: str) -> set[str]:
    """Return the surfaces that lie mostly in the place of another, or it in theirs."""
    own = _placed(view, surface)
    found = set()
    for other in view.mockup.surfaces:
        if other.id != surface:
            there = _placed(view, other.id)
            smaller = min(np.count_nonzero(own), np.count_nonzero(there))
            if np.count_nonzero(own & there) > 0.5 * smaller > 0:
                found.add(other.id)
    return found


def _placed(view: View, surface: str) -> NDArray[np.bool_]:
    wide, tall = view.passes.size
    placed = np.zeros((tall, wide), bool)
    area = view.passes.areas[surface]
    height, width = area.cover.shape
    placed[area.at[1] : area.at[1] + height, area.at[0] : area.at[0] + width] = area.cover > 127
    return placed


def small_view(item: Item) -> View:
    """Return an item small; its small passes are kept on disk, because reading large ones takes half a second."""
    kept = paths.cache() / "mockups" / f"{item.id}-{_mark(item)}.npz"
    passes = _read(kept, item)
    if passes is None:
        passes = item.passes(keep=False).resized(*shown_size(item, SMALL))
        _write(kept, passes)
    return View(passes)


def _mark(item: Item) -> str:
    """Return what changes when any of the folder's files does."""
    files = sorted(path for path in item.folder.iterdir() if path.is_file())
    said = "".join(f"{path.name}{path.stat().st_mtime_ns}{path.stat().st_size}" for path in files)
    return hashlib.sha256(f"{SMALL}{FILE}{item.folder}{said}".encode()).hexdigest()[:16]


def _write(path: Path, passes: Passes) -> None:
    import io

    arrays: dict[str, Any] = {
        "scene": passes.scene,
        "light": passes.light,
        "gloss": passes.gloss,
        "colour": passes.colour,
        "at": np.array(passes.at),
    }
    for name, area in passes.areas.items():
        arrays |= {f"uv {name}": area.uv, f"cover {name}": area.cover, f"at {name}": np.array(area.at)}
    file = io.BytesIO()
    np.savez(file, **arrays)
    atomic.write_bytes(path, file.getvalue(), parents=True)


def _read(path: Path, item: Item) -> Passes | None:
    if not path.is_file():
        return None
    try:
        with np.load(path, allow_pickle=False) as kept:
            areas = {
                surface.id: PrintArea(kept[f"uv {surface.id}"], kept[f"cover {surface.id}"], _pair(kept, surface.id))
                for surface in item.mockup.surfaces
            }
            scene, light, gloss, colour = (kept[name] for name in ("scene", "light", "gloss", "colour"))
            return Passes(item.mockup, scene, light, gloss, colour, _pair(kept, ""), areas)
    except (OSError, ValueError, KeyError):  # a cache may be broken; it is made again
        return None


def _pair(kept: Any, surface: str) -> tuple[int, int]:
    x, y = kept[f"at {surface}".strip()]
    return int(x), int(y)
