"""The ledger's SQLite file: written ahead (WAL), each line on the disk before anything is sent, shared by processes."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from studio.model.errors import StudioError
from studio.store import paths
from studio.store.ledger_schema import STEPS
from studio.store.sqlite_file import Schema, SqliteFile

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
        self._sqlite = SqliteFile(self.file, Schema(STEPS, LedgerError), PATIENCE)

    def rows(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        """Return what a query gives; nothing where there is no ledger yet, which reading does not begin."""
        if not self.file.is_file():
            return []
        with self._told():
            return self._sqlite.connection().execute(sql, values).fetchall()

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Yield the connection within one transaction that holds the only right to write: all of it, or nothing."""
        with self._told(), self._sqlite.writing() as connection:
            yield connection

    def close(self) -> None:
        """Close every thread's connection; using the ledger again opens it again."""
        self._sqlite.close()

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise LedgerError(
                f"The ledger {self.file} cannot be used: {error}. Without it nothing is sent.",
                "See that the disk has room and the file is yours; restore it from a backup, or move it away.",
            ) from error
