"""A picture that a model made of a photo: with the map of what it had changed, the reason of a refusal, and its use."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from studio.app.ai.estimates import dollars
from studio.app.ai.pictures import PLACED, Pictured
from studio.app.trial.report import seconds_text
from studio.ui.ai.rows import button, row
from studio.ui.ai.trial_cell import Picture
from studio.ui.panes import words

HIGH = 300  # pixels
USES = {
    "backdrop": "Use as backdrop",
    "scene-edit": "Put round the product",
    "model-shot": "Put round the product",
    "retouch": "Add to the listing",
    "upscale": "Add to the listing",
}


class PictureCard(QFrame):
    """`use`: called by the button, which is only there for a picture that may be used."""

    def __init__(self, made: Pictured, use: Callable[[], None]) -> None:
        super().__init__()
        self.made = made
        self.use_button: QPushButton | None = None
        self.heat_button: QPushButton | None = None
        self.name = made.edited.photo.relative.name if made.edited.photo and made.task != "backdrop" else made.words
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        if made.shown is not None:
            self._picture = Picture(made.shown, f"{self.name}, made by {made.model}", HIGH)
            self._column.addWidget(self._picture)
        name = words(self.name, "whom")
        name.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)  # names of any script
        self._column.addWidget(name)
        if made.error is not None:
            self._column.addWidget(words(f"✕ {made.error['message'].removeprefix(f'{self.name}: ')}", "error"))
            self._column.addWidget(words(made.error["hint"], "caption"))
        for told in self._told():
            self._column.addWidget(words(told, "caption"))
        self._buttons(use)
        self._column.addStretch(1)

    def _told(self) -> list[str]:
        made = self.made
        paid = "nothing paid: it was kept" if made.kept else dollars(made.cost_usd)
        who = f"Demonstration: {made.model}" if made.demo and made.model != "Built in" else made.model
        seconds = [seconds_text(made.seconds)] if made.seconds is not None else []
        facts = [" · ".join([who, *seconds, paid])] if made.model else []
        if made.figures:
            facts.append(changed_text(made))
        return [*facts, *made.notes]

    def _buttons(self, use: Callable[[], None]) -> None:
        found: list[QPushButton] = []
        if made_usable(self.made):
            self.use_button = button(USES[self.made.task], use, name=f"{USES[self.made.task]}: {self.name}")
            found.append(self.use_button)
        if self.made.heat is not None and self.made.shown is not None:
            self.heat_button = button("Show what it changed", self.switch, role="flat")
            self.heat_button.setCheckable(True)
            self.heat_button.setToolTip("Bright is where the model had redrawn your product.")
            found.append(self.heat_button)
        if found:
            self._column.addLayout(row(*found, 1))

    def switch(self) -> None:
        """Show the map of what the model had changed on the product, or the picture again."""
        made = self.made
        if made.heat is None or made.shown is None or self.heat_button is None:
            return
        heat = self.heat_button.isChecked()
        self._picture.show_file(made.heat if heat else made.shown)
        self.heat_button.setText("Show the picture" if heat else "Show what it changed")


def made_usable(made: Pictured) -> bool:
    """Whether a picture may be used."""
    return made.error is None and (bool(made.name) if made.task in PLACED else made.file is not None)


def changed_text(made: Pictured) -> str:
    """Return what was measured, in a sentence."""
    changed, own = made.figures.get("provider_changed", 0.0), made.figures.get("locked_equal", 1.0)
    what = "photo around the mark" if made.task == "retouch" else "product"
    back = "every pixel of it is your photo's again" if own == 1 else f"{own:.1%} of it is your photo's own again"
    return f"The model had visibly changed {changed:.0%} of the {what}; {back}."
