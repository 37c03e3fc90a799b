"""One method's cutout in the comparison: the picture on a chosen ground, its name, and the button that takes it."""

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.ui.canvas.paint import CUTOUT, checkerboard
from studio.ui.theme import colours

if TYPE_CHECKING:
    from studio.app.comparing import Tried

NOTCH = 120.0


class Look:
    """Where all panes look at: the same place at the same scale. `scale` 1 shows the whole photo."""

    def __init__(self) -> None:
        self.scale, self.centre = 1.0, QPointF(0.5, 0.5)

    def zoom(self, factor: float, at: QPointF) -> None:
        """Zoom so that the place `at` (shares of the photo) stays where it is."""
        scale = min(max(self.scale * factor, 1.0), 40.0)
        self.centre = at + (self.centre - at) * (self.scale / scale) if scale > 1 else QPointF(0.5, 0.5)
        self.scale = scale


class Pane(QWidget):
    """Shows a cutout; wheel and drag move every pane, through the shared `Look`."""

    moved = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._image: QImage | None = None
        self._photo = (1.0, 1.0)
        self._at = QRectF(0, 0, 1, 1)
        self._note = ""
        self._grip: QPointF | None = None
        self.ground = "checkerboard"
        self.setMinimumSize(200, 160)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(360, 280)

    def show_note(self, note: str) -> None:
        """Show words where no cutout is: that it is being made, or why it is not there."""
        self._image, self._note = None, note
        self.update()

    def show_cutout(self, tried: "Tried") -> None:
        """Show a cutout at its place in the photo."""
        facts = tried.cutout.facts
        rgb, alpha = tried.cutout.rgb.opened(), tried.cutout.alpha.opened()
        pixels = np.ascontiguousarray(np.dstack([rgb[..., ::-1], alpha]))
        height, width = alpha.shape
        straight = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_ARGB32)
        self._image = straight.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
        self._photo = (float(facts.photo_width), float(facts.photo_height))
        region = facts.region
        self._at = QRectF(region.left, region.top, region.width, region.height)
        self._note = ""
        self.update()

    def _frame(self) -> QRectF:
        """Where the whole photo lies, in widget coordinates."""
        wide, high = self._photo
        fit = min(self.width() / wide, self.height() / high) * self._look.scale
        size = QPointF(wide * fit, high * fit)
        corner = QPointF(self.width() / 2, self.height() / 2) - QPointF(
            size.x() * self._look.centre.x(), size.y() * self._look.centre.y()
        )
        return QRectF(corner.x(), corner.y(), size.x(), size.y())

    def _share(self, at: QPointF) -> QPointF:
        frame = self._frame()
        return QPointF((at.x() - frame.x()) / frame.width(), (at.y() - frame.y()) / frame.height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._look.zoom(1.25 ** (event.angleDelta().y() / NOTCH), self._share(event.position()))
        self.moved.emit()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._grip = self._share(event.position())
        self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None and self._look.scale > 1:
            self._look.centre += self._grip - self._share(event.position())
            self.moved.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours().surround))
        if self._image is None:
            painter.setPen(QColor(colours().quiet))
            room = self.rect().adjusted(16, 16, -16, -16)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._note)
            return
        frame, plain = self._frame(), CUTOUT.get(self.ground)
        painter.setClipRect(self.rect())
        painter.fillRect(frame, QColor(plain) if plain else checkerboard(colours().dark))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self._look.scale < 6)
        place = QRectF(
            frame.x() + self._at.x() * frame.width(),
            frame.y() + self._at.y() * frame.height(),
            self._at.width() * frame.width(),
            self._at.height() * frame.height(),
        )
        painter.drawImage(place, self._image)
