"""The batch page: the queue on the left, the lines of one batch in the middle, the picture under review on the right.

Keys: A accept and go on, R do again, T or Enter touch up in Edit, Ctrl+F search.
"""

from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtCore import QModelIndex, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter

from studio.app.queue import NOW, Queue
from studio.app.queue.ending import write_again
from studio.app.queue.follow import Line, Snapshot
from studio.app.watch import Standing
from studio.app.workspace.commands import Command
from studio.app.workspace.export_run import usual_folder
from studio.model.touchup import UNTOUCHED
from studio.ui.batch.desk import Desk
from studio.ui.batch.history_dialog import HistoryDialog
from studio.ui.batch.lines_delegate import LinesDelegate
from studio.ui.batch.lines_model import LinesModel, Which
from studio.ui.batch.lines_pane import LinesPane
from studio.ui.batch.new_batch import NewBatch
from studio.ui.batch.pictures import Pictures
from studio.ui.batch.queue_pane import QueuePane
from studio.ui.batch.review import Review
from studio.ui.batch.rules_dialog import RulesDialog
from studio.ui.batch.tray import Tray
from studio.ui.batch.watch_desk import WatchDesk
from studio.ui.batch.watch_dialog import WatchDialog
from studio.ui.deliver.dialog import DeliverDialog
from studio.ui.pages.page import Page
from studio.ui.session import Session

LEFT, RIGHT = 264, 420


