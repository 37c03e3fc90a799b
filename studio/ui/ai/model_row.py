"""A model on the Models page: what it can, costs and takes here, when it ends, and in which place it is asked."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from studio.app.ai.overview import ModelLine
from studio.ui.ai.badges import Badge, Badges
from studio.ui.ai.rows import button, row
from studio.ui.elided import ElidedLabel
from studio.ui.panes import words

USE = {"yes": "commercial use", "no": "no commercial use", "unclear": "commercial use unclear"}
PLACES = ("asked first", "asked second", "asked third")
WIDE, NARROW = 92, 60  # pixels of a button: the same in every row, so that they stand in columns


class ModelRow(QFrame):
    """`chosen(model, "first" | "add" | "out")`; `priced(model)` to enter a price of one's own."""

    chosen = Signal(str, str)
    priced = Signal(str)

    def __init__(self, model: ModelLine, *, choice: bool, alone: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        title = ElidedLabel(model.title, mode=Qt.TextElideMode.ElideRight)
        title.setProperty("role", "whom")
        title.setToolTip(model.id)
        left = QVBoxLayout()
        left.setSpacing(4)
        left.addLayout(row(title, *self._place(), 1))
        left.addWidget(self._badges())
        if model.purpose:
            left.addWidget(words(model.purpose, "caption"))
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(left, 1)
        for each in self._buttons(choice, alone):
            each.setFixedWidth(NARROW if each.property("role") == "flat" else WIDE)
            whole.addWidget(each)
        self.setAccessibleName(f"{model.title}, {model.price}, {model.speed}, {model.ends}")

    def _place(self) -> list[QWidget]:
        place = self.model.place
        if place is None:
            return []
        told = PLACES[place] if place < len(PLACES) else f"place {place + 1}"
        return [Badges([Badge(told, "tick", "accent")])]

    def _badges(self) -> Badges:
        """What warns stands before the licence, which is long and nearly always the same."""
        model = self.model
        where = Badge("local", "device", "success", "Runs on this computer; nothing leaves it.")
        if not model.local:
            where = Badge(model.provider, "cloud", "quiet", f"What it sees is sent to {model.provider}.")
        unclear = "warning" if model.commercial_use == "no" else "quiet"
        median = "The median of your own calls, waits and further attempts included."
        badges = [
            where,
            Badge(model.price, "price", "quiet" if model.price != "price unknown" else "warning", model.price_note),
            Badge(model.speed, "waiting", "quiet", median),
        ]
        badges += [Badge(model.missing, "look", "warning")] if model.missing else []
        badges += [Badge(ends_text(model), "warning", "warning", model.ends)] if model.ends else []
        licence = model.licence.removesuffix(" of service")
        tip = f"{model.licence}. {model.licence_note}"
        badges += [Badge(f"{licence} · {USE[model.commercial_use]}", "licence", unclear, tip)]
        return Badges(badges)

    def _buttons(self, choice: bool, alone: bool) -> list[QWidget]:
        found: list[QWidget] = []
        if not self.model.local:
            asked = partial(self.priced.emit, self.model.id)
            found.append(button("Price…", asked, role="flat", name=f"Price: {self.model.title}"))
        if choice:
            for text, act in self._actions(alone):
                chosen = partial(self.chosen.emit, self.model.id, act)
                found.append(button(text, chosen, name=f"{text}: {self.model.title}") if act else QWidget())
        return found

    def _actions(self, alone: bool) -> list[tuple[str, str]]:
        """Return words and act of both columns; "" where there is nothing to press."""
        if self.model.place is None:
            return [("Ask first", "first"), ("Ask last", "add")]
        first = ("Ask first", "first") if self.model.place else ("", "")
        return [first, ("", "") if alone else ("Leave out", "out")]


def ends_text(model: ModelLine) -> str:
    """Return a model's end as short as it can be said: "Ends on 2027-01-14, then GPT-6 Luna"."""
    day, _, successor = model.ends.partition("; replaced by ")
    return f"{day.partition(' (')[0]}, then {successor}" if successor else day
