"""The row at the bottom of the window: channels, folder, estimate, Export; then progress; then the report.

ExportPanel(workspace, bridge)            # a QWidget; the window gives it the full width below everything
panel.go_asked                            # Signal(photo_id, channel_id, finding | None): show that photo and place
panel.retry_asked                         # Signal(photo_id)
panel.trouble                             # Signal(message, hint): for the window's banner
panel.start(only_chosen=False)            # the command "export"
panel.close_run()                         # before the window goes
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QFile, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from studio.app.batch.report import Item
from studio.app.workspace.export_run import ExportRun, ExportState, order_of, state_after
from studio.app.workspace.workspace import Change, Workspace
from studio.check import load_channels
from studio.model.errors import StudioError
from studio.ui.bridge import Bridge
from studio.ui.export.done_bar import DoneBar
from studio.ui.export.found import counts_by_channel, entries, outcome
from studio.ui.export.idle_bar import IdleBar
from studio.ui.export.progress_line import ProgressLine
from studio.ui.export.running_bar import RunningBar
from studio.ui.findings import Entry, FindingsList

DRAWER = 232  # pixels
Start = Callable[..., ExportRun]


class ExportPanel(QWidget):
    """See the module."""

    go_asked = Signal(str, str, object)
    retry_asked = Signal(str)
    trouble = Signal(str, str)
    running_changed = Signal(bool)
    list_shown = Signal(bool)

    def __init__(
        self, workspace: Workspace, bridge: Bridge, parent: QWidget | None = None, run: Start = ExportRun
    ) -> None:
        super().__init__(parent)
        self._workspace, self._bridge, self._make_run = workspace, bridge, run
        self._channels = load_channels()
        self._run: ExportRun | None = None
        self._results: dict[str, Sequence[Item]] = {}  # of the last export, by photo
        self._wanted_channel = ""
        self._noted = ""  # of the export under way, told once
        self.setAccessibleName("Export")
        self.line = ProgressLine(self)
        self.idle = IdleBar(workspace, self._channels, self)
        self.running = RunningBar(self)
        self.done = DoneBar(self)
        self.list = FindingsList(self)
        self.list.setFixedHeight(DRAWER)
        self.list.hide()
        self._bars = QStackedWidget(self)
        for bar in (self.idle, self.running, self.done):
            self._bars.addWidget(bar)
        self._bars.setFixedHeight(52)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        rule = QFrame(self)
        rule.setProperty("role", "line")
        rule.setFixedHeight(1)
        column.addWidget(rule)
        column.addWidget(self.list)
        column.addWidget(self.line)
        column.addWidget(self._bars)
        self._connect()
        self._soon = QTimer(self, singleShot=True, interval=100)
        self._soon.timeout.connect(self._refresh)
        self._unsubscribe = workspace.subscribe(self._heard)
        self._show_counts()

    def _connect(self) -> None:
        self.idle.export_asked.connect(self.start)
        self.idle.channels.asked.connect(self._show_channel)
        self.running.pause_asked.connect(self.pause)
        self.running.resume_asked.connect(self.resume)
        self.running.cancel_asked.connect(self.cancel)
        self.done.findings_asked.connect(self._show_findings)
        self.done.open_asked.connect(self.open_folder)
        self.done.deliver_asked.connect(self.deliver)
        self.done.undo_asked.connect(self.take_back)
        self.done.closed.connect(self._back)
        self.list.chosen.connect(self._go)
        self.list.fix_asked.connect(self._fix)

    # --- commands ----------------------------------------------------------------------------------------------------

    @property
    def busy(self) -> bool:
        """Whether an export runs or waits."""
        return self._run is not None and not self._run.state.over

    @property
    def exported(self) -> bool:
        """Whether there is a folder of finished pictures to open."""
        return self._run is not None

    @property
    def finished(self) -> int:
        """How many photos of the export are finished."""
        return self._run.state.done if self._run is not None else 0

    def reset(self) -> None:
        """Back to choosing; the report goes."""
        if not self.busy:
            self._back()

    def show_findings(self, shown: bool = True) -> None:
        """Open or close the list of what was found."""
        if self._bars.currentWidget() is self.done:
            self.done.findings.setChecked(shown)
        else:
            self._show_findings(shown)

    def start(self, only_chosen: bool = False) -> None:
        """Export all photos, or the chosen ones; says why where it cannot."""
        if self.busy:
            return
        try:
            order = order_of(self._workspace, self._workspace.selection if only_chosen else None)
        except StudioError as error:
            self.trouble.emit(error.message, error.hint)
            return
        self._show_findings(False)
        self._results, self._noted = {}, ""
        self._run = self._make_run(order, on_state=self._told, on_items=self._made)
        self._bars.setCurrentWidget(self.running)
        self._progress(self._run.state)
        self._run.start()
        self.running_changed.emit(True)

    def pause(self) -> None:
        """Begin no further photo."""
        if self._run is not None:
            self._run.pause()

    def resume(self) -> None:
        """Go on."""
        if self._run is not None:
            self._run.resume()

    def cancel(self) -> None:
        """Stop; what is finished stays."""
        if self._run is not None:
            self._run.cancel()

    def open_folder(self) -> None:
        """Show the finished pictures in the system's file browser."""
        if self._run is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._run.order.out_dir)))

    def deliver(self) -> None:
        """Ask where the finished pictures are to go."""
        from studio.ui.deliver.dialog import DeliverDialog

        if self._run is not None:
            DeliverDialog(self._run.order.out_dir, self._bridge, self).open()

    @property
    def can_take_back(self) -> bool:
        """Whether the last export has files that can go to the trash."""
        return not self.busy and bool(self._files())

    def take_back(self) -> None:
        """Undo the last export: its files go to the system's trash, never away for good; photos are ready again."""
        refused = [file for file in self._files() if file.exists() and not QFile.moveToTrash(str(file))]
        for photo in self._workspace.photos:
            state = self._workspace.state_of(photo.id)
            if state.outputs:
                self._workspace.report(photo.id, state.changed(status="ready", outputs=()))
        self._results = {}
        self._back()
        if refused:
            self.trouble.emit(f"{refused[0].name} could not be moved to the trash.", "Delete it in the folder itself.")

    def _files(self) -> list[Path]:
        """The files of the last export, with their receipts."""
        if self._run is None:
            return []
        outputs = [item.output for own in self._results.values() for item in own if item.output]
        files = [self._run.order.out_dir / output for output in outputs]
        return [*files, *(file.with_name(file.name + ".receipt.json") for file in files)]

    def close_run(self) -> None:
        """Call off what runs, and hear nothing more."""
        self._unsubscribe()
        if self._run is not None:
            self._run.cancel()
            self._run.join(10)

    # --- hearing from the run (its thread first) ---------------------------------------------------------------------

    def _told(self, state: ExportState) -> None:
        self._bridge.call(self._progress, state)

    def _made(self, photo_id: str, items: Sequence[Item]) -> None:
        self._bridge.call(self._take, photo_id, items)

    def _take(self, photo_id: str, items: Sequence[Item]) -> None:
        if self._run is not None:
            self._results[photo_id] = items
            before = self._workspace.state_of(photo_id)
            self._workspace.report(photo_id, state_after(before, items, self._run.order.out_dir))

    def _progress(self, state: ExportState) -> None:
        if state.note != self._noted:
            self._noted = state.note
            self.trouble.emit(state.note, "Which machines help is chosen on the Batch page.")
        self.line.show_share(state.done / max(1, state.total) if not state.over else None)
        if not state.over:
            self.running.show_state(state)
            return
        self._show_counts()
        counts, failed = outcome(self._results)
        found = list(entries(self._workspace, self._channels, self._wanted_channel))
        self.list.show_entries(found)
        self.done.show_outcome(state, counts, failed, len(found))
        self.done.undo.setVisible(self.can_take_back)
        self._bars.setCurrentWidget(self.done)
        self.running_changed.emit(False)
        if state.problem is not None:
            self.trouble.emit(state.problem.message, state.problem.hint)
        if counts.refused or failed:
            self.done.findings.setChecked(True)

    # --- what was found ----------------------------------------------------------------------------------------------

    def _heard(self, change: Change) -> None:
        if change.kind in ("photos", "state", "look"):
            if not self._soon.isActive():
                self._soon.start()  # hundreds of photos report one by one; shown together
        elif change.kind == "wishes":
            self._refresh()

    def _refresh(self) -> None:
        self.idle.refresh()
        self._show_counts()
        if self.list.isVisible():
            self.list.show_entries(entries(self._workspace, self._channels, self._wanted_channel))

    def _show_counts(self) -> None:
        self.idle.channels.show_counts(counts_by_channel(self._workspace))

    def _here(self, photo_id: str) -> bool:
        return photo_id in self._workspace.document.looks

    def _show_findings(self, shown: bool) -> None:
        self._wanted_channel = ""
        self.list.show_entries(entries(self._workspace, self._channels, self._wanted_channel))
        self._open_list(shown)

    def _show_channel(self, channel_id: str) -> None:
        """Show what was found for one channel; a second click closes it again."""
        again = self.list.isVisible() and self._wanted_channel == channel_id
        self._wanted_channel = channel_id
        self.list.show_entries(entries(self._workspace, self._channels, self._wanted_channel))
        self._open_list(not again and bool(self.list.count))

    def _open_list(self, shown: bool) -> None:
        self.list.setFixedHeight(min(DRAWER, max(140, self.window().height() * 3 // 10)))
        self.list.setVisible(shown)
        self.list_shown.emit(shown)

    def _back(self) -> None:
        self.done.findings.setChecked(False)
        self._open_list(False)
        self._bars.setCurrentWidget(self.idle)

    def _go(self, entry: Entry) -> None:
        if self._here(entry.photo_id):
            self._workspace.select([entry.photo_id])
            self.go_asked.emit(entry.photo_id, entry.channel_id, entry.finding)

    def _fix(self, entry: Entry) -> None:
        """Mend the photo's own look as the finding says; one step, to be undone."""
        from studio.ui.export.fix import fixed

        if entry.finding is None:
            return
        scene = self._workspace.scene_of(entry.photo_id)
        other = fixed(scene, entry.finding, self._channels[entry.channel_id])
        if other is None or other == scene:
            name = Path(entry.name).name
            self.trouble.emit(f"{name}: this cannot be mended automatically.", entry.finding.fix or "")
            return
        self._workspace.edit(lambda _: other, [entry.photo_id], name=f"Fix: {entry.finding.check.replace('-', ' ')}")
