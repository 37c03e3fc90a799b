"""Closing the window while photos are exported asks first."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from studio.ui.ask_stop import stop_exporting


@pytest.mark.parametrize(
    ("key", "stops"), [(Qt.Key.Key_Escape, False), (Qt.Key.Key_Return, False), (Qt.Key.Key_S, True)]
)
def test_enter_and_escape_keep_exporting(qtbot: QtBot, key: Qt.Key, stops: bool) -> None:
    window = QWidget()
    qtbot.addWidget(window)

    def answer() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        if stops:
            next(button for button in box.buttons() if button.text() == "Stop and close").click()
        else:
            qtbot.keyClick(box, key)

    QTimer.singleShot(50, answer)
    assert stop_exporting(window) is stops
