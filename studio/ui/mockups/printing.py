"""Makes pictures for the page on two threads: one for the stage, where the newest wish counts, one for the gallery."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from studio.app.mockups.shelf import Item
from studio.app.mockups.views import Stage, same_place, small_view
from studio.model.errors import StudioError
from studio.scene.mockup import View
from studio.scene.mockup.view import Prints
from studio.ui.bridge import Bridge
from studio.ui.to_qimage import image_of_pixels


@dataclass(frozen=True, eq=False)
class Wish:
    """A picture for the stage."""

    item: Item
    prints: Prints
    colour: str
    longest: int
    draft: bool


@dataclass(frozen=True, eq=False)
class Shown:
    """What came of it."""

    wish: Wish
    view: View
    image: QImage


class Printing(QObject):
    """`shown(Shown)`, `thumbnail(item_id, QImage)`, `failed(StudioError)` on the window's thread."""

    shown = Signal(object)
    thumbnail = Signal(str, QImage)
    failed = Signal(object)

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._stage_thread = ThreadPoolExecutor(1, "mockup-stage")
        self._gallery_thread = ThreadPoolExecutor(1, "mockup-gallery")
        self._stage = Stage()
        self._small: dict[Path, View] = {}
        self._working: Wish | None = None
        self._next: Wish | None = None
        self._round = 0
        self._closed = False
        self._thumbnails: list[Future[Any]] = []

    @property
    def busy(self) -> bool:
        """Whether a picture for the stage is being made."""
        return self._working is not None

    def show(self, wish: Wish) -> None:
        """Make a picture for the stage; one that waits is replaced."""
        self._next = wish
        if self._working is None:
            self._go_on()

    def _go_on(self) -> None:
        self._working, self._next = self._next, None
        if self._working is not None and not self._closed:
            self._bridge.deliver(self._stage_thread.submit(self._make, self._working), self._made)

    def _make(self, wish: Wish) -> Shown:
        view, pixels = self._stage.picture(wish.item, wish.longest, wish.prints, wish.colour, draft=wish.draft)
        return Shown(wish, view, image_of_pixels(pixels))

    def _made(self, future: "Future[Shown]") -> None:
        try:
            self.shown.emit(future.result())
        except StudioError as error:
            self.failed.emit(error)
        self._go_on()

    def dress(self, wishes: list[tuple[Item, Prints, str]]) -> None:
        """Make the gallery's pictures anew, in this order; what was still to be made is not."""
        for waiting in self._thumbnails:
            waiting.cancel()
        if self._closed:
            return
        self._round += 1
        self._thumbnails = [self._gallery_thread.submit(self._small_picture, self._round, *wish) for wish in wishes]
        for future in self._thumbnails:
            self._bridge.deliver(future, self._dressed)

    def dress_one(self, item: Item, prints: Prints, colour: str) -> None:
        """Make one picture of the gallery anew."""
        if self._closed:
            return
        future = self._gallery_thread.submit(self._small_picture, self._round, item, prints, colour)
        self._thumbnails.append(future)
        self._bridge.deliver(future, self._dressed)

    def _small_picture(self, turn: int, item: Item, prints: Prints, colour: str) -> tuple[int, str, QImage]:
        import cv2

        if item.folder not in self._small:
            self._small[item.folder] = small_view(item)
        rgb = self._small[item.folder].render(prints, colour).rgb
        return turn, item.id, image_of_pixels(cv2.cvtColor(rgb, cv2.COLOR_RGB2BGRA))  # type: ignore[arg-type]

    def same_place(self, item: Item, surface: str) -> set[str]:
        """Return the surfaces of an item that lie in the place of another; none while it has not been seen yet."""
        view = self._small.get(item.folder)
        return same_place(view, surface) if view is not None else set()

    def _dressed(self, future: "Future[tuple[int, str, QImage]]") -> None:
        if future.cancelled():
            return
        try:
            turn, item_id, image = future.result()
        except StudioError as error:
            self.failed.emit(error)
            return
        if turn == self._round:
            self.thumbnail.emit(item_id, image)

    def read(self, work: Callable[[], Any], receiver: Callable[["Future[Any]"], object]) -> None:
        """Do something that reads files on the gallery's thread, before the pictures that wait there."""
        self._bridge.deliver(self._stage_thread.submit(work), receiver)

    def tell(self, receiver: Callable[..., object], *words: Any) -> None:
        """Call a method on the window's thread; safe from any."""
        self._bridge.call(receiver, *words)

    def close(self) -> None:
        """End both threads; nothing is made any more."""
        self._closed = True
        for thread in (self._stage_thread, self._gallery_thread):
            thread.shutdown(wait=False, cancel_futures=True)
