"""A model on the Models page: what it can, costs and takes here, when it ends, and in which place it is asked."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from studio.app.ai_overview import ModelLine
from studio.ui.ai.badges import Badge, Badges
from studio.ui.ai.rows import button, row, words

USE = {"yes": "commercial use", "no": "no commercial use", "unclear": "commercial use unclear"}
PLACES = ("asked first", "asked second", "asked third")


class ModelRow(QFrame):
    """`chosen(model, "first" | "add" | "out")`; `priced(model)` to enter a price of one's own."""

    chosen = Signal(str, str)
    priced = Signal(str)

    def __init__(self, model: ModelLine, *, choice: bool, alone: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        title = words(model.title, "whom", wrap=False)
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
        if not model.local:
            asked = partial(self.priced.emit, model.id)
            whole.addWidget(button("Price…", asked, role="flat", name=f"Price: {model.title}"))
        if choice:
            for text, act in self._actions(alone):
                chosen = partial(self.chosen.emit, model.id, act)
                whole.addWidget(button(text, chosen, name=f"{text}: {model.title}"))
        self.setAccessibleName(f"{model.title}, {model.price}, {model.speed}, {model.ends}")

    def _place(self) -> list[QWidget]:
        place = self.model.place
        if place is None:
            return []
        told = PLACES[place] if place < len(PLACES) else f"place {place + 1}"
        return [Badges([Badge(told, "tick", "accent")])]

    def _badges(self) -> Badges:
        model = self.model
        where = Badge("local", "device", "success", "Runs on this computer; nothing leaves it.")
        if not model.local:
            where = Badge(model.provider, "cloud", "quiet", f"What it sees is sent to {model.provider}.")
        unclear = "warning" if model.commercial_use == "no" else "quiet"
        badges = [
            where,
            Badge(model.price, "price", "quiet" if model.price != "price unknown" else "warning", model.price_note),
            Badge(
                model.speed, "waiting", "quiet", "The median of your own calls, waits and further attempts included."
            ),
            Badge(f"{model.licence} · {USE[model.commercial_use]}", "licence", unclear, model.licence_note),
        ]
        badges += [Badge(model.ends, "warning", "warning")] if model.ends else []
        badges += [Badge(model.missing, "look", "warning")] if model.missing else []
        return Badges(badges)

    def _actions(self, alone: bool) -> list[tuple[str, str]]:
        if self.model.place is None:
            return [("Ask first", "first"), ("Ask last", "add")]
        first = [("Ask first", "first")] if self.model.place else []
        return first if alone else [*first, ("Leave out", "out")]
