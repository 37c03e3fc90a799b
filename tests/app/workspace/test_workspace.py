"""A workspace as the window uses it: choose, edit many, undo, move, and hear of it."""

from pathlib import Path, PurePosixPath
from typing import Annotated

import pytest
from pydantic import ValidationError

from studio.app.workspace import fields
from studio.app.workspace.document import Look, PhotoState
from studio.app.workspace.workspace import MISSING, MIXED, Change, Workspace
from studio.model.errors import UsageError
from studio.model.params import Params, Span
from studio.model.photo import Listing, Photo
from studio.model.preset import Preset
from studio.model.scene import Element, Scene, element_kinds, register_element


class _Glow(Params):
    strength: Annotated[float, Span(0, 1)] = 0.5


if "workspace-lamp" not in element_kinds():

    @register_element
    class Lamp(Element):
        kind = "workspace-lamp"
        glow: _Glow = _Glow()


LAMP = element_kinds()["workspace-lamp"]
STRENGTH = "workspace-lamp.glow.strength"


def _photo(name: str) -> Photo:
    return Photo(Path("/photos") / name, PurePosixPath(name))


RED = [_photo("red-1.jpg"), _photo("red-2.jpg")]
BLUE = [_photo("blue-1.jpg")]


@pytest.fixture
def workspace() -> Workspace:
    workspace = Workspace(Look(Scene(elements=(LAMP(),))))
    workspace.add_listings([Listing("red", tuple(RED)), Listing("blue", tuple(BLUE))])
    return workspace


@pytest.fixture
def changes(workspace: Workspace) -> list[Change]:
    heard: list[Change] = []
    workspace.subscribe(heard.append)
    return heard


def test_the_first_photo_added_is_shown(workspace: Workspace) -> None:
    assert workspace.selection == (RED[0].id,)
    assert workspace.current == RED[0].id


def test_a_photo_is_added_once(workspace: Workspace) -> None:
    assert workspace.add_listings([Listing("red", (RED[0], _photo("red-3.jpg")))]) == (_photo("red-3.jpg").id,)
    assert [len(listing.photos) for listing in workspace.listings] == [3, 1]


def test_an_edit_reaches_all_chosen_and_is_one_step(workspace: Workspace, changes: list[Change]) -> None:
    workspace.select_all()
    workspace.set_value(STRENGTH, 0.9, name="Glow")
    assert [workspace.value_of(STRENGTH, [photo.id]) for photo in workspace.photos] == [0.9] * 3
    assert Change("look", tuple(photo.id for photo in workspace.photos)) in changes
    assert workspace.undo() == "Glow"
    assert workspace.value_of(STRENGTH) == 0.5
    assert workspace.redo() == "Glow"
    assert workspace.value_of(STRENGTH) == 0.9


def test_a_drag_is_one_step_until_it_settles(workspace: Workspace) -> None:
    for value in (0.6, 0.7, 0.8):
        workspace.set_value(STRENGTH, value, name="Glow", amend=True)
    workspace.settle()
    workspace.set_value(STRENGTH, 0.1, name="Glow", amend=True)
    workspace.undo()
    assert workspace.value_of(STRENGTH) == 0.8
    workspace.undo()
    assert workspace.value_of(STRENGTH) == 0.5


def test_choosing_another_photo_ends_the_gesture(workspace: Workspace) -> None:
    workspace.set_value(STRENGTH, 0.6, name="Glow", amend=True)
    workspace.select([RED[1].id])
    workspace.set_value(STRENGTH, 0.7, name="Glow", amend=True)
    workspace.undo()
    assert workspace.value_of(STRENGTH, [RED[0].id]) == 0.6


def test_values_that_differ_are_mixed_and_absent_ones_missing(workspace: Workspace) -> None:
    workspace.set_value(STRENGTH, 0.9, name="Glow")
    workspace.select_all()
    assert workspace.value_of(STRENGTH) is MIXED
    assert workspace.value_of("cloud.height") is MISSING
    assert workspace.value_of("light.azimuth") == -35


def test_light_and_cutout_are_settings_too(workspace: Workspace) -> None:
    workspace.set_value("light.azimuth", 10, name="Turn light")
    workspace.set_value("cutout.shift", 0.002, name="Shift edge")
    assert workspace.scene_of(RED[0].id).light.azimuth == 10
    assert workspace.cutout_settings_of(RED[0].id).shift == 0.002


def test_a_value_outside_its_range_changes_nothing(workspace: Workspace) -> None:
    before = workspace.document
    with pytest.raises(ValidationError):
        workspace.set_value(STRENGTH, 7, name="Glow")
    assert workspace.document is before


