"""The settings beside the photo: form, light, mask, real size, name."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from studio.app.mockups.marking import MarkingDesk
from studio.app.workspace.workspace import MISSING
from studio.model.errors import UsageError
from studio.model.marking import Marking
from studio.ui.controls.choice import SegmentedControl
from studio.ui.form import Form
from studio.ui.mockups.marking.areas import AreaRow
from studio.ui.theme import PADDING

TOOLS = (("corners", "Corners"), ("hide", "Hide"), ("show", "Show"))
FIELDS = ("kind", "bow_top", "bow_bottom", "arc", "displace", "smooth")
ROUND = {"bow_top", "bow_bottom", "arc"}


class MarkingPanel(QWidget):
    """`edited(path, label, value, final)` of the marking, `tool_chosen(tool)`, `item_asked()`, `whole_asked()`."""

    edited = Signal(str, str, object, bool)
    tool_chosen = Signal(str)
    item_asked = Signal()
    whole_asked = Signal()
    size_changed = Signal()
    save_asked = Signal()
    area_chosen = Signal(int)
    area_named = Signal(str)
    area_added = Signal()
    area_removed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(320)
        self.areas = AreaRow()
        self.form = Form(Marking, only=FIELDS, within="Print area")
        self.tool = SegmentedControl(TOOLS, "corners")
        self.tool.describe("Tool", "Drag corners, or paint where there is no print")
        self.item = QPushButton("Find the item")
        self.item.setToolTip("Print only on the item that stands out of the photo, and offer it in other colours")
        self.whole = QPushButton("Print everywhere")
        self.whole.setToolTip("Take the mask away")
        self.wide, self.tall = _field("20", "Print width, cm"), _field("20", "Print height, cm")
        self.name = _field(name, "Name of the mockup")
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.said.setProperty("role", "caption")
        self.save = QPushButton("Save mockup")
        self.save.setProperty("role", "primary")
        self._fill()
        self.form.edited.connect(self.edited)
        self.tool.edited.connect(self._tool)
        self.item.clicked.connect(self.item_asked)
        self.whole.clicked.connect(self.whole_asked)
        self.save.clicked.connect(self.save_asked)
        self.areas.chosen.connect(self.area_chosen)
        self.areas.named.connect(self.area_named)
        self.areas.add.clicked.connect(self.area_added)
        self.areas.remove.clicked.connect(self.area_removed)
        for field in (self.wide, self.tall):
            field.editingFinished.connect(self.size_changed)

    def _fill(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(PADDING, PADDING, PADDING, PADDING)
        column.setSpacing(8)
        column.addWidget(_head("Print area"))
        column.addWidget(self.areas)
        column.addWidget(self.form)
        column.addWidget(_head("Mask"))
        column.addWidget(self.tool)
        grid = QGridLayout()
        grid.addWidget(self.item, 0, 0)
        grid.addWidget(self.whole, 0, 1)
        column.addLayout(grid)
        column.addWidget(_head("Real size of the print"))
        sizes = QGridLayout()
        for number, (words, field) in enumerate((("Width, cm", self.wide), ("Height, cm", self.tall))):
            label = QLabel(words)
            label.setBuddy(field)
            sizes.addWidget(label, 0, number)
            sizes.addWidget(field, 1, number)
        column.addLayout(sizes)
        column.addStretch(1)
        column.addWidget(self.said)
        column.addWidget(self.name)
        column.addWidget(self.save)

    def print_size(self) -> tuple[float, float]:
        """Return the print's real size in cm; raises UsageError where it is no size."""
        try:
            wide, tall = (float(field.text().replace(",", ".")) for field in (self.wide, self.tall))
        except ValueError as error:
            raise UsageError("The print's size is no number.", "Write centimetres, as 21 and 29.7.") from error
        return wide, tall

    def show_desk(self, desk: MarkingDesk) -> None:
        """Show what is set."""
        marking = desk.now.marking
        self.areas.show_areas([area.name for area in desk.now.areas], desk.now.chosen)
        hidden = ROUND if marking.kind != "cylinder" else set()
        self.form.show_values(lambda path: MISSING if path in hidden else getattr(marking, path))
        self.whole.setEnabled(desk.now.mask is not None)

    def show_size(self, size: tuple[float, float]) -> None:
        """Show the size of the area that is worked on."""
        for field, side in zip((self.wide, self.tall), size, strict=True):
            field.setText(f"{side:g}")

    def say(self, words: str) -> None:
        """Say something above the button."""
        self.said.setText(words)

    def _tool(self, value: Any, final: bool) -> None:
        self.tool_chosen.emit(str(value))


def _head(words: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("role", "whom")
    label.setContentsMargins(0, 10, 0, 0)
    return label


def _field(text: str, name: str) -> QLineEdit:
    field = QLineEdit(text)
    field.setAccessibleName(name)
    field.setToolTip(name)
    return field
