"""How long until the window is painted, beside a bare PySide6 window with a list; both from process start."""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
GOAL = 2.0
"""The window's first paint may take this many times the bare window's."""

BARE = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QListWidget, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print(time.monotonic(), flush=True)
        QTimer.singleShot(0, application.quit)
application = QApplication(sys.argv)
window = Window()
things = QListWidget()
things.addItems([f"Photo {number}" for number in range(200)])
window.setCentralWidget(things)
window.resize(1440, 900)
window.show()
application.exec()
"""
OURS = """
import time
from pathlib import Path
from studio.ui.opening import open_window
application, opening = open_window([])
def painted():
    print(time.monotonic(), flush=True)
    import os
    os._exit(0)
opening.window.painted.disconnect()
opening.window.painted.connect(painted)
application.exec()
"""


def measure(quick: bool = False) -> list[dict[str, Any]]:
    """Return the median milliseconds from process start to first paint; raises RuntimeError where no window opens."""
    bare, ours = [], []
    with _screen() as environment:
        for script in (BARE, OURS):
            _first_paint(script, environment)  # once for the disk's sake
        for _ in range(3 if quick else 9):
            bare.append(_first_paint(BARE, environment))
            ours.append(_first_paint(OURS, environment))
    value, yardstick = statistics.median(ours), statistics.median(bare)
    return [
        {
            "name": "first paint",
            "value": round(value, 1),
            "unit": "ms",
            "yardstick": f"{GOAL:g} × a bare PySide6 window with a list",
            "yardstick_value": round(GOAL * yardstick, 1),
            "ratio": round(GOAL * yardstick / value, 2),
        }
    ]


def _first_paint(script: str, environment: dict[str, str]) -> float:
    import time

    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    words = done.stdout.split()
    if not words:
        raise RuntimeError(f"no window was painted: {done.stderr[-400:]}")
    return (float(words[0]) - start) * 1000


@contextmanager
def _screen() -> Iterator[dict[str, str]]:
    """Yield an environment with a display: the one there is, else Xvfb, else Qt's own without a screen."""
    with tempfile.TemporaryDirectory() as home:
        environment = {
            **os.environ,
            "STUDIO_HOME": home,
            "PYTHONPATH": os.pathsep.join(["", str(ROOT)]).strip(os.pathsep),
        }
        if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or sys.platform in ("win32", "darwin"):
            yield environment
        elif shutil.which("Xvfb") is None:
            yield {**environment, "QT_QPA_PLATFORM": "offscreen"}
        else:
            with subprocess.Popen(
                ["Xvfb", "-displayfd", "1", "-screen", "0", "1600x1000x24", "-noreset"],
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            ) as server:
                assert server.stdout is not None
                number = server.stdout.readline().strip()
                try:
                    yield {**environment, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
                finally:
                    server.terminate()
