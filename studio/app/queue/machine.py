"""What the computer is doing: power, use by a person, free memory and disk. Asked at most every few seconds."""

import ctypes
import shutil
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from studio.app.queue.untouched import seconds_untouched, told_by

Value = TypeVar("Value")
IDLE_AFTER = 300.0  # seconds without a key or a mouse
_REMEMBERED = 5.0


class Machine:
    """This computer. Tests pass their own."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[float, Any]] = {}

    def on_mains(self) -> bool | None:
        """Whether it is plugged in; None where it does not tell, as desktop computers do not."""
        return self._lately("mains", _on_mains)

    def is_idle(self) -> bool:
        """Whether nobody has touched keyboard and mouse for five minutes; True where the system does not tell."""
        return self._lately("idle", _is_idle)

    def free_memory(self) -> int | None:
        """Return how many bytes programs may still take without swapping; None where the system does not tell."""
        return self._lately("memory", _free_memory)

    def free_disk(self, folder: Path) -> int | None:
        """Return the bytes free where a folder lies (or will lie); None where that cannot be told."""
        for place in (folder, *folder.parents):
            with suppress(OSError):
                return shutil.disk_usage(place).free
        return None

    def _lately(self, name: str, ask: Callable[[], Value]) -> Value:
        known = self._known.get(name)
        if known is None or time.monotonic() - known[0] > _REMEMBERED:
            known = self._known[name] = (time.monotonic(), ask())
        value: Value = known[1]
        return value


MACHINE = Machine()


def _on_mains() -> bool | None:
    if sys.platform == "win32":
        status = (ctypes.c_ubyte * 12)()
        known = ctypes.windll.kernel32.GetSystemPowerStatus(ctypes.byref(status))
        return {0: False, 1: True}.get(status[0]) if known else None
    if sys.platform == "darwin":
        told = told_by("pmset", "-g", "batt")
        return None if told is None else "AC Power" in told
    supplies = Path("/sys/class/power_supply")
    online = []
    with suppress(OSError):
        for supply in supplies.iterdir():
            with suppress(OSError):
                if (supply / "type").read_text().strip() in ("Mains", "USB"):
                    online.append((supply / "online").read_text().strip() == "1")
    return any(online) if online else None


def _is_idle() -> bool:
    seconds = seconds_untouched()
    if seconds is not None:
        return seconds >= IDLE_AFTER
    if sys.platform.startswith("linux") and shutil.which("loginctl"):
        told = told_by("loginctl", "show-seat", "seat0", "--property=IdleHint", "--value")
        return told is None or told.strip() != "no"
    return True


def _free_memory() -> int | None:
    with suppress(OSError, ValueError):
        for line in Path("/proc/meminfo").read_text().splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    return None
