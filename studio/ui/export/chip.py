"""A channel that was chosen, with how its pictures fared."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from studio.ui import icons
from studio.ui.theme import CONTROL, colours

_CROSS = 22


@dataclass(frozen=True)
class Counts:
    """Pictures of one channel: ready, with warnings, and those with an error to be mended before."""

    fine: int = 0
    look: int = 0
    refused: int = 0

    @property
    def words(self) -> str:
        """The counts as a sentence."""
        parts = ((self.fine, "ready"), (self.look, "to look at"), (self.refused, "to mend"))
        return ", ".join(f"{count} {what}" for count, what in parts if count) or "nothing exported"


class Chip(QAbstractButton):
    """Name, ✓ and ! counts, and a cross. A click asks for its findings, the cross or Delete takes it off."""

    removed = Signal(str)

    def __init__(self, channel_id: str, name: str, note: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.channel_id, self.name, self._note = channel_id, name, note
        self._counts: Counts | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.show_counts(None)

    def show_counts(self, counts: Counts | None) -> None:
        """Show how many pictures are ready, are to be looked at and are to be mended; None while nothing is known."""
        if counts == self._counts and self.accessibleName():
            return
        self._counts = counts
        known = f": {counts.words}" if counts else ""
        self.setAccessibleName(f"Channel {self.name}{known}")
        lines = [f"{self.name}{known}", self._note, "Click: what was found · Delete: take it off"]
        self.setToolTip("\n".join(line for line in lines if line))
        self.updateGeometry()
        self.update()

    def _parts(self) -> list[tuple[str, str, str]]:
        """Return (glyph, text, colour's name) of each count."""
        if self._counts is None:
            return [("info", "", "quiet")] if self._note else []
        counts = (
            ("tick", self._counts.fine, "success"),
            ("look", self._counts.look, "warning"),
            ("failed", self._counts.refused, "error"),
        )
        return [(glyph, str(count), role) for glyph, count, role in counts if count]

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = 10 + metrics.horizontalAdvance(self.name) + 6 + _CROSS
        for _, text, _ in self._parts():
            width += 20 + metrics.horizontalAdvance(text)
        return QSize(width, CONTROL)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.position().x() >= self.width() - _CROSS and self.isDown():
            self.setDown(False)
            self.removed.emit(self.channel_id)
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit(self.channel_id)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # places are counted from the left
        painter.setPen(QPen(QColor(now.accent), 2) if self.hasFocus() else QPen(QColor(now.edge), 1))
        painter.setBrush(QColor(now.hover if self.underMouse() else now.panel))
        inset = 1.0 if self.hasFocus() else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 14, 14)
        painter.setPen(QColor(now.text))
        left = 12
        painter.drawText(QRect(left, 0, self.width(), self.height()), Qt.AlignmentFlag.AlignVCenter, self.name)
        left += self.fontMetrics().horizontalAdvance(self.name) + 6
        for glyph, text, role in self._parts():
            colour = getattr(now, role)
            icons.draw(painter, QRect(left, self.height() // 2 - 7, 14, 14), glyph, colour)
            painter.setPen(QColor(colour))
            painter.drawText(QRect(left + 16, 0, 60, self.height()), Qt.AlignmentFlag.AlignVCenter, text)
            left += 20 + self.fontMetrics().horizontalAdvance(text)
        icons.draw(painter, QRect(self.width() - _CROSS, self.height() // 2 - 7, 14, 14), "close", now.quiet)
