"""How sure the studio is of an outline, as a short bar with words."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.model.matte import NEEDS_A_LOOK
from studio.ui.theme import CAPTION, colours, sized

BAR = 64


class Surety(QWidget):
    """Hidden until it is told a confidence (0–1)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._confidence = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def sizeHint(self) -> QSize:
        return QSize(160, 20)

    def show_confidence(self, confidence: float | None) -> None:
        """Show a confidence, or nothing."""
        self.setVisible(confidence is not None)
        if confidence is not None:
            self._confidence = confidence
            self.setAccessibleName(self.words)
            self.setToolTip(
                "How sure the studio is that the outline is right. "
                f"Below {round(NEEDS_A_LOOK * 100)} % the photo is marked “needs a look”."
            )
            self.update()

    @property
    def words(self) -> str:
        """What is shown, as a sentence."""
        sure = "Sure of the outline" if self._confidence >= NEEDS_A_LOOK else "Unsure of the outline"
        return f"{sure}: {round(self._confidence * 100)} %"

    def paintEvent(self, event: QPaintEvent) -> None:
        now = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bar = QRectF(0, self.height() / 2 - 3, BAR, 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(now.line))
        painter.drawRoundedRect(bar, 3, 3)
        painter.setBrush(QColor(now.success if self._confidence >= NEEDS_A_LOOK else now.warning))
        painter.drawRoundedRect(QRectF(bar.left(), bar.top(), max(6.0, BAR * self._confidence), 6), 3, 3)
        painter.setFont(sized(self.font(), CAPTION))
        painter.setPen(QColor(now.quiet))
        painter.drawText(self.rect().adjusted(BAR + 8, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.words)
