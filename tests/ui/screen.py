"""A screen of our own (Xvfb, a window manager where there is one) and a real mouse and keyboard on it (xdotool)."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import pytest
from PIL import Image, ImageGrab

Result = TypeVar("Result")


class Screen:
    """`environment` makes programs appear on it."""

    def __init__(self, number: str) -> None:
        self.name = f":{number}"
        self.environment = {**os.environ, "DISPLAY": self.name, "QT_QPA_PLATFORM": "xcb"}
        self.environment.pop("WAYLAND_DISPLAY", None)

    def tool(self, *arguments: str | int) -> str:
        """Run xdotool; returns what it prints."""
        command = ["xdotool", *(str(argument) for argument in arguments)]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=20, check=False)
        return done.stdout.strip()

    def window(self, title: str) -> str:
        """Return the id of the window with a title, waiting for it."""
        return until(lambda: self.tool("search", "--onlyvisible", "--name", title).split("\n")[-1], f"window {title}")

    def place(self, window: str, x: int, y: int) -> None:
        """Move a window."""
        self.tool("windowmove", "--sync", window, x, y)

    def click(self, x: float, y: float) -> None:
        """Click once."""
        self.tool("mousemove", "--sync", round(x), round(y))
        time.sleep(0.08)
        self.tool("click", 1)
        time.sleep(0.15)

    def drag(self, start: tuple[float, float], end: tuple[float, float], steps: int = 24) -> None:
        """Press, move as a hand does, let go."""
        self.tool("mousemove", "--sync", round(start[0]), round(start[1]))
        time.sleep(0.1)
        self.tool("mousedown", 1)
        for step in range(1, steps + 1):
            share = step / steps
            x, y = (a + (b - a) * share for a, b in zip(start, end, strict=True))
            self.tool("mousemove", round(x), round(y))
            time.sleep(0.03)
        time.sleep(0.3)
        self.tool("mouseup", 1)
        time.sleep(0.2)

    def type(self, text: str) -> None:
        """Type letters."""
        self.tool("type", "--delay", 30, text)

    def key(self, key: str) -> None:
        """Press a key or chord."""
        self.tool("key", key)

    def shot(self) -> Image.Image:
        """Return what is on the screen."""
        return ImageGrab.grab(xdisplay=self.name)


@contextmanager
def screen(width: int = 1920, height: int = 1100) -> Iterator[Screen]:
    """Start a screen; the test is skipped where Xvfb or xdotool is absent."""
    for tool, package in (("Xvfb", "xvfb"), ("xdotool", "xdotool")):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed (apt-get install {package})")
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=(write,), stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as answer:
        number = answer.readline().strip()
    processes = [server]
    try:
        if not number:
            pytest.skip("Xvfb does not start here")
        shown = Screen(number)
        if shutil.which("openbox"):
            manager = subprocess.Popen(["openbox"], env=shown.environment, stderr=subprocess.DEVNULL)
            processes.insert(0, manager)
            time.sleep(0.5)
        yield shown
    finally:
        for process in processes:
            process.terminate()
            process.wait(10)


def until(found: Callable[[], Result], what: str, seconds: float = 60) -> Result:
    """Return the first truthy answer; fails the test with `what` was waited for."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        answer = found()
        if answer:
            return answer
        time.sleep(0.1)
    pytest.fail(f"waited {seconds:.0f} s in vain for: {what}")
