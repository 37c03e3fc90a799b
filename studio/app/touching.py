"""A photo's matte with its touch-up, so that a further stroke costs one stroke and not all of them again."""

from dataclasses import dataclass

from studio.cutout.touchup import Guide, Replay
from studio.cutout.touchup.apply import finished
from studio.model.matte import Matte
from studio.model.picture import Picture
from studio.model.touchup import Operation, TouchUp


@dataclass(frozen=True, eq=False)
class _Latest:
    """What was replayed last: the state after each of `operations`, the untouched one first."""

    key: str
    operations: tuple[Operation, ...]
    states: tuple[Replay, ...]


KEPT = 12
"""States kept; each holds three planes of the matte's size."""
_latest: list[_Latest] = []


def touched_up(key: str, picture: Picture, matte: Matte, touchup: TouchUp) -> Matte:
    """Return the touched matte; the same as `studio.cutout.touch_up`. `key` names this very picture and matte."""
    if not touchup.operations:
        return matte
    states, done = _start(key, touchup.operations)
    if not states:
        states = [Replay.of(Guide(picture, matte.alpha.shape[1], matte.alpha.shape[0]), matte)]
    for operation in touchup.operations[done:]:
        states.append(states[-1].then(operation))
    _latest[:] = [_Latest(key, touchup.operations, tuple(states[-KEPT:]))]
    return finished(matte, states[-1], touchup.own)


def _start(key: str, operations: tuple[Operation, ...]) -> tuple[list[Replay], int]:
    """Return the kept states up to the last that these operations share, and how many operations it has done."""
    if not _latest or _latest[0].key != key:
        return [], 0
    before, states = _latest[0].operations, _latest[0].states
    same = 0
    for one, other in zip(before, operations, strict=False):
        if one != other:
            break
        same += 1
    oldest = len(before) + 1 - len(states)  # operations done in the first state kept
    return (list(states[: same - oldest + 1]), same) if same >= oldest else ([], 0)
