"""Two results side by side without names: left, right or the same, by key; whose they were is told at the end."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from studio.app.trial.trial import Trial
from studio.app.trial.votes import Pair, Vote, pairs, preferences
from studio.ui.ai.rows import Scroll, button, row
from studio.ui.ai.trial_cell import result_widget
from studio.ui.panes import words
from studio.ui.theme import PADDING

KEYS: dict[Qt.Key, Vote] = {Qt.Key.Key_Left: "left", Qt.Key.Key_Right: "right", Qt.Key.Key_Down: "same"}


class Blind(QDialog):
    """`judged({model: share of comparisons won})` when all were looked at, or the person ends."""

    judged = Signal(object)

    def __init__(self, trial: Trial, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Which is better?")
        self.resize(960, 560)
        self._folder = trial.folder
        self._pairs = pairs(trial)
        self.votes: list[tuple[Pair, Vote]] = []
        self.where = words("", "caption")
        self.sides = (Scroll("Left result", self), Scroll("Right result", self))
        both = QHBoxLayout()
        for side in self.sides:
            side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            both.addWidget(side, 1)
        left = button("Left is better (←)", lambda: self.vote("left"))
        same = button("No difference (↓)", lambda: self.vote("same"))
        right = button("Right is better (→)", lambda: self.vote("right"))
        for key, choice in KEYS.items():
            QShortcut(QKeySequence(key), self, partial(self.vote, choice))  # arrows would move among the buttons
        end = button("End here", self.finish, role="flat")
        column = QVBoxLayout(self)
        column.setContentsMargins(PADDING, PADDING, PADDING, PADDING)
        column.setSpacing(8)
        column.addWidget(self.where)
        column.addLayout(both, 1)
        column.addLayout(row(end, 1, left, same, right))
        left.setFocus()
        self._show()

    @property
    def pair(self) -> Pair:
        """The two that are shown."""
        return self._pairs[len(self.votes)]

    def _show(self) -> None:
        self.where.setText(f"{len(self.votes) + 1} of {len(self._pairs)} · {self.pair.photo}")
        for side, item, name in zip(
            self.sides, (self.pair.left, self.pair.right), ("Left result", "Right result"), strict=True
        ):
            side.fill([result_widget(self._folder / item.output, name, whole=True)] if item.output else [])

    def vote(self, vote: Vote) -> None:
        """Take a judgement and show the next two."""
        self.votes.append((self.pair, vote))
        if len(self.votes) == len(self._pairs):
            self.finish()
        else:
            self._show()

    def finish(self) -> None:
        """Tell what came of it."""
        if self.votes:
            self.judged.emit(preferences(self.votes))
        self.close()
