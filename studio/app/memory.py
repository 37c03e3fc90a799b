"""What the C library does with memory that was freed: keep it for the next photo or frame, or give it back."""

import ctypes
import sys
from contextlib import suppress

_TRIM, _MAP = -1, -3  # M_TRIM_THRESHOLD and M_MMAP_THRESHOLD of <malloc.h>
KEPT = 128 << 20  # bytes at the heap's end that are kept
LARGEST = 48 << 20, 32 << 20  # bytes of one piece that comes from the heap; older versions take no more than the second


def keep_freed_memory() -> bool:
    """Keep what was freed for the next photo or frame; returns whether the system can (Linux with glibc).

    The pixels of a 12 MP photo are 36 MB, a frame's planes a few each. Given back and asked for anew, they cost the
    system more, page by page, than filling them does: some 20 ms a photo.
    """
    if not sys.platform.startswith("linux"):
        return False
    tune = getattr(ctypes.CDLL(None), "mallopt", None)
    return tune is not None and any(tune(_MAP, size) for size in LARGEST) and bool(tune(_TRIM, KEPT))


def give_back_memory() -> None:
    """Return what was freed to the system; does nothing where that cannot be asked for (it is glibc's own call)."""
    if sys.platform.startswith("linux"):
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)
