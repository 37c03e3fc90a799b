"""The house rules of all batches: quiet hours, how much of the computer they may take, whom to tell of trouble."""

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from studio.app.batch.workers import worker_count
from studio.app.queue.notify import tell_all
from studio.model.errors import StudioError
from studio.store.batch_rules import BatchRules, load_rules, save_rules, with_secret
from studio.ui.bridge import Bridge
from studio.ui.controls.choice import Combo
from studio.ui.fit_height import fit_height
from studio.ui.panes import dialog_column, words

MEMORY = (("The usual (4 GB)", None), ("1 GB", 1000), ("2 GB", 2000), ("8 GB", 8000))
CALLS = (("As many as usual (8)", None), *((f"{count} at once", count) for count in (1, 2, 4, 16)))
FAILURES = tuple((f"More than {share} % failed", float(share)) for share in (5, 10, 20, 50))
_ALERTS = (
    "Trouble, samples to look at and the end of a batch are shown in the tray. They can also be posted to a webhook, "
    "signed with its secret as Standard Webhooks asks, or sent by mail or messenger, at addresses as apprise.it knows "
    "them (mailto://…, tgram://…), separated by spaces."
)


class RulesDialog(QDialog):
    """Saves when a person says so; goes away by itself when it is closed."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Rules of all batches")
        self.setMinimumWidth(540)
        self._bridge, self._thread = bridge, ThreadPoolExecutor(1, "test alert")
        self._rules = BatchRules()
        self.quiet, self.webhook, self.secret, self.messengers = (QLineEdit(self) for _ in range(4))
        self.secret.setReadOnly(True)
        self.quiet.setPlaceholderText("none – or 08:00-18:00")
        self.webhook.setPlaceholderText("https://…")
        self.messengers.setPlaceholderText("mailto://…  tgram://…")
        self.cores, self.memory, self.calls, self.failures = (Combo(self) for _ in range(4))
        self.said = words("")
        self.said.hide()
        self.try_out, self.cancel, self.save = (QPushButton(text, self) for text in ("Send a test", "Cancel", "Save"))
        self.save.setProperty("role", "primary")
        self.save.setDefault(True)
        self._assemble()
        self.try_out.clicked.connect(self._try)
        self.cancel.clicked.connect(self.reject)
        self.save.clicked.connect(self._save)
        self.finished.connect(self._ended)
        try:
            self._rules = with_secret(load_rules())
        except StudioError as error:
            self._say(f"{error.message} {error.hint}")
        self._show()

    def _assemble(self) -> None:
        cores = ((f"{count} at once", count) for count in range(1, worker_count() + 1))
        for combo, options in (
            (self.cores, (("As many as make sense", None), *cores)),
            (self.memory, MEMORY),
            (self.calls, CALLS),
            (self.failures, FAILURES),
        ):
            for text, value in options:
                combo.addItem(text, value)
        column = dialog_column(self)
        column.addWidget(words("How batches run", "whom"))
        limits = (("Photos", self.cores), ("Memory each", self.memory), ("AI calls", self.calls))
        column.addLayout(self._grid(("Quiet hours", self.quiet), *limits))
        column.addWidget(
            words("In quiet hours no further photo is begun, unless a batch goes before all others.", "caption")
        )
        column.addSpacing(12)
        column.addWidget(words("Alerts", "whom"))
        column.addWidget(words(_ALERTS, "caption"))
        column.addLayout(
            self._grid(
                ("Webhook", self.webhook),
                ("Its secret", self.secret),
                ("Messengers", self.messengers),
                ("Alert when", self.failures),
            )
        )
        column.addWidget(self.said)
        column.addStretch(1)
        column.addSpacing(8)
        buttons = QHBoxLayout()
        buttons.addWidget(self.try_out)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.save)
        column.addLayout(buttons)

    def _grid(self, *rows: tuple[str, QWidget]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, 96)
        grid.setColumnStretch(1, 1)
        for row, (text, part) in enumerate(rows):
            grid.addWidget(QLabel(text, self), row, 0)
            grid.addWidget(part, row, 1)
            part.setAccessibleName(text)
        return grid

    def _show(self) -> None:
        rules = self._rules
        self.quiet.setText(rules.quiet)
        self.webhook.setText(rules.webhook)
        self.secret.setText(rules.secret)
        self.secret.setCursorPosition(0)
        self.messengers.setText(" ".join(rules.messengers))
        for combo, value, pattern in (
            (self.cores, rules.cores, "{} at once"),
            (self.memory, rules.memory_mb, "{} MB"),
            (self.calls, rules.calls, "{} at once"),
            (self.failures, rules.failures, "More than {:g} % failed"),
        ):
            if combo.findData(value) < 0:  # chosen by the command line
                combo.addItem(pattern.format(value), value)
            combo.setCurrentIndex(combo.findData(value))
        fit_height(self)

    def rules(self) -> BatchRules:
        """Return what stands in the fields."""
        return replace(
            self._rules,
            quiet=self.quiet.text().strip(),
            cores=self.cores.currentData(),
            memory_mb=self.memory.currentData(),
            calls=self.calls.currentData(),
            failures=self.failures.currentData(),
            webhook=self.webhook.text().strip(),
            messengers=tuple(self.messengers.text().split()),
        )

    def _save(self) -> None:
        try:
            save_rules(self.rules())
        except StudioError as error:
            self._say(f"{error.message} {error.hint}")
            return
        self.accept()

    def _try(self) -> None:
        rules = self.rules()
        if not rules.webhook and not rules.messengers:
            self._say("Enter a webhook or a messenger first.")
            return
        self.try_out.setEnabled(False)
        words = ("Listing Studio", "This is how alerts of batches arrive.")
        self._bridge.deliver(self._thread.submit(tell_all, rules, "test", "", *words), self._tried)

    def _tried(self, future: "Future[Any]") -> None:
        self.try_out.setEnabled(True)
        self._say("\n".join(future.result()) or "It was taken.")

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self.said.show()
        fit_height(self)

    def _ended(self) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)
