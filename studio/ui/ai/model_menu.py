"""The models to try, ticked in a menu that stays open while one ticks."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from studio.app.ai.overview import ModelLine


class ModelMenu(QPushButton):
    """`changed` when a tick came or went. `picked`: ids in the order of the menu."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._menu = QMenu(self)
        self._menu.setAccessibleName("Models to try")
        self._menu.setToolTipsVisible(True)
        self._menu.installEventFilter(self)
        self.setMenu(self._menu)
        self._tell()

    @property
    def picked(self) -> tuple[str, ...]:
        """The ids that are ticked."""
        return tuple(action.data() for action in self._menu.actions() if action.isChecked())

    def offer(self, lines: Sequence[ModelLine], wanted: Sequence[str] = ()) -> None:
        """Offer models; what was ticked stays so, else what is `wanted`, else the first two."""
        keep = set(self.picked) & {line.id for line in lines} or set(wanted) or {line.id for line in lines[:2]}
        self._menu.clear()
        for each in lines:
            facts = ", ".join(part for part in (each.price, each.speed, each.missing, each.ends) if part)
            action = QAction(f"{each.title}  ({facts})", self._menu, checkable=True)
            action.setData(each.id)
            action.setChecked(each.id in keep)
            action.setToolTip(each.price_note)
            action.toggled.connect(self._toggled)
            self._menu.addAction(action)
        self._tell()

    def _toggled(self, _on: bool) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        count = len(self.picked)
        text = f"{count} {'model' if count == 1 else 'models'}"
        self.setText(text)
        self.setAccessibleName(f"Models to try: {text}")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tick without closing, by mouse and by Space."""
        action = None
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            action = self._menu.actionAt(event.position().toPoint())
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space:
            action = self._menu.activeAction()
        if action is not None and action.isCheckable():
            action.toggle()
            return True
        return super().eventFilter(watched, event)
