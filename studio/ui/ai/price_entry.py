"""Entering a price of one's own for a model: USD for a million tokens, by kind; what is left empty stays as it is."""

from collections.abc import Mapping
from concurrent.futures import Future
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from studio.app.ai.overview import price_note
from studio.app.ai.prices import own_price
from studio.ui.ai.background import Background
from studio.ui.ai.rows import button, row
from studio.ui.panes import words
from studio.ui.theme import PADDING

RATES = {
    "text_in": "Text in",
    "image_in": "Photos in",
    "cached_in": "Text in, known already",
    "text_out": "Text out",
    "image_out": "Pictures out",
}


class PriceEntry(QDialog):
    """`kept` when the price changed."""

    kept = Signal()

    def __init__(self, card: Mapping[str, Any], background: Background, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Price of {card.get('title', card['id'])}")
        self.setMinimumWidth(420)
        self._model, self._background = str(card["id"]), background
        price = card["price"] if isinstance(card["price"], Mapping) else {}
        form = QFormLayout()
        self.fields = {name: QLineEdit(self) for name in RATES}
        for name, field in self.fields.items():
            field.setPlaceholderText("not known")
            field.setAccessibleName(f"{RATES[name]}, USD for a million tokens")
            if name in price:
                field.setText(f"{price[name]:g}")
            form.addRow(RATES[name], field)
        self.said = words("", "error")
        self.said.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(PADDING, PADDING, PADDING, PADDING)
        column.setSpacing(8)
        column.addWidget(words("USD for a million tokens. Estimates, budgets and the ledger use it from now on."))
        column.addWidget(words(price_note(card), "caption"))
        column.addLayout(form)
        column.addWidget(self.said)
        back = button("The card's price", self.take_back)
        back.setEnabled(bool(price.get("own")))
        column.addLayout(row(back, 1, button("Cancel", self.close), button("Keep", self.keep, role="primary")))

    def keep(self) -> None:
        """Keep what is entered, with today's date."""
        rates = {}
        for name, field in self.fields.items():
            text = field.text().replace("$", "").replace(",", ".").strip()
            if not text:
                continue
            try:
                rates[name] = float(text)
            except ValueError:
                rates[name] = -1.0
            if not 0 <= rates[name] < 1e6:
                self.said.setText(f"“{field.text()}” is no price. Write for example 0.10.")
                self.said.show()
                field.setFocus()
                return
        self._background.read(self._kept, own_price, self._model, rates)

    def take_back(self) -> None:
        """Let the card's price hold again."""
        self._background.read(self._kept, own_price, self._model, {})

    def _kept(self, future: "Future[Any]") -> None:
        if (error := future.exception()) is not None:
            self.said.setText(str(error))
            self.said.show()
            return
        self.kept.emit()
        self.close()
