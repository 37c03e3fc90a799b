"""Hundreds of photos under their listings: choosing, filtering, folding, moving, and names of every kind."""

from pathlib import Path, PurePosixPath
from time import perf_counter

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from studio.app.workspace.document import PhotoState, Problem
from studio.app.workspace.workspace import Workspace
from studio.model.finding import Finding
from studio.model.photo import Listing, Photo
from studio.ui.filmstrip import Filmstrip
from studio.ui.filmstrip.badges import BADGES, badge_of, explain
from studio.ui.filmstrip.delegate import HEADING, HEIGHT
from studio.ui.filmstrip.rows import Heading
from studio.ui.icon_names import NAMES


def _photo(name: str) -> Photo:
    return Photo(Path("/shop") / name, PurePosixPath(name))


NAMES_OF_PHOTOS = ["red-1.jpg", "red-2.jpg", "قميص-أزرق-من-القطن-مقاس-كبير.jpg", "a-very-" + "long-" * 40 + "name.jpg"]
RED, OTHER = [_photo(name) for name in NAMES_OF_PHOTOS[:2]], [_photo(name) for name in NAMES_OF_PHOTOS[2:]]


@pytest.fixture
def workspace() -> Workspace:
    workspace = Workspace()
    workspace.add_listings([Listing("red", tuple(RED)), Listing("other", tuple(OTHER))])
    return workspace


@pytest.fixture
def strip(qtbot: QtBot, workspace: Workspace) -> Filmstrip:
    strip = Filmstrip(workspace)
    qtbot.addWidget(strip)
    strip.resize(248, 640)
    strip.show()
    return strip


def _shown(strip: Filmstrip) -> list[str]:
    rows = [strip.model.row(strip.model.index(n)) for n in range(strip.model.rowCount())]
    return [row.sku if isinstance(row, Heading) else row.path.name for row in rows]


def test_photos_stand_under_their_listing(strip: Filmstrip) -> None:
    assert _shown(strip) == ["red", *NAMES_OF_PHOTOS[:2], "other", *NAMES_OF_PHOTOS[2:]]


def test_choosing_goes_both_ways(strip: Filmstrip, workspace: Workspace) -> None:
    QTest.mouseClick(strip.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(100, HEADING + HEIGHT + 30))
    assert workspace.selection == (RED[1].id,)
    down = QPoint(100, 2 * HEADING + 2 * HEIGHT + 30)
    QTest.mouseClick(strip.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, down)
    assert workspace.selection == (RED[1].id, OTHER[0].id)
    workspace.select([RED[0].id])
    assert [index.row() for index in strip.view.selectionModel().selectedIndexes()] == [1]
    QTest.keyClick(strip.view, Qt.Key.Key_Down)
    assert workspace.current == RED[1].id


def test_a_heading_chooses_its_listing_and_its_arrow_folds_it(strip: Filmstrip, workspace: Workspace) -> None:
    QTest.mouseClick(strip.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(100, 18))
    assert workspace.selection == tuple(photo.id for photo in RED)
    QTest.mouseClick(strip.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(10, 18))
    assert _shown(strip) == ["red", "other", *NAMES_OF_PHOTOS[2:]]


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("RED 2", ["red", "red-2.jpg"]),
        ("قميص", ["other", NAMES_OF_PHOTOS[2]]),
        ("failed", ["red", "red-1.jpg"]),
        ("#", []),
    ],
)
def test_the_filter_knows_names_listings_and_status(
    strip: Filmstrip, workspace: Workspace, typed: str, left: list[str]
) -> None:
    workspace.report(RED[0].id, PhotoState("failed", problem=Problem("unreadable-photo", "It is damaged.")))
    strip.model.set_filter(typed)
    assert _shown(strip) == left
    strip.model.set_filter("")
    assert len(_shown(strip)) == 6


