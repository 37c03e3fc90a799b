"""For how long nobody has used keyboard and mouse, as each system tells it."""

import ctypes
import ctypes.util
import os
import subprocess
import sys
from contextlib import suppress
from typing import Any


def seconds_untouched() -> float | None:
    """Return the seconds since the last key or movement, None where the system does not tell."""
    if sys.platform == "win32":
        return _on_windows()
    if sys.platform == "darwin":
        told = told_by("ioreg", "-c", "IOHIDSystem") or ""
        _, _, rest = told.partition('"HIDIdleTime" = ')
        digits = rest.split("\n", 1)[0].strip()
        return int(digits) / 1e9 if digits.isdigit() else None
    if os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):  # X under Wayland does not see all keys
        return _on_x11()
    return None


def told_by(*command: str) -> str | None:
    """Return what a program prints, None where it is not there or fails."""
    with suppress(OSError, subprocess.SubprocessError):
        return subprocess.run(command, capture_output=True, text=True, timeout=3, check=True).stdout
    return None


def _on_windows() -> float | None:
    moment = (ctypes.c_uint32 * 2)(8, 0)
    if not ctypes.windll.user32.GetLastInputInfo(ctypes.byref(moment)):  # type: ignore[attr-defined,unused-ignore]
        return None
    now: int = ctypes.windll.kernel32.GetTickCount()  # type: ignore[attr-defined,unused-ignore]
    return ((now - moment[1]) % 2**32) / 1000


class _Told(ctypes.Structure):
    """XScreenSaverInfo of the X11 Screen Saver Extension; `idle` in milliseconds."""

    _fields_ = (
        ("window", ctypes.c_ulong),
        ("state", ctypes.c_int),
        ("kind", ctypes.c_int),
        ("since", ctypes.c_ulong),
        ("idle", ctypes.c_ulong),
        ("events", ctypes.c_ulong),
    )


def _on_x11() -> float | None:
    screen, saver = _library("X11"), _library("Xss")
    if screen is None or saver is None:
        return None
    screen.XOpenDisplay.restype = ctypes.c_void_p
    screen.XDefaultRootWindow.restype = ctypes.c_ulong
    display = screen.XOpenDisplay(None)
    if not display:
        return None
    try:
        told, handle = _Told(), ctypes.c_void_p(display)
        root = ctypes.c_ulong(screen.XDefaultRootWindow(handle))
        return told.idle / 1000 if saver.XScreenSaverQueryInfo(handle, root, ctypes.byref(told)) else None
    finally:
        screen.XCloseDisplay(ctypes.c_void_p(display))


def _library(name: str) -> Any:
    found = ctypes.util.find_library(name)
    with suppress(OSError):
        return ctypes.CDLL(found) if found else None
    return None
