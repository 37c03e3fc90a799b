"""While the hand moves, every picture that is ready is shown, though a newer one is wanted already."""

from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage

from studio.app.workspace.painting import Painted
from studio.app.workspace.plates import put
from studio.app.workspace.preview import Previews
from studio.app.workspace.renderer import Rendered, Wish
from studio.ui.bridge import Bridge
from studio.ui.canvas.canvas import Canvas
from studio.ui.filmstrip import Filmstrip
from studio.ui.presenter import Presenter, _Canvas
from tests.app.shots import shot
from tests.ui.test_cutouts import Session


class _Nothing:
    """A pool in which nothing is ever done."""

    def submit(self, *arguments: object, **options: object) -> "Future[object]":
        return Future()


@pytest.fixture
def presenter(qtbot, tmp_path: Path) -> Iterator[Presenter]:
    session = Session(tmp_path / "plates", Bridge())
    pools = _Nothing(), _Nothing()
    session.painters = pools[1]  # type: ignore[attr-defined]
    session.previews = Previews(session.workspace, *pools, session.folder, deliver=lambda *_: None)  # type: ignore[arg-type,attr-defined]
    session.workspace.add([shot(tmp_path / "disc.jpg", seed=1)])
    session.workspace.select([session.workspace.photos[0].id])
    canvas, filmstrip = Canvas(), Filmstrip(session.workspace)
    qtbot.addWidget(canvas)
    qtbot.addWidget(filmstrip)
    presenter = Presenter(session, canvas, filmstrip)  # type: ignore[arg-type]
    yield presenter
    presenter.close()


def test_a_picture_older_than_the_newest_wish_is_shown(presenter: Presenter, tmp_path: Path) -> None:
    canvas, workspace = presenter._canvas, presenter._workspace
    current = workspace.current
    assert current is not None
    presenter._number = 7
    seen: list[bool] = []
    canvas.show_picture = lambda shown: seen.append(shown.draft)  # type: ignore[method-assign]
    painted = Painted(put(tmp_path, np.zeros((4, 4, 4), np.uint8)), False, {"product": (0, 0, 2, 2)})
    for photo_id, number in ((current, 5), (current, 7), ("another", 7)):
        wish = Wish(_Canvas(photo_id, number), workspace.scene_of(current), None, 100)  # type: ignore[arg-type]
        presenter._rendered(Rendered(wish, painted), QImage(4, 4, QImage.Format.Format_RGB32))
        assert presenter._waiting == (number != 7)
    assert seen == [False, False]
