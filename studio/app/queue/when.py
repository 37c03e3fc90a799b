"""When a batch may run: from a time on, within hours of the day, on mains power, while nobody uses the computer."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from studio.app.queue.machine import MACHINE, Machine
from studio.model.errors import UsageError
from studio.store.batch_rules import hours_of, within


@dataclass(frozen=True)
class When:
    """`after`: not before this local time. `hours`: only between two times of day (22:00 to 06:00 spans midnight).

    `regardless`: also in the house's quiet hours.
    """

    after: datetime | None = None
    hours: tuple[time, time] | None = None
    mains: bool = False
    idle: bool = False
    regardless: bool = False

    def hindrance(self, now: datetime, machine: Machine = MACHINE) -> str:
        """Return why a batch may not run now, as a sentence; "" where it may."""
        if self.after is not None and now < self.after:
            return f"Begins at {self.after:%H:%M} on {self.after:%Y-%m-%d}."
        if self.hours is not None and not within(now.time(), *self.hours):
            return f"Runs between {self.hours[0]:%H:%M} and {self.hours[1]:%H:%M}."
        if self.mains and machine.on_mains() is False:
            return "Waits for mains power."
        if self.idle and not machine.is_idle():
            return "Waits until the computer is not used."
        return ""

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "after": self.after.isoformat() if self.after else None,
            "hours": [f"{each:%H:%M}" for each in self.hours] if self.hours else None,
            "mains": self.mains,
            "idle": self.idle,
            "regardless": self.regardless,
        }

    @staticmethod
    def of(document: dict[str, Any]) -> "When":
        """Return it from plain data."""
        after, hours = document.get("after"), document.get("hours")
        return When(
            datetime.fromisoformat(after) if after else None,
            (time.fromisoformat(hours[0]), time.fromisoformat(hours[1])) if hours else None,
            bool(document.get("mains")),
            bool(document.get("idle")),
            bool(document.get("regardless")),
        )


ANY_TIME = When()
REGARDLESS = When(regardless=True)
"""As soon as may be: a person said so."""


def when_of(*, at: str = "", hours: str = "", mains: bool = False, idle: bool = False) -> When:
    """Return it from what a person typed; raises UsageError."""
    after = next_time(at, datetime.now()) if at else None
    return When(after, hours_of(hours) if hours else None, mains, idle)


def next_time(text: str, now: datetime) -> datetime:
    """Return the next moment that a clock shows "22:00", or the moment "2026-11-21 22:00"; raises UsageError."""
    try:
        if len(text) > 5:
            return datetime.fromisoformat(text)
        wanted = datetime.combine(now.date(), time.fromisoformat(text))
    except ValueError:
        raise UsageError(f"{text!r} is not a time.", "Write it as 22:00, or as 2026-11-21 22:00.") from None
    return wanted if wanted > now else wanted + timedelta(days=1)
