"""A mockup made of a photo, against the exact picture of what was photographed."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from pydantic import ValidationError

from studio.model.colour_difference import ciede2000, lab_of
from studio.model.marking import Marking
from studio.model.mockup import Surface
from studio.model.picture import Picture
from studio.model.printing import Artwork
from studio.scene.mockup import View, read_passes
from studio.scene.mockup.forms import uv_of
from studio.scene.mockup.from_photo import read_photo
from studio.scene.mockup.view import Print
from tests.scene.mockup import drawn

SIDE = 260


def made(item: drawn.Drawn, marking: Marking, folder: Path, *, mask: np.ndarray | None = None) -> View:
    photo = Picture(item.truth(None))
    folder.mkdir()
    for name, data in read_photo(photo, [(item.surface, marking)], folder.name, mask=mask).files().items():
        (folder / name).write_bytes(data)
    return View(read_passes(folder))


def difference(view: View, item: drawn.Drawn) -> float:
    surface = view.mockup.surfaces[0]
    picture = drawn.picture_of(drawn.checker)
    artwork = Artwork("checker", picture, round(1200 * surface.aspect), 1200)
    shown = view.render({surface.id: Print(artwork)}, view.mockup.colourways[0].colour).rgb
    truth = item.truth(drawn.checker)
    area = np.mean([hit.inside for hit in item.rays()], axis=0) > 0.99
    inside = cv2.erode(area.astype(np.uint8), np.ones((5, 5))) > 0
    return float(ciede2000(lab_of(shown[inside]), lab_of(truth[inside])).mean())


def print_corners() -> tuple[tuple[float, float], ...]:
    """Where the card's print area ends, in shares of the photo."""
    forth = cv2.getPerspectiveTransform(
        np.float32([[0, 0], [1, 0], [1, 1], [0, 1]]),
        np.float32([[0.22, 0.18], [0.86, 0.27], [0.74, 0.85], [0.12, 0.7]]),
    )
    places = np.float32([[[0.1, 0.1], [0.9, 0.1], [0.9, 0.9], [0.1, 0.9]]])
    return tuple((float(x), float(y)) for x, y in cv2.perspectiveTransform(places, forth)[0])


def test_four_corners_on_a_flat_thing_are_enough(tmp_path: Path) -> None:
    item = drawn.card(SIDE)
    view = made(item, Marking(corners=print_corners()), tmp_path / "card")
    assert difference(view, item) < 5, "the light is read from the photo, so its shine counts as light"
    assert view.mockup.colourways[0].id == "own"
    assert (view.bare(view.mockup.colourways[0].colour) == view.passes.scene).all()


def test_a_cylinder_is_followed_round(tmp_path: Path) -> None:
    item = drawn.mug(SIDE)
    sin, dip = float(np.sin(np.radians(75))) * 0.34, 0.05 * float(np.cos(np.radians(75)))
    corners = ((0.5 - sin, 0.2 + dip), (0.5 + sin, 0.2 + dip), (0.5 + sin, 0.75 + dip), (0.5 - sin, 0.75 + dip))
    bow = (0.05 - dip) / (2 * sin)
    round_about = Marking(kind="cylinder", corners=corners, bow_top=bow, bow_bottom=bow, arc=150)
    ours = difference(made(item, round_about, tmp_path / "mug"), item)
    flat = difference(made(item, Marking(corners=corners), tmp_path / "flat"), item)
    assert ours < 8.5, "most of it is shine, which a photo cannot tell from light"
    assert flat > 2 * ours, "a plain perspective is far off"


def test_a_mesh_of_points_gives_the_same_as_the_form_it_was_taken_from() -> None:
    corners = print_corners()
    matrix = cv2.getPerspectiveTransform(np.float32([[0, 0], [1, 0], [1, 1], [0, 1]]), np.float32(corners))
    along = np.linspace(0, 1, 6)
    grid = np.float32([[[u, v] for u in along] for v in along])
    places = cv2.perspectiveTransform(grid.reshape(1, -1, 2), matrix).reshape(6, 6, 2)
    mesh = Marking(kind="mesh", points=tuple(tuple((float(x), float(y)) for x, y in row) for row in places))
    by_mesh, cover = uv_of(mesh, SIDE, SIDE)
    exact, exact_cover = uv_of(Marking(corners=corners), SIDE, SIDE)
    inside = exact_cover == 255
    assert np.abs(by_mesh - exact)[inside].max() < 0.004
    assert np.abs(cover.astype(int) - exact_cover).max() < 80
    assert (np.abs(cover.astype(int) - exact_cover) > 8).mean() < 0.01


