"""A quiet banner: what happened, which file, what to do about it, and one button that does it.

    banner = ErrorBox(parent)                    # hidden until it is told something; lies over the canvas
    banner.tell("mug.jpg cannot be read.", "Choose another file.", action="Show in folder", run=self.reveal)
    banner.tell_error(studio_error, action=…, run=…)
    banner.closed, banner.hidden                 # Signal(): by the user; for whatever reason

It never takes the focus and never blocks; the newest message replaces the older one.
"""

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QHideEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from studio.model.errors import StudioError
from studio.ui import icons
from studio.ui.theme import colours


class ErrorBox(QWidget):
    """See the module."""

    closed = Signal()
    hidden = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run: Callable[[], object] | None = None
        self._severity = "error"
        self._message = _line("message")
        self._hint = _line("caption")
        self._action = QPushButton(self)
        self._action.clicked.connect(self._act)
        self._close = QToolButton(self)
        self._close.setIcon(icons.icon("close", "quiet"))
        self._close.setToolTip("Dismiss (Esc)")
        self._close.setAccessibleName("Dismiss")
        self._close.clicked.connect(self.dismiss)
        for button in (self._action, self._close):  # a click leaves the focus where it is, for the keys that follow
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._message)
        words.addWidget(self._hint)
        row = QHBoxLayout(self)
        row.setContentsMargins(44, 8, 8, 8)
        row.setSpacing(8)
        row.addLayout(words, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self.hide()

    def tell(
        self,
        message: str,
        hint: str = "",
        *,
        severity: str = "error",
        action: str = "",
        run: Callable[[], object] | None = None,
    ) -> None:
        """Show a sentence and its cure. `severity`: "error", "warning" or "info"; `run` is what the button does."""
        self._run, self._severity = run, severity
        self._message.setText(message)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._action.setText(action)
        self._action.setVisible(bool(action and run))
        self.setAccessibleName(message)
        self.setAccessibleDescription(hint)
        self.show()
        self.updateGeometry()
        self.update()

    def tell_error(self, error: StudioError, *, action: str = "", run: Callable[[], object] | None = None) -> None:
        """Show an error of ours."""
        self.tell(error.message, error.hint, action=action, run=run)

    def height_at(self, width: int) -> int:
        """Return how high it is at a width."""
        layout = self.layout()
        return layout.heightForWidth(width) if layout is not None else self.sizeHint().height()

    def dismiss(self) -> None:
        """Hide, and say so."""
        self.hide()
        self.closed.emit()

    def _act(self) -> None:
        run = self._run
        self.dismiss()
        if run is not None:
            run()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.isHidden():  # and not only the page that it is on
            self.hidden.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = colours()
        colour = {"error": now.error, "warning": now.warning}.get(self._severity, now.accent)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QColor(now.edge))
        painter.setBrush(QColor(now.panel))
        painter.drawRoundedRect(body, 6, 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(QRectF(4, 6, 3, self.height() - 12), 1.5, 1.5)
        glyph = {"error": "failed", "warning": "look"}.get(self._severity, "info")
        icons.draw(painter, QRect(14, self.height() // 2 - 10, 20, 20), glyph, colour)


def _line(role: str) -> QLabel:
    label = QLabel()
    label.setProperty("role", role)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)  # a file's name is never read as markup
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return label
