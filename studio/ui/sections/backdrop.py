"""Backdrop: a row of looks to click, and the settings of the one in use."""

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy

from studio.app.workspace import Workspace
from studio.model.scene import Element, Scene, element_kinds
from studio.ui.form import Form
from studio.ui.sections.section import Section
from studio.ui.theme import colours
from studio.ui.to_qimage import to_qimage

ACROSS = 5
TILE = 88  # pixels rendered; shown at half of it and less


class Tile(QAbstractButton):
    """One backdrop as it looks."""

    def __init__(self, element: Element, name: str) -> None:
        super().__init__()
        self.element = element
        self._image: QImage | None = None
        self.setCheckable(True)
        self.setToolTip(name)
        self.setAccessibleName(f"Backdrop: {name}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(40, 40)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = colours()
        if self._image is None:
            self._image = picture_of(self.element)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        body = QRectF(self.rect()).adjusted(3, 3, -3, -3)
        path = QPainterPath()
        path.addRoundedRect(body, 4, 4)
        painter.setClipPath(path)
        side = min(self._image.width(), self._image.height())
        painter.drawImage(body, self._image, QRectF(0, 0, side, side * body.height() / max(1, body.width())))
        painter.setClipping(False)
        painter.setPen(QPen(QColor(now.edge), 1))
        painter.drawPath(path)
        if self.isChecked() or self.hasFocus():
            painter.setPen(QPen(QColor(now.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)


def picture_of(element: Element) -> QImage:
    """Return a backdrop rendered alone, a few dozen pixels wide."""
    from studio.model.render import RenderRequest
    from studio.scene import render

    return to_qimage(render(RenderRequest(Scene(elements=(element,)), TILE, TILE)).picture)


def is_backdrop(element: Element) -> bool:
    """Whether an element fills the whole canvas behind everything."""
    return element.kind.startswith("backdrop")


def choices() -> list[tuple[Element, str]]:
    """Return the backdrops to click: plain colours, then one of every further kind that needs no picture."""
    from studio.scene import ColourBackdrop

    plain = (
        ("White", "#ffffff"),
        ("Light grey", "#f2f2f2"),
        ("Grey", "#d6d6d6"),
        ("Charcoal", "#2d2d2d"),
        ("Cream", "#f5efe6"),
        ("Blush", "#f4e4df"),
        ("Sage", "#e2e8de"),
        ("Sky", "#e0e9f1"),
    )
    found: list[tuple[Element, str]] = [(ColourBackdrop(colour=colour), name) for name, colour in plain]
    for kind in element_kinds().values():
        if kind.kind.startswith("backdrop") and kind is not ColourBackdrop:
            found += further(kind)
    return found


def further(kind: type[Element]) -> list[tuple[Element, str]]:
    """Return a kind in its default look, where it has one that needs nothing else."""
    try:
        return [(kind(), kind.title)]
    except ValueError:  # it needs a picture, which the seller chooses
        return []


def with_backdrop(scene: Scene, backdrop: Element) -> Scene:
    """Return the scene with its backdrop exchanged; what lies above stays."""
    above = tuple(element for element in scene.elements if not is_backdrop(element))
    return scene.model_copy(update={"elements": (backdrop, *above)})


class BackdropSection(Section):
    """Tiles, then a form of the backdrop's own fields."""

    title: ClassVar[str] = "Backdrop"
    glyph: ClassVar[str] = "backdrop"
    starts_open: ClassVar[bool] = True

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._grid = QGridLayout()
        self._grid.setSpacing(2)
        self.column.addLayout(self._grid)
        self._tiles: list[Tile] = []
        self._form: tuple[type[Element], Form] | None = None
        self._add_tiles(choices())

    def _add_tiles(self, offered: Sequence[tuple[Element, str]]) -> None:
        for element, name in offered:
            tile = Tile(element, name)
            tile.clicked.connect(self._picked)
            self._grid.addWidget(tile, len(self._tiles) // ACROSS, len(self._tiles) % ACROSS)
            self._tiles.append(tile)

    def _picked(self) -> None:
        tile = self.sender()
        if isinstance(tile, Tile):
            backdrop = tile.element
            self.workspace.edit(lambda scene: with_backdrop(scene, backdrop), name=f"Backdrop {tile.toolTip()}")
        self.refresh()

    def refresh(self) -> None:
        present = [
            next((element for element in self.workspace.scene_of(key).elements if is_backdrop(element)), None)
            for key in self.workspace.selection
        ]
        first = present[0] if present else None
        same = all(element == first for element in present)
        for tile in self._tiles:
            tile.setChecked(same and tile.element == first)
        kinds = {type(element) for element in present if element is not None}
        self._show_form(kinds.pop() if len(kinds) == 1 else None)
        super().refresh()

    def _show_form(self, kind: type[Element] | None) -> None:
        if self._form is not None and self._form[0] is kind:
            return
        if self._form is not None:
            self.drop_form(self._form[1])
            self._form = None
        if kind is not None:
            self._form = (kind, self.add_form(Form(kind, prefix=f"{kind.kind}.")))
