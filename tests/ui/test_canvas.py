"""Zoom stays under the mouse, before meets after, and the product follows the hand as one undo step."""

from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.app.workspace.workspace import Workspace
from studio.model.photo import Listing, Photo
from studio.ui.canvas.canvas import Canvas
from studio.ui.canvas.loupe import strength
from studio.ui.canvas.product_hand import MARGIN, ProductHand, snap
from studio.ui.canvas.shown import Outline, Shown, aligned, inside
from studio.ui.canvas.view import MARGIN as ROOM
from studio.ui.canvas.view import View

SQUARE = QSizeF(2000, 2000)


def _near(first: QPointF, second: QPointF) -> bool:
    return (first - second).manhattanLength() < 1e-6


def test_a_fitted_picture_lies_in_the_middle_with_a_margin() -> None:
    rect = View.fit(SQUARE, QSizeF(800, 600)).rect
    assert _near(rect.center(), QPointF(400, 300))
    assert rect.height() == pytest.approx(600 - 2 * ROOM)


def test_a_fitted_picture_leaves_the_room_above_it_free() -> None:
    wide, high = QSizeF(400, 800), QSizeF(800, 600)
    assert View.fit(SQUARE, high, 100).rect.top() >= 100
    assert View.fit(SQUARE, high, 100).rect.bottom() <= 600
    assert View.fit(SQUARE, wide, 100) == replace(View.fit(SQUARE, wide), above=100)  # nothing was in the way
    assert View.fit(SQUARE, wide, 100).resized(SQUARE, high) == View.fit(SQUARE, high, 100)


@pytest.mark.parametrize("factor", [0.5, 1.25, 3.0])
def test_zooming_keeps_the_point_under_the_mouse(factor: float) -> None:
    view = View.fit(SQUARE, QSizeF(800, 600))
    mouse = QPointF(450, 250)
    zoomed = view.zoomed(factor, mouse)
    assert _near(zoomed.to_picture(mouse), view.to_picture(mouse))
    assert zoomed.scale == pytest.approx(view.scale * factor)


def test_a_fitted_view_fits_again_another_stays() -> None:
    view = View.fit(SQUARE, QSizeF(800, 600))
    assert view.resized(SQUARE, QSizeF(400, 400)) == View.fit(SQUARE, QSizeF(400, 400))
    zoomed = view.zoomed(2, QPointF(400, 300))
    assert zoomed.resized(SQUARE, QSizeF(400, 400)).scale == zoomed.scale


def test_the_picture_cannot_be_lost() -> None:
    view = View.fit(SQUARE, QSizeF(800, 600)).panned(QPointF(1e6, -1e6))
    assert view.rect.intersects(QRectF(0, 0, 800, 600))


def test_before_lies_so_that_the_product_does_not_jump() -> None:
    photo_box, product = QRectF(0.2, 0.3, 0.4, 0.5), QRectF(0.1, 0.1, 0.8, 0.75)
    laid = aligned(photo_box, product)
    assert laid.x() + photo_box.x() * laid.width() == pytest.approx(product.x())
    assert laid.y() + photo_box.bottom() * laid.height() == pytest.approx(product.bottom())


def test_a_whole_photo_lies_inside_the_picture() -> None:
    assert inside(QSizeF(400, 200), QSizeF(100, 100)) == QRectF(0, 0.25, 1, 0.5)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(0.301, 0.701, 0.5), (MARGIN + 0.004, 0.6, MARGIN), (0.4, 1 - MARGIN + 0.003, 1 - MARGIN), (0.2, 0.6, None)],
)
def test_snapping_to_the_middle_and_even_margins(low: float, high: float, expected: float | None) -> None:
    caught = snap(low, (low + high) / 2, high, 0.01)
    assert (caught[1] if caught else None) == expected


def _image(colour: str) -> QImage:
    image = QImage(200, 200, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return image


@pytest.fixture
def canvas(qtbot: QtBot) -> Canvas:
    canvas = Canvas()
    qtbot.addWidget(canvas)
    canvas.resize(648, 648)
    canvas.show()
    shown = Shown(SQUARE, _image("#ff0000"), _image("#0000ff"), product=QRectF(0.25, 0.25, 0.5, 0.5))
    canvas.show_picture(shown)
    return canvas


def _colour(canvas: Canvas, x: int, y: int) -> str:
    return canvas.grab().toImage().pixelColor(x, y).name()


def test_the_divider_shows_before_on_its_left_and_can_be_dragged(canvas: Canvas) -> None:
    assert _colour(canvas, 100, 400) == "#ff0000"
    canvas.toggle_split()
    assert (_colour(canvas, 100, 400), _colour(canvas, 500, 400)) == ("#0000ff", "#ff0000")
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(324, 200))
    QTest.mouseMove(canvas, QPoint(560, 200))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(560, 200))
    assert _colour(canvas, 500, 400) == "#0000ff"
    canvas.toggle_split()
    canvas.toggle_split()
    assert _colour(canvas, 500, 400) == "#0000ff"


