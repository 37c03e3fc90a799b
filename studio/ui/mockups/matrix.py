"""The foot of the panel at the right: which artwork, items, colours and sizes are exported, and under which names."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from studio.app.mockups.export import FIELDS, NAME
from studio.app.mockups.wishes import ExportWish, sizes_of
from studio.model.errors import UsageError
from studio.ui.controls.choice import Combo, SegmentedControl
from studio.ui.export.progress_line import ProgressLine
from studio.ui.theme import PADDING

FORMATS = (("JPEG", "jpeg"), ("PNG", "png"), ("WebP", "webp"), ("AVIF", "avif"))
MOST_REMARKS = 3


class MatrixPane(QWidget):
    """`changed()`: another wish; `export_asked()`, `stop_asked()`, `folder_asked()` by its buttons.

    `footer` has the button and what becomes of it; whoever shows the pane keeps that in sight.
    """

    changed = Signal()
    export_asked = Signal()
    stop_asked = Signal()
    folder_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.artwork = SegmentedControl(((False, "This one"), (True, "All")), False)
        self.items = SegmentedControl(((False, "This one"), (True, "All")), False)
        self.colours = SegmentedControl(((False, "This one"), (True, "All")), False)
        self._all = {"artwork": False, "items": False, "colours": False}
        self.sizes = _field("Own size", "Sizes in pixels, as 2000x2000, 1080x1350; empty: each item's own")
        self.name = _field(NAME, f"File names, made of {' '.join('{' + field + '}' for field in FIELDS)}")
        self.format = Combo()
        self.format.setAccessibleName("File format")
        for words, value in FORMATS:
            self.format.addItem(words, value)
        self.remarks, self.progress = _said("warning"), _said("caption")
        self.line = ProgressLine(self)
        self.export = QPushButton("Export")
        self.export.setProperty("role", "primary")
        self.folder = QPushButton("Open folder")
        self.folder.setProperty("role", "flat")
        self.folder.hide()
        self._running = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._rows())
        column.addWidget(self.remarks)
        self.footer = self._footer()
        self.artwork.edited.connect(self._artwork_edited)
        self.items.edited.connect(self._items_edited)
        self.colours.edited.connect(self._colours_edited)
        self.sizes.editingFinished.connect(self.changed)
        self.name.editingFinished.connect(self.changed)
        self.format.activated.connect(self.changed)
        self.export.clicked.connect(self._pressed)
        self.folder.clicked.connect(self.folder_asked)

    def _footer(self) -> QWidget:
        footer = QWidget()
        column = QVBoxLayout(footer)
        column.setContentsMargins(PADDING, 0, PADDING, PADDING)
        column.setSpacing(6)
        below = QHBoxLayout()
        below.addWidget(self.progress, 1)
        below.addWidget(self.folder)
        column.addWidget(self.line)
        column.addWidget(self.export)
        column.addLayout(below)
        return footer

    def _rows(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        rows: tuple[tuple[str, QWidget], ...] = (
            ("Artwork", self.artwork),
            ("Items", self.items),
            ("Colours", self.colours),
            ("Sizes", self.sizes),
            ("Names", self.name),
            ("Format", self.format),
        )
        for row, (words, widget) in enumerate(rows):
            label = QLabel(words)
            label.setBuddy(widget)
            if isinstance(widget, SegmentedControl):
                widget.describe(f"Export: {words}", f"{words}: this one, or all")
            grid.addWidget(label, row, 0)
            grid.addWidget(widget, row, 1)
        grid.setColumnMinimumWidth(0, 56)
        grid.setColumnStretch(1, 1)
        return grid

    def wish(self) -> ExportWish:
        """Return what is asked for; raises UsageError where the sizes cannot be read."""
        wish = ExportWish(
            all_artwork=self._all["artwork"],
            all_items=self._all["items"],
            all_colours=self._all["colours"],
            name=self.name.text().strip() or NAME,
            format=str(self.format.currentData()),
        )
        wish = replace(wish, sizes=sizes_of(self.sizes.text()))
        several = len(wish.sizes) > 1 and "{size}" not in wish.name and wish.name == NAME
        return replace(wish, name=NAME.replace(".{ext}", "-{size}.{ext}")) if several else wish

    def choose(self, what: str, everything: bool) -> None:
        """Ask for one or all of "artwork", "items" or "colours"."""
        control: SegmentedControl = getattr(self, what)
        control.show_value(everything)
        self._all[what] = everything
        self.changed.emit()

    def show_count(self, pictures: int, remarks: list[str]) -> None:
        """Say how many pictures would be made, and what a printer would say of them."""
        if not self._running:
            count = f" {pictures:,} picture{'' if pictures == 1 else 's'}" if pictures else ""
            self.export.setText(f"Export{count}…")
            self.export.setEnabled(pictures > 0)
        self._remark(remarks[:MOST_REMARKS] + ([f"… and {len(remarks) - MOST_REMARKS} more"] * (len(remarks) > 3)))

    def show_wrong(self, error: UsageError) -> None:
        """Say why this cannot be exported."""
        self.export.setEnabled(self._running)
        self._remark([f"{error.message} {error.hint}"])

    def show_progress(self, done: int, total: int) -> None:
        """Show how far an export is."""
        self._running = True
        self.export.setText("Stop")
        self.export.setEnabled(True)
        self.progress.setText(f"{done} of {total} pictures")
        self.progress.show()
        self.folder.hide()
        self.line.show_share(done / max(1, total))

    def show_end(self, words: str, *, folder: bool) -> None:
        """Say how it ended."""
        self._running = False
        self.line.show_share(None)
        self.progress.setText(words)
        self.progress.setVisible(bool(words))
        self.folder.setVisible(folder)

    def _artwork_edited(self, value: Any, final: bool) -> None:
        self.choose("artwork", value)

    def _items_edited(self, value: Any, final: bool) -> None:
        self.choose("items", value)

    def _colours_edited(self, value: Any, final: bool) -> None:
        self.choose("colours", value)

    def _remark(self, lines: list[str]) -> None:
        self.remarks.setText("\n".join(lines))
        self.remarks.setVisible(bool(lines))

    def _pressed(self) -> None:
        (self.stop_asked if self._running else self.export_asked).emit()


def _field(empty: str, hint: str) -> QLineEdit:
    field = QLineEdit()
    field.setPlaceholderText(empty)
    field.setToolTip(hint)
    field.setAccessibleName(hint)
    return field


def _said(role: str) -> QLabel:
    label = QLabel()
    label.setProperty("role", role)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.hide()
    return label
