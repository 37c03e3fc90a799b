"""Takes what happened from the queue into the outbox, and sends what is due; who hangs holds up nobody else."""

import hashlib
import logging
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from studio.app.queue import Event, Queue
from studio.model.errors import StudioError
from studio.server.webhooks.address import Addresses
from studio.server.webhooks.outbox import Endpoint, Message, Outbox
from studio.server.webhooks.post import Answer, post
from studio.store.webhook_signature import signed_headers

_log = logging.getLogger(__name__)
SECONDS = 20.0  # for one attempt; the specification proposes 15 to 30
_LANES = 8
_LONGEST_WAIT = 86_400.0  # that a receiver may ask for
TYPES = {
    "item": "item.finished",
    "ended": "job.completed",
    "cancelled": "job.cancelled",
    "held": "job.held",
    "review": "job.review",
    "alert": "job.alert",
}
"""Types of messages by the kind of event in the queue."""


class Sender:
    """One thread that looks for news and for what is due, and a few that send."""

    def __init__(
        self,
        queue: Queue,
        outbox: Outbox,
        addresses: Addresses,
        *,
        seconds: float = SECONDS,
        beat: float = 0.5,
    ) -> None:
        self._queue, self._outbox, self._addresses = queue, outbox, addresses
        self._seconds, self._beat = seconds, beat
        self._busy: set[str] = set()
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._closed = False
        self._lanes = ThreadPoolExecutor(_LANES, "webhooks")
        self._thread = threading.Thread(target=self._run, name="webhooks", daemon=True)

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def close(self) -> None:
        """Stop; what is not sent stays in the outbox for the next start."""
        self._closed = True
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join()
        self._lanes.shutdown(cancel_futures=True)

    def _run(self) -> None:
        while not self._closed:
            try:
                self._collect()
                self._send_what_is_due()
            except (StudioError, sqlite3.Error) as error:  # a full disk, a locked file: it may pass
                _log.warning("Webhooks wait: %s", error)
            self._wake.wait(self._beat)
            self._wake.clear()

    def _send_what_is_due(self) -> None:
        with self._lock:
            busy = set(self._busy)
        for message, endpoint in self._outbox.due(busy):
            with self._lock:
                self._busy.add(endpoint.id)
            self._lanes.submit(self._send, message, endpoint)

    def _collect(self) -> None:
        while news := self._queue.events(self._outbox.seen("queue")):
            self._outbox.put("queue", news[-1].number, _messages(news))

    def _send(self, message: Message, endpoint: Endpoint) -> None:
        try:
            answer = self._attempt(message, endpoint)
            if answer.well:
                self._outbox.delivered(message)
            else:
                wait = min(answer.retry_after, _LONGEST_WAIT)
                self._outbox.failed(message, answer.problem, wait=wait, gone=answer.status == 410)
        finally:
            with self._lock:
                self._busy.discard(endpoint.id)
            self._wake.set()

    def _attempt(self, message: Message, endpoint: Endpoint) -> Answer:
        body = message.body.encode()
        try:
            address = self._addresses.resolve(endpoint.url)
        except StudioError as error:
            return Answer(0, error.message)
        headers = signed_headers(endpoint.secret, message.id, int(time.time()), body)
        return post(address, body, headers, seconds=self._seconds)


def _messages(news: Iterable[Event]) -> Iterator[tuple[str, str, float, dict[str, Any]]]:
    """Turn the queue's events into messages; an event always gets the same message id."""
    for event in news:
        if event.kind in TYPES:
            digest = hashlib.sha256(f"{event.batch} {event.number}".encode()).hexdigest()
            data = {name: value for name, value in event.data.items() if name not in ("id", "out")}
            yield f"msg_{digest[:24]}", TYPES[event.kind], event.time, {"job": event.batch, **data}
