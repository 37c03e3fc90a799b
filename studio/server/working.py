"""The server's own runner: works the queue off in the background, and begins anew where a full disk stopped it."""

import logging
import threading

from studio.app.queue import Queue, Runner
from studio.model.errors import StudioError

_PAUSE = 5.0  # seconds before another attempt
_log = logging.getLogger(__name__)


class Working:
    """One thread that owns a runner. What is in work when it closes goes back into the queue."""

    def __init__(self, queue: Queue, *, workers: int | None = None) -> None:
        self._queue, self._workers = queue, workers
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._work, name="runner", daemon=True)

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def close(self) -> None:
        """Stop, and wait until what was in work is given back."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()

    def _work(self) -> None:
        while not self._stop.is_set():
            try:
                Runner(self._queue, workers=self._workers).run(self._stop)
            except StudioError as error:
                _log.warning("The queue stands still: %s", error)
            self._stop.wait(_PAUSE)
