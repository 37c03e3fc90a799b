"""Thumbnails as pixmaps, one a photo, made when first painted and dropped when they are old."""

from collections import OrderedDict

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap

KEPT = 600
"""Pixmaps kept; the images they are made from are kept for all."""


class Thumbnails:
    """`put` an image whenever a better one has come; `get` it as a pixmap within `side` × `side` device pixels."""

    def __init__(self) -> None:
        self._images: dict[str, QImage] = {}
        self._pixmaps: OrderedDict[tuple[str, int], QPixmap] = OrderedDict()

    def put(self, photo_id: str, image: QImage) -> None:
        """Take a new image."""
        self._images[photo_id] = image
        for key in [key for key in self._pixmaps if key[0] == photo_id]:
            del self._pixmaps[key]

    def image(self, photo_id: str) -> QImage | None:
        """Return the image as it was put."""
        return self._images.get(photo_id)

    def get(self, photo_id: str, side: int) -> QPixmap | None:
        """Return the pixmap, or None where nothing has come yet."""
        image = self._images.get(photo_id)
        if image is None:
            return None
        key = (photo_id, side)
        if key not in self._pixmaps:
            smooth = Qt.TransformationMode.SmoothTransformation
            scaled = image.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, smooth)
            self._pixmaps[key] = QPixmap.fromImage(scaled)
            while len(self._pixmaps) > KEPT:
                self._pixmaps.popitem(last=False)
        self._pixmaps.move_to_end(key)
        return self._pixmaps[key]

    def forget(self, photo_id: str) -> None:
        """Drop a photo's image."""
        self._images.pop(photo_id, None)
