"""Touching up on the canvas: the mouse draws, the workspace remembers, keys choose, leaving brings the picture back."""

from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.app.photo.mattes import matte_key, store_matte
from studio.app.workspace.commands import Commands
from studio.app.workspace.hand import encoded
from studio.app.workspace.plates import plate_folder, remove_folder
from studio.app.workspace.workspace import Workspace
from studio.cutout.box import product_box
from studio.intake import fingerprint
from studio.model.matte import Matte
from studio.model.touchup import CutHole, LeavePiece, Stroke
from studio.ui.canvas.canvas import Canvas
from studio.ui.touchup.bar import TouchBar
from studio.ui.touchup.commands import touchup_commands
from studio.ui.touchup.mode import TouchMode
from tests.app.shots import shot
from tests.cutout.many_headed_networks import write_prompted

LEFT, ALT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier


class AtOnce:
    """A pool that works on the caller's thread, and a bridge that delivers there."""

    def submit(self, function: Any, *arguments: Any, timeout: float | None = None) -> "Future[Any]":
        future: Future[Any] = Future()
        try:
            future.set_result(function(*arguments))
        except Exception as error:
            future.set_exception(error)
        return future

    def deliver(self, future: "Future[Any]", receiver: Any) -> None:
        receiver(future)


class Held:
    """Stands in for the presenter."""

    held = False

    def hold(self, held: bool) -> None:
        self.held = held


