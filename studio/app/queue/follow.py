"""Following the queue from outside: batches as they stand, and the lines of the one that is looked at.

Each look reads only what was written since the last one, so that watching eight thousand lines costs next to nothing.
"""

import json
import time
from collections import deque
from dataclasses import dataclass
from pathlib import Path

from studio.app.batch.report import Item
from studio.app.queue.documents import item_of
from studio.app.queue.queue import Queue
from studio.app.queue.risk import risk_of
from studio.app.queue.states import Batch, Event, UnknownBatchError
from studio.app.queue.tally import Tally, tally_of

_WINDOW = 60.0  # seconds over which speed is measured
_OFTEN = 2.0  # seconds between two sums over all lines


@dataclass(frozen=True)
class Line:
    """A line of the journal: a photo on a channel. `reviewed`: "", or what a person said ("accepted")."""

    at: int
    place: int
    photo: Path
    item: Item
    reviewed: str
    risk: float


@dataclass(frozen=True)
class Snapshot:
    """`lines` and `tally` are of the batch looked at, None without one. `rate`: its photos a second lately.

    `news` are the events since the last look.
    """

    batches: tuple[Batch, ...]
    batch: Batch | None = None
    lines: tuple[Line, ...] = ()
    tally: Tally | None = None
    rate: float = 0.0
    news: tuple[Event, ...] = ()


class Follower:
    """Used from one thread. The first look tells no news."""

    def __init__(self, queue: Queue) -> None:
        self.queue = queue
        self._chosen: str | None = None
        self._lines: dict[tuple[int, int], Line] = {}
        self._shown: tuple[Line, ...] = ()
        self._number = queue.last_event()
        self._tally: Tally | None = None
        self._added_up = 0.0
        self._finished: deque[tuple[float, int]] = deque()

    def look(self, chosen: str | None) -> Snapshot:
        """Return how things stand, with the lines of a batch."""
        news = tuple(self.queue.events(self._number, most=5000))
        if news:
            self._number = news[-1].number
        batches = tuple(self.queue.batches())
        batch = next((each for each in batches if each.id == chosen), None)
        if batch is None:
            self._forget(None)
            return Snapshot(batches, news=news)
        if batch.id != self._chosen:
            self._forget(batch.id)
            self._read(batch.id)
        elif any(event.batch == batch.id for event in news):
            ats = {event.data["at"] for event in news if event.batch == batch.id and "at" in event.data}
            self._read(batch.id, sorted(ats))
        return Snapshot(batches, batch, self._shown, self._sum(bool(news)), self._rate(batch), news)

    def _forget(self, chosen: str | None) -> None:
        self._chosen, self._lines, self._shown, self._tally = chosen, {}, (), None
        self._finished.clear()

    def _read(self, batch: str, ats: list[int] | None = None) -> None:
        try:
            rows = self.queue.lines(batch, ats)
        except UnknownBatchError:
            return
        for row in rows:
            item = item_of(row["document"])
            photo = Path(json.loads(row["job"])["photo"])
            line = Line(row["at"], row["place"], photo, item, row["reviewed"], risk_of(item))
            self._lines[line.at, line.place] = line
        if rows:
            self._shown = tuple(self._lines[key] for key in sorted(self._lines))

    def _sum(self, new: bool) -> Tally:
        if self._tally is None or (new and time.monotonic() - self._added_up > _OFTEN):
            self._tally = tally_of([line.item for line in self._shown])
            self._added_up = time.monotonic()
        return self._tally

    def _rate(self, batch: Batch) -> float:
        """Return photos a second over the last minute of watching."""
        now = time.monotonic()
        self._finished.append((now, batch.finished))
        while now - self._finished[0][0] > _WINDOW:
            self._finished.popleft()
        (begin, before), (end, after) = self._finished[0], self._finished[-1]
        return max(0.0, (after - before) / (end - begin)) if end > begin else 0.0
