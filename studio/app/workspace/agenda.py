"""In which order photos are worked on: what is looked at first, then what is in sight, then the rest."""

from collections.abc import Iterable
from typing import Literal

Work = Literal["glimpse", "develop", "sharpen"]
ORDER: tuple[Work, ...] = ("glimpse", "develop", "sharpen")


class Agenda:
    """What is still to be done. Place by place, a quick glimpse comes before developing, sharpening last."""

    def __init__(self) -> None:
        self._wanted: dict[tuple[Work, str], None] = {}
        self._places: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._wanted)

    def want(self, work: Work, photo_id: str) -> None:
        """Put work on the agenda, once."""
        self._wanted[work, photo_id] = None

    def wants(self, work: Work, photo_id: str) -> bool:
        """Return whether this is still to be done."""
        return (work, photo_id) in self._wanted

    def forget(self, photo_id: str) -> None:
        """Take a photo off the agenda."""
        for work in ORDER:
            self._wanted.pop((work, photo_id), None)

    def look_at(self, current: str | None, in_sight: Iterable[str] = ()) -> None:
        """Tell which photo is on the canvas and which are in sight."""
        self._places = dict.fromkeys(in_sight, 1)
        if current is not None:
            self._places[current] = 0

    def take(self) -> tuple[Work, str] | None:
        """Return the most urgent work and take it off the agenda; None where nothing is left."""
        best = min(self._wanted, key=self._urgency, default=None)
        if best is not None:
            del self._wanted[best]
        return best

    def _urgency(self, entry: tuple[Work, str]) -> tuple[int, int]:
        work, photo_id = entry
        return self._places.get(photo_id, 2), ORDER.index(work)
