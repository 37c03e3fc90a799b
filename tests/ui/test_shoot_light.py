"""A shoot matched to one photo, and a grey place picked by a click, each as one step that says what it did."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage

from studio.scene import Product, Tone
from studio.ui.bridge import Bridge
from studio.ui.canvas.canvas import Canvas
from studio.ui.canvas.shown import Shown
from studio.ui.shoot_light import ShootLight
from tests.app.shots import shot
from tests.ui.test_cutouts import Session


def tinted(path: Path, gains: tuple[float, float, float]) -> Path:
    """Change the light of a photo."""
    pixels = np.asarray(Image.open(path)).astype(float) * gains
    Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)).save(path, quality=95)
    return path


@pytest.fixture
def session(qtbot, tmp_path: Path) -> Session:
    session = Session(tmp_path / "plates", Bridge())
    photos = [
        tinted(shot(tmp_path / f"disc-{n}.jpg", seed=1), gains)
        for n, gains in enumerate([(0.9, 0.9, 0.9), (0.95, 0.85, 0.7), (0.7, 0.72, 0.8)])
    ]
    session.workspace.add(photos)
    return session


def tone(session: Session, at: int) -> Tone:
    product = session.workspace.scene_of(session.workspace.photos[at].id).first(Product)
    assert isinstance(product, Product)
    return product.tone


def test_a_shoot_is_matched_to_the_photo_on_the_canvas(qtbot, session: Session) -> None:
    canvas = Canvas()
    qtbot.addWidget(canvas)
    light = ShootLight(session, canvas)  # type: ignore[arg-type]
    said: list[str] = []
    light.said.connect(lambda message, hint: said.append(message))
    light.match()
    qtbot.waitUntil(lambda: bool(said), timeout=60_000)
    before, after = (
        float(part.split()[0].rstrip(".")) for part in (said[0].split("from ")[1], said[0].split(" to ")[1])
    )
    assert said[0].startswith("2 photos matched")
    assert after < 1.5
    assert before > 5
    assert tone(session, 0) == Tone(), "the reference stays as it is"
    assert tone(session, 1).temperature < 0 < tone(session, 2).temperature
    assert tone(session, 2).exposure > 0.2
    assert session.workspace.undo() == "Match the shoot's light"
    assert tone(session, 1) == Tone()


def test_nothing_is_picked_before_the_photo_is_there(qtbot, session: Session) -> None:
    canvas = Canvas()
    qtbot.addWidget(canvas)
    canvas.resize(500, 400)
    canvas.show()
    canvas.show_picture(Shown(QSizeF(900, 700)))
    light = ShootLight(session, canvas)  # type: ignore[arg-type]
    asked: list[tuple[float, float]] = []
    light.picked = lambda x, y: asked.append((x, y))  # type: ignore[method-assign]
    session.workspace.select([session.workspace.photos[1].id])
    light.pick()
    middle = canvas.view.shares_to_widget(0.5, 0.5, 0, 0).topLeft().toPoint()
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=middle)
    assert not asked
    canvas.show_picture(canvas.shown.changed(before=QImage(90, 70, QImage.Format.Format_RGB32)))
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=middle)
    assert asked == [(pytest.approx(0.5, abs=0.01), pytest.approx(0.5, abs=0.01))]


def test_a_click_on_something_grey_takes_the_tint_out(qtbot, session: Session) -> None:
    canvas = Canvas()
    qtbot.addWidget(canvas)
    canvas.resize(500, 400)
    canvas.show()
    image = QImage(90, 70, QImage.Format.Format_RGB32)
    canvas.show_picture(Shown(QSizeF(900, 700), before=image, before_at=QRectF(0, 0, 1, 1)))
    light = ShootLight(session, canvas)  # type: ignore[arg-type]
    session.workspace.select([session.workspace.photos[1].id])
    light.pick()
    assert canvas.held_before
    corner = canvas.view.shares_to_widget(0.05, 0.05, 0, 0).topLeft().toPoint()
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=corner)
    qtbot.waitUntil(lambda: tone(session, 1) != Tone(), timeout=30_000)
    assert tone(session, 1).exposure == 0
    assert tone(session, 1).temperature < -0.1
    assert not canvas.held_before
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=corner + QPoint(5, 5))
    assert session.workspace.undo() == "White balance"
    assert tone(session, 1) == Tone(), "one click, one step"
