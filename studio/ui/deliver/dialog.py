"""Deliver finished pictures: what may go out, where to, and what became of each. The work is `courier`'s.

DeliverDialog(out_dir, bridge, window).show()
"""

from concurrent.futures import Future
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from studio.app.deliverable import Ready
from studio.check import load_channels
from studio.model.errors import Cancelled
from studio.store.connections import load_connections
from studio.ui.bridge import Bridge
from studio.ui.closing import Closing
from studio.ui.controls.choice import Combo
from studio.ui.controls.tick import Tick
from studio.ui.deliver.courier import Courier, Wish
from studio.ui.deliver.place_form import LABEL, PlaceForm
from studio.ui.deliver.words import counted, outcome_words
from studio.ui.export.channel_words import channel_name
from studio.ui.export.progress_line import ProgressLine
from studio.ui.fit_height import fit_height
from studio.ui.panes import dialog_column

WIDTH = 520  # pixels


class DeliverDialog(Closing):
    """See the module. Goes away by itself when it is closed; a delivery under way ends with the file in work."""

    def __init__(self, out_dir: Path, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Deliver finished pictures")
        self.setMinimumWidth(WIDTH)
        self._bridge, self._courier = bridge, Courier(out_dir)
        self._ready: list[Ready] = []
        self._running = False
        self.headline = _label("Looking at what is finished…", "title")
        self.folder = _label(str(out_dir), "caption")
        self.channel = Combo(self)
        self.channel.setAccessibleName("Pictures of which channel")
        self._channel_name = QLabel("Pictures", self)
        self.form = PlaceForm(load_connections(), self)
        self.flagged, self.reviewed = Tick(self), Tick(self)
        self.line = ProgressLine(self)
        self.said = _label("", "")
        self.said.hide()
        self.close_button = QPushButton("Close", self)
        self.go_button = QPushButton("Deliver", self)
        self.go_button.setProperty("role", "primary")
        self.go_button.setDefault(True)
        self._assemble()
        self._tie()
        bridge.deliver(self._courier.look(), self._looked)

    def _assemble(self) -> None:
        column = dialog_column(self)
        column.addWidget(self.headline)
        column.addWidget(self.folder)
        column.addSpacing(8)
        pictures = QHBoxLayout()
        self._channel_name.setFixedWidth(LABEL)
        pictures.addWidget(self._channel_name)
        pictures.addWidget(self.channel, 1)
        column.addLayout(pictures)
        column.addWidget(self.form)
        for box in (self.flagged, self.reviewed):
            box.hide()
            column.addWidget(box)
        column.addSpacing(4)
        column.addWidget(self.said)
        column.addStretch(1)
        column.addWidget(self.line)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.go_button)
        column.addLayout(buttons)
        self._show_channels()
        self._count()

    def _tie(self) -> None:
        self.close_button.clicked.connect(self.close)
        self.go_button.clicked.connect(self.go)
        self.form.changed.connect(self._count)
        self.form.kind.currentIndexChanged.connect(self._fit)
        self.form.password_wanted.connect(self._ask_keyring)
        self.channel.currentIndexChanged.connect(self._count)
        for box in (self.flagged, self.reviewed):
            box.toggled.connect(self._count)
        self.form.ask_password()

    # --- what may go out ---------------------------------------------------------------------------------------------

    def _looked(self, future: "Future[list[Ready]]") -> None:
        error = None if future.cancelled() else future.exception()
        if error is not None:
            self.headline.setText("Nothing can go out")
            self._say(str(error), "error")
        elif not future.cancelled():
            self._ready = future.result()
            self._show_channels()
        self._count()

    def _show_channels(self) -> None:
        channels, known = sorted({each.channel for each in self._ready}), load_channels()
        self.channel.clear()
        self.channel.addItem("All channels", "")
        for channel in channels:
            self.channel.addItem(channel_name(known[channel]) if channel in known else channel, channel)
        for part in (self._channel_name, self.channel):
            part.setVisible(len(channels) > 1)

    @property
    def _channels(self) -> tuple[str, ...]:
        chosen = self.channel.currentData()
        return (chosen,) if chosen else ()

    def _count(self) -> None:
        """Say how many would go out with what is ticked."""
        mine = [each for each in self._ready if not self._channels or each.channel in self._channels]
        flagged, waits = sum(each.flagged for each in mine), sum(each.waits for each in mine)
        self.flagged.setText(f"Also {counted(flagged)} with findings that a marketplace may refuse")
        self.reviewed.setText(f"Also {counted(waits)} that wait for review (I have looked at them)")
        self.flagged.setVisible(flagged > 0)
        self.reviewed.setVisible(waits > 0)
        going = sum(
            (self.flagged.isChecked() or not each.flagged) and (self.reviewed.isChecked() or not each.waits)
            for each in mine
        )
        if self._ready:
            self.headline.setText(f"{counted(going)} can go out" if going else "Nothing is ready to go out yet")
        self.go_button.setText("Stop" if self._running else f"Deliver {going}" if going else "Deliver")
        self.go_button.setEnabled(self._running or (going > 0 and bool(self.form.place)))
        fit_height(self)

    # --- delivering --------------------------------------------------------------------------------------------------

    def go(self) -> None:
        """Deliver what is ticked; while it runs: stop."""
        if self._running:
            self._courier.stop()
            self.go_button.setEnabled(False)
            return
        wish = Wish(
            self.form.place,
            self.form.login,
            self._channels,
            flagged=self.flagged.isChecked(),
            reviewed=self.reviewed.isChecked(),
            keep=self.form.keep.isChecked() if self.form.chosen.secret else None,
        )
        self._run(True)
        self._say("Connecting…")
        self._bridge.deliver(self._courier.go(wish, self._told), self._ended)

    def _told(self, done: int, total: int) -> None:
        self._bridge.call(self._progress, done, total)

    def _progress(self, done: int, total: int) -> None:
        if self._running:
            self.line.show_share(done / max(1, total))
            self._say(f"{done} of {total}")

    def _ended(self, future: "Future[Any]") -> None:
        self._run(False)
        error = None if future.cancelled() else future.exception()
        if future.cancelled() or isinstance(error, Cancelled):
            self._say("Stopped. What arrived stays there and is not sent again.")
        elif error is not None:
            self._say(str(error), "error")
        else:
            self._say(*outcome_words(future.result()))

    def _run(self, running: bool) -> None:
        self._running = running
        for part in (self.form, self.channel, self.flagged, self.reviewed):
            part.setEnabled(not running)
        self.line.show_share(0.0 if running else None)
        self._count()

    def _fit(self) -> None:
        fit_height(self)

    def _say(self, text: str, role: str = "") -> None:
        self.said.setText(text)
        self.said.setProperty("role", role)
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)
        self.said.setVisible(bool(text))
        fit_height(self)

    # --- the keyring -------------------------------------------------------------------------------------------------

    def _ask_keyring(self, address: str) -> None:
        self._bridge.deliver(self._courier.password(address), self._password_found)

    def _password_found(self, future: "Future[tuple[str, str]]") -> None:
        if not future.cancelled() and future.exception() is None:
            self.form.show_password(*future.result())

    def leave(self) -> None:
        self._courier.close()


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("role", role)
    return label
