"""The window's side of watched folders: remembers them, and tells how each stands."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from studio.app.watch import Standing, Watching
from studio.delivery import Login
from studio.model.errors import StudioError
from studio.store.secrets import find_password
from studio.store.watch_folders import WatchFolder, load_watch_folders, save_watch_folders
from studio.ui.bridge import Bridge
from studio.ui.deliver.courier import remembered

_SOON = 150  # milliseconds within which many words of the folders' threads are one


class WatchDesk(QObject):
    """`shown(list of Standing)` whenever something changed; `trouble(message, hint)`."""

    shown = Signal(object)
    trouble = Signal(str, str)

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._watching: Watching | None = None
        self._folders: tuple[WatchFolder, ...] = ()
        self._keyring = ThreadPoolExecutor(1, "keyring")  # it may wait for a person
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self._show)

    @property
    def standings(self) -> list[Standing]:
        """How each folder stands."""
        return self._watching.standings() if self._watching is not None else []

    def open(self) -> None:
        """Begin to watch what is remembered; nothing where that was begun."""
        if self._watching is None:
            told: list[str] = []
            self._folders = load_watch_folders(told)
            for message in told:
                self.trouble.emit(message, "Add your folders again, or mend that file, rename it back and start anew.")
            self._watching = Watching(self._told)
            self._watching.follow(self._folders)

    def close(self) -> None:
        """Watch nothing any more; what was taken in is done by the next program."""
        self._soon.stop()
        self._keyring.shutdown(wait=False, cancel_futures=True)
        if self._watching is not None:
            self._watching.close()

    def ask_password(self, address: str, heard: Callable[["Future[tuple[str, str]]"], object]) -> None:
        """Ask the keyring for the password of a place; `heard(future of address and password)`."""
        self._bridge.deliver(self._keyring.submit(lambda: (address, find_password(address))), heard)

    def add(self, watch: WatchFolder, login: Login | None = None) -> None:
        """Watch one more folder; one that is watched like that already goes on where it was paused.

        `login`: for where it is delivered to, to be kept.
        """
        if watch.deliver and login is not None:
            keep = True if login.password else None
            self._bridge.deliver(self._keyring.submit(remembered, watch.deliver, login, keep=keep), self._kept)
        others = [each for each in self._folders if each.id != watch.id]
        self._keep([*others, watch])

    def pause(self, key: str, paused: bool) -> None:
        """Take nothing in from a folder for now, or go on."""
        self._keep([replace(each, paused=paused) if each.id == key else each for each in self._folders])

    def remove(self, key: str) -> None:
        """Watch a folder no more; photos and results stay."""
        self._keep([each for each in self._folders if each.id != key])

    def _keep(self, folders: list[WatchFolder]) -> None:
        self.open()
        self._folders = tuple(folders)
        try:
            save_watch_folders(folders)
        except StudioError as error:
            self.trouble.emit(error.message, error.hint)
        if self._watching is not None:
            self._watching.follow(folders)

    def _kept(self, future: "Future[Any]") -> None:
        if not future.cancelled() and (why := future.result()):
            self.trouble.emit(why, "")

    def _told(self) -> None:
        """On a folder's thread."""
        self._bridge.call(self._later)

    def _later(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _show(self) -> None:
        self.shown.emit(self.standings)
