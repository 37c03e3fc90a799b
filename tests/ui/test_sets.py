"""A click on a set stands the product in it: place, light and shadow in one step that can be undone."""

from pathlib import Path, PurePosixPath

from pytestqt.qtbot import QtBot

from studio.app.sets import camera_of, light_of, sets, standing
from studio.app.workspace.workspace import MISSING, Workspace
from studio.model.photo import Listing, Photo
from studio.scene import Product
from studio.scene.elements import SetBackdrop
from studio.ui.sections.backdrop import BackdropSection
from studio.ui.sections.placement import PlacementSection


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


def test_a_real_size_is_asked_for_only_in_a_set(qtbot: QtBot) -> None:
    workspace = Workspace()
    workspace.add_listings([Listing("RED", (Photo(Path("/shop/a.jpg"), PurePosixPath("a.jpg")),))])
    workspace.select_all()
    section = PlacementSection(workspace)
    qtbot.addWidget(section)
    assert section.value_of("product.placement.real") is MISSING
    workspace.edit(lambda scene: standing(scene, SetBackdrop(picture="white-marble")), name="Set")
    assert section.value_of("product.placement.real") == 0
    section.set_value("product.placement.real", "Real size", 24.0, True)
    workspace.edit(lambda scene: standing(scene, SetBackdrop(picture="oak-table")), name="Set")
    assert section.value_of("product.placement.real") == 24, "another set, the same thing"
