"""What the server itself must remember over a restart: keys of requests, webhooks, and what is still to be sent."""

from pathlib import Path

from studio.store.catalogue import Catalogue

STEPS = (
    (
        """CREATE TABLE idempotency (
            key TEXT PRIMARY KEY, digest TEXT NOT NULL, job TEXT NOT NULL, created REAL NOT NULL
        ) WITHOUT ROWID""",
        """CREATE TABLE endpoint (
            id TEXT PRIMARY KEY, url TEXT NOT NULL, secret TEXT NOT NULL, events TEXT NOT NULL,
            state TEXT NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'gone')), created REAL NOT NULL
        ) WITHOUT ROWID""",
        """CREATE TABLE message (
            id TEXT NOT NULL, endpoint TEXT NOT NULL REFERENCES endpoint ON DELETE CASCADE,
            type TEXT NOT NULL, body TEXT NOT NULL, created REAL NOT NULL,
            state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'dead')),
            attempts INTEGER NOT NULL DEFAULT 0, due REAL NOT NULL, problem TEXT NOT NULL DEFAULT '',
            PRIMARY KEY (id, endpoint)
        )""",
        "CREATE INDEX message_due ON message (state, due)",
        "CREATE TABLE seen (name TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID",
    ),
)


def open_records(folder: Path) -> Catalogue:
    """Open (or begin) the records in a folder that only its owner may enter: the webhooks' secrets are in them."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    return Catalogue(folder / "server.sqlite", STEPS)
