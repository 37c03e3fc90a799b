"""The studio with photos to cut out, its event loop watched: prints one line of JSON when all are done.

busy_studio.py PHOTO…     figures in milliseconds and seconds; `stall` is how much later than due a heartbeat came,
`work` the processor time that the window's own thread spent between two of them.
busy_studio.py            the same heart in a bare window, until its standard input closes: the yardstick.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, Qt, QTimer
from PySide6.QtWidgets import QApplication, QListWidget

BEAT = 5  # milliseconds
OVER = ("ready", "look", "failed")


class Heart(QObject):
    """Beats on the window's thread and notes how late it is."""

    def __init__(self) -> None:
        super().__init__()
        self.forget()
        self._timer = QTimer(self, interval=BEAT, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.beat)
        self._timer.start()

    def forget(self) -> None:
        self.stalls: list[float] = []
        self.work: list[float] = []
        self._last: float | None = None

    def beat(self) -> None:
        now, spent = time.perf_counter(), time.thread_time()
        if self._last is not None:
            self.stalls.append((now - self._last) * 1000 - BEAT)
            self.work.append((spent - self._spent) * 1000)
        self._last, self._spent = now, spent

    def figures(self) -> dict[str, Any]:
        stalls = sorted(self.stalls)
        return {
            "stall": round(stalls[-1], 1),
            "stalls": [round(each, 1) for each in stalls[-5:]],
            "p99": round(stalls[int(len(stalls) * 0.99)], 1),
            "work": round(max(self.work), 1),
        }


class Watch(QObject):
    """Drops the photos once the window stands and waits until every one is done."""

    def __init__(self, opening: Any, photos: list[Path]) -> None:
        super().__init__()
        self.opening, self.photos = opening, photos
        self.heart = Heart()
        self.times: dict[str, float] = {}
        self._start = 0.0
        self._timer = QTimer(self, interval=4)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self._ready = 0.0

    def look(self) -> None:
        window, now = self.opening.window, time.perf_counter()
        if window.furniture is None:
            return
        self._ready = self._ready or now
        if not self._start:
            if now - self._ready > 2:  # as a seller does: the window stands, then comes the drop
                self._start = now
                window.add(self.photos)
                self.heart.forget()
            return
        strip, workspace = window.furniture.filmstrip, window.session.workspace
        shown = workspace.photos and strip.thumbnails.image(workspace.photos[0].id) is not None
        for name, reached in (
            ("placeholders", bool(workspace.photos)),
            ("first_thumbnail", shown),
            ("first_cutout", window.canvas.shown.product is not None),
        ):
            if reached:
                self.times.setdefault(name, round(now - self._start, 3))
        if len(workspace.photos) == len(self.photos) and all(
            workspace.state_of(photo.id).status in OVER for photo in workspace.photos
        ):
            self._timer.stop()
            states = [workspace.state_of(photo.id).status for photo in workspace.photos]
            figures = {**self.heart.figures(), **self.times, "seconds": round(now - self._start, 1)}
            print(json.dumps({**figures, "failed": states.count("failed"), "photos": len(states)}), flush=True)
            window.close()


class Bare(QObject):
    def __init__(self, application: QApplication) -> None:
        super().__init__()
        self._application, self.heart = application, Heart()
        self._closed = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._closed.activated.connect(self.end)

    def end(self) -> None:
        self._closed.setEnabled(False)
        print(json.dumps(self.heart.figures()), flush=True)
        self._application.quit()


def main() -> None:
    photos = [Path(name) for name in sys.argv[1:]]
    if photos:
        from studio.ui.opening import open_window

        application, opening = open_window([])
        watch = Watch(opening, photos)
        application.exec()
        opening.finish()
        del watch
        return
    application = QApplication(sys.argv)
    window = QListWidget()
    window.show()
    bare = Bare(application)
    application.exec()
    del bare


if __name__ == "__main__":
    main()
