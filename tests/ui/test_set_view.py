"""The Set page with photos that are cut out already: pictures come, what stands out is told, matching is one step."""

from pathlib import Path

import pytest

from studio.app.photo.develop import develop
from studio.ui.bridge import Bridge
from studio.ui.set_view.page import SetPage
from tests.app.shots import shot
from tests.ui.test_cutouts import Session


class Previews:
    """Small cutouts at hand."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._made: dict[str, object] = {}

    def small_of(self, photo_id: str) -> object:
        if photo_id not in self._made:
            settings = self._session.workspace.cutout_settings_of(photo_id)
            self._made[photo_id] = develop(photo_id, settings, self._session.folder).small
        return self._made[photo_id]


@pytest.fixture
def page(qtbot, tmp_path: Path) -> SetPage:
    session = Session(tmp_path / "plates", Bridge())
    session.folder.mkdir()
    session.workspace.add([shot(tmp_path / f"mug_{n}.jpg", seed=n) for n in range(4)])
    session.painters, session.previews = session.workers, Previews(session)  # type: ignore[attr-defined]
    page = SetPage(session, lambda page_id: None)  # type: ignore[arg-type]
    qtbot.addWidget(page)
    page.show()
    return page


def test_the_odd_one_is_told_and_matched_in_one_step(qtbot, page: SetPage) -> None:
    workspace = page.session.workspace
    ids = [photo.id for photo in workspace.photos]
    workspace.set_value("product.placement.fill", 0.4, ids[3:], name="Size")
    page.arrive()
    qtbot.waitUntil(lambda: len(page.model.standings) == 4, timeout=60_000)
    qtbot.waitUntil(lambda: list(page.model.off) == [ids[3]], timeout=10_000)
    assert page._said.text() == "1 of 4 stands out"
    before = workspace.document
    page.view.setCurrentIndex(page.model.index(0, 0))
    page._match.click()
    qtbot.waitUntil(lambda: not page.model.off and not page.model.waiting, timeout=60_000)
    assert workspace.undo_name == "Match to this one"
    workspace.undo()
    assert workspace.document == before
    page.close_page()


def test_a_listing_alone_or_the_whole_shoot(qtbot, page: SetPage) -> None:
    workspace = page.session.workspace
    workspace.move([workspace.photos[0].id], "OTHER")
    workspace.select([photo.id for photo in workspace.photos if workspace.listing_of(photo.id).sku != "OTHER"][:1])
    page.arrive()
    assert len(page.model.photos) == 4
    page._range.edited.emit("listing", True)
    assert len(page.model.photos) == 3
    page.close_page()
