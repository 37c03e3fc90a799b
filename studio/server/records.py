"""What the server itself must remember over a restart: one SQLite file beside the catalogue."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_TABLES = """
CREATE TABLE IF NOT EXISTS idempotency (
    key TEXT PRIMARY KEY, digest TEXT NOT NULL, job TEXT NOT NULL, created REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS endpoint (
    id TEXT PRIMARY KEY, url TEXT NOT NULL, secret TEXT NOT NULL, events TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'active', created REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS message (
    id TEXT NOT NULL, endpoint TEXT NOT NULL REFERENCES endpoint ON DELETE CASCADE,
    type TEXT NOT NULL, body TEXT NOT NULL, created REAL NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting', attempts INTEGER NOT NULL DEFAULT 0,
    due REAL NOT NULL, problem TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (id, endpoint)
);
CREATE INDEX IF NOT EXISTS message_due ON message (state, due);
CREATE TABLE IF NOT EXISTS seen (name TEXT PRIMARY KEY, number INTEGER NOT NULL);
"""


class Records:
    """One connection behind a lock; every block is one transaction, on the disk before it ends."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(file, timeout=30, isolation_level=None, check_same_thread=False)
        file.chmod(0o600)  # the secrets of webhooks are in it
        self._connection.row_factory = sqlite3.Row
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            self._connection.execute(f"PRAGMA {pragma}")
        self._connection.executescript(_TABLES)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Yield the connection within one transaction: all of it, or nothing."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()
