"""Touch-ups replayed with a memory, so that a further stroke costs one stroke and not all of them again."""

from dataclasses import dataclass

from studio.cutout.touchup import Guide, Replay
from studio.cutout.touchup.apply import finished
from studio.model.matte import Matte
from studio.model.picture import Picture
from studio.model.touchup import Operation, TouchUp


@dataclass(frozen=True, eq=False)
class _Latest:
    """What was replayed last: the states after the last of `operations`, oldest first."""

    key: str
    operations: tuple[Operation, ...]
    states: tuple[Replay, ...]


class Replays:
    """The states of one photo at a time. `kept`: how many; each holds up to three planes of the matte's size."""

    def __init__(self, kept: int = 12) -> None:
        self._kept = kept
        self._latest: _Latest | None = None

    def state(self, key: str, picture: Picture, matte: Matte, touchup: TouchUp) -> Replay:
        """Return the state after a touch-up. `key` names this very picture and matte."""
        states, done = self._start(key, touchup.operations)
        if not states:
            states = [Replay.of(Guide(picture, matte.alpha.shape[1], matte.alpha.shape[0]), matte)]
        for operation in touchup.operations[done:]:
            states.append(states[-1].then(operation))
        self._latest = _Latest(key, touchup.operations, tuple(states[-self._kept :]))
        return states[-1]

    def foretell(self, key: str, touchup: TouchUp, state: Replay) -> None:
        """Remember the state after a touch-up whose last operation was worked out already."""
        latest = self._latest
        if latest is not None and latest.key == key and latest.operations == touchup.operations[:-1]:
            self._latest = _Latest(key, touchup.operations, (*latest.states, state)[-self._kept :])

    def _start(self, key: str, operations: tuple[Operation, ...]) -> tuple[list[Replay], int]:
        """Return the kept states up to the last that these operations share, and how many operations it has done."""
        if self._latest is None or self._latest.key != key:
            return [], 0
        before, states = self._latest.operations, self._latest.states
        same = 0
        for one, other in zip(before, operations, strict=False):
            if one != other:
                break
            same += 1
        oldest = len(before) + 1 - len(states)  # operations done in the first state kept
        return (list(states[: same - oldest + 1]), same) if same >= oldest else ([], 0)


_replays = Replays()


def touched_up(key: str, picture: Picture, matte: Matte, touchup: TouchUp) -> Matte:
    """Return the touched matte; the same as `studio.cutout.touch_up`. `key` names this very picture and matte."""
    if not touchup.operations:
        return matte
    return finished(matte, _replays.state(key, picture, matte, touchup), touchup.own)
