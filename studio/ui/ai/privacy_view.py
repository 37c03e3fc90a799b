"""Every byte that left this computer for an AI model: when, to whom, for which photo, and what exactly."""

from concurrent.futures import Future
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QSplitter, QVBoxLayout

from studio.app.ai.accounts import NAMES
from studio.app.ai.estimates import dollars
from studio.app.ai.overview import model_titles
from studio.store import spending
from studio.store.ledger_file import LedgerFile
from studio.ui.ai.page import AiPage, View
from studio.ui.ai.rows import nothing, size_text
from studio.ui.ai.table import Table
from studio.ui.panes import words
from studio.ui.theme import PADDING

SHOWN = 2000  # newest calls; the CSV on Spend has all
NOTHING_YET = (
    "Every call will be listed here: when, to whom, for which photo, how many bytes, and word for word what was sent."
)
STATES = {
    "open": "on its way",
    "overnight": "handed in overnight",
    "done": "answered",
    "failed": "failed",
    "given-up": "settled",
    "unsettled": "unsettled",
}


def _read() -> tuple[list[dict[str, Any]], int, int, dict[str, str]]:
    file = LedgerFile()
    lines = spending.calls(file, SHOWN)
    total = sum(each.sent_bytes for each in spending.sums(file, "provider"))
    count = sum(each.calls for each in spending.sums(file, "provider") if each.sent_bytes)
    file.close()
    return lines, total, count, model_titles()


def _read_pieces(line: int) -> list[dict[str, Any]]:
    file = LedgerFile()
    pieces = spending.sent(file, line)
    file.close()
    return pieces


class PrivacyView(View):
    """See the module."""

    def __init__(self, page: AiPage) -> None:
        super().__init__(page)
        self.lines: list[dict[str, Any]] = []
        self.total = words("", "title")
        self.table = Table(
            "Calls",
            ("When", "To", "Model", "Photo", "Bytes", "Cost", "State"),
            figures=(4, 5),
            wide=3,
            fixed={6: 240},
        )
        self.table.picked.connect(self._pick)
        self.pieces = QPlainTextEdit(self)
        self.pieces.setReadOnly(True)
        self.pieces.setTabChangesFocus(True)
        self.pieces.setAccessibleName("What was sent with the chosen call")
        self.pieces.setPlaceholderText("Choose a call to see what was sent with it, word for word.")
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.addWidget(self.table)
        splitter.addWidget(self.pieces)
        splitter.setSizes([420, 200])
        splitter.setHandleWidth(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(PADDING, PADDING, PADDING, PADDING)
        column.setSpacing(8)
        told = (
            "Photos are reduced to what the task needs and sent without their metadata and names. Nothing is sent"
            " without a press of a button that says so. Cutouts, mockups, checks and exports never leave this computer."
        )
        for part in (self.total, words(told, "caption")):
            column.addWidget(part)
        column.addWidget(splitter, 1)
        self.splitter = splitter
        self.empty = nothing("cloud", "Nothing has left this computer", NOTHING_YET)
        column.addWidget(self.empty, 1)

    def arrive(self) -> None:
        self.background.read(self._show, _read)

    def _show(self, future: "Future[Any]") -> None:
        if self.failed(future):
            return
        self.lines, total, count, titles = future.result()
        self.total.setText(
            f"{size_text(total)} left this computer in {count} {'call' if count == 1 else 'calls'}"
            if count
            else "Nothing has left this computer"
        )
        self.table.fill([_line(each, titles) for each in self.lines])
        self.splitter.setVisible(bool(self.lines))
        self.empty.setVisible(not self.lines)
        self.total.setVisible(bool(self.lines))

    def _pick(self, place: int) -> None:
        self.background.read(self._show_pieces, _read_pieces, self.lines[place]["id"])

    def _show_pieces(self, future: "Future[Any]") -> None:
        if future.exception() is None:
            self.pieces.setPlainText("\n\n".join(_piece(each) for each in future.result()))


def _line(each: dict[str, Any], titles: dict[str, str]) -> tuple[str, ...]:
    cost = dollars(each["cost_usd"]) if each["state"] == "done" or each["cost_usd"] is not None else "not known"
    left = each["sent_bytes"] if each["place"] == "cloud" else 0
    return (
        f"{datetime.fromtimestamp(each['time']):%Y-%m-%d %H:%M:%S}",
        whom_text(each),
        titles.get(each["model"], each["model"]),
        each["photo"] or "no photo",
        f"{left:,}",
        cost,
        STATES[each["state"]] + (f": {each['message']}" if each["message"] else ""),
    )


def _piece(piece: dict[str, Any]) -> str:
    size = f", {piece['width']} × {piece['height']} px" if piece["width"] else ""
    head = f"{piece['what']}: {piece['bytes']:,} bytes, {piece['media_type']}{size}, sha256 {piece['sha256'][:16]}…"
    return f"{head}\n{piece['words']}".rstrip()


def whom_text(each: dict[str, Any]) -> str:
    """Return to whom a call went: "OpenAI", "ollama (this computer)", "Demonstration"."""
    kind, _, name = each["provider"].rpartition(":")
    if kind == "demo":
        return "Demonstration"
    return NAMES.get(name, name) + ("" if each["place"] == "cloud" else " (this computer)")
