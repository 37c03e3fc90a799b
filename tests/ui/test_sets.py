"""A click on a set stands the product in it: place, light and shadow in one step that can be undone."""

from pathlib import Path, PurePosixPath

from pytestqt.qtbot import QtBot

from studio.app.sets import camera_of, light_of, sets
from studio.app.workspace import Workspace
from studio.model.photo import Listing, Photo
from studio.scene import Product
from studio.scene.elements import SetBackdrop
from studio.ui.sections.backdrop import BackdropSection


def test_a_click_on_a_set_stands_the_product_in_it(qtbot: QtBot) -> None:
    workspace = Workspace()
    workspace.add_listings([Listing("RED", (Photo(Path("/shop/a.jpg"), PurePosixPath("a.jpg")),))])
    section = BackdropSection(workspace)
    qtbot.addWidget(section)
    workspace.select_all()
    before = workspace.scene_of(workspace.photos[0].id)
    tiles = [tile for tile in section._tiles if isinstance(tile.element, SetBackdrop)]
    known = sets()
    assert len(tiles) == len(known)
    tile = next(tile for tile in tiles if tile.element == SetBackdrop(picture="white-marble"))
    facts = dict(known)["white-marble"]
    assert tile.accessibleName() == f"Backdrop: {facts.name}"
    tile.click()
    scene = workspace.scene_of(workspace.photos[0].id)
    assert isinstance(scene.elements[0], SetBackdrop)
    assert (scene.light, scene.camera) == (light_of(facts), camera_of(facts))
    product = scene.first(Product)
    assert isinstance(product, Product)
    assert (product.placement.anchor, product.cast.kind) == ("base", "ground")
    assert tile.isChecked()
    workspace.undo()
    assert workspace.scene_of(workspace.photos[0].id) == before
    qtbot.waitUntil(lambda: not section._waiting, timeout=60_000)
