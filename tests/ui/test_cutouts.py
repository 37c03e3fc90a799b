"""Methods side by side, the catalogue, and photos to compare with: used as a seller would, without a screen."""

import threading
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMessageBox, QWidget

from studio.app.model_files import free_name
from studio.app.workspace.workspace import Workspace
from studio.model.errors import Cancelled, DownloadError, MissingModelError
from studio.ui.bridge import Bridge
from studio.ui.canvas.canvas import Canvas
from studio.ui.canvas.loupe import strength
from studio.ui.cutouts import catalogue_row, fetching
from studio.ui.cutouts.catalogue import Catalogue
from studio.ui.cutouts.compare import Compare
from studio.ui.cutouts.own_model import OwnModel
from studio.ui.cutouts.pane import Look
from studio.ui.cutouts.photo_wish import EMPTY, PhotoWish
from studio.ui.cutouts.surety import Surety
from tests.app.shots import shot
from tests.cutout import odd_networks


class Inline:
    """Workers that work at once."""

    def submit(self, function: Any, *arguments: Any, timeout: float | None = None) -> "Future[Any]":
        future: Future[Any] = Future()
        try:
            future.set_result(function(*arguments))
        except Exception as error:
            future.set_exception(error)
        return future


class Session:
    """What the windows need of one."""

    def __init__(self, folder: Path, bridge: Bridge) -> None:
        self.folder, self.bridge, self.workers, self.workspace = folder, bridge, Inline(), Workspace()


@pytest.fixture
def session(qtbot, tmp_path: Path) -> Session:
    session = Session(tmp_path / "plates", Bridge())
    session.folder.mkdir()
    session.workspace.add([shot(tmp_path / "disc.jpg")])
    return session


def test_methods_stand_side_by_side_and_one_is_taken(qtbot, session: Session) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = Compare(session, parent)  # type: ignore[arg-type]
    first, second = dialog._places[:2]
    qtbot.waitUntil(lambda: first.tried is not None and second.tried is not None, timeout=60_000)
    assert [first.method, second.method] == ["embedded", "classical"]
    assert not first.take.isEnabled(), "what is in use cannot be taken again"
    assert "%" in first.facts.text()
    second.take.click()
    photo = session.workspace.photos[0].id
    assert session.workspace.cutout_settings_of(photo).model == "classical"
    assert session.workspace.undo_name == "Method"
    plates = [first.tried.cutout.rgb, second.tried.cutout.alpha]  # type: ignore[union-attr]
    dialog.close()
    assert not any(Path(plate.path).exists() for plate in plates), "shared memory is given back"


def test_a_method_that_fails_says_why_in_its_place(qtbot, session: Session) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = Compare(session, parent)  # type: ignore[arg-type]
    place = dialog._places[3]
    place.menu.edited.emit("u2netp", True)
    qtbot.waitUntil(lambda: place.running is None and place.method == "u2netp", timeout=30_000)
    assert "u2netp" in place.pane._note.lower() or "not on this computer" in place.pane._note
    assert not place.take.isEnabled()
    dialog.close()


def test_all_panes_look_at_the_same_place() -> None:
    look = Look()
    look.zoom(4, QPointF(0.25, 0.75))
    assert (look.scale, look.centre.x(), look.centre.y()) == (4, 0.25 + 0.25 / 4, 0.75 - 0.25 / 4)
    look.zoom(0.1, QPointF(0, 0))
    assert (look.scale, look.centre.x()) == (1, 0.5)


def test_a_photo_to_compare_with_is_dropped_and_taken_away(qtbot, tmp_path: Path) -> None:
    file = tmp_path / "empty table.jpg"
    Image.new("RGB", (20, 20)).save(file)
    wish = PhotoWish()
    qtbot.addWidget(wish)
    wish.describe("Empty backdrop", "")
    wish.resize(300, 30)
    heard: list[str] = []
    wish.edited.connect(lambda value, final: heard.append(value))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    wish.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, button, keys))
    assert heard == [str(file)]
    assert wish._button.accessibleName() == "Empty backdrop: empty table.jpg"
    wish.restore()
    assert heard[-1] == ""
    assert wish._text == EMPTY


@pytest.mark.parametrize(
    ("names", "said"),
    [(["a.jpg"], ""), (["notes.txt"], "Not a photo: notes.txt"), (["a.jpg", "b.jpg"], "Drop one photo here.")],
)
def test_only_a_single_photo_can_be_dropped_there(qtbot, tmp_path: Path, names: list[str], said: str) -> None:
    wish = PhotoWish()
    qtbot.addWidget(wish)
    wish.show()
    heard: list[str] = []
    wish.resize(400, 30)
    wish.edited.connect(lambda value, final: heard.append(Path(value).name))
    mime = QMimeData()
    for name in names:
        (tmp_path / name).write_bytes(b"x")
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in names])
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, mime, button, keys)
    entering.ignore()
    wish.dragEnterEvent(entering)
    assert entering.isAccepted(), "the window around would add it as a photo"
    assert wish._hovered == (not said)
    wish.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, button, keys))
    assert heard == ([] if said else names)
    assert wish._told == said
    wish._forgetting.timeout.emit()
    assert wish._told == ""
    assert wish._button.text() == (EMPTY if said else names[0])


