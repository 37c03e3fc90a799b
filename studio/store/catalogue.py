"""The local catalogue: one SQLite file under the studio's home, written ahead (WAL), shared by threads and processes.

What is committed survives a killed process and a power cut. SQLite corrupts on synced and network folders, therefore
the catalogue stays at home; what is shared with others are plain files.
"""

import contextlib
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from studio.model.errors import StudioError, WriteError
from studio.store import paths
from studio.store.catalogue_schema import STEPS

PATIENCE = 60.0  # seconds to wait for another process that is writing
_UNREADABLE = ("file is not a database", "database disk image is malformed", "file is encrypted")


class CatalogueError(StudioError):
    """The catalogue cannot be used: made by a newer studio, or its disk refuses."""

    kind = "catalogue"


def catalogue_file() -> Path:
    """Return the catalogue's place."""
    return paths.home() / "catalogue.sqlite"


class Catalogue:
    """One connection a thread. Raises WriteError where the disk is full or read-only, CatalogueError for a newer file.

    A file that is no database any more is set aside as `catalogue.broken-<n>.sqlite` and a new one begun: finished
    outputs carry their receipts beside them, so that nothing done is done again.
    """

    def __init__(self, file: Path | None = None, steps: Sequence[Sequence[str]] = STEPS) -> None:
        """`steps` lead from an empty file to its tables; the server keeps a file of its own with steps of its own."""
        self.file, self._steps = file or catalogue_file(), steps
        self._local = threading.local()
        self._open: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        with _told(self.file):
            self.file.parent.mkdir(parents=True, exist_ok=True)
            try:
                self._connection()
            except sqlite3.DatabaseError as error:
                if not str(error).startswith(_UNREADABLE):
                    raise
                self.close()
                _set_aside(self.file)
                self._connection()

    def rows(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        """Return what a query gives."""
        with _told(self.file):
            return self._connection().execute(sql, values).fetchall()

    def row(self, sql: str, *values: Any) -> sqlite3.Row | None:
        """Return the first row that a query gives, or None."""
        with _told(self.file):
            found: sqlite3.Row | None = self._connection().execute(sql, values).fetchone()
            return found

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Yield the connection within one transaction that sees one moment."""
        with _told(self.file):
            connection = self._connection()
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.execute("COMMIT")

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Yield the connection within one transaction that holds the only right to write: all of it, or nothing."""
        with _told(self.file):
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
        """Close every thread's connection; using the catalogue again opens it again."""
        with self._lock:
            for connection in self._open:
                connection.close()
            self._open.clear()
            self._local = threading.local()

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            # closed by whichever thread ends the catalogue, therefore not bound to this one
            connection = sqlite3.connect(self.file, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
            with self._lock:
                self._open.append(connection)
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")  # a journal line is on the disk before anybody is told
            connection.execute("PRAGMA foreign_keys = ON")
            _upgrade(connection, self.file, self._steps)
            self._local.connection = connection
        return connection


def _upgrade(connection: sqlite3.Connection, file: Path, steps: Sequence[Sequence[str]]) -> None:
    """Bring an older file up to date, step by step; raises CatalogueError for one of a newer studio."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version == len(steps):
        return
    if version > len(steps):
        raise CatalogueError(f"{file} was made by a newer Listing Studio.", "Update the studio to use it.")
    connection.execute("BEGIN IMMEDIATE")
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])  # another process may have been faster
    for step in steps[version:]:
        for statement in step:
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {len(steps)}")
    connection.execute("COMMIT")


def _set_aside(file: Path) -> None:
    number = 1
    while (broken := file.with_name(f"{file.stem}.broken-{number}{file.suffix}")).exists():
        number += 1
    file.replace(broken)
    for ending in ("-wal", "-shm"):
        file.with_name(file.name + ending).unlink(missing_ok=True)


@contextlib.contextmanager
def _told(file: Path) -> Iterator[None]:
    """Turn what SQLite and the disk refuse into sentences."""
    try:
        yield
    except sqlite3.OperationalError as error:
        text = str(error)
        if "full" in text:
            cure = "The disk is full: free some space; the queue goes on by itself."
        elif "readonly" in text or "unable to open" in text:
            cure = "You may not write there: set STUDIO_HOME to a folder of your own."
        elif "locked" in text:
            cure = "Another program keeps it locked: close that program and try again."
        else:
            cure = f"SQLite says: {text}."
        raise WriteError(f"The catalogue {file} could not be written.", cure) from error
    except OSError as error:
        raise WriteError(f"The catalogue {file} could not be opened.", f"{error.strerror or error}.") from error
