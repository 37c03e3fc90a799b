"""An SQLite file written ahead (WAL): a connection a thread, all or nothing written, older files brought up to date.

What is committed survives a killed process and a power cut.
"""

import contextlib
import sqlite3
import threading
import weakref
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from studio.model.errors import StudioError


@dataclass(frozen=True)
class Schema:
    """`steps` lead from an empty file to its tables; `newer` is raised for a file with more of them."""

    steps: Sequence[Sequence[str]]
    newer: type[StudioError]


class SqliteFile:
    """Raises what SQLite and the disk raise; whoever owns the file turns that into sentences."""

    def __init__(self, file: Path, schema: Schema, patience: float) -> None:
        """`patience`: seconds to wait for another process that is writing."""
        self.file, self._schema, self._patience = file, schema, patience
        self._local = threading.local()
        self._open: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        # Many look something up and let go of it; from 3.13 on Python complains of connections that nobody closed.
        weakref.finalize(self, _close, self._open)

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Yield the connection within one transaction that holds the only right to write: all of it, or nothing."""
        connection = self.connection()
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            raise

    def close(self) -> None:
        """Close every thread's connection; using the file again opens it again."""
        with self._lock:
            _close(self._open)
            self._local = threading.local()

    def connection(self) -> sqlite3.Connection:
        """Return this thread's connection."""
        there: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if there is not None:
            return there
        self.file.parent.mkdir(parents=True, exist_ok=True)
        # closed by whichever thread ends the file's use, therefore not bound to this one
        made = sqlite3.connect(self.file, timeout=self._patience, isolation_level=None, check_same_thread=False)
        with self._lock:
            self._open.append(made)
        made.row_factory = sqlite3.Row
        made.execute("PRAGMA journal_mode = WAL")
        made.execute("PRAGMA synchronous = FULL")  # a line is on the disk before anybody is told
        made.execute("PRAGMA foreign_keys = ON")
        self._upgrade(made)
        self._local.connection = made
        return made

    def _upgrade(self, connection: sqlite3.Connection) -> None:
        steps = self._schema.steps
        if _version(connection) == len(steps):
            return
        connection.execute("BEGIN IMMEDIATE")
        version = _version(connection)  # another process may have been faster
        if version > len(steps):
            connection.execute("ROLLBACK")
            raise self._schema.newer(f"{self.file} was made by a newer Listing Studio.", "Update the studio to use it.")
        for step in steps[version:]:
            for statement in step:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(steps)}")
        connection.execute("COMMIT")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _close(connections: list[sqlite3.Connection]) -> None:
    for connection in connections:
        connection.close()
    connections.clear()
