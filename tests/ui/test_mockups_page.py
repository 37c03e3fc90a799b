"""The Mockups page: artwork dropped, worn by every item, dragged on the item, exported."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image
from PySide6.QtCore import QFile, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QApplication,
    QFileDialog,
    QLineEdit,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from studio.app.mockups.shared import share
from studio.app.mockups.shelf import own_folder
from studio.model.mockup import Colourway
from studio.store import paths
from studio.ui.bridge import Bridge
from studio.ui.mockups.page import MockupsPage
from tests.scene.mockup import drawn

WAIT = 30_000  # milliseconds: a loaded machine


@pytest.fixture
def page(qtbot: QtBot, studio_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MockupsPage]:
    shipped = paths.shipped
    monkeypatch.setattr(
        "studio.app.mockups.shelf.paths.shipped",
        lambda *parts: studio_home / "none" if parts[-1] == "mockups" else shipped(*parts),
    )
    own_folder().mkdir(parents=True)
    drawn.card(120).write(own_folder() / "card", more=(Colourway(id="navy", name="Navy", colour="#27324d"),))
    drawn.mug(120).write(own_folder() / "mug")
    bridge = Bridge()
    made = MockupsPage(SimpleNamespace(bridge=bridge), lambda page: None)  # type: ignore[arg-type]
    bridge.setParent(made)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    made.arrive()
    qtbot.waitUntil(lambda: not made.stage.image.isNull(), timeout=WAIT)
    yield made
    made.close_page()
    bridge.close()


@pytest.fixture
def dressed(qtbot: QtBot, page: MockupsPage, tmp_path: Path) -> MockupsPage:
    path = tmp_path / "blue.png"
    Image.new("RGB", (60, 60), "#0000d0").save(path)
    page.take([tmp_path])
    qtbot.waitUntil(lambda: len(page.desk.shelf) == 1, timeout=WAIT)
    qtbot.waitUntil(lambda: _blue(page) > 40, timeout=WAIT)
    return page


def _blue(page: MockupsPage) -> int:
    """How many of some pixels on the stage are the artwork's."""
    image = page.stage.image
    colours = [image.pixelColor(x, y) for x in range(0, image.width(), 4) for y in range(0, image.height(), 4)]
    return sum(colour.blue() > 120 and colour.red() < 60 for colour in colours)


def _middle(page: MockupsPage) -> float:
    image = page.stage.image
    places = [
        x
        for x in range(0, image.width(), 4)
        for y in range(0, image.height(), 4)
        if image.pixelColor(x, y).blue() > 120 and image.pixelColor(x, y).red() < 60
    ]
    return sum(places) / max(1, len(places))


def test_items_wear_what_is_dropped(qtbot: QtBot, dressed: MockupsPage) -> None:
    assert dressed.gallery.keys() == ["card", "mug"]
    qtbot.waitUntil(lambda: _thumbnail_blue(dressed, "mug"), timeout=WAIT)
    assert "too few" not in dressed.side.findings.text()
    assert "dpi" in dressed.side.findings.text()


def _thumbnail_blue(page: MockupsPage, key: str) -> bool:
    image = page.gallery.image(key)
    if image is None:
        return False
    colours = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return any(colour.blue() > 120 and colour.red() < 60 for colour in colours)


def test_artwork_is_dragged_on_the_item_and_that_is_one_step(qtbot: QtBot, dressed: MockupsPage) -> None:
    stage, whole = dressed.stage, _blue(dressed)
    dressed.laying.edit("scale", "Size", 0.4, True)
    qtbot.waitUntil(lambda: _blue(dressed) < whole / 3, timeout=WAIT)
    before = _middle(dressed)
    start = stage.room().center().toPoint()
    qtbot.mousePress(stage, Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 5):
        qtbot.mouseMove(stage, start + QPoint(step * 15, 0))
    qtbot.mouseRelease(stage, Qt.MouseButton.LeftButton, pos=start + QPoint(60, 0))
    shown = 60 * stage.image.width() / stage.room().width()
    qtbot.waitUntil(lambda: abs(_middle(dressed) - before - shown) < 0.35 * shown, timeout=WAIT)
    assert dressed.desk.placement_on(dressed.desk.item, "front").x > 0.05
    dressed.undo()
    qtbot.waitUntil(lambda: abs(_middle(dressed) - before) < 2, timeout=WAIT)
    dressed.redo()
    assert dressed.desk.placement_on(dressed.desk.item, "front").x > 0.05


