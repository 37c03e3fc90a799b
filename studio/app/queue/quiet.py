"""The house's quiet hours: batches begin no photo in them, unless a person wants them at once."""

from datetime import datetime

from studio.app.queue.when import When
from studio.store.batch_rules import usual_rules, within


def resting(priority: int, when: When, now: datetime | None = None) -> str:
    """Return why a batch rests now, as a sentence; "" where it may run. Urgent ones (above the usual) always may."""
    if priority > 0 or when.regardless:
        return ""
    hours = usual_rules().quiet_hours
    if hours is None or not within((now or datetime.now()).time(), *hours):
        return ""
    return f"Quiet hours until {hours[1]:%H:%M}."
