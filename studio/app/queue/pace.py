"""How many photos to work on at once, and how many to hand out ahead, from what was measured.

More processes are not always faster. And a process that is through with a photo waits for the journal's line and the
next photo's claim, a few milliseconds that show where photos are quick: then the next ones lie ready in its queue.
"""

import time
from collections import deque
from collections.abc import Callable

from studio.app.queue.machine import Machine

_PHOTOS = 6  # a place at the table: so many photos for each process, before one count is compared with another
_BETTER = 1.04  # so much faster must a count be to be preferred
_AGAIN = 20  # rounds after which the neighbours are tried once more
_A_PROCESS = 500_000_000  # bytes that a further process may need
_BOTTOM = 300_000_000  # bytes to leave to everybody else
_READY = 0.25  # seconds of work that may lie ready for each process: an urgent photo waits no longer for it
_MOST_READY = 8  # photos ready for each process
_LATEST = 8  # photos by which their pace is told


class Pace:
    """`limit` photos at once: begins with one a process, tries its neighbours, keeps what gives most photos a second.

    With little free memory it goes down by one at each look, at most to one.
    """

    def __init__(self, most: int, machine: Machine, clock: Callable[[], float] = time.monotonic) -> None:
        self.most = most
        self._machine, self._clock = machine, clock
        self._best, self._trial = most, most
        self._rates: dict[int, float] = {}
        self._untried = [most - 1] if most > 2 else []
        self._rounds = 0
        self._times: deque[float] = deque(maxlen=_LATEST + 1)
        self._begin()

    @property
    def limit(self) -> int:
        """How many photos to work on at once now."""
        free = self._machine.free_memory()
        tight = free is not None and free < _BOTTOM
        return 1 if tight else self._trial

    @property
    def ready(self) -> int:
        """How many photos may wait in the processes' queue now; none while fewer processes work than there are.

        It falls while no photo is finished: quick ones may be followed by slow ones.
        """
        if len(self._times) <= _LATEST or self.limit < self.most:
            return 0
        seconds = self.most * (self._clock() - self._times[0]) / _LATEST  # of one process on one photo, at most
        return min(_MOST_READY * self.most, int(_READY * self.most / max(seconds, 1e-3)))

    def finished(self, counts: bool = True) -> None:
        """Tell that a photo is finished; `counts`: it was worked on to its end."""
        self._count += counts
        self._times.append(self._clock())
        if self._count >= _PHOTOS * self._trial:
            self._compare(self._count / max(self._clock() - self._start, 1e-9))
            self._begin()

    def _compare(self, rate: float) -> None:
        self._rates[self._trial] = rate
        self._rounds += 1
        if self._trial != self._best and rate > self._rates[self._best] * _BETTER:
            step = self._trial - self._best
            self._best = self._trial
            self._untried = [self._best + step]
        if not self._untried and self._rounds % _AGAIN == 0:
            self._untried = [self._best - 1, self._best + 1]
        self._untried = [count for count in self._untried if 1 <= count <= self.most]
        self._trial = self._untried.pop() if self._untried else self._best

    def _begin(self) -> None:
        self._start, self._count = self._clock(), 0
