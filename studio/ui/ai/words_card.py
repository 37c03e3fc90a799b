"""What was written of one photo, with what must be checked, who wrote it and what it cost."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from studio.app.ai.estimates import dollars
from studio.app.ai.words import Written
from studio.app.trial.report import plain, seconds_text
from studio.ui.ai.rows import button, row
from studio.ui.elided import ElidedLabel
from studio.ui.panes import line, words

LABEL = 112  # pixels


class WordsCard(QFrame):
    """What was written of one photo."""

    def __init__(self, each: Written, copy: Callable[[], None], *, demo: bool, titles: Mapping[str, str]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        named = each.sku and each.sku not in each.photo  # a file that is called by its SKU says it
        title = ElidedLabel(f"{each.sku} · {each.photo}" if named else each.photo)
        title.setProperty("role", "whom")
        title.setToolTip(title.text())
        taking = [button("Copy", copy, role="flat", name=f"Copy: {each.photo}")] if each.value is not None else []
        head = row(title, *taking)
        head.setStretch(0, 1)
        column.addLayout(head)
        self._column = column
        self._fill(each, demo=demo, titles=titles)
        column.addSpacing(4)
        column.addWidget(line())

    def _fill(self, each: Written, *, demo: bool, titles: Mapping[str, str]) -> None:
        column = self._column
        if each.error is not None:
            name = each.photo.rpartition("/")[2]  # it stands above
            column.addWidget(words(f"✕ {each.error['message'].removeprefix(f'{name}: ')}", "error"))
            column.addWidget(words(each.error["hint"], "caption"))
            return
        fields = shown_fields(each)
        for name, text in fields:
            shown = words(text)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            if len(fields) == 1:
                column.addWidget(shown)
                continue
            label = words(name, "quiet", wrap=False)
            label.setFixedWidth(LABEL)
            label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            beside = row(label, shown)
            beside.setStretch(1, 1)
            column.addLayout(beside)
        for doubt in each.doubts:
            column.addWidget(words(f"! {doubt}", "warning"))
        paid = "kept, nothing paid" if each.kept else dollars(each.cost_usd)
        who = ("Demonstration: " if demo else "") + titles.get(each.model, each.model)
        column.addWidget(words(f"{who} · {seconds_text(each.seconds)} · {paid}", "caption"))
        for note in each.notes:
            column.addWidget(words(note, "caption"))


def shown_fields(each: Written) -> list[tuple[str, str]]:
    """Return an answer's fields with their names, lists in lines of their own; nothing of what is empty."""
    found = []
    for name, value in (each.value or {}).items():
        if name == "claims" or value in ("", [], None):
            continue
        lines = [f"• {plain(item)}" for item in value] if isinstance(value, list) else [plain(value)]
        text = ", ".join(line[2:] for line in lines) if name == "tags" else "\n".join(lines)
        found.append((name.replace("_", " ").capitalize(), text))
    return found
