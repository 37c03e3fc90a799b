"""The order in which scenes are rendered for the window, with painting that answers at once."""

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from threading import Condition
from typing import Any

from studio.app.workspace.painting import Painted
from studio.app.workspace.renderer import Rendered, Renderer, Wish
from studio.model.scene import Scene

LARGE = 1200


class _Pool:
    """Paints nothing; says of what is wanted quickly that it is `soft`."""

    def __init__(self, *, soft: bool) -> None:
        self.soft = soft
        self.asked: list[tuple[int, bool]] = []

    def submit(self, function: Callable[..., Any], *arguments: Any, **options: Any) -> "Future[Any]":
        longest, quick = arguments[2], arguments[-1]
        self.asked.append((longest, quick))
        future: Future[Any] = Future()
        future.set_result(Painted(None, False, {}, soft=self.soft and quick))  # type: ignore[arg-type]
        return future


def shown(pool: _Pool, folder: Path, count: int) -> list[Rendered]:
    """Show one wish and return the first `count` of what comes of it."""
    arrived, news = [], Condition()

    def done(rendered: Rendered) -> None:
        with news:
            arrived.append(rendered)
            news.notify()

    renderer = Renderer(pool, folder, done)  # type: ignore[arg-type]
    try:
        renderer.show(Wish("a", Scene(), None, LARGE))  # type: ignore[arg-type]
        with news:
            assert news.wait_for(lambda: len(arrived) >= count, 20)
        assert renderer.idle
    finally:
        renderer.close()
    return arrived


def test_a_soft_picture_is_followed_by_the_exact_one(tmp_path: Path) -> None:
    pool = _Pool(soft=True)
    first, second = shown(pool, tmp_path, 2)
    assert first.draft
    assert not second.draft
    assert pool.asked == [(LARGE, True), (LARGE, False)]


def test_nothing_follows_a_picture_that_is_exact_already(tmp_path: Path) -> None:
    pool = _Pool(soft=False)
    (only,) = shown(pool, tmp_path, 1)
    assert not only.draft
    assert pool.asked == [(LARGE, True)]
