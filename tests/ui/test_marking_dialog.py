"""The window that marks a print area: corners dragged and nudged, a mask painted, a mockup saved."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from studio.app.mockups.marking import MarkingDesk
from studio.app.mockups.shelf import find_mockup
from studio.intake.artwork import load_artwork
from studio.ui.bridge import Bridge
from studio.ui.mockups.marking.dialog import MarkingDialog

WAIT = 30_000  # milliseconds: a loaded machine


@pytest.fixture
def dialog(qtbot: QtBot, studio_home: Path, tmp_path: Path) -> Iterator[MarkingDialog]:
    Image.new("RGB", (200, 150), "#c8c8c0").save(tmp_path / "Wall.png")
    Image.new("RGB", (32, 32), "#d00000").save(tmp_path / "red.png")
    bridge = Bridge()
    made = MarkingDialog(MarkingDesk(tmp_path / "Wall.png"), load_artwork(tmp_path / "red.png"), bridge)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: _red(made, 0.5, 0.5), timeout=WAIT)
    yield made
    made.close()
    bridge.close()


def _red(dialog: MarkingDialog, x: float, y: float) -> bool:
    look = dialog.canvas._look
    if look is None:
        return False
    colour = look.pixelColor(round(x * look.width()), round(y * look.height()))
    return colour.red() > colour.green() + 60


def test_a_corner_is_dragged_and_taken_back(qtbot: QtBot, dialog: MarkingDialog) -> None:
    canvas = dialog.canvas
    assert not _red(dialog, 0.2, 0.35)
    start, end = canvas.at((0.3, 0.3)).toPoint(), canvas.at((0.1, 0.1)).toPoint()
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 6):
        qtbot.mouseMove(canvas, start + (end - start) * step / 5)
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=end)
    assert dialog.desk.handles[0] == pytest.approx((0.1, 0.1), abs=0.02)
    qtbot.waitUntil(lambda: _red(dialog, 0.2, 0.25), timeout=WAIT)
    dialog.undo()
    assert dialog.desk.handles[0] == (0.3, 0.3)
    assert dialog.desk.undo_name is None, "a drag is one step"


def test_keys_choose_and_move_corners(qtbot: QtBot, dialog: MarkingDialog) -> None:
    canvas = dialog.canvas
    canvas.setFocus()
    canvas.chosen = 0
    qtbot.keyClick(canvas, Qt.Key.Key_Tab)
    assert canvas.chosen == 1
    qtbot.keyClick(canvas, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert dialog.desk.handles[1] == pytest.approx((0.69, 0.3))


def test_the_mask_is_painted_and_taken_away(qtbot: QtBot, dialog: MarkingDialog) -> None:
    canvas, panel = dialog.canvas, dialog.panel
    next(it for it in panel.tool.findChildren(QAbstractButton) if it.text() == "Hide").click()
    place = canvas.at((0.5, 0.5)).toPoint()
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseMove(canvas, place + QPoint(10, 0))
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=place + QPoint(10, 0))
    mask = dialog.desk.now.mask
    assert mask is not None
    assert mask[75, 100] == 0
    assert np.count_nonzero(mask == 0) < mask.size / 10
    qtbot.waitUntil(lambda: not _red(dialog, 0.5, 0.5), timeout=WAIT)
    panel.whole.click()
    qtbot.waitUntil(lambda: _red(dialog, 0.5, 0.5), timeout=WAIT)
    assert dialog.desk.undo_name == "Print everywhere"


def test_wrong_sizes_are_said_and_right_ones_saved(qtbot: QtBot, dialog: MarkingDialog) -> None:
    panel = dialog.panel
    panel.wide.setText("wide")
    panel.save.click()
    assert "number" in panel.said.text()
    panel.wide.setText("30,5")
    panel.name.setText("My wall")
    with qtbot.waitSignal(dialog.made, timeout=WAIT):
        panel.save.click()
    assert find_mockup("my-wall").mockup.surfaces[0].width_cm == 30.5
    assert not dialog.isVisible()


def test_print_areas_are_added_named_and_removed(qtbot: QtBot, dialog: MarkingDialog) -> None:
    panel, desk = dialog.panel, dialog.desk
    panel.wide.setText("12")
    panel.areas.add.click()
    assert desk.now.chosen == 1
    panel.areas.list.lineEdit().setText("Sleeve")
    panel.areas.list.lineEdit().editingFinished.emit()
    panel.wide.setText("8")
    panel.areas.list.activated.emit(0)
    assert [(area.name, area.size[0]) for area in desk.now.areas] == [("Print", 12), ("Sleeve", 8)]
    assert panel.wide.text() == "12"
    panel.areas.remove.click()
    assert [area.name for area in desk.now.areas] == ["Sleeve"]
    assert not panel.areas.remove.isEnabled()
    dialog.undo()
    assert len(desk.now.areas) == 2
    assert panel.wide.text() == "12"


def test_everything_has_a_name(dialog: MarkingDialog) -> None:
    for kind in (QAbstractButton, QLineEdit):
        for widget in dialog.findChildren(kind):
            assert widget.accessibleName() or getattr(widget, "text", str)(), widget
