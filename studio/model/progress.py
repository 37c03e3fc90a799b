"""Reporting progress and being cancelled, as one parameter."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event

from studio.model.errors import Cancelled


@dataclass(frozen=True)
class Progress:
    """`progress.at(0.4, "refining edge")` reports, and raises Cancelled where the work was called off."""

    report: Callable[[float, str], None] = lambda share, what: None
    cancelled: Event | None = None

    def at(self, share: float, what: str = "") -> None:
        """Report the share done (0–1) and what is being done now; raises Cancelled."""
        if self.cancelled is not None and self.cancelled.is_set():
            raise Cancelled
        self.report(share, what)


SILENT = Progress()
