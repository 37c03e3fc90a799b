"""The whole window with real work behind it: drop, see, compare, edit many, undo, hide, come back after a crash."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QFocusEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QAbstractSlider, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from studio.store import paths
from studio.ui.bridge import Bridge
from studio.ui.session import Session
from studio.ui.theme import Theme
from studio.ui.window import Window


class Pool:
    """Stands in for the worker processes: the same functions, on a thread."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(1)

    def submit(self, function: Callable[..., Any], *arguments: Any, timeout: float | None = None) -> "Future[Any]":
        return self._threads.submit(function, *arguments)

    def shutdown(self, *, kill: bool = False) -> None:
        self._threads.shutdown(wait=True, cancel_futures=True)


def photograph(path: Path, colour: tuple[int, int, int]) -> Path:
    """A coloured thing on a grey table."""
    path.parent.mkdir(parents=True, exist_ok=True)
    picture = np.full((300, 400, 3), 190, np.uint8)
    picture += np.random.default_rng(3).integers(0, 6, picture.shape, dtype=np.uint8)
    cv2.rectangle(picture, (130, 70), (270, 240), colour, -1, cv2.LINE_AA)
    cv2.imwrite(str(path), picture)
    return path


@pytest.fixture
def shoot(tmp_path: Path) -> Path:
    """A folder with two listings of two photos each, and a file that is none."""
    folder = tmp_path / "shoot"
    for name, colour in (("mug", (40, 40, 180)), ("lamp", (150, 90, 20))):
        for side in ("front", "side"):
            photograph(folder / f"{name}_{side}.jpg", colour)
    (folder / "broken.jpg").write_bytes(b"\xff\xd8 no picture")
    (folder / "notes.txt").write_text("not a photo")
    return folder


def _open(qtbot: QtBot, *opening: Path) -> Window:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    Theme.install(application, "dark")
    window = Window(opening)
    qtbot.addWidget(window)
    window.show()
    bridge = Bridge(window)
    window.furnish(Session(bridge, Pool(), Pool(), window))  # type: ignore[arg-type]
    return window


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    window = _open(qtbot)
    yield window
    window.close()


def _drop(window: Window, *found: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in found])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(300, 300), Qt.DropAction.CopyAction, mime, left, none))


def _states(window: Window) -> dict[str, str]:
    assert window.session is not None
    workspace = window.session.workspace
    return {photo.path.name: workspace.state_of(photo.id).status for photo in workspace.photos}


def _done(window: Window, count: int) -> bool:
    states = _states(window)
    return len(states) == count and not {"waiting", "working"} & set(states.values())


@pytest.fixture
def filled(window: Window, qtbot: QtBot, shoot: Path) -> Window:
    _drop(window, shoot)
    qtbot.waitUntil(lambda: _done(window, 5), timeout=60_000)
    assert window.session is not None
    window.session.workspace.select([str(shoot / "mug_front.jpg")])
    qtbot.waitUntil(lambda: window.canvas.shown.product is not None, timeout=20_000)
    return window


