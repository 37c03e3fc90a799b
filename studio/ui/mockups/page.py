"""The Mockups page: artwork at the left, the item it is on in the middle above all items, what can be set at the right.

Keys: arrows move the artwork, + and − change its size, Delete takes it off the item, or off the shelf.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget

from studio.app.mockups.desk import MockupDesk
from studio.app.mockups.shared import is_shared
from studio.app.workspace.commands import Command
from studio.ui.mockups.commands import commands_of
from studio.ui.mockups.exporting import Exporting
from studio.ui.mockups.gallery import Gallery
from studio.ui.mockups.laying import Laying
from studio.ui.mockups.matrix_run import MatrixRun
from studio.ui.mockups.own import OwnMockups
from studio.ui.mockups.printing import Printing
from studio.ui.mockups.shelf import Shelf
from studio.ui.mockups.showing import Showing
from studio.ui.mockups.side import Side
from studio.ui.mockups.stage import StageView
from studio.ui.mockups.taking import Taking
from studio.ui.pages.page import Page
from studio.ui.panes import line
from studio.ui.session import Session

LEFT, RIGHT = 252, 320


class MockupsPage(Page):
    """See the module."""

    def __init__(self, session: Session, go: Callable[[str], None]) -> None:
        super().__init__(session, go)
        self.desk = MockupDesk()
        self.printing = Printing(session.bridge, self)
        self.exporting = Exporting(session.bridge, self)
        self.shelf, self.stage, self.side = Shelf(), StageView(), Side()
        self.items = Gallery()
        self.gallery = self.items.tiles
        parts = self.shelf, self.stage, self.items, self.side
        self.showing = Showing(self.desk, self.printing, parts, self)
        self.laying = Laying(self.desk, self)
        self.taking = Taking(self.desk, self.printing, self)
        self.own = OwnMockups(self.desk, self.printing, session.bridge, self)
        self.matrix = MatrixRun(self.desk, self.side.matrix, self.exporting, self)
        self._assemble()
        self._tie()

    def _assemble(self) -> None:
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part, share in ((self.stage, 1), (line(), 0), (self.items, 0)):
            column.addWidget(part, share)
        right = self._right()
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        for pane in (self.shelf, middle, right):
            self.splitter.addWidget(pane)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setHandleWidth(1)
        self.splitter.setSizes([LEFT, 800, RIGHT])
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.splitter)

    def _right(self) -> QWidget:
        scroll = QScrollArea(self)
        scroll.setWidget(self.side)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scroll, 1)
        column.addWidget(self.side.matrix.footer)
        return right

    def _tie(self) -> None:
        self.shelf.offered.connect(self.take)
        self.shelf.sample_asked.connect(self.taking.take_sample)
        self.shelf.picked.connect(self._artwork_picked)
        self.shelf.removed.connect(self._remove)
        self.shelf.call_off.connect(self.taking.call_off)
        self.shelf.call_off.connect(self.own.call_off)
        self.gallery.picked.connect(self._item_picked)
        self.gallery.dropped.connect(self._new_items)
        self.items.add.clicked.connect(self.own.ask)
        self.stage.moved.connect(self.laying.move)
        self.stage.scaled.connect(self.laying.scale)
        self.stage.turned.connect(self.laying.turn)
        self.stage.bared.connect(self.take_off)
        self.stage.dropped.connect(self.take)
        self.stage.resized.connect(self.showing.show)
        self.side.edited.connect(self.laying.edit)
        self.side.colour_chosen.connect(self._colour_chosen)
        self.side.surface_chosen.connect(self._surface_chosen)
        self.side.bare_asked.connect(self.take_off)
        self.laying.laid.connect(self._laid)
        self.taking.reading.connect(self.shelf.show_reading)
        self.taking.taken.connect(self._taken)
        self.own.reading.connect(self.shelf.show_reading)
        self.own.made.connect(self._taken)
        for part in (self.showing, self.taking, self.matrix, self.own):
            part.trouble.connect(self.trouble)

    def commands(self) -> list[Command]:
        return commands_of(self)

    def arrive(self) -> None:
        if not self.desk.items:
            self.desk.find()
            for error in self.desk.broken[:1]:
                self.trouble.emit(error.message, error.hint)
            self.showing.show_items()
        self._changed()

    def close_page(self) -> None:
        self.exporting.close()
        self.printing.close()

    # --- what is done ------------------------------------------------------------------------------------------------

    def take(self, found: list[Path]) -> None:
        """Take what was dropped or chosen: artwork, and mockups from elsewhere."""
        shared = [path for path in found if is_shared(path)]
        for path in shared:
            self.own.take(path)
        artwork = [path for path in found if path not in shared]
        if artwork:
            self.taking.take(artwork)

    def _new_items(self, found: list[Path]) -> None:
        for path in found[:1]:
            self.own.take(path)

    def take_off(self) -> None:
        """Leave the chosen surface without artwork."""
        if self.laying.worn:
            self.desk.set_artwork(None)
            self._changed()

    def undo(self) -> None:
        """Take the last step on this page back."""
        self.desk.undo()
        self._reshelved()

    def redo(self) -> None:
        """Take it again."""
        self.desk.redo()
        self._reshelved()

    def _taken(self) -> None:
        self.showing.show_items()
        self._reshelved()

    def _remove(self, key: str) -> None:
        self.desk.remove(Path(key))
        self._reshelved()

    def _artwork_picked(self, key: str) -> None:
        self.desk.choose_artwork(Path(key))
        self.showing.dress()
        self._show()

    def _item_picked(self, key: str) -> None:
        self.desk.choose_item(key)
        self._show()

    def _surface_chosen(self, surface_id: str) -> None:
        self.desk.choose_surface(surface_id, self.printing.same_place(self.desk.item, surface_id))
        self._changed()

    def _colour_chosen(self, colour: str) -> None:
        self.desk.set_colour(colour)
        self._changed()

    # --- what is shown -----------------------------------------------------------------------------------------------

    def _laid(self, final: bool) -> None:
        self.showing.show(draft=not final)
        if final:
            self.showing.dress_one()
            self.matrix.refresh()

    def _reshelved(self) -> None:
        self.showing.show_shelf()
        self.showing.dress()
        self._show()

    def _changed(self) -> None:
        self.showing.dress_one()
        self._show()

    def _show(self) -> None:
        self.showing.show()
        self.matrix.refresh()