class Stage:
    """A canvas in touch-up mode over two photos of one listing."""

    def __init__(self, folder: Path, photos: Path, qtbot: QtBot) -> None:
        self.workspace = Workspace()
        self.workspace.add([photos])
        self.canvas = Canvas()
        self.canvas.resize(848, 728)
        qtbot.addWidget(self.canvas)
        self.canvas.show()
        self.presenter = Held()
        at_once = AtOnce()
        session: Any = SimpleNamespace(
            workspace=self.workspace, workers=at_once, disk=at_once, bridge=at_once, folder=folder,
            previews=SimpleNamespace(developed=lambda photo_id: None),
        )  # fmt: skip
        self.session = session
        self.mode = TouchMode(session, self.canvas, self.presenter)  # type: ignore[arg-type]
        self.commands = Commands(touchup_commands(self.mode, session))
        self.bar = TouchBar(self.canvas, self.mode, self.commands)
        self.said: list[str] = []
        self.mode.said.connect(self._heard)

    def _heard(self, message: str, _hint: str) -> None:
        self.said.append(message)

    def point(self, x: float, y: float) -> QPoint:
        size = self.canvas.view.picture
        return self.canvas.view.to_widget(QPointF(x * size.width(), y * size.height())).toPoint()

    def drag(self, *places: tuple[float, float], keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.mousePress(self.canvas, LEFT, keys, self.point(*places[0]))
        for place in places[1:]:
            QTest.mouseMove(self.canvas, self.point(*place))
        QTest.mouseRelease(self.canvas, LEFT, keys, self.point(*places[-1]))

    @property
    def operations(self) -> tuple[Any, ...]:
        return self.workspace.touchup_of(self.workspace.current or "").operations

    def veiled(self, x: float, y: float) -> bool:
        veil = self.mode.veil
        assert veil is not None
        size = veil.image.size()
        return veil.image.pixelColor(int(x * size.width()), int(y * size.height())).alpha() > 100


@pytest.fixture
def stage(tmp_path: Path, qtbot: QtBot) -> Iterator[Stage]:
    photos = tmp_path / "shop"
    for number in (1, 2):
        path = shot(photos / f"RED-{number}.jpg", size=(800, 600), seed=number)
        alpha = np.zeros((600, 800), np.uint8)
        cv2.circle(alpha, (400, 300), 216, 255, -1, cv2.LINE_AA)
        cv2.circle(alpha, (60, 60), 40, 255, -1, cv2.LINE_AA)
        matte = Matte(alpha, 0.4, "embedded", reasons=("Busy.",), box=product_box(alpha))
        store_matte(matte_key(fingerprint(path), "embedded"), matte)
    folder = plate_folder()
    stage = Stage(folder, photos, qtbot)
    stage.commands.run("keep-brush")
    yield stage
    stage.mode.close()
    remove_folder(folder)


def test_a_key_enters_with_a_brush_and_shows_the_photo_under_a_veil(stage: Stage) -> None:
    assert stage.mode.active
    assert stage.presenter.held
    assert stage.bar.isVisible()
    assert stage.veiled(0.9, 0.9)
    assert not stage.veiled(0.5, 0.5)
    assert stage.canvas.view.rect.top() >= stage.bar.geometry().bottom()


def test_a_drag_paints_at_once_and_is_one_step_of_the_history(stage: Stage) -> None:
    stage.commands.run("erase-brush")
    stage.commands.run("follow-edges")
    QTest.mousePress(stage.canvas, LEFT, pos=stage.point(0.45, 0.5))
    QTest.mouseMove(stage.canvas, stage.point(0.5, 0.5))
    assert stage.veiled(0.48, 0.5)
    assert stage.operations == ()
    QTest.mouseRelease(stage.canvas, LEFT, pos=stage.point(0.5, 0.5))
    (stroke,) = stage.operations
    assert isinstance(stroke, Stroke)
    assert not stroke.keep
    assert stroke.points[0][:2] == pytest.approx((0.45, 0.5), abs=0.005)
    assert stage.workspace.undo() == "Erase brush"
    assert not stage.veiled(0.48, 0.5)
    stage.workspace.redo()
    assert stage.veiled(0.48, 0.5)


def test_alt_turns_the_brush_round_for_one_stroke(stage: Stage) -> None:
    stage.drag((0.45, 0.5), (0.5, 0.5), keys=ALT)
    assert [stroke.keep for stroke in stage.operations] == [False]
    assert stage.mode.wielded.keep


def test_keys_swap_and_size_the_brush_and_the_bar_follows(stage: Stage) -> None:
    before = stage.mode.wielded.radius
    stage.commands.run("brush-larger")
    assert stage.mode.wielded.radius == pytest.approx(1.2 * before)
    stage.commands.run("swap-brush")
    assert stage.bar.buttons["erase-brush"].isChecked()
    assert not stage.bar.buttons["keep-brush"].isChecked()
    for _ in range(60):
        stage.commands.run("brush-larger")
    assert stage.bar.size_slider.value() == stage.bar.size_slider.maximum()


def test_a_click_takes_a_region_and_a_double_click_does_not_zoom(stage: Stage) -> None:
    stage.mode.wield("region", False)
    scale = stage.canvas.view.scale
    QTest.mouseDClick(stage.canvas, LEFT, pos=stage.point(0.5, 0.5))
    assert stage.canvas.view.scale == scale
    assert stage.veiled(0.5, 0.5)
    assert not stage.veiled(60 / 800, 60 / 600)


def test_a_lasso_cuts_its_inside_away(stage: Stage) -> None:
    stage.mode.wield("lasso", False)
    stage.drag((0.4, 0.4), (0.6, 0.4), (0.6, 0.6), (0.4, 0.6))
    assert stage.veiled(0.5, 0.5)
    assert not stage.veiled(0.35, 0.5)


def test_a_hole_that_nothing_encloses_is_said_and_changes_nothing(stage: Stage) -> None:
    stage.mode.wield("fill")
    stage.drag((0.9, 0.9))
    assert stage.operations == ()
    assert stage.said == ["Nothing encloses this place, so there is no hole to fill."]


def test_pieces_are_left_and_taken_back_by_a_click(stage: Stage) -> None:
    stage.commands.run("show-pieces")
    assert [mark.kind for mark in stage.mode.marks] == ["piece", "piece"]
    stage.drag((60 / 800, 60 / 600))
    assert [type(operation) for operation in stage.operations] == [LeavePiece]
    assert stage.veiled(60 / 800, 60 / 600)
    assert [mark.kind for mark in stage.mode.marks] == ["left", "piece"]
    stage.drag(stage.mode.marks[0].at)
    assert stage.operations == ()
    stage.drag((0.55, 0.55), (0.56, 0.55), keys=ALT)  # inside the main piece the brush paints
    assert [type(operation) for operation in stage.operations] == [Stroke]


def test_a_hole_is_offered_and_cut_by_one_click(tmp_path: Path, stage: Stage) -> None:
    path = Path(stage.workspace.current or "")
    photo = cv2.imread(str(path))
    assert photo is not None
    cv2.circle(photo, (400, 300), 90, (214, 218, 220), -1, cv2.LINE_AA)
    cv2.imwrite(str(path), photo)
    alpha = np.zeros((600, 800), np.uint8)
    cv2.circle(alpha, (400, 300), 216, 255, -1, cv2.LINE_AA)
    matte = Matte(alpha, 0.9, "embedded", box=product_box(alpha))
    store_matte(matte_key(fingerprint(path), "embedded"), matte)
    stage.mode.leave()
    stage.commands.run("show-holes")
    assert [mark.kind for mark in stage.mode.marks] == ["hole"]
    stage.drag((0.5, 0.5))
    assert [type(operation) for operation in stage.operations] == [CutHole]
    assert stage.veiled(0.5, 0.5)
    assert stage.mode.marks == ()


def test_another_photo_is_touched_up_when_it_is_chosen(stage: Stage) -> None:
    stage.drag((0.45, 0.5), (0.5, 0.5), keys=ALT)
    stage.workspace.step(1)
    assert stage.mode.active
    assert not stage.veiled(0.48, 0.5)
    assert stage.operations == ()


def test_it_is_carried_to_the_listing(stage: Stage) -> None:
    assert not stage.commands.find("carry-touch-up").enabled()
    stage.drag((0.45, 0.5), (0.5, 0.5), keys=ALT)
    assert stage.commands.run("carry-touch-up")
    stage.workspace.step(1)
    (carried,) = stage.operations
    assert carried.carried
    assert carried.drawn_in is not None
    assert stage.said == ["Carried to 1 other photo of the listing."]


def test_leaving_gives_the_canvas_back(stage: Stage) -> None:
    tools = len(stage.canvas.tools)
    assert stage.commands.run("leave-touch-up")
    assert not stage.presenter.held
    assert not stage.bar.isVisible()
    assert len(stage.canvas.tools) == tools - 1
    assert not stage.commands.run("leave-touch-up")


def test_every_button_says_what_it_does(stage: Stage) -> None:
    for button in (*stage.bar.buttons.values(), stage.bar.more):
        assert button.accessibleName()
        assert button.toolTip()
    assert stage.bar.accessibleDescription() == "Keep brush up to edges"


def test_a_photo_that_cannot_be_read_leaves_the_mode_with_a_sentence(stage: Stage) -> None:
    Path(stage.workspace.photos[1].path).write_bytes(b"no photo")
    stage.workspace.step(1)
    assert not stage.mode.active
    assert "RED-2.jpg" in stage.said[-1]


def test_a_click_waits_until_segment_anything_has_looked_at_the_photo(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("U2NET_HOME", str(tmp_path / "weights"))
    write_prompted(tmp_path / "weights")
    asked: list[Future[Any]] = []

    def later(function: Any, *arguments: Any, timeout: float | None = None) -> "Future[Any]":
        future: Future[Any] = Future()
        if function is encoded:
            asked.append(future)
            asked_with.append(arguments)
        else:
            future.set_result(function(*arguments))
        return future

    asked_with: list[Any] = []
    stage.mode.leave()
    monkeypatch.setattr(stage.session.workers, "submit", later)
    monkeypatch.setattr(stage.session.bridge, "deliver", lambda future, receiver: future.add_done_callback(receiver))
    stage.mode.wield("region", False)
    QTest.mouseClick(stage.canvas, LEFT, pos=stage.point(0.5, 0.5))
    assert len(asked) == 1
    assert not stage.operations
    asked[0].set_result(encoded(*asked_with[0]))
    (operation,) = stage.operations
    assert (operation.kind, operation.finder, operation.keep) == ("region", "sam", False)
    assert stage.veiled(0.5, 0.5)
    QTest.mouseClick(stage.canvas, LEFT, ALT, stage.point(0.1, 0.1))
    assert len(asked) == 1  # the photo is looked at once
