"""Scenes rendered for the window on a thread of its own: latest wins, a draft first, full when the hand rests.

One slot for the canvas; thumbnails queue behind it, one a photo, and are overtaken by it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Condition, Thread
from time import perf_counter
from typing import Any

from studio.model.errors import StudioError
from studio.model.matte import Cutout
from studio.model.picture import Picture
from studio.model.render import RenderRequest, Rendition
from studio.model.scene import Scene

DRAFT = 640
"""Longest side of a draft, pixels."""
REST = 0.12
"""Seconds without a newer wish after which the full picture is rendered."""
SMOOTH = 0.03
"""A full render that takes less needs no draft."""


@dataclass(frozen=True, eq=False)
class Wish:
    """A scene to be rendered for one photo, at most `longest` pixels wide and high. `key` is for the wisher."""

    key: Any
    scene: Scene
    cutout: Cutout
    longest: int
    transparent: bool = False


@dataclass(frozen=True, eq=False)
class Rendered:
    """A wish fulfilled: a rendition, or the error that stood in the way. `draft`: the full one follows."""

    wish: Wish
    rendition: Rendition | None
    error: Exception | None = None
    draft: bool = False
    seconds: float = 0.0


class Renderer:
    """`done(rendered)` is called on the renderer's thread for every finished wish."""

    def __init__(self, done: Callable[[Rendered], object]) -> None:
        self._done = done
        self._news = Condition()
        self._canvas: Wish | None = None
        self._full: Wish | None = None
        self._thumbnails: dict[Any, Wish] = {}
        self._closed = False
        self._pace = 0.0  # seconds that a full render of this canvas took last
        self._cache: Any = None
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
            wish, draft = self._next()
            if wish is None:
                return
            self._fulfil(wish, draft)

    def _next(self) -> tuple[Wish | None, bool]:
        """Return the next wish and whether a draft of it is enough for now; None at the end."""
        with self._news:
            while not self._closed:
                if self._canvas is not None:
                    wish, self._canvas = self._canvas, None
                    draft = self._pace > SMOOTH and wish.longest > DRAFT
                    self._full = wish if draft else None
                    return wish, draft
                if self._full is not None:
                    if self._news.wait(REST):
                        continue
                    wish, self._full = self._full, None
                    return wish, False
                if self._thumbnails:
                    return self._thumbnails.pop(next(iter(self._thumbnails))), False
                self._news.wait()
        return None, False

    def _fulfil(self, wish: Wish, draft: bool) -> None:
        start = perf_counter()
        rendition: Rendition | None = None
        error: Exception | None = None
        try:
            wanted = replace(wish, longest=DRAFT) if draft else wish
            rendition = render_wish(wanted, self._cache_for(wish))
        except StudioError as refused:
            error = refused
        except Exception as bug:  # shown in the window; a broken scene must not end the thread
            error = bug
        seconds = perf_counter() - start
        if not draft and wish.longest > DRAFT:
            self._pace = seconds
        self._done(Rendered(wish, rendition, error, draft, seconds))

    def _cache_for(self, wish: Wish) -> Any:
        from studio.scene import RenderCache

        if wish.longest <= DRAFT:
            return None
        if self._cache is None:
            self._cache = RenderCache()
        return self._cache


def render_wish(wish: Wish, cache: Any = None) -> Rendition:
    """Render a wish at once; raises StudioError."""
    from studio.scene import render

    canvas = wish.scene.canvas
    share = min(1.0, wish.longest / max(canvas.width, canvas.height))
    width, height = max(1, round(canvas.width * share)), max(1, round(canvas.height * share))
    slots = dict.fromkeys(slots_of(wish.scene), wish.cutout)
    pictures: dict[str, Picture] = {}
    return render(
        RenderRequest(wish.scene, width, height, slots, pictures, transparent=wish.transparent),
        cache,
    )


def slots_of(scene: Scene) -> list[str]:
    """Return the names of the scene's product slots, bottom to top."""
    return [slot for element in scene.elements if isinstance(slot := getattr(element, "slot", None), str)]
