"""A new batch, told before it is begun: what it will make, how long that takes, when it may run, a sample first.

dialog = NewBatch(out_dir.name, parent); dialog.show_prepared(prepared)
dialog.wanted.connect(desk.submit)       # (plan, wish)
"""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from studio.app.batch.plan import Plan
from studio.app.queue import NIGHT, NOW, USUAL, Wish
from studio.app.queue.estimate import Estimate
from studio.app.queue.when import ANY_TIME, When, when_of
from studio.model.errors import UsageError
from studio.ui.controls.choice import Combo
from studio.ui.controls.tick import Tick
from studio.ui.elided import ElidedLabel
from studio.ui.fit_height import fit_height
from studio.ui.panes import dialog_column, words
from studio.ui.theme import LABEL

STARTS = (("At once", "now"), ("At a time of day", "at"), ("Only between two times", "hours"))
SAMPLES = ((f"Try {count} of each folder first, then wait for my look", count) for count in (3, 10, 25))
FIRST: tuple[tuple[str, int | None], ...] = (("All photos in one go", None), *SAMPLES)
URGENCY = (("Usual", USUAL), ("Before all other batches", NOW), ("When nothing else waits", NIGHT))
TIMES = {"at": "22:00", "hours": "22:00-06:00"}
_SHOWN = 3  # collisions told in full


@dataclass(frozen=True)
class Prepared:
    """What a batch would be."""

    plan: Plan
    estimate: Estimate


class NewBatch(QDialog):
    """`wanted(plan, wish)` once, when a person says so."""

    wanted = Signal(object, object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("New batch")
        self.setMinimumWidth(520)
        self._prepared: Prepared | None = None
        self.headline, self.told, self.trouble = words("Looking at the photos…", "title"), words(""), words("")
        self.trouble.setProperty("role", "warning")
        self.folder = ElidedLabel(parent=self)
        self.folder.setProperty("role", "caption")
        self.name = QLineEdit(self)
        self.name.setPlaceholderText(name)
        self.start, self.first, self.urgency = Combo(self), Combo(self), Combo(self)
        self.time = QLineEdit(self)
        self.mains, self.idle = Tick("Only on mains power", self), Tick("Only while I am away", self)
        self.cancel, self.go = QPushButton("Cancel", self), QPushButton("Start batch", self)
        self.go.setProperty("role", "primary")
        self.go.setDefault(True)
        self.go.setEnabled(False)
        self._assemble()
        self.start.currentIndexChanged.connect(self._start_changed)
        self.cancel.clicked.connect(self.reject)
        self.go.clicked.connect(self._submit)
        self._start_changed()

    def _assemble(self) -> None:
        for combo, options in ((self.start, STARTS), (self.first, FIRST), (self.urgency, URGENCY)):
            for text, value in options:
                combo.addItem(text, value)
        when = QHBoxLayout()
        when.addWidget(self.start, 1)
        self.time.setFixedWidth(112)
        when.addWidget(self.time)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, LABEL)
        grid.setColumnStretch(1, 1)
        grid.addLayout(when, 1, 1)
        fields = {
            0: ("Name", self.name),
            1: ("Begin", self.start),
            2: ("First", self.first),
            3: ("Urgency", self.urgency),
        }
        for row, (text, part) in fields.items():
            grid.addWidget(QLabel(text, self), row, 0)
            part.setAccessibleName(text)
            if part is not self.start:
                grid.addWidget(part, row, 1)
        self.time.setAccessibleName("Time")
        ticks = QHBoxLayout()
        ticks.setSpacing(16)
        for tick in (self.mains, self.idle):
            ticks.addWidget(tick)
        ticks.addStretch(1)
        grid.addLayout(ticks, len(fields), 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.go)
        column = dialog_column(self)
        for part in (self.headline, self.folder, self.told):
            column.addWidget(part)
        column.addSpacing(8)
        column.addLayout(grid)
        column.addWidget(self.trouble)
        column.addStretch(1)
        column.addSpacing(8)
        column.addLayout(buttons)
        self.trouble.hide()
        fit_height(self)

    def show_prepared(self, prepared: Prepared) -> None:
        """Tell what it will make, and let it be begun."""
        self._prepared = prepared
        plan, guess = prepared.plan, prepared.estimate
        photos = "1 photo" if guess.photos == 1 else f"{guess.photos:,} photos"
        files = "1 file" if guess.files == 1 else f"{guess.files:,} files"
        self.headline.setText(f"{photos} → {files}")
        self.folder.setText(str(plan.out_dir))
        told = [f"{guess.cost}."]
        if plan.collisions:
            more = len(plan.collisions) - _SHOWN
            told += plan.collisions[:_SHOWN]
            told += [f"… and {more:,} more such names."] if more > 0 else []
        self.told.setText("\n".join(told))
        self.go.setEnabled(True)
        fit_height(self)

    def _start_changed(self) -> None:
        usual = TIMES.get(self.start.currentData(), "")
        self.time.setVisible(bool(usual))
        self.time.setText(usual)

    def _when(self) -> When:
        """Return when it may run; raises UsageError where the time is none."""
        kind, time = self.start.currentData(), self.time.text().strip()
        if kind == "now" and not self.mains.isChecked() and not self.idle.isChecked():
            return ANY_TIME
        at, hours = (time if kind == each else "" for each in ("at", "hours"))
        if kind in TIMES and not time:
            raise UsageError("A time is missing.", f"Write it as {TIMES[kind]}.")
        return when_of(at=at, hours=hours, mains=self.mains.isChecked(), idle=self.idle.isChecked())

    def wish(self) -> Wish:
        """Return what was chosen; raises UsageError."""
        return Wish(
            name=self.name.text().strip(),
            priority=self.urgency.currentData(),
            when=self._when(),
            sample=self.first.currentData(),
        )

    def _submit(self) -> None:
        if self._prepared is None:
            return
        try:
            wish = self.wish()
        except UsageError as error:
            self.trouble.setText(f"{error.message} {error.hint}")
            self.trouble.show()
            fit_height(self)
            return
        self.wanted.emit(self._prepared.plan, wish)
        self.accept()
