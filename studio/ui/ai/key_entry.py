"""Entering a key: tried with a call that is free, then kept by the system's keyring; and the address of a server."""

from concurrent.futures import Future
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from studio.app.ai.accounts import USUAL_SERVERS, try_key, try_server
from studio.app.ai.overview import AccountLine
from studio.model.errors import StudioError
from studio.model.provider_errors import UnreachableError
from studio.store.ai_settings import load_ai_settings, save_ai_settings
from studio.store.secrets import forget_key, save_key
from studio.ui.ai.background import Background
from studio.ui.ai.rows import button, row
from studio.ui.closing import Closing
from studio.ui.controls.choice import Combo
from studio.ui.panes import words
from studio.ui.theme import PADDING

PAGES = {"openai": "platform.openai.com/api-keys", "anthropic": "platform.claude.com/settings/keys"}


class _Entry(Closing):
    """What both have in common: a column, a line that says how it went. `kept` when something changed."""

    kept = Signal()

    def __init__(self, title: str, background: Background, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(460)
        self._background = background
        self._call: Future[Any] | None = None
        self.said = words("", "caption")
        self.said.hide()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(PADDING, PADDING, PADDING, PADDING)
        self.column.setSpacing(8)

    def say(self, text: str, role: str = "caption") -> None:
        """Show how it went."""
        self.said.setText(text)
        self.said.setProperty("role", role)
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)
        self.said.show()

    def tell(self, error: BaseException) -> None:
        """Show an error with its cure."""
        self.say(str(error), "error")

    def leave(self) -> None:
        if self._call is not None:
            self._call.cancel()


class KeyEntry(_Entry):
    """For OpenAI and Anthropic."""

    def __init__(self, account: AccountLine, background: Background, parent: QWidget) -> None:
        super().__init__(f"Key for {account.name}", background, parent)
        self._account = account
        self.field = QLineEdit(self)
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setPlaceholderText("Paste the key here")
        self.field.setAccessibleName(f"Key for {account.name}")
        self.field.returnPressed.connect(self.test)
        self.test_button = button("Test and keep", self.test, role="primary")
        self.keep_button = button("Keep untested", self.keep)
        self.keep_button.hide()
        self.forget_button = button("Forget the key", self.forget)
        if "keyring" not in account.key:
            self.forget_button.hide()
        page = PAGES.get(account.provider, "")
        self.column.addWidget(words(f"You get it at {page}. It is sent to {account.address} and nowhere else."))
        self.column.addWidget(
            words("It is kept by your system's keyring, never in a file or an export. The test is free.", "caption")
        )
        self.column.addWidget(self.field)
        self.column.addWidget(self.said)
        close = button("Cancel", self.close)
        self.column.addLayout(row(self.forget_button, 1, close, self.keep_button, self.test_button))
        if account.key:
            self.say(f"Now in use: {account.key}.")

    def test(self) -> None:
        """Make the free call; the key is kept if it opens the account."""
        provider, text = self._account.provider, self.field.text()
        self.test_button.setEnabled(False)
        self.say("Asking for the list of models…")
        self._call = self._background.ask(self._tested, lambda: try_key(provider, text))

    def _tested(self, future: "Future[Any]") -> None:
        self._call = None
        self.test_button.setEnabled(True)
        if future.cancelled():
            return
        error = future.exception()
        if error is None:
            self.keep()
            return
        self.keep_button.setVisible(isinstance(error, UnreachableError))
        self.tell(error)

    def keep(self) -> None:
        """Put the key into the keyring."""
        self._background.read(self._kept, save_key, self._account.provider, self.field.text())

    def forget(self) -> None:
        """Take it out of the keyring."""
        self._background.read(self._kept, forget_key, self._account.provider)

    def _kept(self, future: "Future[Any]") -> None:
        error = future.exception()
        if error is not None:
            self.tell(error)
            return
        self.field.clear()
        self.kept.emit()
        self.close()


class ServerEntry(_Entry):
    """For a server of one's own: a name, an address, a key where it wants one."""

    def __init__(self, account: AccountLine | None, background: Background, parent: QWidget) -> None:
        super().__init__("A server of your own", background, parent)
        self._server = account.server if account else ""
        self.kind = Combo(self)
        self.kind.setAccessibleName("Kind of server")
        names = {"ollama": "Ollama", "lm-studio": "LM Studio", "llama-cpp": "llama.cpp"}
        for server in USUAL_SERVERS:
            self.kind.addItem(names[server], server)
        self.address = QLineEdit(account.address if account else USUAL_SERVERS["ollama"], self)
        self.address.setAccessibleName("Address")
        self.key = QLineEdit(self)
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.key.setPlaceholderText("Key, where it wants one (optional)")
        self.key.setAccessibleName("Key of the server")
        with QSignalBlocker(self.kind):
            self.kind.setCurrentIndex(max(0, self.kind.findData(self._server)))
        self.kind.currentIndexChanged.connect(self._kind_changed)
        self.test_button = button("Find its models", self.test, role="primary")
        remove = button("Remove", self.remove)
        if account is None:
            remove.hide()
        self.column.addWidget(
            words("A program that speaks OpenAI's protocol. On this computer it is free and private.")
        )
        self.column.addWidget(self.kind)
        self.column.addWidget(self.address)
        self.column.addWidget(self.key)
        self.column.addWidget(self.said)
        self.column.addLayout(row(remove, 1, button("Cancel", self.close), self.test_button))

    def _kind_changed(self) -> None:
        self.address.setText(USUAL_SERVERS[self.kind.currentData()])

    def test(self) -> None:
        """Ask the server for its models, and keep its address if it answers."""
        self._server = str(self.kind.currentData())
        self.test_button.setEnabled(False)
        self.say("Asking for the list of models…")
        entered = (self._server, self.address.text().strip(), self.key.text())
        self._call = self._background.ask(self._tested, lambda: try_server(*entered))

    def _tested(self, future: "Future[Any]") -> None:
        self._call = None
        self.test_button.setEnabled(True)
        if future.cancelled():
            return
        error = future.exception()
        if error is not None:
            self.tell(error)
            return
        self._save({**load_ai_settings().servers, self._server: self.address.text().strip()})

    def remove(self) -> None:
        """Forget the server."""
        self._save({name: url for name, url in load_ai_settings().servers.items() if name != self._server})

    def _save(self, servers: dict[str, str]) -> None:
        try:
            save_ai_settings(replace(load_ai_settings(), servers=servers))
        except StudioError as error:
            self.tell(error)
            return
        self.kept.emit()
        self.close()
