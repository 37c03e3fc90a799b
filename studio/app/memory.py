"""What a process that draws frame after frame asks of the system's memory."""

import ctypes
import sys

_TRIM, _MAP = -1, -3  # M_TRIM_THRESHOLD and M_MMAP_THRESHOLD of <malloc.h>
KEPT = 128 << 20  # bytes at the heap's end that are kept
LARGEST = 32 << 20  # bytes of one piece that comes from the heap: more glibc does not take


def keep_freed_memory() -> bool:
    """Keep what a frame frees for the next one, up to KEPT bytes; returns whether the system can (Linux with glibc).

    A frame's planes are a few megabytes each. Given back and asked for anew, they cost the system more, page by page,
    than filling them does.
    """
    if sys.platform != "linux":
        return False
    tune = getattr(ctypes.CDLL(None), "mallopt", None)
    return tune is not None and bool(tune(_MAP, LARGEST)) and bool(tune(_TRIM, KEPT))
