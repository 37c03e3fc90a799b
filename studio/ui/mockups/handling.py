"""What a picture that is worked on by hand needs: where it lies in its widget, and which way an arrow key goes."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage

ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


def fitted(image: QImage, free: QRectF) -> QRectF:
    """Return where an image lies in the middle of a free room, as large as it can be."""
    scale = min(free.width() / image.width(), free.height() / image.height())
    wide, tall = image.width() * scale, image.height() * scale
    return QRectF(free.center().x() - wide / 2, free.center().y() - tall / 2, wide, tall)