class BatchPage(Page):
    """See the module."""

    def __init__(self, session: Session, go: Callable[[str], None]) -> None:
        super().__init__(session, go)
        self.desk, self.watching = Desk(session.bridge, self), WatchDesk(session.bridge, self)
        self.tray = Tray(self)
        self.pictures = Pictures(session.bridge, self)
        self.left = QueuePane(session.bridge, self)
        self.batches, self.machines, self.begin = self.left.batches, self.left.machines, self.left.begin
        self.model = LinesModel(self)
        self.delegate = LinesDelegate(self.pictures)
        self.middle = LinesPane(self.model, self.delegate, self)
        self.bar, self.figures, self.empty = self.middle.bar, self.middle.figures, self.middle.empty
        self.view, self.search, self.chips = self.middle.view, self.middle.search, self.middle.chips
        self.review = Review(self.pictures, self)
        self._snapshot = Snapshot(())
        self._assemble()
        self._tie()

    # --- how it is put together --------------------------------------------------------------------------------------

    def _assemble(self) -> None:
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        for pane in (self.left, self.middle, self.review):
            self.splitter.addWidget(pane)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setHandleWidth(1)
        self.splitter.setSizes([LEFT, 760, RIGHT])
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.splitter)

    def _tie(self) -> None:
        self.desk.shown.connect(self._show)
        self.desk.trouble.connect(self.trouble)
        self.desk.machines.connect(self.machines.show_machines)
        self.machines.chosen.connect(self.desk.work_on)
        self.batches.picked.connect(self.desk.choose)
        self.batches.forget_asked.connect(self.desk.forget)
        self.bar.asked.connect(self._steer)
        self.begin.clicked.connect(self.new_batch)
        self.left.rules.clicked.connect(self._rules)
        self.left.history.clicked.connect(self._history)
        self.left.watch.clicked.connect(self.watch)
        self.watching.shown.connect(self._watched)
        self.watching.trouble.connect(self.trouble)
        self.empty.watch_asked.connect(self.watch)
        self.empty.begin_asked.connect(self.new_batch)
        self.empty.photos_asked.connect(self._to_edit)
        self.middle.sifted.connect(self._sift)
        self.pictures.came.connect(self.view.viewport().update)
        self.view.selectionModel().currentChanged.connect(self._picked)
        self.view.activated.connect(self._activated)
        self.review.accept_asked.connect(self.accept)
        self.review.redo_asked.connect(self.redo)
        self.review.open_asked.connect(self.touch_up)
        self._show(self._snapshot)

    # --- what is shown -----------------------------------------------------------------------------------------------

    def arrive(self) -> None:
        workspace = self.session.workspace
        self.empty.show_photos(len(workspace.photos), len(workspace.channels))
        self.wake()

    def wake(self) -> None:
        self.desk.open()
        self.watching.open()

    def close_page(self) -> None:
        self.watching.close()
        self.desk.close()
        self.pictures.close()

    def _show(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        batch = snapshot.batch
        self.batches.show_batches(snapshot.batches, self.desk.chosen)
        self.middle.show_some(batch is not None)
        self.review.setVisible(batch is not None)
        self.left.setVisible(bool(snapshot.batches or self.watching.standings))
        self.tray.tell(snapshot.news, snapshot.batches)
        if batch is None:
            return
        self.delegate.out_dir = batch.out_dir
        self.figures.show_snapshot(snapshot)
        self._keeping_place(lambda: self.model.show(snapshot.lines))
        self.bar.show_batch(batch, len(self.model.waiting()))
        self.middle.count()

    def _sift(self, which: Which, words: str) -> None:
        self._keeping_place(lambda: self.model.choose(which, words))
        self.middle.count()

    def _keeping_place(self, change: Callable[[], None]) -> None:
        """Change what is listed; the line in sight stays in sight while it is listed."""
        line, row = self.line, self.view.currentIndex().row()
        change()
        if line is not None:
            found = self.model.row_of((line.at, line.place))
            row = found if found >= 0 else min(row, len(self.model.seen) - 1)
            if row >= 0 and self.view.currentIndex().row() != row:
                self.view.setCurrentIndex(self.model.index(row))
        self._picked(self.view.currentIndex())

    @property
    def line(self) -> Line | None:
        """The line in sight, or None."""
        row = self.view.currentIndex().row()
        return self.model.seen[row] if 0 <= row < len(self.model.seen) else None

    def _picked(self, index: QModelIndex, _before: QModelIndex | None = None) -> None:
        self.review.show_line(self.line, self.delegate.out_dir)

    # --- what can be done --------------------------------------------------------------------------------------------

    def new_batch(self) -> None:
        """Show what a batch of Edit's photos would be, and put it into the queue when a person says so."""
        workspace = self.session.workspace
        dialog = NewBatch((workspace.destination or usual_folder()).name, self.window())
        dialog.wanted.connect(self.desk.submit)
        self.desk.prepared.connect(dialog.show_prepared)
        if self.desk.prepare(workspace):
            dialog.open()
        else:
            dialog.deleteLater()

    def _rules(self) -> None:
        RulesDialog(self.session.bridge, self.window()).open()

    def _history(self) -> None:
        HistoryDialog(self.desk, self.window()).open()

    def watch(self) -> None:
        """Show which folders are watched."""
        self.watching.open()
        WatchDialog(self.watching, self.session.workspace.channels, self.window()).open()

    def _watched(self, standings: list[Standing]) -> None:
        self.left.watch.show_standings(standings)
        self.left.setVisible(bool(self._snapshot.batches or standings))

    def _to_edit(self) -> None:
        self.go("edit")

    def accept(self) -> None:
        """Take the picture in sight as it is, and go to the next."""
        line, batch = self.line, self.desk.chosen
        if line is None or batch is None or line.item.output is None:
            return
        row = self.view.currentIndex().row()
        self.desk.steer(lambda queue: queue.accept(batch, [(line.at, line.place)]))
        if row + 1 < len(self.model.seen):
            self.view.setCurrentIndex(self.model.index(row + 1))

    def redo(self) -> None:
        """Do the photo in sight again, with what was touched up in Edit."""
        line, batch = self.line, self.desk.chosen
        if line is None or batch is None:
            return
        touchup = self.session.workspace.document.touchups.get(str(line.photo), UNTOUCHED)
        self.desk.steer(lambda queue: queue.redo(batch, {line.at: touchup}))

    def touch_up(self) -> None:
        """Open the photo in sight in Edit."""
        if self.line is not None:
            workspace = self.session.workspace
            wanted = str(self.line.photo)
            if wanted not in {photo.id for photo in workspace.photos}:
                workspace.add([self.line.photo])
            workspace.select([wanted])
            self.go("edit")

    def _activated(self, _index: QModelIndex) -> None:
        self.touch_up()

    def _steer(self, what: str) -> None:
        batch = self._snapshot.batch
        if batch is None:
            return
        if what == "folder":
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(batch.out_dir)))
        elif what == "deliver":
            DeliverDialog(batch.out_dir, self.session.bridge, self).open()
        elif what == "report":
            self.desk.steer(lambda queue: write_again(queue, batch.id), self._report_written)
        else:
            rest = self.model.waiting()
            deeds: dict[str, Callable[[Queue], object]] = {
                "pause": lambda queue: queue.pause(batch.id),
                "resume": lambda queue: queue.resume(batch.id),
                "cancel": lambda queue: queue.cancel(batch.id),
                "retry": lambda queue: queue.retry(batch.id),
                "accept": lambda queue: queue.accept(batch.id, rest),
                "first": lambda queue: queue.prioritise(batch.id, NOW),
            }
            self.desk.steer(deeds[what])

    def _report_written(self, future: object) -> None:
        error = future.exception()  # type: ignore[attr-defined]
        if error is not None:
            self.trouble.emit(getattr(error, "message", str(error)), getattr(error, "hint", ""))
            return
        path = cast(Path, future.result())  # type: ignore[attr-defined]
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        deeds = {Qt.Key.Key_A: self.accept, Qt.Key.Key_R: self.redo, Qt.Key.Key_T: self.touch_up}
        deed = deeds.get(Qt.Key(event.key()))
        if deed is not None and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            deed()
        elif event.key() == Qt.Key.Key_F and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.search.setFocus()
        else:
            super().keyPressEvent(event)

    def commands(self) -> list[Command]:
        def new() -> None:
            self.go("batch")
            self.new_batch()

        def watch() -> None:
            self.go("batch")
            self.watch()

        def machines() -> None:
            self.go("batch")
            self.machines.ask()

        return [
            Command("batch-watch", "Watched folders", watch, (), "Export", "watch", words="hot folder automatic"),
            Command("batch-new", "New batch from Edit", new, (), "Export", "batch", words="queue night many"),
            Command("batch-machines", "Machines that export", machines, (), "Export", "machines", words="cluster dask"),
            Command("batch-rules", "Rules of batches", self._rules, (), "Export", "settings", words="quiet alerts"),
        ]
