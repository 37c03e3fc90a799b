"""The window in which a photo of a blank item becomes a mockup."""

from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from studio.app.mockups.marking import MarkingDesk
from studio.model.errors import StudioError, UsageError
from studio.model.picture import Bytes
from studio.model.printing import Artwork
from studio.ui.bridge import Bridge
from studio.ui.mockups.marking.canvas import MarkingCanvas
from studio.ui.mockups.marking.panel import MarkingPanel


class MarkingDialog(QDialog):
    """`made(Item)`: a mockup was saved. `artwork` is what the look wears."""

    made = Signal(object)

    def __init__(self, desk: MarkingDesk, artwork: Artwork, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self._artwork, self._bridge = desk, artwork, bridge
        self.setWindowTitle(f"Mark print areas on {desk.photo.name}")
        self.canvas = MarkingCanvas(desk)
        self.panel = MarkingPanel(desk.photo.stem[:80])
        self._thread = ThreadPoolExecutor(1, "marking")
        self._looking, self._again, self._dragging = False, False, False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.canvas, 1)
        row.addWidget(self.panel)
        self.resize(1120, 720)
        self.canvas.changed.connect(self._changed)
        self.panel.edited.connect(self._edited)
        self.panel.tool_chosen.connect(self._tool)
        self.panel.item_asked.connect(self._find_item)
        self.panel.whole_asked.connect(self._whole)
        self.panel.size_changed.connect(self._look)
        self.panel.save_asked.connect(self._save)
        self.panel.area_chosen.connect(self._choose_area)
        self.panel.area_named.connect(self._name_area)
        self.panel.area_added.connect(self._add_area)
        self.panel.area_removed.connect(self._remove_area)
        for keys, act in ((QKeySequence.StandardKey.Undo, self.undo), (QKeySequence.StandardKey.Redo, self.redo)):
            QShortcut(QKeySequence(keys), self, act)
        self.panel.show_desk(desk)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._look)
        self._soon.start()
        self.canvas.setFocus()

    def undo(self) -> None:
        """Take the last step back."""
        self.desk.undo()
        self._other_area()

    def redo(self) -> None:
        """Take it again."""
        self.desk.redo()
        self._other_area()

    # --- what is done ------------------------------------------------------------------------------------------------

    def _changed(self, final: bool) -> None:
        self.panel.show_desk(self.desk)
        self.canvas.update()
        self._look()

    def _edited(self, path: str, label: str, value: Any, final: bool) -> None:
        if not self.desk.set(label, goes_on=self._dragging, **{path: value}):
            self.panel.say("The corners cannot take that form; move them apart first.")
        self._dragging = not final
        self._changed(final)

    def _tool(self, tool: str) -> None:
        self.canvas.tool = tool
        self.canvas.update()
        self.canvas.setFocus()
        self.panel.say("" if tool == "corners" else "Paint on the photo; the wheel or [ ] changes the brush.")

    def _whole(self) -> None:
        self.desk.paint(None, recolour=False, step="Print everywhere")
        self._changed(True)

    def _find_item(self) -> None:
        self.panel.item.setEnabled(False)
        self.panel.say("Finding the item…")
        self._bridge.deliver(self._thread.submit(self.desk.item_mask), self._found)

    def _found(self, future: "Future[Bytes]") -> None:
        self.panel.item.setEnabled(True)
        try:
            self.desk.paint(future.result(), recolour=True, step="Find the item")
        except StudioError as error:
            self.panel.say(f"{error.message} {error.hint}")
            return
        self.panel.say("Print lies only on the item, which comes in other colours too. Mend it with the brush.")
        self._changed(True)

    # --- print areas -------------------------------------------------------------------------------------------------

    def _choose_area(self, number: int) -> None:
        if self._sized():
            self.desk.choose_area(number)
        self._other_area()

    def _add_area(self) -> None:
        if self._sized() and not self.desk.add_area():
            self.panel.say("A mockup has no more print areas than that.")
        self._other_area()

    def _remove_area(self) -> None:
        self.desk.remove_area()
        self._other_area()

    def _other_area(self) -> None:
        self.canvas.chosen = 0
        self.panel.show_size(self.desk.now.area.size)
        self._changed(True)

    def _name_area(self, name: str) -> None:
        self.desk.describe_area(name=name)
        self.panel.show_desk(self.desk)

    def _sized(self) -> bool:
        """Give the area the size that is written beside it; False, and that is said, where it is none."""
        try:
            self.desk.describe_area(size=self.panel.print_size())
        except UsageError as error:
            self.panel.say(f"{error.message} {error.hint}")
            return False
        return True

    # --- the look ----------------------------------------------------------------------------------------------------

    def _look(self) -> None:
        """Ask how it looks; while one is being made, only the newest is made after it."""
        if self._looking:
            self._again = True
            return
        if not self._sized():
            return
        self._looking, self._again = True, False
        future = self._thread.submit(self.desk.look, self.desk.now, self._artwork)
        self._bridge.deliver(future, self._looked)

    def _looked(self, future: "Future[Bytes]") -> None:
        self._looking = False
        try:
            self.canvas.show_look(future.result())
        except StudioError as error:
            self.panel.say(f"{error.message} {error.hint}")
        if self._again:
            self._look()

    # --- the end -----------------------------------------------------------------------------------------------------

    def _save(self) -> None:
        if not self._sized():
            return
        self.panel.save.setEnabled(False)
        self.panel.say("Saving…")
        self._bridge.deliver(self._thread.submit(self.desk.save, self.panel.name.text().strip()), self._saved)

    def _saved(self, future: "Future[Any]") -> None:
        self.panel.save.setEnabled(True)
        try:
            item = future.result()
        except StudioError as error:
            self.panel.say(f"{error.message} {error.hint}")
            return
        self.made.emit(item)
        self.accept()

    def done(self, result: int) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)
        super().closeEvent(event)