def test_the_space_bar_tapped_compares_and_held_pans(canvas: Canvas) -> None:
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    assert canvas.split is not None
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    assert canvas.split is None
    before = canvas.view.centre
    QTest.keyPress(canvas, Qt.Key.Key_Space)
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(300, 300))
    QTest.mouseMove(canvas, QPoint(360, 300))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(360, 300))
    QTest.keyRelease(canvas, Qt.Key.Key_Space)
    assert canvas.split is None
    assert canvas.view.centre.x() < before.x()


def test_a_finding_can_be_clicked(canvas: Canvas, qtbot: QtBot) -> None:
    canvas.set_outlines([Outline(QRectF(0.1, 0.1, 0.2, 0.2), "error", "Not white here.")])
    with qtbot.waitSignal(canvas.outline_clicked) as clicked:
        QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(24 + 120, 24 + 120))
    assert clicked.args == [0]


@pytest.fixture
def workspace(canvas: Canvas) -> Workspace:
    workspace = Workspace()
    workspace.add_listings([Listing("mug", (Photo(Path("/shop/mug.jpg"), PurePosixPath("mug.jpg")),))])
    canvas.tools.insert(1, ProductHand(canvas, workspace))
    return workspace


def _drag(canvas: Canvas, start: QPoint, *way: QPoint) -> None:
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    for point in way:
        QTest.mouseMove(canvas, point)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=way[-1])


def test_the_product_is_moved_as_one_step(canvas: Canvas, workspace: Workspace) -> None:
    _drag(canvas, QPoint(324, 324), QPoint(340, 330), QPoint(360, 340), QPoint(384, 354))
    assert workspace.value_of("product.placement.x") == pytest.approx(0.6, abs=0.002)
    assert workspace.value_of("product.placement.y") == pytest.approx(0.55, abs=0.002)
    assert workspace.undo() == "Move product"
    assert workspace.value_of("product.placement.x") == 0.5


def test_the_product_snaps_to_the_middle(canvas: Canvas, workspace: Workspace) -> None:
    workspace.set_value("product.placement.x", 0.6, name="Left to right")
    canvas.show_picture(canvas.shown.changed(product=QRectF(0.35, 0.25, 0.5, 0.5)))
    _drag(canvas, QPoint(384, 324), QPoint(350, 380), QPoint(327, 384))
    assert workspace.value_of("product.placement.x") == 0.5


def test_a_corner_scales_the_product(canvas: Canvas, workspace: Workspace) -> None:
    before = workspace.value_of("product.placement.fill")
    corner = canvas.view.shares_to_widget(0.75, 0.75, 0, 0).topLeft().toPoint()
    _drag(canvas, corner, corner - QPoint(30, 30), corner - QPoint(75, 75))
    assert workspace.value_of("product.placement.fill") == pytest.approx(before / 2, abs=0.01)
    assert workspace.undo() == "Scale product"


def test_the_magnifying_glass_keeps_what_is_under_the_mouse_in_its_middle(canvas: Canvas) -> None:
    half = _image("#ff0000")
    half.fill(QColor("#00ff00"))
    for x in range(100):
        for y in range(200):
            half.setPixelColor(x, y, QColor("#ff0000"))
    canvas.show_picture(canvas.shown.changed(after=half))
    canvas.toggle_loupe()
    canvas.pointer = QPointF(330, 330)  # six pixels right of the border between red and green
    assert _colour(canvas, 330, 330) == "#00ff00"
    away = 6 * strength(canvas)  # where the glass shows the border, left of the mouse
    assert _colour(canvas, 320, 330) == "#00ff00"  # red without the glass
    assert _colour(canvas, round(330 - away) + 30, 330) == "#00ff00"
    assert _colour(canvas, round(330 - away) - 30, 330) == "#ff0000"
    canvas.toggle_loupe()
    assert _colour(canvas, 320, 330) == "#ff0000"
