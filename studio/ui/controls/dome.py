"""The sun over the product, seen from above: drag it, and the shadow follows."""

from math import atan2, cos, degrees, hypot, radians, sin
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QRadialGradient

from studio.ui.controls.control import MIXED, Control
from studio.ui.theme import colours

LOWEST, HIGHEST = 10.0, 90.0
_SIZE = 136


class Dome(Control):
    """Value: (azimuth, elevation) in degrees as in `Light`. Behind the product is up, the camera stands below."""

    def __init__(self, default: tuple[float, float], parent: Any = None) -> None:
        super().__init__(parent)
        self.default = default
        self._value: tuple[float, float] | None = default
        self._dragging = False
        self.setFixedSize(QSize(_SIZE, _SIZE))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.describe("Sun", "Drag the sun · arrow keys turn and raise it · double click: default")

    def show_value(self, value: Any) -> None:
        self._value = None if value is MIXED else (float(value[0]), float(value[1]))
        if self._value is not None:
            self.setAccessibleDescription(f"Direction {self._value[0]:.0f}°, height {self._value[1]:.0f}°")
        self.update()

    @property
    def _radius(self) -> float:
        return _SIZE / 2 - 12

    def _sun(self, azimuth: float, elevation: float) -> QPointF:
        away = (HIGHEST - elevation) / (HIGHEST - LOWEST) * self._radius
        turn = radians(azimuth)
        return QPointF(_SIZE / 2 + sin(turn) * away, _SIZE / 2 - cos(turn) * away)

    def _light_at(self, at: QPointF) -> tuple[float, float]:
        x, y = at.x() - _SIZE / 2, at.y() - _SIZE / 2
        share = min(1.0, hypot(x, y) / self._radius)
        return float(round(degrees(atan2(x, -y)))), float(round(HIGHEST - share * (HIGHEST - LOWEST)))

    def _set(self, value: tuple[float, float], *, final: bool) -> None:
        self.show_value(value)
        self.edited.emit(value, final)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._dragging = True
            self._set(self._light_at(event.position()), final=False)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self._set(self._light_at(event.position()), final=False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self._dragging = False
            self._set(self._light_at(event.position()), final=True)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._dragging = False
        self.restore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = Qt.Key
        moves = {keys.Key_Left: (-1, 0), keys.Key_Right: (1, 0), keys.Key_Up: (0, 1), keys.Key_Down: (0, -1)}
        if event.key() not in moves:
            super().keyPressEvent(event)
            return
        turn, rise = moves[keys(event.key())]
        azimuth, elevation = self._value or self.default
        azimuth = (azimuth + turn * 5 + 180) % 360 - 180
        self._set((azimuth, min(HIGHEST, max(LOWEST, elevation + rise * 5))), final=True)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        if self._value is None:
            painter.setPen(QColor(colours().quiet))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "Mixed")
            return
        self._paint_product(painter, *self._value)
        self._paint_sun(painter, self._sun(*self._value))

    def _paint_ground(self, painter: QPainter) -> None:
        now = colours()
        middle = QPointF(_SIZE / 2, _SIZE / 2)
        ground = QRadialGradient(self._sun(*self._value) if self._value else middle, self._radius * 2)
        ground.setColorAt(0, QColor("#565656" if now.dark else "#ffffff"))
        ground.setColorAt(1, QColor("#1c1c1c" if now.dark else "#c4c4c4"))
        ring = self.hasFocus()
        painter.setPen(QPen(QColor(now.accent if ring else now.edge), 2 if ring else 1))
        painter.setBrush(ground)
        painter.drawEllipse(middle, self._radius, self._radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        faint = QColor(now.text)
        faint.setAlpha(34)
        painter.setPen(QPen(faint, 1))
        for share in (1 / 3, 2 / 3):
            painter.drawEllipse(middle, self._radius * share, self._radius * share)

    def _paint_product(self, painter: QPainter, azimuth: float, elevation: float) -> None:
        """A small box with its shadow away from the sun, the longer the lower the sun."""
        middle = QPointF(_SIZE / 2, _SIZE / 2)
        length = min(34.0, 7 / max(0.2, radians(elevation)))
        away = QPointF(-sin(radians(azimuth)) * length, cos(radians(azimuth)) * length)
        painter.setPen(QPen(QColor(0, 0, 0, 120), 15, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(middle, middle + away)
        painter.setPen(QPen(QColor(colours().edge), 1))
        painter.setBrush(QColor(colours().text))
        painter.drawRoundedRect(QRectF(middle.x() - 8, middle.y() - 8, 16, 16), 3, 3)

    def _paint_sun(self, painter: QPainter, at: QPointF) -> None:
        glow = QRadialGradient(at, 18)
        glow.setColorAt(0, QColor(255, 205, 90, 170))
        glow.setColorAt(1, QColor(255, 205, 90, 0))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(glow)
        painter.drawEllipse(at, 18, 18)
        painter.setBrush(QColor("#ffc83d"))
        painter.setPen(QPen(QColor("#5a3d00"), 1))
        painter.drawEllipse(at, 7, 7)
