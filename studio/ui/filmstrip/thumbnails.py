"""Thumbnails as pixmaps, one a photo, made when first painted and dropped when they are old."""

from collections import OrderedDict

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen, QPixmap

ROUND = 4 / 56
"""Radius of the corners, as a share of the side."""
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
            self._pixmaps[key] = QPixmap.fromImage(rounded(scaled, side * ROUND))
            while len(self._pixmaps) > KEPT:
                self._pixmaps.popitem(last=False)
        self._pixmaps.move_to_end(key)
        return self._pixmaps[key]

    def forget(self, photo_id: str) -> None:
        """Drop a photo's image."""
        self._images.pop(photo_id, None)


def rounded(image: QImage, radius: float) -> QImage:
    """Return the image with round corners and a hairline at its edge, done once so that painting a row is a copy."""
    made = QImage(image.size(), QImage.Format.Format_ARGB32_Premultiplied)
    made.fill(0)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(image))
    painter.drawRoundedRect(QRectF(image.rect()), radius, radius)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(128, 128, 128, 90), 1))
    painter.drawRoundedRect(QRectF(image.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.end()
    return made
