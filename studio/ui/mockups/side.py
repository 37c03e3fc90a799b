"""The panel at the right: surface, colours, placement, what a printer would say, export."""

from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio.app.mockups.shelf import Item
from studio.model.finding import Finding
from studio.model.mockup import Colourway
from studio.model.printing import PrintPlacement
from studio.ui.controls.colour import ColourControl
from studio.ui.form import Form
from studio.ui.mockups.matrix import MatrixPane
from studio.ui.theme import PADDING, colours

SWATCH, ACROSS = 22, 8


class Side(QWidget):
    """`edited(label, placement fields, final)`, `colour_chosen(id)`, `surface_chosen(id)`, `bare_asked()`."""

    edited = Signal(str, str, object, bool)
    colour_chosen = Signal(str)
    surface_chosen = Signal(str)
    bare_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.facts = _label("title"), _label("caption")
        self.form = Form(PrintPlacement, within="Placement")
        self.form.edited.connect(self.edited)
        self.findings = _label("warning")
        self.bare = QPushButton("Take artwork off this surface")
        self.bare.setProperty("role", "flat")
        self.bare.clicked.connect(self.bare_asked)
        self.surfaces, self.swatches = QWidget(self), QWidget(self)
        self._surface_row, self._swatch_grid = QVBoxLayout(self.surfaces), QGridLayout(self.swatches)
        for layout in (self._surface_row, self._swatch_grid):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(4)
        self.other = ColourControl("#ffffff")
        self.other.describe("Another colour", "Any colour for this item")
        self.other.edited.connect(self._other_chosen)
        self.matrix = MatrixPane()
        self.shown: tuple[str, str] = ("", "")
        column = QVBoxLayout(self)
        column.setContentsMargins(PADDING, PADDING, PADDING, PADDING)
        column.setSpacing(8)
        for widget in (
            self.title,
            self.facts,
            self.surfaces,
            _head("Colour"),
            self.swatches,
            self.other,
            _head("Artwork"),
        ):
            column.addWidget(widget)
        column.addWidget(self.form)
        column.addWidget(self.bare, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.findings)
        column.addStretch(1)
        for widget in (_head("Export"), self.matrix):
            column.addWidget(widget)

    def show_item(self, item: Item, surface_id: str, colour: Colourway) -> None:
        """Show an item's surfaces and colours."""
        mockup = item.mockup
        surface = mockup.surface(surface_id)
        self.title.setText(mockup.name)
        size = f"{mockup.size[0]} × {mockup.size[1]} px"
        self.facts.setText(f"{surface.name}: {surface.width_cm:g} × {surface.height_cm:g} cm · picture {size}")
        if self.shown[0] != item.id:
            self._make_surfaces(item)
            self._make_swatches(item)
        self.shown = (item.id, surface_id)
        for button in self.surfaces.findChildren(QPushButton):
            button.setChecked(button.objectName() == surface_id)
        for swatch in self.swatches.findChildren(QToolButton):
            swatch.setChecked(swatch.objectName() == colour.id)
        self.other.show_value(colour.colour)
        self.other.setVisible(len(mockup.colourways) > 1)  # a thing of one colour cannot be had in others

    def show_placement(self, placement: PrintPlacement | None) -> None:
        """Show where the artwork lies; None where there is none."""
        self.form.setEnabled(placement is not None)
        self.bare.setEnabled(placement is not None)
        shown = placement or PrintPlacement()
        self.form.show_values(lambda path: getattr(shown, path))

    def show_findings(self, findings: list[Finding]) -> None:
        """Show what a printer would say."""
        self.findings.setText("\n\n".join(f"{finding.message} {finding.fix or ''}".strip() for finding in findings))
        self.findings.setVisible(bool(findings))

    def _make_surfaces(self, item: Item) -> None:
        _clear(self._surface_row)
        group = QButtonGroup(self.surfaces)
        for surface in item.mockup.surfaces if len(item.mockup.surfaces) > 1 else ():
            button = QPushButton(surface.name, self.surfaces)
            button.setObjectName(surface.id)
            button.setCheckable(True)
            button.setProperty("role", "segment")
            button.setAccessibleName(f"Surface: {surface.name}")
            button.clicked.connect(self._surface_pressed)
            group.addButton(button)
            self._surface_row.addWidget(button)
        self.surfaces.setVisible(len(item.mockup.surfaces) > 1)

    def _make_swatches(self, item: Item) -> None:
        _clear(self._swatch_grid)
        group = QButtonGroup(self.swatches)
        for number, colourway in enumerate(item.mockup.colourways):
            swatch = QToolButton(self.swatches)
            swatch.setObjectName(colourway.id)
            swatch.setCheckable(True)
            swatch.setIcon(_swatch(colourway.colour))
            swatch.setIconSize(QSize(SWATCH, SWATCH))
            swatch.setToolTip(colourway.name)
            swatch.setAccessibleName(f"Colour: {colourway.name}")
            swatch.clicked.connect(self._swatch_pressed)
            group.addButton(swatch)
            self._swatch_grid.addWidget(swatch, number // ACROSS, number % ACROSS, Qt.AlignmentFlag.AlignLeft)
        self._swatch_grid.setColumnStretch(ACROSS, 1)

    def _surface_pressed(self) -> None:
        self.surface_chosen.emit(self.sender().objectName())

    def _other_chosen(self, colour: Any, final: bool) -> None:
        if final:
            self.colour_chosen.emit(str(colour))

    def _swatch_pressed(self) -> None:
        self.colour_chosen.emit(self.sender().objectName())


def _label(role: str) -> QLabel:
    label = QLabel()
    label.setProperty("role", role)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _head(words: str) -> QLabel:
    label = QLabel(words)
    label.setContentsMargins(0, 10, 0, 0)
    label.setProperty("role", "whom")
    return label


def _swatch(colour: str) -> QIcon:
    pixels = QPixmap(SWATCH * 2, SWATCH * 2)
    pixels.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixels)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colours().edge), 2))
    painter.setBrush(QColor(colour))
    painter.drawEllipse(3, 3, SWATCH * 2 - 6, SWATCH * 2 - 6)
    painter.end()
    return QIcon(pixels)


def _clear(layout: QVBoxLayout | QGridLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.setParent(None)
            widget.deleteLater()