def test_keys_move_and_size_the_artwork(qtbot: QtBot, dressed: MockupsPage) -> None:
    qtbot.keyClick(dressed.stage, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(dressed.stage, Qt.Key.Key_Minus)
    placement = dressed.desk.placement_on(dressed.desk.item, "front")
    assert placement.x == pytest.approx(0.05)
    assert placement.scale == pytest.approx(1 / 1.05)


def test_a_colour_is_one_click(qtbot: QtBot, dressed: MockupsPage) -> None:
    swatch = dressed.side.swatches.findChild(QToolButton, "navy")
    assert swatch is not None
    swatch.click()
    assert dressed.desk.colour(dressed.desk.item).id == "navy"
    qtbot.waitUntil(lambda: dressed.stage.image.pixelColor(35, 35).red() < 250, timeout=WAIT)


def test_any_other_colour_can_be_had(qtbot: QtBot, dressed: MockupsPage) -> None:
    field = next(it for it in dressed.side.other.findChildren(QLineEdit))
    field.setText("#20a040")
    field.editingFinished.emit()
    assert dressed.desk.colour(dressed.desk.item).colour == "#20a040"
    dressed._item_picked("mug")
    assert not dressed.side.other.isVisible(), "the mug has one colour"


def test_an_artwork_that_cannot_be_read_is_named(qtbot: QtBot, page: MockupsPage, tmp_path: Path) -> None:
    told: list[str] = []
    page.trouble.connect(lambda message, hint: told.append(message))
    bad = tmp_path / "bad.svg"
    bad.write_text("<svg><g></svg>")
    page.take([bad])
    qtbot.waitUntil(lambda: bool(told), timeout=WAIT)
    assert "bad.svg" in told[0]


def test_the_matrix_is_exported(qtbot: QtBot, dressed: MockupsPage, tmp_path: Path, monkeypatch) -> None:
    out, matrix = tmp_path / "out", dressed.side.matrix
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(out))
    assert matrix.export.text() == "Export 1 picture…"
    second = tmp_path / "red.png"
    Image.new("RGB", (90, 90), "#d00000").save(second)
    dressed.take([second])
    qtbot.waitUntil(lambda: len(dressed.desk.shelf) == 2, timeout=WAIT)
    for what in ("artwork", "items", "colours"):
        segment = next(it for it in getattr(matrix, what).findChildren(QAbstractButton) if it.text() == "All")
        segment.click()
    matrix.sizes.setText("64x64, 80x60")
    matrix.sizes.editingFinished.emit()
    assert matrix.export.text() == "Export 12 pictures…"
    assert matrix.remarks.text().splitlines() == ["blue: too few pixels on Drawn", "red: too few pixels on Drawn"]
    matrix.export.click()
    qtbot.waitUntil(lambda: "12 pictures" in matrix.progress.text() and not dressed.exporting.running, timeout=WAIT)
    assert len({path.name for path in out.iterdir()}) == 12
    assert (out / "red-card-navy-80x60.jpg").is_file()
    assert matrix.folder.isVisible()


def test_an_export_can_be_stopped(qtbot: QtBot, dressed: MockupsPage, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "out"))
    matrix = dressed.side.matrix
    matrix.choose("items", True)
    matrix.choose("colours", True)
    matrix.export.click()
    assert matrix.export.text() == "Stop"
    matrix.export.click()
    qtbot.waitUntil(lambda: matrix.progress.text().startswith("Stopped"), timeout=WAIT)
    assert matrix.export.text() == "Export 3 pictures…"


def test_sizes_that_are_none_are_said(dressed: MockupsPage) -> None:
    matrix = dressed.side.matrix
    matrix.sizes.setText("large")
    matrix.sizes.editingFinished.emit()
    assert "large" in matrix.remarks.text()
    assert not matrix.export.isEnabled()


def test_an_empty_shelf_invites_and_a_removed_artwork_comes_back(qtbot: QtBot, page: MockupsPage) -> None:
    assert page.shelf.empty.isVisible()
    page.shelf.empty.sample.click()
    qtbot.waitUntil(lambda: page.shelf.tiles.count() == 1, timeout=WAIT)
    assert not page.shelf.empty.isVisible()
    qtbot.keyClick(page.shelf.tiles, Qt.Key.Key_Delete)
    assert page.shelf.empty.isVisible()
    assert page.desk.undo_name == "Remove artwork"
    page.undo()
    assert page.shelf.tiles.count() == 1
    assert page.desk.chosen is not None


def test_everything_has_a_name_for_screen_readers(dressed: MockupsPage) -> None:
    for kind in (QAbstractButton, QAbstractSlider):
        for widget in dressed.findChildren(kind):
            if widget.isVisible():
                assert widget.accessibleName() or getattr(widget, "text", lambda: "")() or widget.parent() is not None


