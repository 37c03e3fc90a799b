"""What the C library does with memory that was freed: keep it for the next photo, or give it back to the system."""

import ctypes
import sys
from contextlib import suppress

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # of mallopt(3)
_KEPT_BLOCK = 48 << 20  # bytes: the pixels of a 12 MP photo are 36 MB
_KEPT_FREE = 96 << 20  # bytes


def keep_memory() -> None:
    """Reuse blocks of a usual photo's size: a fresh one costs a page fault for every 4 kB, some 20 ms a photo."""
    if sys.platform.startswith("linux"):
        with suppress(OSError, AttributeError):
            library = ctypes.CDLL(None)
            library.mallopt(_MMAP_THRESHOLD, _KEPT_BLOCK)
            library.mallopt(_TRIM_THRESHOLD, _KEPT_FREE)


def give_back_memory() -> None:
    """Return what was freed to the system; does nothing where that cannot be asked for (it is glibc's own call)."""
    if sys.platform.startswith("linux"):
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)
