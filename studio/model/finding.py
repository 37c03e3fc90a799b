"""What a check found in a picture."""

from dataclasses import dataclass
from typing import Any, Literal

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True)
class Finding:
    """One remark about a finished picture, in a seller's words.

    `where` is (x, y, width, height) in pixels of the checked picture; `fix` says how to mend it; `mend` is the id of an
    automatic repair where there is one; `source` names the rule's page and `date` when it was read.
    """

    check: str
    severity: Severity
    message: str
    where: tuple[int, int, int, int] | None = None
    fix: str | None = None
    mend: str | None = None
    source: str | None = None
    date: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the finding as in batch.json."""
        return {
            "check": self.check,
            "severity": self.severity,
            "message": self.message,
            "where": list(self.where) if self.where else None,
            "fix": self.fix,
            "mend": self.mend,
            "source": self.source,
            "date": self.date,
        }
