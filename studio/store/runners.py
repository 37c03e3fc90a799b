"""Which processes are at work on this computer, told by locks that the system lets go when a process ends, however.

No heartbeat and no process id: neither a wrong clock nor a number used again can make a dead runner look alive.
"""

import contextlib
import secrets
import time
from collections.abc import Container, Iterable, Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from studio.store import atomic, paths

_KEPT = 30 * 86400.0  # seconds for which it is remembered that a runner died


class Runner:
    """Somebody who does work. Alive from `Runner()` until `end()`, or until the process ends."""

    def __init__(self) -> None:
        self.id = f"r{secrets.token_hex(6)}"
        mark = _mark(self.id)
        with _told(mark):
            mark.parent.mkdir(parents=True, exist_ok=True)
            _forget_old(mark.parent)
            self._lock = FileLock(_lock(self.id))
            self._lock.acquire(timeout=5)
            mark.touch()

    def end(self) -> None:
        """Say that nothing of this runner's is left to clear up."""
        with contextlib.suppress(OSError):
            _mark(self.id).unlink(missing_ok=True)
        self._lock.release()
        with contextlib.suppress(OSError):
            _lock(self.id).unlink(missing_ok=True)


def is_alive(runner: str) -> bool:
    """Whether a runner of this computer is still at work."""
    if not _mark(runner).is_file():
        return False
    try:
        with FileLock(_lock(runner), timeout=0):
            return False
    except (Timeout, OSError):
        return True


def is_dead(runner: str) -> bool:
    """Whether a runner of this computer ended without clearing up; False for those of other computers."""
    return _mark(runner).is_file() and not is_alive(runner)


def sweep(folders: Iterable[Path], *, own: str = "", living: Container[int] = ()) -> int:
    """Remove what was left half-written in some folders; returns how many files.

    That is what dead runners began, and what processes of the runner `own` began that are not `living` (process ids)
    any more. Whatever else is being written there is left alone.
    """
    removed = 0
    dead: dict[str, bool] = {}
    for folder in set(folders):
        with contextlib.suppress(OSError):
            for path in list(folder.glob(f".r*-*{atomic.PART}")):
                owner, process, *_ = path.name[1:].split("-")
                if owner not in dead:
                    dead[owner] = is_dead(owner)
                if dead[owner] or (owner == own and process.isdigit() and int(process) not in living):
                    path.unlink(missing_ok=True)
                    removed += 1
    return removed


def _forget_old(folder: Path) -> None:
    for mark in folder.glob("r*.runner"):
        with contextlib.suppress(OSError):
            if time.time() - mark.stat().st_mtime > _KEPT and not is_alive(mark.stem):
                mark.unlink(missing_ok=True)
                _lock(mark.stem).unlink(missing_ok=True)


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise atomic.could_not_write(path, error) from error


def _mark(runner: str) -> Path:
    return paths.home() / "runners" / f"{runner}.runner"


def _lock(runner: str) -> Path:
    return paths.home() / "runners" / f"{runner}.lock"
