"""A print area marked on a photo: forms, mask, steps back, the look and the mockup that comes of it."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studio.app.mockups.marking import MarkingDesk
from studio.app.mockups.shelf import find_mockup
from studio.intake.artwork import load_artwork
from studio.model.errors import UsageError
from studio.model.printing import Artwork


@pytest.fixture
def desk(studio_home: Path, tmp_path: Path) -> MarkingDesk:
    picture = np.full((300, 400, 3), 90, np.uint8)
    picture[60:240, 100:300] = np.linspace(200, 240, 200).astype(np.uint8)[None, :, None]
    Image.fromarray(picture).save(tmp_path / "Card on a table.png")
    return MarkingDesk(tmp_path / "Card on a table.png")


@pytest.fixture
def red(tmp_path: Path) -> Artwork:
    Image.new("RGB", (64, 64), "#e00000").save(tmp_path / "red.png")
    return load_artwork(tmp_path / "red.png")


def test_a_drag_is_one_step_and_never_turns_the_area_over(desk: MarkingDesk) -> None:
    start = desk.handles
    assert desk.move(0, (0.2, 0.25))
    assert desk.move(0, (0.25, 0.2), goes_on=True)
    assert not desk.move(0, (0.95, 0.95)), "beyond the opposite corner"
    assert desk.handles[0] == (0.25, 0.2)
    desk.undo()
    assert desk.handles == start
    desk.redo()
    assert desk.handles[0] == (0.25, 0.2)


def test_a_mesh_begins_where_the_form_before_it_lay(desk: MarkingDesk) -> None:
    desk.set("Form", kind="cylinder", bow_top=0.1, bow_bottom=0.1)
    before = desk.lines()[0]
    assert desk.set("Form", kind="mesh")
    assert len(desk.handles) == 16
    assert np.abs(desk.handles[0] - np.array([0.3, 0.3])).max() < 0.01
    after = desk.lines()[0]
    assert np.abs(after - before).max() < 8, "pixels of 400: a spline through four points of the bow"
    desk.move(5, (0.45, 0.5))
    assert desk.handles[5] == (0.45, 0.5)


def test_the_look_shows_artwork_only_where_the_mask_lets_it(desk: MarkingDesk, red: Artwork) -> None:
    whole = desk.look(desk.now, red).astype(int)
    assert whole[150, 170, 0] - whole[150, 170, 1] > 100
    mask = np.full(desk.picture.rgb.shape[:2], 255, np.uint8)
    mask[:, :200] = 0
    desk.paint(mask, recolour=False)
    half = desk.look(desk.now, red).astype(int)
    assert (half[150, 170] == desk.picture.rgb[150, 170]).all()
    assert half[150, 230, 0] - half[150, 230, 1] > 100
    desk.set("Corners", corners=((-0.9, -0.9), (-0.5, -0.9), (-0.5, -0.5), (-0.9, -0.5)))
    assert (desk.look(desk.now, red) == desk.picture.rgb).all(), "off the photo: nothing to show"
    with pytest.raises(UsageError, match="no print size"):
        desk.describe_area(size=(0, 20))


@pytest.mark.parametrize("recolour", [False, True])
def test_it_is_saved_with_its_mask_and_colours(desk: MarkingDesk, recolour: bool) -> None:
    mask = np.zeros(desk.picture.rgb.shape[:2], np.uint8)
    mask[60:240, 100:300] = 255
    desk.paint(mask, recolour=recolour)
    desk.describe_area(size=(21, 14.8))
    item = desk.save("My card")
    assert find_mockup("my-card").mockup.surfaces[0].height_cm == 14.8
    assert (len(item.mockup.colourways) > 1) is recolour
    assert item.mockup.size == (400, 300)


def test_several_print_areas_have_names_sizes_and_places_of_their_own(desk: MarkingDesk, red: Artwork) -> None:
    desk.set("Corners", corners=((0.3, 0.3), (0.4, 0.3), (0.4, 0.5), (0.3, 0.5)))
    desk.describe_area(name="Front", size=(10, 20))
    assert desk.add_area()
    desk.set("Corners", corners=((0.6, 0.3), (0.7, 0.3), (0.7, 0.5), (0.6, 0.5)))
    assert len(desk.outlines()) == 1
    look = desk.look(desk.now, red).astype(int)
    for column, printed in ((140, True), (200, False), (260, True)):
        assert bool(look[120, column, 0] - look[120, column, 1] > 100) is printed
    desk.choose_area(0)
    assert desk.handles[0] == (0.3, 0.3)
    front, second = desk.save("Two prints").mockup.surfaces
    assert (front.id, front.name, front.height_cm, second.name) == ("front", "Front", 20, "Print 2")
    desk.choose_area(1)
    desk.remove_area()
    desk.remove_area()
    assert [area.name for area in desk.now.areas] == ["Front"], "one always stays"
    desk.undo()
    assert len(desk.now.areas) == 2