def test_an_edit_that_changes_nothing_is_no_step(workspace: Workspace, changes: list[Change]) -> None:
    workspace.set_value(STRENGTH, 0.5, name="Glow")
    assert workspace.undo_name == "Add photos"
    assert changes == []


def test_moving_makes_a_listing_and_an_empty_one_goes(workspace: Workspace) -> None:
    workspace.move([BLUE[0].id], "red", before=RED[1].id)
    assert [photo.path.name for photo in workspace.photos] == ["red-1.jpg", "blue-1.jpg", "red-2.jpg"]
    assert [listing.sku for listing in workspace.listings] == ["red"]
    workspace.move([RED[1].id], "new")
    assert [listing.sku for listing in workspace.listings] == ["red", "new"]
    workspace.undo()
    workspace.undo()
    assert [listing.sku for listing in workspace.listings] == ["red", "blue"]


def test_renaming_to_a_taken_sku_joins_the_listings(workspace: Workspace) -> None:
    workspace.rename_listing("blue", "red")
    assert [len(listing.photos) for listing in workspace.listings] == [3]


def test_removing_the_shown_photo_shows_its_neighbour(workspace: Workspace) -> None:
    workspace.select([RED[1].id])
    workspace.remove()
    assert workspace.current == BLUE[0].id
    workspace.select_all()
    workspace.remove()
    assert workspace.current is None
    assert workspace.undo() == "Remove photos"
    assert len(workspace.photos) == 2
    with pytest.raises(UsageError, match=r"red-2\.jpg"):
        workspace.photo(RED[1].id)


def test_a_preset_given_to_all_is_for_newcomers_too(workspace: Workspace) -> None:
    preset = Preset(id="night", name="Night", scene=Scene(elements=(LAMP(glow=_Glow(strength=1)),)))
    workspace.select_all()
    workspace.apply_preset(preset)
    workspace.add_listings([Listing("late", (_photo("late.jpg"),))])
    assert workspace.preset_of(_photo("late.jpg").id) == "night"


def test_settings_are_copied_and_pasted(workspace: Workspace) -> None:
    workspace.set_value(STRENGTH, 0.2, name="Glow")
    workspace.copy_settings()
    workspace.select([BLUE[0].id])
    workspace.paste_settings()
    assert workspace.value_of(STRENGTH) == 0.2
    assert workspace.undo_name == "Paste settings"


def test_apply_to_listing_leaves_others_alone(workspace: Workspace) -> None:
    workspace.set_value(STRENGTH, 0.2, name="Glow")
    workspace.apply_to_listing()
    assert workspace.value_of(STRENGTH, [RED[1].id]) == 0.2
    assert workspace.value_of(STRENGTH, [BLUE[0].id]) == 0.5


def test_an_edit_makes_exported_files_old(workspace: Workspace, changes: list[Change]) -> None:
    workspace.report(RED[0].id, PhotoState("exported", outputs=(Path("/out/red-1.jpg"),)))
    workspace.set_value(STRENGTH, 0.2, name="Glow")
    assert workspace.state_of(RED[0].id) == PhotoState("ready")
    assert [change.kind for change in changes] == ["state", "state", "look"]


def test_news_of_a_removed_photo_is_passed_over(workspace: Workspace, changes: list[Change]) -> None:
    workspace.report("/photos/gone.jpg", PhotoState("ready"))
    assert changes == []


def test_channels_and_folder_are_undone_too(workspace: Workspace) -> None:
    workspace.set_channels(["etsy-first", "etsy-first"])
    workspace.set_destination(Path("/out"))
    assert (workspace.channels, workspace.destination) == (("etsy-first",), Path("/out"))
    workspace.undo()
    workspace.undo()
    assert (workspace.channels, workspace.destination) == (("amazon-main",), None)


def test_stepping_stops_at_the_ends(workspace: Workspace) -> None:
    workspace.step(-1)
    assert workspace.current == RED[0].id
    for _ in range(5):
        workspace.step(1)
    assert workspace.current == BLUE[0].id


def test_editing_many_photos_that_look_alike_works_out_the_look_once() -> None:
    workspace = Workspace()
    photos = tuple(Photo(Path(f"/shop/{number}.jpg"), PurePosixPath(f"{number}.jpg")) for number in range(300))
    workspace.add_listings([Listing("RED", photos)])
    workspace.select_all()
    seen: list[Look] = []

    def darker(look: Look) -> Look:
        seen.append(look)
        return fields.written(look, "product.tone.exposure", -0.5)

    workspace.edit_looks(darker, name="Darker")
    workspace.edit_looks(darker, [photos[0].id], name="Nothing new")
    assert len(seen) == 2
    assert workspace.value_of("product.tone.exposure") == -0.5
    assert workspace.undo_name == "Darker"
