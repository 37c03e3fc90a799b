"""A small picker that opens beside its swatch: backdrops in use, a field of tints, a strip of hues."""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QKeyEvent,
    QLinearGradient,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from studio.ui.controls.swatch import Swatch
from studio.ui.theme import colours

USUAL = (
    ("#ffffff", "White"),
    ("#f6f6f4", "Off-white"),
    ("#ececec", "Light grey"),
    ("#cfcfcf", "Grey"),
    ("#8c8c8c", "Middle grey"),
    ("#2d2d2d", "Charcoal"),
    ("#f3ece1", "Cream"),
    ("#e8d9c5", "Sand"),
    ("#f2dcd6", "Blush"),
    ("#dfe6dc", "Sage"),
    ("#d9e4ee", "Sky"),
    ("#1f2a3a", "Night"),
)


class Field(QWidget):
    """Saturation to the right, lightness upwards, in one hue; below it the strip of hues."""

    edited = Signal(str, bool)
    STRIP = 14

    def __init__(self, colour: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hue, self._saturation, self._value = 0.0, 0.0, 1.0
        self._in_strip = False
        self.setFixedSize(QSize(208, 128 + 8 + self.STRIP))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Tint")
        self.setAccessibleDescription("Arrow keys change saturation and lightness, with Shift the hue")
        self.show_colour(colour)

    def show_colour(self, colour: str) -> None:
        """Stand at a colour; a grey keeps the hue that was."""
        it = QColor(colour)
        if it.hsvHueF() >= 0:
            self._hue = it.hsvHueF()
        self._saturation, self._value = it.hsvSaturationF(), it.valueF()
        self.update()

    @property
    def colour(self) -> str:
        """The colour as `#rrggbb`."""
        return QColor.fromHsvF(min(self._hue, 0.9999), self._saturation, self._value).name()

    def _square(self) -> QRectF:
        return QRectF(0, 0, self.width(), self.height() - self.STRIP - 8)

    def _strip(self) -> QRectF:
        return QRectF(0, self.height() - self.STRIP, self.width(), self.STRIP)

    def _take(self, at: QPointF, *, final: bool) -> None:
        across = min(1.0, max(0.0, at.x() / self.width()))
        if self._in_strip:
            self._hue = across
        else:
            self._saturation = across
            self._value = 1 - min(1.0, max(0.0, at.y() / self._square().height()))
        self.update()
        self.edited.emit(self.colour, final)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._in_strip = event.position().y() > self._square().bottom() + 2
        self._take(event.position(), final=False)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._take(event.position(), final=False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._take(event.position(), final=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = Qt.Key
        moves = {keys.Key_Left: (-1, 0), keys.Key_Right: (1, 0), keys.Key_Up: (0, 1), keys.Key_Down: (0, -1)}
        if event.key() not in moves:
            super().keyPressEvent(event)
            return
        x, y = moves[keys(event.key())]
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._hue = (self._hue + x / 100) % 1
        else:
            self._saturation = min(1.0, max(0.0, self._saturation + x / 100))
            self._value = min(1.0, max(0.0, self._value + y / 100))
        self.update()
        self.edited.emit(self.colour, True)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        square, strip = self._square(), self._strip()
        across = QLinearGradient(square.topLeft(), square.topRight())
        across.setColorAt(0, QColor("white"))
        across.setColorAt(1, QColor.fromHsvF(min(self._hue, 0.9999), 1, 1))
        down = QLinearGradient(square.topLeft(), square.bottomLeft())
        down.setColorAt(0, QColor(0, 0, 0, 0))
        down.setColorAt(1, QColor(0, 0, 0, 255))
        for brush in (across, down):
            painter.setBrush(brush)
            painter.drawRoundedRect(square, 4, 4)
        hues = QLinearGradient(strip.topLeft(), strip.topRight())
        for step in range(7):
            hues.setColorAt(step / 6, QColor.fromHsvF(min(step / 6, 0.9999), 1, 1))
        painter.setBrush(hues)
        painter.drawRoundedRect(strip, 4, 4)
        here = QPointF(self._saturation * square.width(), (1 - self._value) * square.height())
        self._ring(painter, here)
        self._ring(painter, QPointF(self._hue * strip.width(), strip.center().y()))

    def _ring(self, painter: QPainter, at: QPointF) -> None:
        at = QPointF(min(max(at.x(), 7), self.width() - 7), min(max(at.y(), 7), self.height() - 7))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in (("#000000", 4.0), ("#ffffff", 2.0)):
            painter.setPen(QPen(QColor(colour), width))
            painter.drawEllipse(at, 5, 5)


class ColourPicker(QFrame):
    """Closes on Escape or a click elsewhere. `edited(colour, final)` while choosing."""

    edited = Signal(str, bool)

    def __init__(self, colour: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        now = colours()
        self.setStyleSheet(f"ColourPicker {{ background: {now.panel}; border: 1px solid {now.edge}; }}")
        self._field = Field(colour, self)
        self._field.edited.connect(self._tinted)
        self._swatches: list[Swatch] = []
        grid = QGridLayout()
        grid.setSpacing(4)
        for index, (usual, name) in enumerate(USUAL):
            swatch = Swatch(self, QSize(31, 28))
            swatch.show_colour(usual)
            swatch.setAccessibleName(name)
            swatch.setToolTip(f"{name} {usual}")
            swatch.clicked.connect(self._usual)
            self._swatches.append(swatch)
            grid.addWidget(swatch, index // 6, index % 6)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addLayout(grid)
        column.addWidget(self._field)

    def open_at(self, place: QPoint) -> None:
        """Open with the top left corner at a place on the screen, moved inside screen and window where needed."""
        self.adjustSize()
        screen = QGuiApplication.screenAt(place) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        parent = self.parentWidget()
        right = min(room.right(), parent.window().geometry().right() if parent else room.right())
        x = min(place.x(), right - self.width())
        y = place.y() if place.y() + self.height() <= room.bottom() else place.y() - self.height() - 36
        self.move(max(room.left(), x), max(room.top(), y))
        self.show()
        self._swatches[0].setFocus()

    def _usual(self) -> None:
        swatch = self.sender()
        colour = getattr(swatch, "colour", None)
        if colour:
            self._field.show_colour(colour)
            self.edited.emit(colour, True)

    def _tinted(self, colour: str, final: bool) -> None:
        self.edited.emit(colour, final)
