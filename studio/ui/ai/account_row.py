"""A provider on the Models page: its key as far as it may be shown, its address, when its models were listed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from studio.app.ai.overview import AccountLine
from studio.ui.ai.rows import button, row
from studio.ui.panes import words


class AccountRow(QFrame):
    """`asked(line)`: enter or change its key or address; `refresh(line)`: list its models anew."""

    asked = Signal(object)
    refresh = Signal(object)

    def __init__(self, account: AccountLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.account = account
        state = account.key or ("no key needed" if account.usable else "no key yet")
        title = words(account.name, "whom", wrap=False)
        key = words(state, "" if account.usable else "warning", wrap=False)
        place = words(" · ".join(part for part in (account.address, account.listed) if part), "caption")
        change = "Change…" if account.key or account.server else "Enter key…"
        self.enter = button(change, self._ask, name=f"{change.rstrip('…')}: {account.name}")
        self.list = button("List models", self._list, role="flat", name=f"List models: {account.name}")
        self.list.setEnabled(account.usable)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row(title, key, 1))
        column.addWidget(place)
        column.addLayout(row(self.enter, self.list, 1))

    def _ask(self) -> None:
        self.asked.emit(self.account)

    def _list(self) -> None:
        self.list.setEnabled(False)
        self.list.setText("Listing…")
        self.refresh.emit(self.account)
