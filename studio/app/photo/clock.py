"""Seconds by stage."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter


@dataclass
class Clock:
    """Seconds spent by stage since they were last `taken`."""

    spent: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count the time of a `with` block for a stage."""
        start = perf_counter()
        try:
            yield
        finally:
            self.spent[name] = self.spent.get(name, 0.0) + perf_counter() - start

    def taken(self) -> dict[str, float]:
        """Return what was spent and start from nothing."""
        spent, self.spent = self.spent, {}
        return spent