def test_the_catalogue_offers_each_model_with_its_licence(qtbot, session: Session, monkeypatch) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    asked: list[str] = []
    monkeypatch.setattr(QMessageBox, "question", lambda *a, **k: asked.append(a[2]) or QMessageBox.StandardButton.No)
    dialog = Catalogue(session, parent)  # type: ignore[arg-type]
    built_in, bria = dialog._rows["embedded"], dialog._rows["bria-rmbg"]
    assert built_in._get.isHidden()
    assert not bria._get.isHidden()
    bria._get.click()
    assert "may not be used commercially" in asked[0]
    assert bria._stop.isHidden(), "refused: nothing is fetched"
    dialog.close()


def test_the_catalogue_says_what_models_run_on_and_why(qtbot, session: Session) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = Catalogue(session, parent)  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: dialog._device.text().startswith("Fetched models run on CPU: "), timeout=20_000)
    dialog.close()


def test_a_model_of_ones_own_is_tried_before_it_is_taken(qtbot, session: Session, tmp_path: Path) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = Catalogue(session, parent)  # type: ignore[arg-type]
    odd = OwnModel(odd_networks.write(tmp_path / "My Net.onnx", "not a number"), session, dialog)  # type: ignore[arg-type]
    odd.added.connect(dialog._own_added)
    odd.show()
    assert odd.name.text() == "my-net"
    odd.add.click()
    qtbot.waitUntil(lambda: "answered nonsense" in odd.said.text(), timeout=20_000)
    odd_networks.write(tmp_path / "My Net.onnx", "plain")
    odd.add.click()
    qtbot.waitUntil(lambda: "my-net" in dialog._rows, timeout=20_000)
    row = dialog._rows["my-net"]
    assert row._state.text() == "Ready"
    row._remove.click()
    assert row.isHidden()
    assert free_name("My Net") == "my-net"
    dialog.close()


def test_getting_a_model_shows_how_far_it_is_and_can_be_stopped(qtbot, session: Session, monkeypatch) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    going = threading.Event()

    def slow(model: str, *, progress: Any, **_: Any) -> Path:
        progress.at(0.25)
        going.set()
        for _turn in range(2000):
            progress.at(0.5)
            threading.Event().wait(0.01)
        raise AssertionError("was not stopped")

    monkeypatch.setattr(fetching, "get_model", slow)
    dialog = Catalogue(session, parent)  # type: ignore[arg-type]
    row = dialog._rows["u2netp"]
    row._get.click()
    qtbot.waitUntil(lambda: going.is_set() and row._said.text() == "50 %", timeout=20_000)
    assert not row._stop.isHidden()
    row._stop.click()
    qtbot.waitUntil(lambda: row._said.text().startswith("Stopped"), timeout=20_000)
    assert not row._get.isHidden()
    dialog.close()


def test_what_the_publisher_does_not_give_is_got_from_another_address(qtbot, session: Session, monkeypatch) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    asked: list[str | None] = []

    def get(model: str, *, mirror: str | None, **_: Any) -> Path:
        asked.append(mirror)
        raise DownloadError("github.com could not be reached.", "Try another place.")

    monkeypatch.setattr(fetching, "get_model", get)
    dialog = Catalogue(session, parent)  # type: ignore[arg-type]
    row = dialog._rows["u2netp"]
    assert row._elsewhere.isHidden()
    row._get.click()
    qtbot.waitUntil(lambda: not row._elsewhere.isHidden(), timeout=20_000)
    row._from_mirror("https://mirror.example/models/")
    qtbot.waitUntil(lambda: asked == [None, "https://mirror.example/models/"], timeout=20_000)
    dialog.close()


@pytest.mark.parametrize(
    ("error", "words"),
    [(MissingModelError("It is gone.", "Get it again."), "It is gone. Get it again."), (Cancelled(), "Stopped")],
)
def test_what_went_wrong_is_said_beside_the_model(qtbot, session: Session, error: Exception, words: str) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = Catalogue(session, parent)  # type: ignore[arg-type]
    dialog._fetching.ended.emit("u2netp", error)
    assert dialog._rows["u2netp"]._said.text().startswith(words)
    dialog.close()
    assert catalogue_row.BUILT_IN == ("embedded", "classical")


def test_surety_is_told_in_words_and_hidden_where_unknown(qtbot) -> None:
    badge = Surety()
    qtbot.addWidget(badge)
    badge.show_confidence(0.93)
    assert badge.accessibleName() == "Sure of the outline: 93 %"
    badge.show_confidence(0.2)
    assert badge.accessibleName() == "Unsure of the outline: 20 %"
    badge.show_confidence(None)
    assert badge.isHidden()


def test_the_glass_shows_four_screen_pixels_for_one(qtbot) -> None:
    canvas = Canvas()
    qtbot.addWidget(canvas)
    canvas.set_view(canvas.view.scaled(0.5, QPointF(0, 0)))
    assert canvas.view.scale * strength(canvas) == pytest.approx(4 / canvas.devicePixelRatioF())
