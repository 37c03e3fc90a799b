"""The ledger's SQLite file: written ahead (WAL), each line on the disk before anything is sent, shared by processes."""

import contextlib
import sqlite3
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from studio.model.errors import StudioError
from studio.store import paths
from studio.store.ledger_schema import STEPS

PATIENCE = 30.0  # seconds to wait for another process that is writing


class LedgerError(StudioError):
    """The ledger cannot be written or read; without it nothing is sent."""

    kind = "ledger"


def ledger_file() -> Path:
    """Return the ledger's place."""
    return paths.home() / "ledger.sqlite"


class LedgerFile:
    """One connection for a thread. Every failure of SQLite or the disk is a LedgerError, and a broken file stays.

    A broken ledger is never replaced by an empty one: that would forget what was spent and what was already paid for.
    """

    def __init__(self, file: Path | None = None) -> None:
        self.file = file or ledger_file()
        self._local = threading.local()
        self._open: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        # Most look something up and let go of it; from 3.13 on Python complains of connections that nobody closed.
        weakref.finalize(self, _close, self._open)

    def rows(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        """Return what a query gives; nothing where there is no ledger yet, which reading does not begin."""
        if not self.file.is_file():
            return []
        with self._told():
            return self._connection().execute(sql, values).fetchall()

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Yield the connection within one transaction that holds the only right to write: all of it, or nothing."""
        with self._told():
            connection = self._connection()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                with contextlib.suppress(sqlite3.Error):
                    connection.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Close every thread's connection; using the ledger again opens it again."""
        with self._lock:
            _close(self._open)
            self._local = threading.local()

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(self.file, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
            with self._lock:
                self._open.append(connection)
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            self._upgrade(connection)
            self._local.connection = connection
        return connection

    def _upgrade(self, connection: sqlite3.Connection) -> None:
        if int(connection.execute("PRAGMA user_version").fetchone()[0]) == len(STEPS):
            return
        connection.execute("BEGIN IMMEDIATE")
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])  # another process may have been faster
        if version > len(STEPS):
            connection.execute("ROLLBACK")
            raise LedgerError(f"{self.file} was made by a newer Listing Studio.", "Update the studio to use it.")
        for step in STEPS[version:]:
            for statement in step:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(STEPS)}")
        connection.execute("COMMIT")

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise LedgerError(
                f"The ledger {self.file} cannot be used: {error}. Without it nothing is sent.",
                "See that the disk has room and the file is yours; restore it from a backup, or move it away.",
            ) from error


def _close(connections: list[sqlite3.Connection]) -> None:
    for connection in connections:
        connection.close()
    connections.clear()
