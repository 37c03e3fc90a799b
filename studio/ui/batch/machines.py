"""Which machines work the queue off: this one alone, or those of a dask scheduler, tried before they are used."""

from concurrent.futures import Future, ThreadPoolExecutor

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QToolButton, QWidget

from studio.app.batch.cluster import workers_at
from studio.ui import icons
from studio.ui.bridge import Bridge
from studio.ui.closing import Closing
from studio.ui.fit_height import fit_height
from studio.ui.panes import dialog_column, words

_WORDS = (
    "Exports and batches can be worked off by other computers that have the studio installed, with dask. "
    "Start “dask scheduler” on one and “dask worker” on each, then enter the scheduler's address."
)
_CAUTION = "Dask runs what it is sent: only in a network you trust, or with tls://."


class Machines(QToolButton):
    """Says who works, and leads to the dialog. `chosen(address)`: "" for this computer alone."""

    chosen = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._address = bridge, ""
        self.setIcon(icons.icon("machines", "quiet"))
        self.setIconSize(QSize(16, 16))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.clicked.connect(self.ask)
        self.show_machines("", "")

    def show_machines(self, address: str, trouble: str) -> None:
        """Show who works; `trouble` says why those machines cannot."""
        self._address = address
        place = address.partition("://")[2]
        words = f"{place}: not reached" if trouble else f"On {place}" if address else "On this computer"
        self.setText(f" {self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, 210)}")
        self.setToolTip(trouble or "Choose which machines work exports and batches off")
        self.setAccessibleName(f"Who works batches off: {words}")

    def ask(self) -> None:
        """Open the dialog."""
        dialog = MachinesDialog(self._address, self._bridge, self.window())
        dialog.chosen.connect(self.chosen)
        dialog.open()


class MachinesDialog(Closing):
    """`chosen(address)` once: of a scheduler that answered, or "" for this computer alone."""

    chosen = Signal(str)

    def __init__(self, address: str, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Machines that export")
        self.setMinimumWidth(460)
        self._bridge, self._thread = bridge, ThreadPoolExecutor(1, "machines")
        self.address = QLineEdit(address, self)
        self.address.setPlaceholderText("tcp://host:8786")
        self.address.setAccessibleName("Address of the scheduler")
        self.said = words("", "caption")
        self.said.hide()
        self.alone = QPushButton("Only this computer", self)
        self.use = QPushButton("Use these machines", self)
        self.use.setProperty("role", "primary")
        self.use.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addWidget(self.alone)
        buttons.addStretch(1)
        buttons.addWidget(self.use)
        column = dialog_column(self)
        for part in (words(_WORDS), words(_CAUTION, "caption"), self.address, self.said):
            column.addWidget(part)
        column.addSpacing(4)
        column.addLayout(buttons)
        self.alone.clicked.connect(self._alone)
        self.use.clicked.connect(self._try)
        self.address.textChanged.connect(self._changed)
        self._changed()
        fit_height(self)

    def _changed(self) -> None:
        self.use.setEnabled(bool(self.address.text().strip()))

    def _alone(self) -> None:
        self.chosen.emit("")
        self.close()

    def _try(self) -> None:
        self.use.setEnabled(False)
        self._say("Looking for them…")
        self._bridge.deliver(self._thread.submit(workers_at, self._entered), self._tried)

    @property
    def _entered(self) -> str:
        text = self.address.text().strip()
        return text if "://" in text else f"tcp://{text}"

    def _tried(self, future: "Future[int]") -> None:
        self._changed()
        error = None if future.cancelled() else future.exception()
        if error is not None:
            self._say(str(error), "error")
        elif not future.cancelled():
            self.chosen.emit(self._entered)
            self.close()

    def _say(self, text: str, role: str = "caption") -> None:
        self.said.setText(text)
        self.said.setProperty("role", role)
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)
        self.said.show()
        fit_height(self)

    def leave(self) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)
