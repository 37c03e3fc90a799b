"""The head of a batch: what it is, what it waits for, and the buttons that steer it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from studio.app.queue.states import Batch
from studio.ui import icons
from studio.ui.batch.words import STAGES, progress_of, title_of
from studio.ui.elided import ElidedLabel

_BARE = ("folder", "report")  # known by their glyphs: there is room for the words of what decides something


class BatchBar(QWidget):
    """`asked(what)`: pause, resume, cancel, retry, first, accept, deliver, folder, report."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ElidedLabel(parent=self)
        self._title.setProperty("role", "title")
        self._stage = QLabel(self)
        self._stage.setProperty("role", "caption")
        self._stage.setTextFormat(Qt.TextFormat.PlainText)
        self._stage.setWordWrap(True)
        self.buttons = {
            name: self._button(name, text, glyph, tip)
            for name, text, glyph, tip in (
                ("pause", "Pause", "pause", "Finish what is in work, then wait"),
                ("resume", "Go on", "resume", "Go on"),
                ("retry", "Try failed again", "retry", "Try failed and called-off photos again"),
                ("first", "Do first", "chevron-up", "Let it overtake all other batches"),
                ("cancel", "Cancel", "cancel", "Stop at once; what is finished stays"),
                (
                    "accept",
                    "Accept the rest",
                    "tick",
                    "All that needed a look was looked at: the rest may be delivered",
                ),
                ("deliver", "Deliver…", "deliver", "To a folder, zip, SFTP, WebDAV, S3 or Shopify"),
                ("folder", "Open folder", "folder-open", "Show the finished pictures"),
                ("report", "Report", "info", "Open the report with every picture"),
            )
        }
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._stage, 1)
        for button in self.buttons.values():
            row.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(2)
        whole.addWidget(self._title)
        whole.addLayout(row)

    def _button(self, name: str, text: str, glyph: str, tip: str) -> QPushButton:
        button = QPushButton(icons.icon(glyph), "" if name in _BARE else text, self)
        button.setObjectName(name)
        button.setAccessibleName(text)
        button.setToolTip(f"{text}: {tip[:1].lower()}{tip[1:]}" if name in _BARE else tip)
        button.clicked.connect(self._pressed)
        return button

    def _pressed(self) -> None:
        self.asked.emit(self.sender().objectName())

    def show_batch(self, batch: Batch, waiting: int = 0) -> None:
        """Show how it stands, and only what can be done now; `waiting`: files that may be accepted all at once."""
        self._title.setText(title_of(batch))
        said = batch.held.rstrip(".") or STAGES[batch.stage].word
        self._stage.setText(f"{said} · {progress_of(batch)}")
        going = batch.stage in ("waiting", "running", "held")
        can = {
            "pause": going,
            "resume": batch.stage in ("paused", "held", "review"),
            "retry": batch.over and bool(batch.jobs.get("failed") or batch.jobs.get("cancelled")),
            "first": going and batch.priority < 10,
            "cancel": not batch.over,
            "accept": batch.stage == "done" and waiting > 0,
            "deliver": batch.stage == "done" and batch.finished > 0,
            "folder": batch.finished > 0,
            "report": batch.stage == "done",
        }
        self.buttons["resume"].setText("Release the rest" if batch.stage == "review" else "Go on")
        for name, button in self.buttons.items():
            button.setVisible(can[name])
