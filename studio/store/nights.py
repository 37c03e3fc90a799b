"""Batches that were handed in overnight: remembered before they are handed in, found again after a restart."""

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from studio.model.ai import BatchState, Task
from studio.store.ledger import OVERNIGHT
from studio.store.ledger_file import LedgerFile

_OVER = ("collected", "given-up", "handing-in")


@dataclass(frozen=True)
class Shift:
    """A call of a batch. `name`: our own id in it; `call`: its line in the ledger; `limits`: bounds of its answer."""

    name: str
    call: int
    photo: str
    limits: Mapping[str, int]


@dataclass(frozen=True)
class Night:
    """A batch. `batch`: the provider's id, "" while it is being handed in. `time`, `looked`: seconds since 1970."""

    id: int
    time: float
    task: Task
    model: str
    account: str
    batch: str
    state: str
    total: int
    finished: int
    failed: int
    looked: float | None

    @property
    def demo(self) -> bool:
        """Whether the demonstration does it."""
        return self.account.startswith("demo:")

    @property
    def over(self) -> bool:
        """Whether nothing more comes of it."""
        return self.state in _OVER


def begin(file: LedgerFile, task: Task, model: str, account: str) -> int:
    """Write a batch down before it is handed in; returns its number."""
    with file.writing() as connection:
        values = (time.time(), task, model, account)
        return (
            connection.execute("INSERT INTO night (time, task, model, account) VALUES (?, ?, ?, ?)", values).lastrowid
            or 0
        )


def add(file: LedgerFile, night: int, shifts: Sequence[Shift]) -> None:
    """Write down the calls of a batch."""
    lines = [(night, each.name, each.call, each.photo, json.dumps(dict(each.limits))) for each in shifts]
    with file.writing() as connection:
        connection.executemany("INSERT INTO shift VALUES (?, ?, ?, ?, ?)", lines)


def handed_in(file: LedgerFile, night: int, state: BatchState) -> None:
    """Write down that a batch is on its way: its lines belong to it from now on, and to no process."""
    with file.writing() as connection:
        connection.execute(
            "UPDATE call SET runner = ? WHERE id IN (SELECT call FROM shift WHERE night = ?)",
            (f"{OVERNIGHT}{night}", night),
        )
    note(file, night, state)


def note(file: LedgerFile, night: int, state: BatchState) -> None:
    """Write down how far a batch is."""
    with file.writing() as connection:
        connection.execute(
            "UPDATE night SET batch = ?, state = ?, finished = ?, failed = ?, looked = ? WHERE id = ?",
            (state.id, state.status, state.finished, state.failed, time.time(), night),
        )


def end(file: LedgerFile, night: int, state: str) -> None:
    """Write down that nothing more comes of a batch: "collected" or "given-up"."""
    with file.writing() as connection:
        connection.execute("UPDATE night SET state = ? WHERE id = ?", (state, night))


def nights(file: LedgerFile, *, all_of_them: bool = False) -> list[Night]:
    """Return the batches of which something may still come, the oldest first; or all.

    One whose handing in was cut off is not among them: its lines are unsettled.
    """
    rows = file.rows("SELECT *, (SELECT COUNT(*) FROM shift WHERE night = night.id) AS total FROM night ORDER BY id")
    found = [
        Night(
            *(row["id"], row["time"], row["task"], row["model"], row["account"], row["batch"], row["state"]),
            *(row["total"], row["finished"], row["failed"], row["looked"]),
        )
        for row in rows
    ]
    return [night for night in found if all_of_them or not night.over]


def shifts(file: LedgerFile, night: int) -> list[Shift]:
    """Return the calls of a batch."""
    rows = file.rows("SELECT * FROM shift WHERE night = ? ORDER BY name", night)
    return [Shift(row["name"], row["call"], row["photo"], json.loads(row["limits"])) for row in rows]
