"""The grid of a trial: a column for each model with its figures on top, a line for each photo."""

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from studio.app.ai.estimates import dollars
from studio.app.trial.report import seconds_text
from studio.app.trial.trial import ModelSum, Trial
from studio.ui.ai.rows import button, row
from studio.ui.ai.trial_cell import WIDTH, TrialCell
from studio.ui.elided import ElidedLabel
from studio.ui.panes import line, words
from studio.ui.theme import PADDING

AT_ONCE = 2  # photos
NAME = 160  # pixels: “SKU-1003_front.jpg” whole; of longer ones the beginning and the end


class TrialGrid(QScrollArea):
    """`chosen(model)` when one is taken for the task."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("Results of the trial")
        self._left: list[str] = []
        self._shown = 0
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._show_more)

    def show_trial(self, trial: Trial, titles: dict[str, str], chosen: str) -> None:
        """Show results; `chosen`: the model that is asked first for the task now."""
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(PADDING, PADDING, PADDING, PADDING)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        for place, each in enumerate(trial.summary, 1):
            grid.addWidget(
                self._head(each, titles.get(each.model, each.model), each.model == chosen, demo=trial.demo), 0, place
            )
            grid.setColumnStretch(place, 1)
        self._trial, self._grid = trial, grid
        self._left = list(dict.fromkeys(item.photo for item in trial.items))
        grid.setRowStretch(2 * len(self._left) + 1, 1)
        self._shown = 0
        self._show_more()
        self.setWidget(inside)

    def _show_more(self) -> None:
        """Show the next few photos: all at once would hold up the window."""
        for photo in self._left[self._shown : self._shown + AT_ONCE]:
            self._show_photo(photo, 2 * self._shown + 1)
            self._shown += 1
        if self._shown < len(self._left):
            self._later.start()

    def _show_photo(self, photo: str, rule: int) -> None:
        places = {each.model: place for place, each in enumerate(self._trial.summary, 1)}
        self._grid.addWidget(line(), rule, 0, 1, len(places) + 1)
        label = ElidedLabel(photo)
        label.setToolTip(photo)
        label.setFixedWidth(NAME)
        self._grid.addWidget(label, rule + 1, 0, Qt.AlignmentFlag.AlignTop)
        for item in self._trial.items:
            if item.photo == photo:
                self._grid.addWidget(TrialCell(item, self._trial.folder), rule + 1, places[item.model])

    def _head(self, each: ModelSum, title: str, first: bool, *, demo: bool) -> QWidget:
        head = QFrame()
        head.setMinimumWidth(WIDTH)
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        figures = f"median {seconds_text(each.median_seconds)} · 95 % within {seconds_text(each.p95_seconds)}"
        total = f"{dollars(each.cost_usd)} in all" if each.done else "no price"
        failed = f" · {each.failures} failed" if each.failures else ""
        score = "no score" if each.score is None else f"score {each.score:.2f}"
        why = ", ".join(f"{name} {value:.2f}" for name, value in each.scores.items())
        last = words(f"{total} · {score}{failed}", "caption")
        last.setToolTip(why)
        use = button("Asked first now" if first else "Use for this task", partial(self.chosen.emit, each.model))
        use.setAccessibleName(f"Use for this task: {title}")
        use.setEnabled(not first and bool(each.done))
        column.addLayout(row(words(title, "whom", wrap=False), 1, use))
        column.addWidget(words(f"Demonstration · {figures}" if demo else figures, "caption"))
        column.addWidget(last)
        return head