def test_a_shared_mockup_dropped_anywhere_becomes_an_item(qtbot: QtBot, page: MockupsPage, tmp_path: Path) -> None:
    zipped = share(page.desk.items[1], tmp_path / "from a friend.zip")
    page.take([zipped])
    qtbot.waitUntil(lambda: page.gallery.tile("from-a-friend") is not None, timeout=WAIT)
    assert page.desk.item_id == "from-a-friend"
    assert not page.shelf.busy.isVisible()


def test_a_photo_on_the_gallery_is_marked_and_becomes_an_item(qtbot: QtBot, page: MockupsPage, tmp_path: Path) -> None:
    Image.new("RGB", (200, 150), "#c8c8c0").save(tmp_path / "Wall.png")
    page.gallery.dropped.emit([tmp_path / "Wall.png"])
    qtbot.waitUntil(lambda: page.own.dialog is not None and page.own.dialog.isVisible(), timeout=WAIT)
    assert page.own.dialog is not None
    page.own.dialog.panel.save.click()
    qtbot.waitUntil(lambda: page.gallery.tile("wall") is not None, timeout=WAIT)
    told: list[str] = []
    page.trouble.connect(lambda message, hint: told.append(message))
    (tmp_path / "bad.psd").write_bytes(b"8BPS nothing")
    page.gallery.dropped.emit([tmp_path / "bad.psd"])
    qtbot.waitUntil(lambda: bool(told), timeout=WAIT)
    assert "bad.psd" in told[0]


def test_the_wheel_sizes_and_with_ctrl_turns_the_artwork(qtbot: QtBot, dressed: MockupsPage) -> None:
    stage, desk = dressed.stage, dressed.desk
    for modifier in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier):
        QApplication.sendEvent(stage, _wheel(stage, modifier))
        qtbot.waitUntil(lambda: dressed.laying._before is None, timeout=WAIT)
    placement = desk.placement_on(desk.item, "front")
    assert placement.scale == pytest.approx(1.1)
    assert placement.turn == 3
    dressed.undo()
    assert desk.placement_on(desk.item, "front").turn == 0
    assert desk.undo_name == "Size of artwork"


def _wheel(stage: QWidget, modifier: Qt.KeyboardModifier) -> QWheelEvent:
    middle = QPointF(stage.rect().center())
    buttons, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    return QWheelEvent(middle, middle, QPoint(), QPoint(0, 120), buttons, modifier, phase, False)


def test_reading_can_be_called_off(qtbot: QtBot, page: MockupsPage, tmp_path: Path) -> None:
    for number in range(3):
        Image.new("RGB", (40, 40)).save(tmp_path / f"{number}.png")
    page.take([tmp_path])
    assert page.shelf.busy.isVisible()
    page.shelf.stop.click()
    qtbot.waitUntil(lambda: not page.shelf.busy.isVisible(), timeout=WAIT)
    assert len(page.desk.shelf) < 3


def test_items_of_ones_own_go_to_the_trash_and_shipped_ones_stay(page: MockupsPage, monkeypatch) -> None:
    gone: list[str] = []
    monkeypatch.setattr(QFile, "moveToTrash", lambda path: gone.append(path) or True)
    told: list[str] = []
    page.trouble.connect(lambda message, hint: told.append(message))
    page.desk.items[0] = replace(page.desk.items[0], own=False)
    page.own.remove()
    assert "ships" in told[0]
    assert not gone
    page.desk.find()
    page.own.remove()
    assert Path(gone[0]).name == "card"


def test_items_are_found_by_what_they_are(qtbot: QtBot, dressed: MockupsPage) -> None:
    tiles, field = dressed.gallery, dressed.items.search
    shown = lambda: [key for row, key in enumerate(tiles.keys()) if not tiles.isRowHidden(row)]  # noqa: E731
    assert shown() == tiles.keys()
    qtbot.keyClicks(field, "mug")
    assert shown() == ["mug"]
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert dressed.desk.item_id == "mug"
    qtbot.keyClicks(field, " of stone")
    assert shown() == []
    assert "Nothing" in dressed.items.said.text()
    field.clear()
    assert shown() == tiles.keys()


def test_a_hand_on_the_stage_before_the_next_item_is_shown_does_nothing(
    qtbot: QtBot, dressed: MockupsPage, tmp_path: Path
) -> None:
    dressed.stage.surface = "a surface that the shown item has not"
    qtbot.mousePress(dressed.stage, Qt.MouseButton.LeftButton, pos=dressed.stage.rect().center())
    assert dressed.desk.undo_name is None
