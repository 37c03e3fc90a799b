"""One model of the catalogue: what it is for, its licence and size, and Get, Stop or Remove."""

from pathlib import Path
from time import monotonic
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QMessageBox, QPushButton, QVBoxLayout, QWidget

from studio.app.model_files import licence_question, remove_model
from studio.model.errors import Cancelled, DownloadError, StudioError
from studio.ui.ask_name import AskName
from studio.ui.cutouts.fetching import Fetching
from studio.ui.cutouts.methods import method_name
from studio.ui.export.progress_line import ProgressLine

USE = {
    "yes": "For commercial use",
    "no": "Not for commercial use",
    "unclear": "Commercial use unclear",
}
BUILT_IN = ("embedded", "classical")


class CatalogueRow(QWidget):
    """`changed` when the file came or went."""

    changed = Signal()

    def __init__(self, card: dict[str, Any], fetching: Fetching, parent: QWidget) -> None:
        super().__init__(parent)
        self._model, self._name = str(card["id"]), method_name(card["id"])
        self._fetching = fetching
        self._begun = 0.0
        title = QLabel(self._name, self)
        title.setProperty("role", "whom")
        purpose = QLabel(str(card.get("purpose", "")), self)
        purpose.setWordWrap(True)
        use = QLabel(_about(card), self)
        use.setProperty("role", "warning" if card["commercial_use"] == "no" else "caption")
        use.setWordWrap(True)
        self._said = QLabel(self)
        self._said.setWordWrap(True)
        self._said.hide()
        self._line = ProgressLine(self)
        self._line.hide()
        words = QVBoxLayout()
        words.setSpacing(2)
        for part in (title, purpose, use, self._said, self._line):
            words.addWidget(part)
        self._state = QLabel(self)
        self._state.setProperty("role", "caption")
        self._get = self._button("Get", self._ask)
        self._file = self._button("From file…", self._from_file)
        self._elsewhere = self._button("Another address…", self._ask_address)
        self._elsewhere.setToolTip("A mirror: the address of the file, or of the folder that has it")
        self._elsewhere.hide()
        self._stop = self._button("Stop", self._stopped)
        self._remove = self._button("Remove", self._removed)
        self._stop.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(8)
        row.addLayout(words, 1)
        for widget in (self._state, self._get, self._elsewhere, self._file, self._stop, self._remove):
            row.addWidget(widget)
        fetching.progressed.connect(self._progressed)
        fetching.ended.connect(self._ended)
        self._published = bool(card.get("weights", {}).get("url"))
        self.set_installed(bool(card["installed"]))

    def _button(self, words: str, run: Any) -> QPushButton:
        button = QPushButton(words, self)
        button.setAccessibleName(f"{words.rstrip('…')}: {self._name}")
        button.clicked.connect(run)
        return button

    def set_installed(self, installed: bool) -> None:
        """Show whether the file is on this computer."""
        built_in = self._model in BUILT_IN
        self._state.setText("Built in" if built_in else "Ready" if installed else "")
        self._get.setVisible(not installed and not built_in and self._published)
        self._file.setVisible(not installed and not built_in)
        self._remove.setVisible(installed and not built_in)

    def _ask(self) -> None:
        self._begin(None)

    def _ask_address(self) -> None:
        ask = AskName("https://… of a mirror", "Get", self)
        ask.named.connect(self._from_mirror)
        ask.open_above(self._elsewhere)

    def _from_mirror(self, address: str) -> None:
        self._begin(None, address)

    def _from_file(self) -> None:
        file, _ = QFileDialog.getOpenFileName(self.window(), f"The file of {self._name}", "", "Models (*.onnx)")
        if file:
            self._begin(Path(file))

    def _begin(self, file: Path | None, mirror: str | None = None) -> None:
        question = licence_question(self._model)
        if question is not None and not self._agreed(question):
            return
        for button in (self._get, self._file, self._elsewhere):
            button.hide()
        self._stop.show()
        self._said.hide()
        self._line.show_share(0.0)
        self._line.show()
        self._begun = monotonic()
        self._fetching.get(self._model, from_file=file, mirror=mirror, accept_licence=question is not None)

    def _agreed(self, question: str) -> bool:
        answer = QMessageBox.question(
            self.window(),
            f"Licence of {self._name}",
            f"{question}\n\nGet it all the same?",
            QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No,
            QMessageBox.StandardButton.No,
        )
        return answer == QMessageBox.StandardButton.Yes

    def _stopped(self) -> None:
        self._fetching.stop(self._model)

    def _removed(self) -> None:
        try:
            freed = remove_model(self._model)
        except StudioError as error:
            self._say(error.message, error.hint)
        else:
            self._say(f"Removed; {freed / 1e6:.0f} MB are free again.")
        self.changed.emit()

    def _progressed(self, model: str, share: float) -> None:
        if model == self._model:
            self._line.show_share(share)
            self._say(f"{round(share * 100)} %{self._time_left(share)}")

    def _time_left(self, share: float) -> str:
        spent = monotonic() - self._begun
        if share < 0.01 or spent < 2:
            return ""
        left = spent * (1 - share) / share
        return f" · {round(left / 60)} min left" if left > 90 else f" · {round(left)} s left"

    def _ended(self, model: str, error: object) -> None:
        if model != self._model:
            return
        self._line.hide()
        self._stop.hide()
        if isinstance(error, Cancelled):
            self._say("Stopped. Press Get to go on where it was.")
        elif isinstance(error, StudioError):
            self._say(error.message, error.hint)
            self._elsewhere.setVisible(isinstance(error, DownloadError) and self._published)
        elif error is not None:
            self._say(f"It could not be had ({error}).")
        self.changed.emit()

    def _say(self, message: str, hint: str = "") -> None:
        self._said.setText(f"{message} {hint}".strip())
        self._said.show()


def _about(card: dict[str, Any]) -> str:
    size = card.get("size_mb")
    parts = [f"{size:g} MB" if size else "", str(card["licence"]), USE[str(card["commercial_use"])]]
    return " · ".join(part for part in parts if part)
