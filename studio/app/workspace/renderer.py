"""In which order scenes are rendered for the window: latest wins, quickly first, exactly when the hand rests.

One slot for the canvas; thumbnails queue behind it, one a photo, and are overtaken by it. The rendering itself happens
in a process; the thread here only waits for it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Condition, Thread
from time import monotonic, perf_counter
from typing import Any

from studio.app.photo.develop import SMALL, KeptCutout
from studio.app.workspace.frames import Frame, Frames
from studio.app.workspace.painting import Painted, paint, plate_shape
from studio.app.workspace.preview import Pool
from studio.model.matte import Cutout
from studio.model.scene import Scene

DRAFT = 640
"""Longest side of a draft, pixels."""
REST = 0.12
"""Seconds without a newer wish after which the full picture is rendered."""
SMOOTH = 0.03
"""A full render that takes less needs no draft."""
PATIENCE = 30.0
"""Seconds that one rendering may take."""


@dataclass(frozen=True, eq=False)
class Wish:
    """A scene to be rendered for one photo, at most `longest` pixels wide and high. `key` is for the wisher."""

    key: Any
    scene: Scene
    cutout: KeptCutout | Cutout
    longest: int
    transparent: bool = False


@dataclass(frozen=True, eq=False)
class Rendered:
    """A wish fulfilled: painted, or the error that stood in the way. `draft`: small or soft, the exact one follows.

    Whoever receives it gives `frame` back when its pixels are shown no more; where there is none, the plate of
    `painted` is a new one, to be removed when the pixels are taken over.
    """

    wish: Wish
    painted: Painted | None
    error: Exception | None = None
    draft: bool = False
    seconds: float = 0.0
    frame: Frame | None = None


class Renderer:
    """`done(rendered)` is called on the renderer's thread for every finished wish. `pool` should have one lane."""

    def __init__(self, pool: Pool, folder: Path, done: Callable[[Rendered], object]) -> None:
        self._pool = pool
        self._folder = folder
        self._frames = Frames(folder)
        self._done = done
        self._news = Condition()
        self._canvas: Wish | None = None
        self._full: Wish | None = None
        self._thumbnails: dict[Any, Wish] = {}
        self._due = 0.0
        self._closed = False
        self._pace = 0.0  # seconds that a full render of this canvas took last
        self._thread = Thread(target=self._work, name="renderer", daemon=True)
        self._thread.start()

    def show(self, wish: Wish) -> None:
        """Render for the canvas; any earlier wish for it is dropped."""
        with self._news:
            self._canvas, self._full = wish, None
            self._news.notify()

    def thumbnail(self, wish: Wish) -> None:
        """Render when nothing more urgent waits; an earlier wish of the same key is dropped."""
        with self._news:
            self._thumbnails[wish.key] = wish
            self._news.notify()

    def forget(self, key: Any) -> None:
        """Drop a waiting thumbnail."""
        with self._news:
            self._thumbnails.pop(key, None)

    @property
    def idle(self) -> bool:
        """Whether nothing waits."""
        with self._news:
            return self._canvas is None and self._full is None and not self._thumbnails

    def close(self) -> None:
        """Drop everything and end the thread."""
        with self._news:
            self._closed = True
            self._news.notify()
        self._thread.join(5)

    def _work(self) -> None:
        while True:
            wish, longest, quick = self._next()
            if wish is None:
                return
            self._fulfil(wish, longest, quick)

    def _next(self) -> tuple[Wish | None, int, bool]:
        """Return the next wish, how large it is wanted for now, and whether quickly; None at the end."""
        with self._news:
            while not self._closed:
                if self._canvas is not None:
                    wish, self._canvas = self._canvas, None
                    return wish, (min(wish.longest, DRAFT) if self._pace > SMOOTH else wish.longest), True
                if self._full is not None:
                    if (left := self._due - monotonic()) > 0:
                        self._news.wait(left)
                        continue
                    wish, self._full = self._full, None
                    return wish, wish.longest, False
                if self._thumbnails:
                    thumbnail = self._thumbnails.pop(next(iter(self._thumbnails)))
                    return thumbnail, thumbnail.longest, False
                self._news.wait()
        return None, 0, False

    def _fulfil(self, wish: Wish, longest: int, quick: bool) -> None:
        start = perf_counter()
        painted: Painted | None = None
        error: Exception | None = None
        frame: Frame | None = None
        large = wish.longest > SMALL
        try:
            if large:
                frame = self._frames.lend(plate_shape(wish.scene, longest, wish.transparent))
            onto = self._folder if frame is None else frame.plate
            work = (wish.scene, wish.cutout, longest, onto, wish.transparent, large, quick)
            painted = self._pool.submit(paint, *work, timeout=PATIENCE).result()
        except Exception as refused:  # told in the window; a broken scene must not end the thread
            error = refused
            if frame is not None:  # not to be lent again: a process that did not answer in time may write on it yet
                frame.plate.remove()
                frame = None
        seconds = perf_counter() - start
        draft = quick and (longest < wish.longest or (painted is not None and painted.soft))
        if longest == wish.longest > DRAFT:
            self._pace = seconds
        if draft:
            self._follow(wish)
        self._done(Rendered(wish, painted, error, draft, seconds, frame))

    def _follow(self, wish: Wish) -> None:
        """Render a wish exactly after a while, unless a newer one comes first."""
        with self._news:
            if self._canvas is None:
                self._full, self._due = wish, monotonic() + REST
