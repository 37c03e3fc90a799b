"""The cards of what was written, one below the other: they grow as answers come, and what is shown is not made anew."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from studio.app.ai.words import Written
from studio.ui.ai.rows import Scroll
from studio.ui.theme import PADDING

AT_ONCE = 3  # cards made or fitted in one turn of the event loop: two hundred at once would hold up the window
GAP = 8  # pixels


class WordsList(Scroll):
    """`make`: returns the card of one answer. `show_items(items)` shows just these, in their order.

    Cards are put in their places here: a layout moves two hundred of them about for each that is added, half a second.
    """

    def __init__(self, name: str, make: Callable[[Written], QWidget], parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._make = make
        self._items: Sequence[Written] = ()
        self._cards: dict[int, QWidget] = {}
        self._fitted: dict[int, int] = {}  # to which width
        self._inside = QWidget()
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._place)

    @property
    def whole(self) -> bool:
        """Whether every item has its card, as high as it must be."""
        return len(self._fitted) == len(self._items) and set(self._fitted.values()) <= {self._room}

    @property
    def cards(self) -> list[QWidget]:
        """What is shown, from top to bottom."""
        return sorted(self._cards.values(), key=lambda card: card.y())

    def say(self, part: QWidget) -> None:
        self._items, self._cards, self._fitted = (), {}, {}
        self._inside = part
        super().say(part)

    def show_items(self, items: Sequence[Written]) -> None:
        """Show these; cards of those that are shown already stay, at their new places."""
        if not self._items:
            self.say(QWidget())
        wanted = {id(item) for item in items}
        for gone in self._cards.keys() - wanted:
            self._fitted.pop(gone, None)
            card = self._cards.pop(gone)
            card.hide()
            card.deleteLater()
        self._items = tuple(items)  # alive as long as their ids are used
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._items:
            self._later.start()

    @property
    def _room(self) -> int:
        return self.viewport().width() - 2 * PADDING

    def _place(self) -> None:
        room, done, top = self._room, 0, PADDING
        for item in self._items:
            key = id(item)
            if self._fitted.get(key) != room:
                if done == AT_ONCE:
                    self._later.start()
                    break
                done += 1
                self._fit(key, item, room)
            card = self._cards[key]
            card.move(PADDING, top)
            top += card.height() + GAP
        self._inside.setMinimumHeight(max(top, self._inside.minimumHeight() if done == AT_ONCE else 0))

    def _fit(self, key: int, item: Written, room: int) -> None:
        card = self._cards.get(key)
        if card is None:
            card = self._cards[key] = self._make(item)
            card.setParent(self._inside)
            for part in card.findChildren(QWidget):
                part.ensurePolished()  # fonts decide heights
            card.show()
        card.resize(room, card.heightForWidth(room) if card.hasHeightForWidth() else card.sizeHint().height())
        self._fitted[key] = room
