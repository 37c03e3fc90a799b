"""What is to be sent, to whom, how often it was tried, and what could not be sent at all."""

import json
import secrets
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from studio.store.catalogue import Catalogue
from studio.store.webhook_signature import new_secret

SCHEDULE = (5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400)
"""Seconds between the attempts, as the specification proposes: at once, then for three days."""


@dataclass(frozen=True)
class Endpoint:
    """Somebody who wants to be told: `events` are types or `*`; `state` is active or gone (it answered 410)."""

    id: str
    url: str
    secret: str
    events: tuple[str, ...]
    state: str

    def wants(self, kind: str) -> bool:
        """Whether it asked for messages of this type."""
        return self.state == "active" and ("*" in self.events or kind in self.events)


@dataclass(frozen=True)
class Message:
    """A message on its way to one endpoint. `body` is exactly what is signed and sent at every attempt."""

    id: str
    endpoint: str
    type: str
    body: str
    attempts: int
    created: float
    problem: str = ""


class Outbox:
    """The messages and endpoints on the disk. `clock` gives seconds since 1970."""

    def __init__(
        self, records: Catalogue, *, schedule: Sequence[float] = SCHEDULE, clock: Callable[[], float] = time.time
    ) -> None:
        self._records, self._schedule, self._clock = records, tuple(schedule), clock

    def add_endpoint(self, url: str, events: Iterable[str]) -> Endpoint:
        """Register an endpoint with a secret of its own."""
        endpoint = Endpoint(f"ep_{secrets.token_hex(8)}", url, new_secret(), tuple(dict.fromkeys(events)), "active")
        with self._records.writing() as records:
            records.execute(
                "INSERT INTO endpoint VALUES (?, ?, ?, ?, ?, ?)",
                (endpoint.id, url, endpoint.secret, json.dumps(endpoint.events), endpoint.state, self._clock()),
            )
        return endpoint

    def remove_endpoint(self, endpoint_id: str) -> bool:
        """Forget an endpoint and its messages; return whether there was one."""
        with self._records.writing() as records:
            return records.execute("DELETE FROM endpoint WHERE id = ?", (endpoint_id,)).rowcount > 0

    def endpoints(self) -> list[Endpoint]:
        """Return everybody who wants to be told."""
        return [_endpoint(row) for row in self._records.rows("SELECT * FROM endpoint ORDER BY created, id")]

    def seen(self, name: str) -> int:
        """Return the number of the last event of a source that was put into the outbox."""
        row = self._records.row("SELECT number FROM seen WHERE name = ?", name)
        return int(row["number"]) if row is not None else 0

    def put(self, name: str, number: int, news: Iterable[tuple[str, str, float, dict[str, Any]]]) -> None:
        """Add (message id, type, time, data) for all who want it, and note the source's number: both or neither."""
        known = self.endpoints()
        with self._records.writing() as records:
            for message_id, kind, when, data in news:
                for endpoint in known:
                    if endpoint.wants(kind):
                        body = _body(kind, when, data)
                        records.execute(
                            "INSERT OR IGNORE INTO message (id, endpoint, type, body, created, due) "
                            "VALUES (?, ?, ?, ?, ?, ?)",
                            (message_id, endpoint.id, kind, body, when, self._clock()),
                        )
            records.execute(
                "INSERT INTO seen VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET number = excluded.number",
                (name, number),
            )

    def put_test(self, endpoint_id: str) -> str:
        """Add a message of type webhook.test for one endpoint; return its id."""
        message_id, now = f"msg_{secrets.token_hex(12)}", self._clock()
        body = _body("webhook.test", now, {"endpoint": endpoint_id})
        with self._records.writing() as records:
            records.execute(
                "INSERT INTO message (id, endpoint, type, body, created, due) VALUES (?, ?, 'webhook.test', ?, ?, ?)",
                (message_id, endpoint_id, body, now, now),
            )
        return message_id

    def due(self, busy: Iterable[str] = ()) -> list[tuple[Message, Endpoint]]:
        """Return the oldest message that is due for each endpoint that is not busy."""
        rows = self._records.rows(
            "SELECT *, MIN(created) FROM message WHERE state = 'waiting' AND due <= ? GROUP BY endpoint", self._clock()
        )
        known = {endpoint.id: endpoint for endpoint in self.endpoints()}
        taken = set(busy)
        return [(_message(row), known[row["endpoint"]]) for row in rows if row["endpoint"] not in taken]

    def delivered(self, message: Message) -> None:
        """Let go of a message that arrived."""
        with self._records.writing() as records:
            records.execute("DELETE FROM message WHERE id = ? AND endpoint = ?", (message.id, message.endpoint))

    def failed(self, message: Message, problem: str, *, wait: float, gone: bool = False) -> None:
        """Note a failed attempt: tried again later, at least `wait` seconds from now, or a dead letter after the last.

        `gone` says that the endpoint wants nothing more: it and all its messages are laid to rest.
        """
        attempts = message.attempts + 1
        dead = gone or attempts > len(self._schedule)
        pause = 0.0 if dead else max(wait, self._schedule[attempts - 1] * (0.9 + 0.2 * secrets.randbelow(1000) / 1000))
        with self._records.writing() as records:
            records.execute(
                "UPDATE message SET state = ?, attempts = ?, due = ?, problem = ? WHERE id = ? AND endpoint = ?",
                (
                    "dead" if dead else "waiting",
                    attempts,
                    self._clock() + pause,
                    problem,
                    message.id,
                    message.endpoint,
                ),
            )
            if gone:
                records.execute("UPDATE endpoint SET state = 'gone' WHERE id = ?", (message.endpoint,))
                records.execute(
                    "UPDATE message SET state = 'dead', problem = 'the endpoint is gone' "
                    "WHERE endpoint = ? AND state = 'waiting'",
                    (message.endpoint,),
                )

    def dead_letters(self) -> list[Message]:
        """Return what could not be sent, oldest first."""
        rows = self._records.rows("SELECT * FROM message WHERE state = 'dead' ORDER BY created, id")
        return [_message(row) for row in rows]

    def revive(self, message_id: str) -> bool:
        """Send a dead letter again, from the first attempt, under the same id; return whether there was one."""
        with self._records.writing() as records:
            changed = records.execute(
                "UPDATE message SET state = 'waiting', attempts = 0, due = ? WHERE id = ? AND state = 'dead'",
                (self._clock(), message_id),
            ).rowcount
            records.execute(
                "UPDATE endpoint SET state = 'active' WHERE id IN (SELECT endpoint FROM message WHERE id = ?)",
                (message_id,),
            )
        return changed > 0


def _endpoint(row: Any) -> Endpoint:
    return Endpoint(row["id"], row["url"], row["secret"], tuple(json.loads(row["events"])), row["state"])


def _message(row: Any) -> Message:
    fields = ("id", "endpoint", "type", "body", "attempts", "created", "problem")
    return Message(**{name: row[name] for name in fields})


def _body(kind: str, when: float, data: dict[str, Any]) -> str:
    document = {"type": kind, "timestamp": datetime.fromtimestamp(when, UTC).isoformat(), "data": data}
    return json.dumps(document, separators=(",", ":"))
