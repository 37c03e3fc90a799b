"""A network's int8 twin on this computer: the same network with whole numbers, a quarter of the bytes, often sooner.

Twins are made here (`lighten`), never fetched. Which of the two answers photos is measured each time they are opened.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from studio.cutout.networks.cards import own_folder

_ENDING = ".int8"  # behind the whole name, so that it goes away with its model


@dataclass(frozen=True)
class Twin:
    """What was measured when it was made.

    `overlap`: mean intersection over union of its outlines with the full network's, on photos that it was not fitted
    to; `least`: of the worst of them. `difference`: mean absolute difference of the probabilities. `milliseconds`: of
    processor time a photo, the full network's and its own. `size`, `changed`: of the file it was made from.
    """

    overlap: float
    least: float
    difference: float
    milliseconds: tuple[float, float]
    size: int
    changed: int

    def words(self) -> str:
        """Return what is lost by it, as a sentence."""
        return f"Its outlines share {self.overlap:.1%} with those of the full network ({self.least:.1%} at worst)."


def twin_file(path: Path) -> Path:
    """Return where the twin of a weight file lies, or would lie."""
    return own_folder() / f"{path.name}{_ENDING}"


def twin_of(path: Path) -> Twin | None:
    """Return the twin of a weight file as it is now; None where there is none, or it was made from another file."""
    try:
        facts = json.loads(_facts(path).read_bytes())
        twin = Twin(**{**facts, "milliseconds": tuple(facts["milliseconds"])})
        now = path.stat()
    except (OSError, ValueError, TypeError, KeyError):
        return None
    fits = (twin.size, twin.changed) == (now.st_size, now.st_mtime_ns)
    return twin if fits and twin_file(path).is_file() else None


def keep_twin(path: Path, made: Path, twin: Twin) -> None:
    """Put a twin that was made where it is found; raises OSError."""
    made.replace(twin_file(path))
    _facts(path).write_text(json.dumps(asdict(twin)), encoding="utf-8")


def drop_twin(path: Path) -> None:
    """Remove it, where there is one."""
    _facts(path).unlink(missing_ok=True)
    twin_file(path).unlink(missing_ok=True)


def _facts(path: Path) -> Path:
    return own_folder() / f"{path.name}{_ENDING}.json"
