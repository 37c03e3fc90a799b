"""The Mockups page: artwork at the left, the item it is on in the middle above all items, what can be set at the right.

Keys: arrows move the artwork, + and − change its size, Delete takes it off, Ctrl+drop adds.
"""

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from studio.app.commands import Command
from studio.app.mockup_desk import MockupDesk
from studio.intake.artwork import SUFFIXES
from studio.model.errors import StudioError
from studio.model.printing import Artwork, PrintPlacement
from studio.ui import icons
from studio.ui.mockups.exporting import Exporting
from studio.ui.mockups.printing import Printing, Shown, Wish
from studio.ui.mockups.side import Side
from studio.ui.mockups.stage import StageView
from studio.ui.mockups.tiles import Tiles
from studio.ui.pages.page import Page
from studio.ui.panes import line
from studio.ui.session import Session
from studio.ui.theme import PADDING
from studio.ui.to_qimage import to_qimage

LEFT, RIGHT = 248, 320
ARTWORK = 3072  # pixels of artwork that the page keeps
LARGEST = 2000  # pixels of the stage's longer side
SHELF, GALLERY = 96, 120
BOUNDS = {"x": (-2.0, 2.0), "y": (-2.0, 2.0), "scale": (0.02, 8.0)}
KINDS = f"Artwork ({' '.join('*' + suffix for suffix in sorted(SUFFIXES))});;All files (*)"
EMPTY = "Drop artwork here: PNG, SVG, PDF, PSD or JPEG.\nIt is shown on every item at once."


