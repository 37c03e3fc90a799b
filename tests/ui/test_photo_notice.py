"""What is said over the canvas: why a photo failed, what would stand though it lies, why a cutout needs a look."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QObject, Qt, Signal
from pytestqt.qtbot import QtBot

from studio.app.workspace.workspace import PhotoState, Problem, Workspace
from studio.ui.error_box import ErrorBox
from studio.ui.photo_notice import LYING, PhotoNotice
from tests.app.shots import shot

REASON = "Parts of the product's edge are hard to tell from the background."


class Touching(QObject):
    changed = Signal()
    active = False

    def enter(self) -> None:
        self.active = True
        self.changed.emit()


class Stage:
    """A workspace of two photos, a banner, and what its buttons did."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.workspace = Workspace()
        self.workspace.add([shot(folder / f"shirt_{n}.jpg", seed=n) for n in range(2)])
        self.first, self.second = (photo.id for photo in self.workspace.photos)
        self.qtbot, self.banner, self.touching = qtbot, ErrorBox(), Touching()
        self.done: list[str] = []
        qtbot.addWidget(self.banner)
        photo, matte = np.full((200, 200, 4), 150, np.uint8), np.zeros((200, 200), np.uint8)
        matte[40:160, 40:160] = 255
        plates = SimpleNamespace(before=_plate(photo), alpha=_plate(matte))
        previews = SimpleNamespace(developed=lambda key: plates, retry=lambda key: self.done.append("retry"))
        session: Any = SimpleNamespace(workspace=self.workspace, previews=previews)
        touching: Any = self.touching
        self.notice = PhotoNotice(
            session, self.banner, touching, lambda: None, lay_flat=lambda: self.done.append("flat")
        )

    def show(self, photo_id: str) -> None:
        self.workspace.select([photo_id])
        self.notice.tell()

    def press(self, button: Any) -> None:
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    @property
    def said(self) -> str:
        return self.banner.accessibleName() if self.banner.isVisible() else ""


def _plate(pixels: np.ndarray) -> SimpleNamespace:
    return SimpleNamespace(opened=lambda: pixels)


@pytest.fixture
def stage(qtbot: QtBot, tmp_path: Path) -> Stage:
    return Stage(qtbot, tmp_path)


def test_a_doubt_is_told_with_its_photo_and_leads_to_the_brush(stage: Stage) -> None:
    stage.workspace.report(stage.first, PhotoState(status="look", reasons=(REASON,)))
    stage.show(stage.first)
    assert stage.said == REASON
    stage.show(stage.second)
    assert not stage.said
    stage.show(stage.first)
    stage.press(stage.banner._action)
    assert stage.touching.active
    assert not stage.said


def test_a_doubt_that_was_dismissed_is_not_told_again(stage: Stage) -> None:
    stage.workspace.report(stage.first, PhotoState(status="look", reasons=(REASON,)))
    stage.show(stage.first)
    stage.press(stage.banner._close)
    stage.show(stage.second)
    stage.show(stage.first)
    assert not stage.said


def test_what_lies_is_offered_the_flat_lay_only_where_it_would_stand(stage: Stage) -> None:
    stage.show(stage.first)
    assert not stage.said
    stage.workspace.set_value("product.placement.anchor", "base", name="Hold by")
    stage.notice.tell()
    assert stage.said == LYING
    stage.press(stage.banner._action)
    assert stage.done == ["flat"]
    stage.workspace.undo()
    stage.notice.tell()
    assert not stage.said


def test_a_failure_comes_first(stage: Stage) -> None:
    problem = Problem("damaged", "shirt_0.jpg is damaged.", "Copy it again.")
    stage.workspace.report(stage.first, PhotoState(status="failed", problem=problem, reasons=(REASON,)))
    stage.show(stage.first)
    assert stage.said == problem.message
    stage.press(stage.banner._action)
    assert stage.done == ["retry"]
