"""The bottom row after an export: what came of it, the folder, the findings."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from studio.app.workspace.export_run import ExportState
from studio.ui import icons
from studio.ui.elided import ElidedLabel
from studio.ui.export.chip import Counts
from studio.ui.export.idle_bar import duration
from studio.ui.theme import PADDING, Theme


class DoneBar(QWidget):
    """`findings_asked(shown)`, `open_asked`, `deliver_asked`, `undo_asked`, `closed`."""

    findings_asked = Signal(bool)
    open_asked = Signal()
    deliver_asked = Signal()
    undo_asked = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._glyph = QLabel(self)
        self._shown = ("done", "success")
        theme = Theme.instance()
        if theme is not None:
            theme.changed.connect(self._draw)
        self._what = QLabel(self)
        self._what.setProperty("role", "whom")
        self._counts = ElidedLabel(parent=self, mode=Qt.TextElideMode.ElideRight)
        self.findings = QPushButton("Show findings", self)
        self.findings.setCheckable(True)
        self.findings.toggled.connect(self._toggled)
        self._open = QPushButton(icons.icon("folder-open"), " Open folder", self)
        self._open.setAccessibleName("Open folder")
        self._open.clicked.connect(self.open_asked)
        self.deliver = QPushButton(icons.icon("deliver"), " Deliver…", self)
        self.deliver.setAccessibleName("Deliver the finished pictures")
        self.deliver.setToolTip("To a folder, zip, SFTP, WebDAV, S3 or Shopify")
        self.deliver.clicked.connect(self.deliver_asked)
        self.undo = QToolButton(self)
        self.undo.setIcon(icons.icon("undo", "quiet"))
        self.undo.setIconSize(QSize(16, 16))
        self.undo.setToolTip("Undo the export: its pictures go to the trash")
        self.undo.setAccessibleName("Undo the export")
        self.undo.clicked.connect(self.undo_asked)
        self._close = QToolButton(self)
        self._close.setIcon(icons.icon("close", "quiet"))
        self._close.setIconSize(QSize(16, 16))
        self._close.setToolTip("Back to channels")
        self._close.setAccessibleName("Back to channels")
        self._close.clicked.connect(self.closed)
        row = QHBoxLayout(self)
        row.setContentsMargins(PADDING, 8, PADDING, 8)
        row.setSpacing(8)
        row.addWidget(self._glyph)
        row.addWidget(self._what)
        row.addWidget(self._counts, 1)
        for button in (self.findings, self.deliver, self._open, self.undo, self._close):
            row.addWidget(button)

    def show_outcome(self, state: ExportState, counts: Counts, failed: int, remarks: int) -> None:
        """Show how an export ended; `counts` over all channels, `remarks` how many findings can be read."""
        pictures = counts.fine + counts.look + counts.refused
        glyph, role = ("done", "success")
        if counts.refused or failed or state.stage == "failed":
            glyph, role = ("look", "warning")
        self._shown = (glyph, role)
        self._draw()
        self._what.setText(_headline(state, pictures))
        parts = [counts.words] if pictures else []
        if failed:
            parts.append(f"{failed} failed")
        if state.report is not None:
            parts.append(duration(state.report.seconds))
        self._counts.setText(" · ".join(parts))
        self.findings.setEnabled(bool(remarks))
        self.findings.setText(f"Show {remarks} findings" if remarks else "No findings")
        self._open.setVisible(bool(pictures))
        self.deliver.setVisible(bool(pictures))

    def _draw(self) -> None:
        glyph, role = self._shown
        self._glyph.setPixmap(icons.pixmap(glyph, icons.LARGE, role))

    def _toggled(self, shown: bool) -> None:
        self.findings.setText(self.findings.text().replace("Show", "Hide") if shown else self._shown_again())
        self.findings_asked.emit(shown)

    def _shown_again(self) -> str:
        return self.findings.text().replace("Hide", "Show")


def _headline(state: ExportState, pictures: int) -> str:
    some = f"{pictures} picture{'' if pictures == 1 else 's'}"
    if state.stage == "cancelled":
        return f"Stopped: {some} finished"
    if state.stage == "failed":
        return state.problem.message if state.problem else "The export failed"
    return f"{some} exported"