class MockupsPage(Page):
    """See the module."""

    def __init__(self, session: Session, go: Callable[[str], None]) -> None:
        super().__init__(session, go)
        self.desk = MockupDesk()
        self.printing = Printing(session.bridge, self)
        self.exporting = Exporting(session.bridge, self)
        self.shelf = Tiles("Artwork", SHELF)
        self.gallery = Tiles("Items", GALLERY, one_row=True)
        self.stage = StageView()
        self.side = Side()
        self._before: PrintPlacement | None = None
        self._assemble()
        self._tie()

    # --- how it is put together --------------------------------------------------------------------------------------

    def _assemble(self) -> None:
        self.add = QPushButton(icons.icon("add"), "Add artwork…")
        self.add.setProperty("role", "primary")
        self.hint = QLabel(EMPTY)
        self.hint.setWordWrap(True)
        self.hint.setProperty("role", "caption")
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(PADDING, PADDING, PADDING, 8)
        for widget, stretch in ((self.add, 0), (self.hint, 0), (self.shelf, 1)):
            column.addWidget(widget, stretch)
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part, share in ((self.stage, 1), (line(), 0), (self.gallery, 0)):
            column.addWidget(part, share)
        right = QScrollArea(self)
        right.setWidget(self.side)
        right.setWidgetResizable(True)
        right.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        right.setFrameShape(QScrollArea.Shape.NoFrame)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        for pane in (left, middle, right):
            self.splitter.addWidget(pane)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setHandleWidth(1)
        self.splitter.setSizes([LEFT, 800, RIGHT])
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.splitter)

    def _tie(self) -> None:
        self.add.clicked.connect(self.open_artwork)
        self.shelf.picked.connect(self._artwork_picked)
        self.gallery.picked.connect(self._item_picked)
        self.stage.moved.connect(self._moved)
        self.stage.scaled.connect(self._scaled)
        self.stage.dropped.connect(self.take)
        self.stage.resized.connect(self._show)
        self.side.edited.connect(self._edited)
        self.side.colour_chosen.connect(self._colour_chosen)
        self.side.surface_chosen.connect(self._surface_chosen)
        self.side.bare_asked.connect(self.take_off)
        self.side.all_items.toggled.connect(self._count)
        self.side.all_colours.toggled.connect(self._count)
        self.side.export_asked.connect(self._export)
        self.printing.shown.connect(self._shown)
        self.printing.thumbnail.connect(self.gallery.show_image)
        self.printing.failed.connect(self._failed)
        self.exporting.progressed.connect(self._count)
        self.exporting.ended.connect(self._exported)

    def commands(self) -> list[Command]:
        desk = self.desk
        return [
            Command("mockups-add", "Add artwork…", self.open_artwork, (), "Mockups", "add", words="design logo"),
            Command(
                "mockups-undo",
                lambda: f"Undo on mockups: {desk.undo_name or ''}",
                self.undo,
                ("Ctrl+Alt+Z",),
                "Mockups",
                "undo",
                lambda: desk.undo_name is not None,
            ),
            Command("mockups-redo", "Redo on mockups", self.redo, ("Ctrl+Alt+Y",), "Mockups", "redo"),
            Command("mockups-off", "Take artwork off this surface", self.take_off, (), "Mockups", "delete"),
        ]

    def arrive(self) -> None:
        if not self.desk.items:
            self.desk.find()
            for error in self.desk.broken[:1]:
                self.trouble.emit(error.message, error.hint)
            for item in self.desk.items:
                self.gallery.put(item.id, item.mockup.name, f"{item.mockup.name} · {item.mockup.category}")
            self.gallery.choose(self.desk.item_id)
            self._dress()
        self._show()

    def close_page(self) -> None:
        self.exporting.close()
        self.printing.close()

    # --- artwork -----------------------------------------------------------------------------------------------------

    def open_artwork(self) -> None:
        """Ask for artwork files."""
        found, _ = QFileDialog.getOpenFileNames(self, "Add artwork", "", KINDS)
        self.take([Path(name) for name in found])

    def take(self, found: list[Path]) -> None:
        """Add artwork files and folders of them; they are read on a thread."""
        files = [
            file
            for path in found
            for file in (sorted(path.rglob("*")) if path.is_dir() else [path])
            if not path.is_dir() or file.suffix.lower() in SUFFIXES
        ]
        if files:
            self.hint.setText(f"Reading {len(files)} file{'' if len(files) == 1 else 's'}…")
            self.printing.read(lambda: MockupDesk.read(files, ARTWORK), self._read)

    def _read(self, future: "Future[list[tuple[Path, Artwork | StudioError]]]") -> None:
        for path, artwork in future.result():
            if isinstance(artwork, StudioError):
                self.trouble.emit(artwork.message, artwork.hint)
                continue
            self.desk.shelve(path, artwork)
            self.shelf.put(str(path), path.name, f"{path.name}, {artwork.width} × {artwork.height}")
            self.shelf.show_image(str(path), _on_card(artwork))
        self.hint.setText(EMPTY)
        self.hint.setVisible(not self.desk.shelf)
        if self.desk.chosen:
            self.shelf.choose(str(self.desk.chosen))
        self._dress()
        self._show()

    def _artwork_picked(self, key: str) -> None:
        path = Path(key)
        first = self.desk.surface_id == self.desk.item.mockup.surfaces[0].id if self.desk.items else True
        self.desk.chosen = path
        if not first or self.desk.surface_id in self.desk.worn().artwork:
            self.desk.set_artwork(path)
        self._dress()
        self._show()

    def take_off(self) -> None:
        """Leave the chosen surface without artwork."""
        if self.desk.items:
            self.desk.set_artwork(None)
            self._changed()

    # --- the item ----------------------------------------------------------------------------------------------------

    def _item_picked(self, key: str) -> None:
        self.desk.choose_item(key)
        self._show()

    def _surface_chosen(self, surface_id: str) -> None:
        self.desk.surface_id = surface_id
        if self.desk.chosen and surface_id not in self.desk.worn().artwork:
            self.desk.set_artwork(self.desk.chosen)
        self._changed()

    def _colour_chosen(self, colour: str) -> None:
        self.desk.set_colour(colour)
        self._changed()

    def _placement(self) -> PrintPlacement:
        return self.desk.placement_on(self.desk.item, self.desk.surface_id)

    def _lay(self, step: str, *, final: bool, **fields: Any) -> None:
        """Lay the artwork elsewhere; all of a drag is one step."""
        now = self._placement()
        goes_on = self._before is not None
        self._before = None if final else (self._before or now)
        for name, (low, high) in BOUNDS.items():
            if name in fields:
                fields[name] = min(max(fields[name], low), high)
        self.desk.set_placement(now.changed(**fields), step=step, goes_on=goes_on)
        self._show(draft=not final)
        if final:
            self._dress_one()

    def _moved(self, right: float, down: float, final: bool) -> None:
        if self._worn():
            start = self._before or self._placement()
            self._lay("Move artwork", final=final, x=start.x + right, y=start.y + down)

    def _scaled(self, factor: float, final: bool) -> None:
        if self._worn():
            self._lay("Size of artwork", final=final, scale=self._placement().scale * factor)

    def _edited(self, path: str, label: str, value: Any, final: bool) -> None:
        if self._worn():
            self._lay(label, final=final, **{path: value})

    def _worn(self) -> bool:
        return bool(self.desk.items) and self.desk.artwork_on(self.desk.item, self.desk.surface_id) is not None

    def undo(self) -> None:
        """Take the last step on this page back."""
        self.desk.undo()
        self._changed()

    def redo(self) -> None:
        """Take it again."""
        self.desk.redo()
        self._changed()

    # --- showing -----------------------------------------------------------------------------------------------------

    def _changed(self) -> None:
        self._show()
        self._dress_one()

    def _show(self, *, draft: bool = False) -> None:
        desk = self.desk
        if not desk.items:
            self.stage.words = "No mockups were found on this computer."
            self.stage.update()
            return
        item, surface = desk.item, desk.surface_id
        self.stage.surface = surface
        self.stage.words = "" if desk.shelf else EMPTY
        colour = desk.colour(item)
        longest = min(self.stage.longest, LARGEST)
        self.printing.show(Wish(item, desk.prints(item), colour.colour, longest, draft))
        self.side.show_item(item, surface, colour)
        self.side.show_placement(desk.placement_on(item, surface) if self._worn() else None)
        if not draft:
            self.side.show_findings(desk.findings())
            self._count()

    def _shown(self, shown: Shown) -> None:
        if shown.wish.item.id == self.desk.item_id:
            self.stage.show_picture(shown.image, shown.view)

    def _dress(self) -> None:
        """Show every item of the gallery as it is dressed now, beginning with those in sight."""
        desk = self.desk
        self.printing.dress([(item, desk.prints(item), desk.colour(item).colour) for item in desk.items])

    def _dress_one(self) -> None:
        item = self.desk.item
        self.printing.dress_one(item, self.desk.prints(item), self.desk.colour(item).colour)

    def _failed(self, error: StudioError) -> None:
        self.trouble.emit(error.message, error.hint)

    # --- export ------------------------------------------------------------------------------------------------------

    def _jobs(self) -> list[Any]:
        from studio.app.mockup_export import Matrix, plan

        desk, side = self.desk, self.side
        items = desk.items if side.all_items.isChecked() else [desk.item] if desk.items else []
        jobs = []
        for item in items:
            design = desk.design(item)
            if design is not None:
                colours = ("all",) if side.all_colours.isChecked() else (desk.colour(item).id,)
                jobs += plan(Matrix([design], [item], colours))
        return jobs

    def _count(self) -> None:
        self.side.show_export(len(self._jobs()), running=self.exporting.words)

    def _export(self) -> None:
        if self.exporting.words:
            self.exporting.stop()
            return
        folder = QFileDialog.getExistingDirectory(self, "Folder for the pictures")
        if folder:
            self.exporting.start(self._jobs(), Path(folder))

    def _exported(self, done: int, errors: list[dict[str, str]], folder: str) -> None:
        self._count()
        if errors:
            self.trouble.emit(f"{len(errors)} pictures failed: {errors[0]['message']}", errors[0]["hint"])
        else:
            self.trouble.emit(f"{done} pictures are in {folder}.", "")


def _on_card(artwork: Artwork) -> QImage:
    """Return artwork small, on white where it is clear."""
    return to_qimage(artwork.picture)
