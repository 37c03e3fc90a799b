"""A small field beside its button that asks for a name; Enter takes it, Esc or a click elsewhere leaves."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QWidget

from studio.ui.theme import colours


class AskName(QFrame):
    """`named(text)` once, with a text that is not empty."""

    named = Signal(str)

    def __init__(self, what: str, verb: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        now = colours()
        self.setStyleSheet(f"AskName {{ background: {now.panel}; border: 1px solid {now.edge}; }}")
        self._field = QLineEdit(self)
        self._field.setPlaceholderText(what)
        self._field.setAccessibleName(what)
        self._field.setMaxLength(80)
        self._button = QPushButton(verb, self)
        self._button.setProperty("role", "primary")
        self._button.setEnabled(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 8, 8, 8)
        row.setSpacing(8)
        row.addWidget(self._field, 1)
        row.addWidget(self._button)
        self._field.textChanged.connect(self._changed)
        self._field.returnPressed.connect(self._take)
        self._button.clicked.connect(self._take)

    def open_above(self, widget: QWidget) -> None:
        """Open above a widget, inside its screen."""
        self.setFixedWidth(320)
        self.adjustSize()
        corner = widget.mapToGlobal(QPoint(widget.width() - self.width(), -self.height() - 6))
        room = (QGuiApplication.screenAt(corner) or QGuiApplication.primaryScreen()).availableGeometry()
        self.move(max(room.left(), corner.x()), max(room.top(), corner.y()))
        self.show()
        self._field.setFocus()

    def _changed(self, text: str) -> None:
        self._button.setEnabled(bool(text.strip()))

    def _take(self) -> None:
        text = self._field.text().strip()
        if text:
            self.close()
            self.named.emit(text)