def _press(window: Window, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(window.canvas, key, modifier)


def test_first_run_shows_the_drop_zone_alone(window: Window) -> None:
    assert window.first_run.isVisible()
    assert not window.canvas.isVisible()
    assert not window.left.isVisible()


def test_a_dropped_folder_is_grouped_and_cut_out_and_a_broken_file_says_why(filled: Window) -> None:
    assert filled.session is not None
    workspace = filled.session.workspace
    assert [listing.sku for listing in workspace.listings] == ["broken", "lamp", "mug"]
    states = _states(filled)
    assert states.pop("broken.jpg") == "failed"
    assert set(states.values()) <= {"ready", "look"}
    broken = next(photo.id for photo in workspace.photos if photo.path.name == "broken.jpg")
    problem = workspace.state_of(broken).problem
    assert problem is not None
    assert "broken.jpg" in problem.message
    assert filled.any_failed()


def _corner(window: Window) -> QImage:
    image = window.canvas.shown.after
    assert image is not None
    return image


def test_the_canvas_shows_the_product_on_exact_white(filled: Window, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not filled.canvas.shown.draft and filled.canvas.shown.before is not None, timeout=20_000)
    image = _corner(filled)
    assert image.pixelColor(3, 3).name() == "#ffffff"
    middle = image.pixelColor(image.width() // 2, image.height() // 2)
    assert middle.red() > 150
    assert middle.green() < 70


def test_one_setting_for_many_photos_is_one_step(filled: Window, qtbot: QtBot) -> None:
    assert filled.session is not None
    workspace = filled.session.workspace
    _press(filled, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(workspace.selection) == 5
    before = filled.furniture.filmstrip.thumbnails.image(workspace.photos[-1].id)  # type: ignore[union-attr]
    workspace.set_value("product.placement.fill", 0.4, name="Size")
    strip = filled.furniture.filmstrip  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: strip.thumbnails.image(workspace.photos[-1].id) is not before, timeout=20_000)
    _press(filled, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert workspace.value_of("product.placement.fill") != 0.4
    assert workspace.redo_name == "Size"


def test_keys_walk_compare_zoom_and_hide(filled: Window) -> None:
    assert filled.session is not None
    workspace = filled.session.workspace
    filled.canvas.setFocus()
    first = workspace.current
    _press(filled, Qt.Key.Key_Left)
    assert workspace.current != first
    _press(filled, Qt.Key.Key_Right)
    assert workspace.current == first
    _press(filled, Qt.Key.Key_Space)
    assert filled.canvas.split is not None
    QTest.keyClick(filled.furniture.filmstrip.view, Qt.Key.Key_Space)  # type: ignore[union-attr]
    assert filled.canvas.split is None
    _press(filled, Qt.Key.Key_Z)
    assert not filled.canvas.view.fitted
    _press(filled, Qt.Key.Key_0)
    assert filled.canvas.view.fitted
    _press(filled, Qt.Key.Key_Tab)
    assert not filled.left.isVisible()
    assert not filled.right.isVisible()
    _press(filled, Qt.Key.Key_Tab)
    assert filled.left.isVisible()


def test_tab_that_came_to_the_canvas_goes_on(filled: Window, qtbot: QtBot) -> None:
    canvas = filled.canvas
    QApplication.sendEvent(canvas, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.TabFocusReason))
    QTest.keyClick(canvas, Qt.Key.Key_Tab)
    assert filled.left.isVisible()
    QApplication.sendEvent(canvas, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.MouseFocusReason))
    QTest.keyClick(canvas, Qt.Key.Key_Tab)
    assert not filled.left.isVisible()


def test_letters_typed_into_a_field_are_letters(filled: Window, qtbot: QtBot) -> None:
    assert filled.furniture is not None
    box = filled.furniture.filmstrip.filter
    box.setFocus()
    view = filled.canvas.view
    QTest.keyClicks(box, "z0+ lamp")
    assert box.text() == "z0+ lamp"
    assert filled.canvas.view == view


def test_the_work_comes_back_after_a_crash(filled: Window, qtbot: QtBot) -> None:
    assert filled.session is not None
    filled.session.workspace.set_channels(["etsy-first"])
    filled.session.autosave.flush()
    assert (paths.home() / "workspace.json").exists()
    again = _open(qtbot)
    assert again.session is not None
    assert again.session.workspace.document == filled.session.workspace.document
    assert again.canvas.isVisible()
    again.close()


def test_pasting_takes_what_was_copied_last(filled: Window, qtbot: QtBot, tmp_path: Path) -> None:
    assert filled.session is not None
    workspace = filled.session.workspace
    control = Qt.KeyboardModifier.ControlModifier
    photo = photograph(tmp_path / "elsewhere" / "bowl.jpg", (20, 120, 20))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(photo))])
    QApplication.clipboard().setMimeData(mime)
    _press(filled, Qt.Key.Key_V, control)
    qtbot.waitUntil(lambda: "bowl.jpg" in _states(filled), timeout=10_000)
    workspace.set_value("product.placement.fill", 0.5, name="Size")
    _press(filled, Qt.Key.Key_C, control)
    workspace.select([workspace.photos[0].id])
    _press(filled, Qt.Key.Key_V, control)
    assert workspace.value_of("product.placement.fill") == 0.5
    assert workspace.undo_name == "Paste settings"


def test_nothing_usable_is_said_not_swallowed(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    assert window.furniture is not None
    (tmp_path / "notes.txt").write_text("x")
    _drop(window, tmp_path / "notes.txt")
    qtbot.waitUntil(window.furniture.banner.isVisible, timeout=5_000)
    assert "notes.txt" in window.furniture.banner.accessibleName()


def test_every_control_has_a_name(filled: Window) -> None:
    kinds = (QAbstractButton, QLineEdit, QAbstractSlider, QAbstractItemView)
    found = [widget for kind in kinds for widget in filled.findChildren(kind) if widget.isVisible()]
    nameless = [widget for widget in found if not _named(widget)]
    assert len(found) > 30
    assert [f"{type(widget).__name__} in {type(widget.parent()).__name__}" for widget in nameless] == []


def _named(widget: QWidget) -> bool:
    scrollbar = type(widget).__name__ == "QScrollBar"
    inside = isinstance(widget.parent(), QLineEdit)  # the clear button, which Qt names by its line edit
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return bool(scrollbar or inside or widget.accessibleName() or text)


def test_the_window_remembers_its_panels(window: Window, qtbot: QtBot, shoot: Path) -> None:
    _drop(window, shoot)
    qtbot.waitUntil(window.bottom.isVisible, timeout=10_000)  # the panes come one by one, this one last
    window.splitter.setSizes([300, 700, 400])
    sizes = window.splitter.sizes()
    window.close()
    again = _open(qtbot)
    qtbot.waitUntil(again.bottom.isVisible, timeout=10_000)
    assert again.splitter.sizes()[::2] == sizes[::2]  # the middle takes what a window manager's frame leaves
    again.close()


def test_a_photo_dragged_onto_the_window_is_welcomed(filled: Window) -> None:
    from PySide6.QtGui import QDragEnterEvent

    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/shop/a.jpg")])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, mime, left, none)
    filled.dragEnterEvent(event)
    assert event.isAccepted()
    text = QMimeData()
    text.setText("hello")
    other = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, text, left, none)
    other.ignore()
    filled.dragEnterEvent(other)
    assert not other.isAccepted()


@pytest.mark.parametrize("stop", [True, False])
def test_closing_during_an_export_asks(window: Window, monkeypatch: pytest.MonkeyPatch, stop: bool) -> None:
    asked: list[object] = []
    monkeypatch.setattr("studio.ui.window.stop_exporting", lambda asking: asked.append(asking) or stop)
    assert window.furniture is not None
    window.furniture.export.running_changed.emit(True)
    assert window.close() is stop
    assert asked == [window]
    window.furniture.export.running_changed.emit(False)
