"""Finished pictures for the list and the review, read beside the window's thread, a few at a time."""

from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage, QImageReader

from studio.ui.bridge import Bridge

KEPT = 400
_WAITING = 60  # requests that are still wanted: older ones have scrolled out of sight


class Pictures(QObject):
    """`get` returns an image, or None, and `came` tells when there is one. Of a file that cannot be read it is null."""

    came = Signal()

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._thread = ThreadPoolExecutor(1, "batch pictures")
        self._images: OrderedDict[tuple[Path, int, int], QImage] = OrderedDict()
        self._asked: OrderedDict[tuple[Path, int, int], Future[Any]] = OrderedDict()

    def get(self, path: Path, side: int, version: int) -> QImage | None:
        """Return a picture within `side` × `side` pixels; `version` changes where the file was written anew."""
        key = (path, side, version)
        if key in self._images:
            self._images.move_to_end(key)
            return self._images[key]
        if key not in self._asked:
            self._asked[key] = self._thread.submit(_read, key)
            self._bridge.deliver(self._asked[key], self._take)
            while len(self._asked) > _WAITING:
                _, oldest = self._asked.popitem(last=False)
                oldest.cancel()
        return None

    def _take(self, future: "Future[Any]") -> None:
        if future.cancelled():
            return
        key, image = future.result()
        self._asked.pop(key, None)
        self._images[key] = image
        while len(self._images) > KEPT:
            self._images.popitem(last=False)
        self.came.emit()

    def close(self) -> None:
        """Read no more."""
        self._thread.shutdown(wait=False, cancel_futures=True)


def _read(key: tuple[Path, int, int]) -> tuple[tuple[Path, int, int], QImage]:
    path, side, _ = key
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > side:
        share = side / max(size.width(), size.height())
        reader.setScaledSize(QSize(max(1, round(size.width() * share)), max(1, round(size.height() * share))))
    return key, reader.read()
