"""What was written of one photo, with what must be checked, who wrote it and what it cost."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from studio.app.ai_estimates import dollars
from studio.app.ai_words import Written
from studio.app.trial_report import seconds_text
from studio.ui.ai.rows import button, row, words


class WordsCard(QFrame):
    """What was written of one photo."""

    def __init__(self, each: Written, copy: Callable[[], None]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        title = words(f"{each.sku} · {each.photo}" if each.sku else each.photo, "whom", wrap=False)
        taking = [button("Copy", copy, role="flat", name=f"Copy: {each.photo}")] if each.value is not None else []
        column.addLayout(row(title, 1, *taking))
        if each.error is not None:
            column.addWidget(words(f"✕ {each.error['message']}", "error"))
            column.addWidget(words(each.error["hint"], "caption"))
            return
        text = words(each.text)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(text)
        for doubt in each.doubts:
            column.addWidget(words(f"! {doubt}", "warning"))
        paid = "kept, nothing paid" if each.kept else dollars(each.cost_usd)
        column.addWidget(words(f"{each.model} · {seconds_text(each.seconds)} · {paid}", "caption"))
        for note in each.notes:
            column.addWidget(words(note, "caption"))
