"""Backdrop: a row of looks to click, and the settings of the one in use."""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QGridLayout, QHBoxLayout, QPushButton, QSizePolicy

from studio.app.workspace.workspace import MISSING, Workspace
from studio.model.scene import Element, Scene, element_kinds
from studio.model.viewpoint import Viewpoint
from studio.ui import icons
from studio.ui.bridge import Bridge
from studio.ui.controls.choice import words
from studio.ui.controls.group import chain_after
from studio.ui.form import Form
from studio.ui.sections.section import Section
from studio.ui.theme import colours
from studio.ui.to_qimage import to_qimage

ACROSS = 5
PICTURES = "Pictures (*.png *.jpg *.jpeg *.webp *.avif *.tif *.tiff)"
UNUSED = {
    "linear": ("horizon", "bend"),
    "radial": ("angle", "horizon", "bend"),
    "sweep": ("angle",),
}
"""By a gradient's shape: fields that change nothing then."""
TILE = 88  # pixels rendered; shown at half of it and less


class Tile(QAbstractButton):
    """One backdrop as it looks; without an element the tile that asks for a picture of one's own."""

    def __init__(self, element: Element | None, name: str) -> None:
        super().__init__()
        self.element = element
        self._image: QImage | None = None
        self.setCheckable(element is not None)
        self.setToolTip(name)
        self.setAccessibleName(f"Backdrop: {name}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(40, 40)

    def take(self, image: QImage) -> None:
        """Show how it looks, where that could not be made at once."""
        self._image = image
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        now = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        body = QRectF(self.rect()).adjusted(3, 3, -3, -3)
        path = QPainterPath()
        path.addRoundedRect(body, 4, 4)
        painter.fillPath(path, QColor(now.hover if self.underMouse() else now.panel))
        if self.element is not None and self._image is None and not pictured(self.element):
            self._image = picture_of(self.element)
        if self._image is not None:
            painter.setClipPath(path)
            painter.drawImage(body, self._image, covering(self._image, body))
            painter.setClipping(False)
        elif self.element is None:
            icons.draw(painter, self.rect().adjusted(0, 10, 0, -10), "picture", now.text)
        painter.setPen(QPen(QColor(now.edge), 1))
        painter.drawPath(path)
        if self.isChecked() or self.hasFocus():
            painter.setPen(QPen(QColor(now.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)


def covering(image: QImage, box: QRectF) -> QRectF:
    """Return the part of an image that fills a box without bending it."""
    scale = min(image.width() / max(1.0, box.width()), image.height() / max(1.0, box.height()))
    wide, high = box.width() * scale, box.height() * scale
    return QRectF((image.width() - wide) / 2, (image.height() - high) / 2, wide, high)


def pictured(element: Element) -> bool:
    """Whether an element shows a picture file, which takes a moment to be read."""
    return isinstance(getattr(element, "picture", None), str)


def picture_of(element: Element) -> QImage:
    """Return a backdrop rendered alone, a few dozen pixels wide; safe on any thread."""
    from studio.app.photo.pictures import picture_files
    from studio.intake import thumbnail
    from studio.model.render import RenderRequest
    from studio.scene import render

    scene = Scene(elements=(element,))
    pictures = {name: thumbnail(path, 2 * TILE) for name, path in picture_files(scene, small=True).items()}
    return to_qimage(render(RenderRequest(scene, TILE, TILE, pictures=pictures)).picture)


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
    found += [(kind(), kind.title) for kind in element_kinds().values() if _offered(kind)]
    return found


def _offered(kind: type[Element]) -> bool:
    """Whether a kind of backdrop can be shown in its default look: it is not of one colour and needs no picture."""
    return kind.kind.startswith("backdrop") and kind.kind != "backdrop-colour" and "picture" not in kind.model_fields


def shipped_sets() -> list[tuple[Element, str]]:
    """Return the sets that ship, with their names."""
    from studio.app.sets import sets
    from studio.scene.elements import SetBackdrop

    return [(SetBackdrop(picture=name), facts.name or words(name)) for name, facts in sets()]


def with_backdrop(scene: Scene, backdrop: Element, viewpoint: Viewpoint | None = None) -> Scene:
    """Return the scene with its backdrop exchanged; what lies above stays, and in a set the product stands.

    `viewpoint`: from how high the product was photographed.
    """
    from studio.app.sets import standing
    from studio.scene.elements import SetBackdrop

    if isinstance(backdrop, SetBackdrop):
        return standing(scene, backdrop, viewpoint)
    above = tuple(element for element in scene.elements if not is_backdrop(element))
    return scene.model_copy(update={"elements": (backdrop, *above)})


class BackdropSection(Section):
    """Tiles, then a form of the backdrop's own fields."""

    title: ClassVar[str] = "Backdrop"
    glyph: ClassVar[str] = "backdrop"
    starts_open: ClassVar[bool] = True

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._bridge = Bridge(self)
        self._reader = ThreadPoolExecutor(1, "backdrops")
        self._waiting: dict[Future[QImage], Tile] = {}
        self._grid = QGridLayout()
        self._grid.setSpacing(2)
        self.column.addLayout(self._grid)
        self._tiles: list[Tile] = []
        self._form: tuple[type[Element], Form] | None = None
        self._add_tiles(choices())
        self._add_tiles(shipped_sets())
        self._reader.shutdown(wait=False)  # its thread ends with the last picture
        self._own = Tile(None, "A picture of your own…")
        self._own.clicked.connect(self._choose_picture)
        self._grid.addWidget(self._own, len(self._tiles) // ACROSS, len(self._tiles) % ACROSS)
        row = QHBoxLayout()
        row.setSpacing(8)
        for name, hint, run in (
            ("Match a picture…", "Reads backdrop, light, shadow and more from a picture you like", self._match),
            ("Have one made…", "A model makes a place from your words; the price is said first", self._have_made),
        ):
            button = QPushButton(name, self)
            button.setToolTip(hint)
            button.clicked.connect(run)
            row.addWidget(button, 1)
        self.column.addLayout(row)

    def _add_tiles(self, offered: Sequence[tuple[Element, str]]) -> None:
        for element, name in offered:
            tile = Tile(element, name)
            tile.clicked.connect(self._picked)
            self._grid.addWidget(tile, len(self._tiles) // ACROSS, len(self._tiles) % ACROSS)
            self._tiles.append(tile)
            if pictured(element):
                future = self._reader.submit(picture_of, element)
                self._waiting[future] = tile
                self._bridge.deliver(future, self._read)

    def _read(self, future: "Future[QImage]") -> None:
        tile = self._waiting.pop(future)
        if not future.cancelled() and future.exception() is None:
            tile.take(future.result())

    def _picked(self) -> None:
        tile = self.sender()
        if isinstance(tile, Tile) and tile.element is not None:
            backdrop = tile.element
            self._give(backdrop, f"Backdrop {tile.toolTip()}")
        self.refresh()

    def _give(self, backdrop: Element, name: str) -> None:
        """Give the chosen photos a backdrop; a set is seen from where each was photographed, where that is told."""
        looks = {}
        for key in self.workspace.selection:
            look, viewpoint = self.workspace.look_of(key), self.workspace.state_of(key).viewpoint
            looks[key] = look.changed(scene=with_backdrop(look.scene, backdrop, viewpoint))
        self.workspace.set_looks(looks, name=name)

    def _match(self) -> None:
        self.wanted.emit("match-reference")

    def _have_made(self) -> None:
        self.wanted.emit("ask-backdrop")

    def _choose_picture(self) -> None:
        from studio.scene.elements import PictureBackdrop

        file, _ = QFileDialog.getOpenFileName(self.window(), "Choose a backdrop", "", PICTURES)
        if file:
            backdrop = PictureBackdrop(picture=str(Path(file)))
            self.workspace.edit(lambda scene: with_backdrop(scene, backdrop), name="Backdrop picture")

    def refresh(self) -> None:
        present = [
            next((element for element in self.workspace.scene_of(key).elements if is_backdrop(element)), None)
            for key in self.workspace.selection
        ]
        first = present[0] if present else None
        same = all(element == first for element in present)
        for tile in self._tiles:
            tile.setChecked(same and _alike(tile.element, first))
        kinds = {type(element) for element in present if element is not None}
        self._show_form(kinds.pop() if len(kinds) == 1 else None)
        super().refresh()

    def value_of(self, path: str) -> Any:
        """Return a value, or MISSING for a field that the gradient's shape makes no use of."""
        kind, _, name = path.partition(".")
        unused = UNUSED.get(str(self.workspace.value_of(f"{kind}.shape")), ())
        return MISSING if name in unused else super().value_of(path)

    def _show_form(self, kind: type[Element] | None) -> None:
        if self._form is not None and self._form[0] is kind:
            return
        if self._form is not None:
            self.drop_form(self._form[1])
            self._form = None
        if kind is not None:
            skip = [name for name in ("picture",) if name in kind.model_fields]
            self._form = (kind, self.add_form(Form(kind, prefix=f"{kind.kind}.", skip=skip, within="Backdrop")))
            chain_after(self._own, self._form[1])


def _alike(offered: Element | None, used: Element | None) -> bool:
    """Whether a tile is the backdrop in use; a picture stays chosen when it is moved or blurred."""
    if offered is not None and used is not None and pictured(offered) and pictured(used):
        return getattr(offered, "picture", "") == getattr(used, "picture", None)
    return offered == used
