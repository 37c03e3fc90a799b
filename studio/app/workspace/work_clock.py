"""How long an export has worked, and how long it will."""

from time import monotonic


class WorkClock:
    """Seconds of work without the pauses, and how many are left."""

    def __init__(self) -> None:
        self._worked = 0.0
        self._since: float | None = monotonic()

    def stop(self) -> None:
        """Begin a pause."""
        if self._since is not None:
            self._worked += monotonic() - self._since
            self._since = None

    def go(self) -> None:
        """End a pause."""
        if self._since is None:
            self._since = monotonic()

    def left(self, done: int, total: int) -> float | None:
        """Return the seconds left at the pace so far; None before two photos are done (start-up says nothing)."""
        worked = self._worked + (monotonic() - self._since if self._since is not None else 0.0)
        return worked / done * (total - done) if done >= min(2, total) else None
