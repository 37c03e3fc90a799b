"""The local catalogue: one SQLite file under the studio's home, written ahead (WAL), shared by threads and processes.

What is committed survives a killed process and a power cut. SQLite corrupts on synced and network folders, therefore
the catalogue stays at home; what is shared with others are plain files.
"""

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from studio.model.errors import StudioError, WriteError
from studio.store import paths
from studio.store.catalogue_schema import STEPS
from studio.store.sqlite_file import Schema, SqliteFile

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
        self.file = file or catalogue_file()
        self._sqlite = SqliteFile(self.file, Schema(steps, CatalogueError), PATIENCE)
        with _told(self.file):
            try:
                self._sqlite.connection()
            except sqlite3.DatabaseError as error:
                if not str(error).startswith(_UNREADABLE):
                    raise
                self.close()
                _set_aside(self.file)
                self._sqlite.connection()

    def rows(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        """Return what a query gives."""
        with _told(self.file):
            return self._sqlite.connection().execute(sql, values).fetchall()

    def row(self, sql: str, *values: Any) -> sqlite3.Row | None:
        """Return the first row that a query gives, or None."""
        with _told(self.file):
            found: sqlite3.Row | None = self._sqlite.connection().execute(sql, values).fetchone()
            return found

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Yield the connection within one transaction that sees one moment."""
        with _told(self.file):
            connection = self._sqlite.connection()
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.execute("COMMIT")

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Yield the connection within one transaction that holds the only right to write: all of it, or nothing."""
        with _told(self.file), self._sqlite.writing() as connection:
            yield connection

    def close(self) -> None:
        """Close every thread's connection; using the catalogue again opens it again."""
        self._sqlite.close()


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
