"""What a scene lacks is said over the canvas, once."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from studio.app.workspace.painting import Painted
from studio.ui.missing import Missing

WHOLE: Any = Painted(None, False, {})  # type: ignore[arg-type]


def test_what_is_missing_is_said_once_and_again_when_it_is_another(qtbot: QtBot) -> None:
    window = QObject()
    heard: list[Any] = []
    missing = Missing(window)
    missing.said.connect(lambda message, hint: heard.append((message, hint)))
    missing.over.connect(lambda: heard.append("over"))
    for sentences in ((), ("A.",), ("A.",), ("A.", "B."), (), ()):
        missing.hear(replace(WHOLE, missing=sentences))
    assert heard == [("A.", ""), ("A.", "B."), "over"]
