"""A request that is sent again gives the same job: the Idempotency-Key (IETF draft-ietf-httpapi-idempotency-key)."""

import hashlib
import threading
import time
from collections.abc import Callable
from typing import Annotated

from fastapi import Header

from studio.server.problems import Refused
from studio.store.catalogue import Catalogue

Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        pattern=r"^[\x21-\x7e]+$",
        description="Any text of your own; the same key with the same body gives the same job.",
    ),
]


class Idempotency:
    """Remembers which job came of which key."""

    def __init__(self, records: Catalogue) -> None:
        self._records = records
        self._busy: set[str] = set()
        self._lock = threading.Lock()

    def once(
        self, key: str | None, body: bytes, submit: Callable[[], str], exists: Callable[[str], bool]
    ) -> tuple[str, bool]:
        """Return (job id, whether it was there before); raises Refused (409) where the key stands for something else.

        The key of a job that was removed stands for nothing any more. A second request that comes while the first is in
        work is refused too: its answer is not known yet.
        """
        if key is None:
            return submit(), False
        digest = hashlib.sha256(body).hexdigest()
        with self._lock:
            if key in self._busy:
                raise Refused(409, "in-work", "The first request with this key is in work.", "Ask again soon.")
            self._busy.add(key)
        try:
            row = self._records.row("SELECT digest, job FROM idempotency WHERE key = ?", key)
            if row is None or not exists(row["job"]):
                job = submit()
                with self._records.writing() as records:
                    records.execute(
                        "INSERT OR REPLACE INTO idempotency VALUES (?, ?, ?, ?)", (key, digest, job, time.time())
                    )
                return job, False
            if row["digest"] != digest:
                raise Refused(409, "key-used", "This Idempotency-Key stands for another request.", "Use a new key.")
            return row["job"], True
        finally:
            with self._lock:
                self._busy.discard(key)
