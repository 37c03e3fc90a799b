"""The row of page names at the head of the window."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from studio.ui.pages.registry import PAGES
from studio.ui.theme import GRID

EDIT = "edit"


class PageTabs(QWidget):
    """Edit, then every page there is; hidden while there is none. `chosen(page_id)` when one is pressed."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Pages")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, GRID // 2, 0)
        row.setSpacing(2)
        self._group = QButtonGroup(self)
        for number, (page, title) in enumerate([(EDIT, "Edit"), *((entry.id, entry.title) for entry in PAGES)], 1):
            button = QToolButton(self)
            button.setText(title)
            button.setObjectName(page)
            button.setCheckable(True)
            button.setProperty("role", "tab")
            button.setToolTip(f"{title} ({number})")
            button.setAccessibleName(f"Page: {title}")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(self._pressed)
            self._group.addButton(button)
            row.addWidget(button)
        self._group.buttons()[0].setChecked(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)  # a long name gives way
        self.setVisible(bool(PAGES))

    def _pressed(self) -> None:
        self.chosen.emit(self.sender().objectName())

    def show_page(self, page: str) -> None:
        """Mark the page in sight."""
        for button in self._group.buttons():
            button.setChecked(button.objectName() == page)
