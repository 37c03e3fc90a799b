"""One delivery on a thread of its own: what is there to go out, and bringing it there. No widget is touched here."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from studio.app.deliver import Delivered, send
from studio.app.deliverable import Ready, ready_in
from studio.delivery import Login
from studio.model.errors import Cancelled, StudioError
from studio.store.connections import load_connections, save_connections
from studio.store.secrets import find_password, save_password


@dataclass(frozen=True)
class Wish:
    """What is to go where. `keep`: whether the system's keyring keeps the password; None where there is none."""

    address: str
    login: Login
    channels: tuple[str, ...] = ()
    flagged: bool = False
    reviewed: bool = False
    keep: bool | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of a delivery; `note` says what went wrong beside it."""

    target: str
    results: tuple[Delivered, ...]
    note: str = ""


class Courier:
    """`stop` ends a delivery after the file in work; what arrived stays and is not sent again."""

    def __init__(self, out_dir: Path) -> None:
        self._out_dir = out_dir
        self._thread = ThreadPoolExecutor(1, "delivery")
        self._keyring = ThreadPoolExecutor(1, "keyring")
        self._stop = threading.Event()

    def look(self) -> "Future[list[Ready]]":
        """Find out what may go out; the future may raise StudioError."""
        return self._thread.submit(ready_in, self._out_dir, flagged=True)

    def password(self, address: str) -> "Future[tuple[str, str]]":
        """Ask the keyring, on a thread of its own: it may wait for a person."""
        return self._keyring.submit(lambda: (address, find_password(address)))

    def go(self, wish: Wish, told: Callable[[int, int], object]) -> "Future[Outcome]":
        """Deliver; `told(done, total)` is called on the thread. The future may raise StudioError or Cancelled."""
        self._stop.clear()
        return self._thread.submit(self._go, wish, told)

    def stop(self) -> None:
        """End the delivery soon."""
        self._stop.set()

    def close(self) -> None:
        """End it, and take no more."""
        self._stop.set()
        for thread in (self._thread, self._keyring):
            thread.shutdown(wait=False, cancel_futures=True)

    def _go(self, wish: Wish, told: Callable[[int, int], object]) -> Outcome:
        def progress(done: int, total: int) -> None:
            if self._stop.is_set():
                raise Cancelled
            told(done, total)

        name, results = send(
            self._out_dir,
            wish.address,
            wish.login,
            channels=wish.channels,
            flagged=wish.flagged,
            reviewed=wish.reviewed,
            progress=progress,
        )
        return Outcome(name, tuple(results), remembered(wish.address, wish.login, keep=wish.keep))


def remembered(address: str, login: Login, *, keep: bool | None) -> str:
    """Keep the address, and the password where wished (see Wish); returns why it could not be kept."""
    try:
        save_connections(load_connections().delivered_to(address, login.user))
        if keep is not None:
            save_password(address, login.password if keep else "")
    except StudioError as error:
        return f"The password is not kept: {error}"
    return ""