def test_a_mask_hides_print_and_gives_colours(tmp_path: Path) -> None:
    item = drawn.card(SIDE)
    mask = np.zeros((SIDE, SIDE), np.uint8)
    mask[:, : SIDE // 2] = 255
    view = made(item, Marking(corners=print_corners()), tmp_path / "card", mask=mask)
    assert len(view.mockup.colourways) > 5
    navy = view.bare("#26324e")
    assert (navy[:, SIDE // 2 + 4 :] == view.passes.scene[:, SIDE // 2 + 4 :]).all()
    assert navy[SIDE // 2, SIDE // 3].max() < 110
    ink = Artwork("ink", Picture(np.zeros((8, 8, 3), np.uint8)), 8, 8)
    shown = view.render({"front": Print(ink)}, view.mockup.colourways[0].colour).rgb
    assert shown[SIDE // 2, SIDE // 3].max() < 30
    assert (shown[:, SIDE // 2 + 4 :] == view.passes.scene[:, SIDE // 2 + 4 :]).all()


def test_folds_shift_the_print_only_where_the_light_changes() -> None:
    rng = np.linspace(0, 6 * np.pi, SIDE)
    photo = np.repeat(np.round(150 + 60 * np.sin(rng)).astype(np.uint8)[None, :, None], SIDE, 0).repeat(3, 2)
    surface = Surface(id="print", name="Print", width_cm=20, height_cm=20)
    corners = ((0.1, 0.1), (0.9, 0.1), (0.9, 0.9), (0.1, 0.9))
    from studio.scene.mockup.from_photo import _displaced, _light

    uv, cover = uv_of(Marking(corners=corners), SIDE, SIDE)
    light, _ = _light(photo, cover, 0.0)
    moved = (_displaced(uv, light, cover, 0.5) - uv)[cover == 255]
    assert 0.004 < np.abs(moved[:, 0]).max() < 0.03
    assert np.abs(moved[:, 1]).max() < 0.002, "no slope down the photo, no shift down"
    assert read_photo(Picture(photo), [(surface, Marking(corners=corners, displace=0.5))], "x").files()


@pytest.mark.parametrize(
    "fields",
    [
        {"corners": ((0, 0), (1, 1), (1, 0), (0, 1))},
        {"corners": ((0, 0), (0.5, 0), (1, 0), (0, 1))},
        {"corners": ((0, 0), (9, 0), (1, 1), (0, 1))},
        {"kind": "mesh", "points": (((0, 0), (1, 0)),)},
        {"kind": "mesh", "points": (((0, 0), (1, 0)), ((0, 1),))},
        {"kind": "sphere"},
    ],
)
def test_markings_that_cannot_be_are_refused(fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Marking.model_validate(fields)


def test_an_area_off_the_photo_is_refused() -> None:
    surface = Surface(id="print", name="Print", width_cm=20, height_cm=20)
    off = Marking(corners=((1.2, 0), (1.8, 0), (1.8, 1), (1.2, 1)))
    with pytest.raises(ValueError, match="off the photo"):
        read_photo(Picture(np.full((80, 80, 3), 200, np.uint8)), [(surface, off)], "x")


def test_several_print_areas_of_one_photo_are_printed_apart(tmp_path: Path) -> None:
    sides = (("front", 0.1), ("back", 0.6))
    marked = [
        (
            Surface(id=name, name=name.capitalize(), width_cm=10, height_cm=10),
            Marking(corners=((x, 0.3), (x + 0.3, 0.3), (x + 0.3, 0.7), (x, 0.7))),
        )
        for name, x in sides
    ]
    folder = tmp_path / "pair"
    folder.mkdir()
    for name, data in read_photo(Picture(np.full((80, 80, 3), 200, np.uint8)), marked, "pair").files().items():
        (folder / name).write_bytes(data)
    view = View(read_passes(folder))
    ink = {
        name: Artwork("ink", Picture(np.full((8, 8, 3), code, np.uint8)), 8, 8)
        for name, code in zip(("front", "back"), (0, 90), strict=True)
    }
    shown = view.render({name: Print(it) for name, it in ink.items()}, view.mockup.colourways[0].colour).rgb
    assert shown[40, 20].max() < 12, "the front's ink"
    assert abs(int(shown[40, 60, 1]) - 70) < 25, "the back's, a little darker than said: the light is the photo's"
    assert shown[40, 40].min() > 190, "between them the photo"
