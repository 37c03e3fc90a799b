"""Giving memory back to the system, where the C library would rather keep it for later."""

import ctypes
import sys
from contextlib import suppress


def give_back_memory() -> None:
    """Return what was freed to the system; does nothing where that cannot be asked for (it is glibc's own call)."""
    if sys.platform.startswith("linux"):
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)
