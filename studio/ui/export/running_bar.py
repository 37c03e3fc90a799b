"""The bottom row during an export: how far, how long still, pause and cancel."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from studio.app.workspace.export_run import ExportState
from studio.ui import icons
from studio.ui.elided import ElidedLabel
from studio.ui.export.idle_bar import duration
from studio.ui.theme import PADDING


class RunningBar(QWidget):
    """`pause_asked`, `resume_asked`, `cancel_asked`."""

    pause_asked = Signal()
    resume_asked = Signal()
    cancel_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._what = QLabel(self)
        self._what.setProperty("role", "whom")
        self._name = ElidedLabel(parent=self)
        self._left = QLabel(self)
        self._pause = QPushButton("Pause", self)
        self._cancel = QPushButton("Cancel", self)
        self._cancel.setToolTip("Stop the export; what is finished stays")
        self._cancel.clicked.connect(self.cancel_asked)
        self._pause.clicked.connect(self._turn)
        self._paused = False
        row = QHBoxLayout(self)
        row.setContentsMargins(PADDING, 8, PADDING, 8)
        row.setSpacing(PADDING)
        row.addWidget(self._what)
        row.addWidget(self._name, 1)
        row.addWidget(self._left)
        row.addWidget(self._pause)
        row.addWidget(self._cancel)

    def show_state(self, state: ExportState) -> None:
        """Show how far the export is."""
        self._paused = state.stage == "paused"
        words = {"paused": "Paused after", "cancelling": "Stopping after"}.get(state.stage, "Exporting")
        where = f" on {state.machines.partition('://')[2]}" if state.machines else ""
        self._what.setText(f"{words} {state.done} of {state.total}{where}")
        self._name.setText(state.name)
        self._left.setText(_left(state))
        self._pause.setText("Resume" if self._paused else "Pause")
        self._pause.setIcon(icons.icon("resume" if self._paused else "pause"))
        self._pause.setToolTip("Go on" if self._paused else "Finish what is in work, then wait")
        stopping = state.stage == "cancelling"
        self._pause.setEnabled(not stopping)
        self._cancel.setEnabled(not stopping)
        self.setAccessibleName(f"{self._what.text()}. {self._left.text()}")

    def _turn(self) -> None:
        (self.resume_asked if self._paused else self.pause_asked).emit()


def _left(state: ExportState) -> str:
    if state.stage != "running":
        return ""
    return "Starting…" if state.left is None else f"about {duration(state.left)} left"