def test_photos_dropped_on_another_listing_move_there(strip: Filmstrip, workspace: Workspace) -> None:
    model = strip.model
    mime = model.mimeData([model.index_of(RED[0].id)])
    model.dropMimeData(mime, Qt.DropAction.MoveAction, -1, 0, model.index(3))
    assert [listing.sku for listing in workspace.listings] == ["red", "other"]
    assert workspace.listing_of(RED[0].id).sku == "other"
    mime = model.mimeData([model.index_of(RED[0].id)])
    model.dropMimeData(mime, Qt.DropAction.MoveAction, -1, 0, model.index_of(RED[1].id))
    assert [photo.id for photo in workspace.listing_of(RED[1].id).photos] == [RED[0].id, RED[1].id]
    mime = model.mimeData([model.index_of(RED[0].id)])
    model.dropMimeData(mime, Qt.DropAction.MoveAction, -1, 0, QModelIndex())
    assert workspace.listing_of(RED[0].id).sku == "new listing 1"
    assert workspace.undo_name == "Move to new listing 1"


def test_a_photo_dropped_on_itself_stays(strip: Filmstrip, workspace: Workspace) -> None:
    before = workspace.document
    mime = strip.model.mimeData([strip.model.index_of(RED[0].id)])
    strip.model.dropMimeData(mime, Qt.DropAction.MoveAction, -1, 0, strip.model.index_of(RED[0].id))
    assert workspace.document is before


def test_every_badge_has_an_icon_and_a_word_of_its_own() -> None:
    assert {badge.icon for badge in BADGES.values()} <= set(NAMES)
    assert len({badge.icon for badge in BADGES.values()}) == len({badge.word for badge in BADGES.values()}) == 6


def test_a_badge_tells_what_is_next() -> None:
    finding = Finding("background-white", "error", "The background is not white.")
    state = PhotoState("ready", findings={"amazon-main": (finding,)})
    assert badge_of(state).word == "1 thing to mend"
    assert explain(state) == "The background is not white."
    failed = PhotoState("failed", problem=Problem("x", "mug.jpg is damaged.", "Save it anew."))
    assert explain(failed) == "mug.jpg is damaged. Save it anew."


def test_five_hundred_photos_appear_at_once(qtbot: QtBot) -> None:
    workspace = Workspace()
    listings = [Listing(f"sku-{n}", tuple(_photo(f"{n}-{m}.jpg") for m in range(10))) for n in range(50)]
    strip = Filmstrip(workspace)
    qtbot.addWidget(strip)
    strip.resize(248, 640)
    strip.show()
    start = perf_counter()
    workspace.add_listings(listings)
    strip.grab()
    spent = perf_counter() - start
    assert strip.model.rowCount() == 550
    assert spent < 1.0  # 0.1 on an idle machine
    image = QImage(200, 150, QImage.Format.Format_RGB32)
    image.fill(QColor("#cc2020"))
    first = workspace.photos[0].id
    strip.thumbnails.put(first, image)
    strip.model.touch(first)
    assert strip.grab().toImage().pixelColor(40, strip.view.y() + HEADING + 36).name() == "#cc2020"
    assert 3 <= len(strip.in_sight()) <= 30


def test_photos_are_moved_by_keyboard_too(strip: Filmstrip, workspace: Workspace, qtbot: QtBot) -> None:
    workspace.select([RED[0].id, RED[1].id])
    strip.offer_listings()
    menu = next(child for child in strip.findChildren(QMenu) if child.isVisible())
    assert [action.text() for action in menu.actions()] == ["red", "other", "new listing 1"]
    QTest.keyClick(menu, Qt.Key.Key_Up)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert [listing.sku for listing in workspace.listings] == ["other", "new listing 1"]


def test_a_cutout_that_a_second_method_doubts_needs_a_look() -> None:
    doubt = Finding("cutout", "warning", "A second look found another outline: only 70% of the two is the same.")
    state = PhotoState("ready", confidence=0.9, findings={"etsy-first": (doubt,)})
    assert badge_of(state) == BADGES["look"], "as the export will say"
    assert badge_of(state.changed(findings={})) == BADGES["ready"]
