"""Clicks that find what hangs together at a place; with Segment Anything the photo must be looked at first."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from studio.app.workspace.hand import Hand, encoded
from studio.app.workspace.plates import put
from studio.app.workspace.preview import PATIENCE
from studio.ui.session import Session

Click = Callable[[], None]


class Clicking:
    """Lets clicks wait while another process looks at the photo of a hand; lives on the window's thread."""

    def __init__(self, session: Session, busy: Callable[[bool], None]) -> None:
        self._session, self._busy = session, busy
        self._hand: Hand | None = None
        self._waiting: list[Click] = []

    def prepare(self, hand: Hand | None) -> None:
        """Begin to look at a photo that may be clicked on soon."""
        if hand is None or not hand.must_look_first or hand is self._hand:
            return
        self._hand, self._waiting = hand, []
        plate = put(self._session.folder, hand.state.guide.rgb)
        future = self._session.workers.submit(encoded, plate, timeout=PATIENCE)

        def looked(done: "Future[Any]") -> None:
            plate.remove()
            failed = done.cancelled() or done.exception() is not None
            hand.looked(None if failed else done.result())
            if hand is self._hand:
                self._go_on()

        self._session.bridge.deliver(future, looked)

    def do(self, hand: Hand, click: Click) -> None:
        """Run a click, now or as soon as the photo was looked at."""
        if not hand.must_look_first:
            click()
            return
        self.prepare(hand)
        self._waiting.append(click)
        self._busy(True)

    def drop(self) -> None:
        """Forget what waits: the photo is left."""
        if self._waiting:
            self._busy(False)
        self._hand, self._waiting = None, []

    def _go_on(self) -> None:
        clicks, self._waiting, self._hand = self._waiting, [], None
        if clicks:
            self._busy(False)
        for click in clicks:
            click()
