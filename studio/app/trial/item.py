"""What came of one photo by one model."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class TrialItem:
    """One photo by one model. `cost_usd`: what the result, or the failure, cost when it was paid for; None: not known.

    `output` is under the trial's folder. `kept`: the result was paid for before; its seconds are of then.
    """

    photo: str
    model: str
    status: str  # "done" | "failed"
    seconds: float | None = None
    cost_usd: float | None = None
    error: dict[str, str] | None = None
    scores: dict[str, float] = field(default_factory=dict)
    output: str | None = None
    kept: bool = False
    notes: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the contract's item."""
        return {**vars(self), "notes": list(self.notes)}
