"""The studio as it is started, which also writes down a few times a second where its controls are.

    python watched_studio.py STATE.json [PHOTO…]

So a test can point a real mouse at "Export" wherever it lies. Nothing is clicked or changed from in here.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication

from studio.ui.opening import Opening, open_window


def controls() -> list[dict[str, Any]]:
    """Return name, place on the screen and text of everything in sight that has a name or a text."""
    found = []
    for widget in QApplication.allWidgets():
        name = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
        if name and widget.isVisible():
            corner = widget.mapToGlobal(QPoint(0, 0))
            place = [corner.x(), corner.y(), widget.width(), widget.height()]
            hit = QApplication.widgetAt(widget.mapToGlobal(widget.rect().center()))
            shown = hit is not None and (hit is widget or widget.isAncestorOf(hit))
            entry = {"name": name, "class": type(widget).__name__, "place": place}
            found.append({**entry, "enabled": widget.isEnabled(), "shown": shown})
    return found


def state(opening: Opening) -> dict[str, Any]:
    """Return what a test needs to know of the window."""
    window = opening.window
    photos: list[dict[str, Any]] = []
    if window.session is not None:
        workspace = window.session.workspace
        photos = [
            {"name": photo.path.name, "status": workspace.state_of(photo.id).status} for photo in workspace.photos
        ]
    return {"furnished": window.furniture is not None, "photos": photos, "controls": controls()}


class Watcher:
    """Writes the state whenever its timer fires."""

    def __init__(self, opening: Opening, file: Path) -> None:
        self._opening, self._file, self._turn = opening, file, 0
        self._timer = QTimer()
        self._timer.timeout.connect(self.write)
        self._timer.start(150)

    def write(self) -> None:
        """Write to another file and rename, so that no reader sees a half."""
        half = self._file.with_suffix(".half")
        self._turn += 1
        half.write_text(json.dumps({"turn": self._turn, **state(self._opening)}))
        os.replace(half, self._file)  # noqa: PTH105


def main() -> int:
    """Run the studio until its window is closed."""
    application, opening = open_window([Path(argument) for argument in sys.argv[2:]])
    watcher = Watcher(opening, Path(sys.argv[1]))
    code = application.exec()
    del watcher
    return code


if __name__ == "__main__":  # worker processes import this file anew
    sys.exit(main())
