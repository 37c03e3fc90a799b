"""Mockups against drawn items whose exact picture can be computed, and folders that are broken."""

import tomllib
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
import pytest
import tomli_w
from numpy.typing import NDArray
from PIL import Image

from studio.model.colour_difference import ciede2000, lab_of
from studio.model.mockup import Colourway, InvalidMockupError, UnknownMockupError
from studio.model.picture import Picture
from studio.model.printing import Artwork, PrintPlacement
from studio.scene.linear_light import to_linear
from studio.scene.mockup import Passes, View, read_folder, read_passes
from studio.scene.mockup import draft as draft_module
from studio.scene.mockup.view import Print
from tests.scene.mockup import drawn

Pixels = NDArray[np.uint8]
NAVY = Colourway(id="navy", name="Navy", colour="#27324d")
ITEMS = {"card": drawn.card(), "mug": drawn.mug()}


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    root = tmp_path_factory.mktemp("mockups")
    return {name: item.write(root / name, more=(NAVY,)) for name, item in ITEMS.items()}


@lru_cache(maxsize=4)
def artwork(design: Callable[..., NDArray[np.float64]], aspect: float) -> Artwork:
    picture = drawn.picture_of(design)
    return Artwork("design", picture, round(1200 * aspect), 1200)  # as wide as the area, whatever its pixels


def printed(passes: Passes, design: Callable[..., NDArray[np.float64]], *, draft: bool = False) -> Pixels:
    view = View(passes)
    surface = view.mockup.surfaces[0]
    item = Print(artwork(design, surface.aspect))
    return view.render({surface.id: item}, view.mockup.colourways[0].colour, draft=draft).rgb


def print_area(passes: Passes) -> NDArray[np.bool_]:
    area = next(iter(passes.areas.values()))
    mask = np.zeros(passes.scene.shape[:2], bool)
    height, width = area.cover.shape
    mask[area.at[1] : area.at[1] + height, area.at[0] : area.at[0] + width] = area.cover > 0
    return mask


def difference(one: Pixels, other: Pixels, mask: NDArray[np.bool_]) -> float:
    return float(ciede2000(lab_of(one[mask]), lab_of(other[mask])).mean())


def shift(one: Pixels, other: Pixels) -> float:
    """By how many pixels patches of two pictures lie apart, at most."""
    grey = [cv2.cvtColor(it, cv2.COLOR_RGB2GRAY).astype(np.float32) for it in (one, other)]
    most = 0.0
    for y in range(50, 170, 40):
        for x in range(60, 180, 40):
            patches = [it[y : y + 40, x : x + 40] for it in grey]
            if patches[0].std() > 12:
                moved, _ = cv2.phaseCorrelate(*patches, cv2.createHanningWindow((40, 40), cv2.CV_32F))
                most = max(most, float(np.hypot(*moved)))
    return most


@pytest.mark.parametrize("design", [drawn.checker, drawn.letters], ids=lambda it: it.__name__)
@pytest.mark.parametrize("name", list(ITEMS))
def test_print_is_where_and_what_it_would_be(
    name: str, design: Callable[..., NDArray[np.float64]], folders: dict[str, Path]
) -> None:
    passes = read_passes(folders[name])
    truth = ITEMS[name].truth(design)
    ours = printed(passes, design)
    area = print_area(passes)
    assert difference(ours, truth, area) < 1.2
    assert shift(ours, truth) < 0.5
    assert (ours[~area] == passes.scene[~area]).all(), "nothing beside the print changes"
    quick = printed(passes, design, draft=True)
    assert difference(quick, truth, area) < 2.5, "what is shown while dragging is the same picture"
    assert shift(quick, truth) < 0.5


@pytest.mark.parametrize(("gloss", "keep"), [(1.0, 0.0), (0.3, 0.0), (0.0, 0.6)])
@pytest.mark.parametrize("colour", ["#e7e7e7", NAVY.colour])
def test_while_it_is_dragged_artwork_takes_the_same_light(
    gloss: float, keep: float, colour: str, folders: dict[str, Path]
) -> None:
    passes = read_passes(folders["mug"])
    surface = passes.mockup.surfaces[0].changed(gloss=gloss, keep=keep)
    view = View(replace(passes, mockup=passes.mockup.changed(surfaces=(surface,))))
    colours = cv2.resize(np.random.default_rng(3).integers(0, 256, (9, 9, 3), np.uint8), (200, 200))
    fading = np.tile(np.linspace(0, 255, 200).astype(np.uint8), (200, 1))
    for alpha in (None, fading):
        item = Print(Artwork("soft", Picture(colours, alpha), 200, 200), PrintPlacement(mode="fill"))
        quick, whole = (view.render({"wrap": item}, colour, draft=draft).rgb for draft in (True, False))
        assert difference(quick, whole, print_area(passes)) < 2, "though the highlight is far stronger than a real one"


@pytest.mark.parametrize("name", list(ITEMS))
def test_on_a_large_area_artwork_is_only_softer_while_it_moves(
    name: str, folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draft_module, "COARSE", ((1, 1.5),))
    passes = read_passes(folders[name])
    truth, area = ITEMS[name].truth(drawn.checker), print_area(passes)
    coarse = printed(passes, drawn.checker, draft=True)
    assert difference(coarse, truth, area) < 5, "soft: a field of the checker is only some twelve pixels wide"
    assert shift(coarse, truth) < 1
    assert (coarse[~area] == passes.scene[~area]).all()


def test_a_plain_perspective_warp_is_far_worse_on_a_mug(folders: dict[str, Path]) -> None:
    passes = read_passes(folders["mug"])
    truth, area = ITEMS["mug"].truth(drawn.checker), print_area(passes)
    rows, columns = np.nonzero(area)
    left, right, top, bottom = columns.min(), columns.max(), rows.min(), rows.max()
    design = artwork(drawn.checker, 1.0).picture.rgb
    side = design.shape[0]
    matrix = cv2.getPerspectiveTransform(
        np.float32([[0, 0], [side, 0], [side, side], [0, side]]),
        np.float32([[left, top], [right, top], [right, bottom], [left, bottom]]),
    )
    plain = cv2.warpPerspective(design, matrix, passes.size, flags=cv2.INTER_AREA)
    assert difference(plain, truth, area) > 6 * difference(printed(passes, drawn.checker), truth, area)


@pytest.mark.parametrize("name", list(ITEMS))
def test_another_colour_is_the_colour_under_the_same_light(name: str, folders: dict[str, Path]) -> None:
    passes = read_passes(folders[name])
    navy = to_linear(np.array([0x27, 0x32, 0x4D]) / 255)
    truth = ITEMS[name].truth(None, item=navy)
    ours = View(passes).bare(NAVY.colour)
    assert difference(ours, truth, np.ones(ours.shape[:2], bool)) < 0.6
    assert (View(passes).bare(passes.mockup.colourways[0].colour) == passes.scene).all()


def test_dark_print_hides_what_is_under_it(folders: dict[str, Path]) -> None:
    """Full ink takes light × ink + gloss and nothing of the item, so that dark areas are free of the item's noise."""
    view = View(read_passes(folders["card"]))
    ink = Artwork("ink", Picture(np.full((64, 64, 3), 20, np.uint8)), 64, 64)
    item = {"front": Print(ink, PrintPlacement(mode="fill"))}
    white, navy = (view.render(item, it.colour).rgb for it in view.mockup.colourways)
    inside = cv2.erode(print_area(view.passes).astype(np.uint8), np.ones((5, 5))) > 0
    assert np.abs(white[inside].astype(int) - navy[inside]).max() <= 1


def test_a_smaller_picture_is_the_larger_one_made_smaller(folders: dict[str, Path]) -> None:
    passes = read_passes(folders["card"])
    half = printed(passes.resized(130, 130), drawn.checker)
    large = cv2.resize(printed(passes, drawn.checker), (130, 130), interpolation=cv2.INTER_AREA)
    assert difference(half, large, np.ones((130, 130), bool)) < 1.0
    assert passes.resized(200, 100).scene.shape == (100, 200, 3)
    wide = passes.resized(700, 500)
    assert wide.scene.shape == (500, 700, 3)
    assert printed(wide, drawn.letters).shape == (500, 700, 3)


def test_a_pattern_repeats_without_a_seam(folders: dict[str, Path]) -> None:
    view = View(read_passes(folders["card"]))
    y, x = np.mgrid[0:64, 0:64] * (2 * np.pi / 64)
    wave = np.round(127 + 60 * np.sin(x) + 60 * np.cos(y)).astype(np.uint8)
    item = Print(Artwork("wave", Picture(np.dstack([wave] * 3)), 64, 64), PrintPlacement(mode="tile"))
    for draft in (False, True):
        shown = view.render({"front": item}, "#ffffff", draft=draft).rgb[..., 1].astype(float)
        inside = cv2.erode(print_area(view.passes).astype(np.uint8), np.ones((7, 7))) > 0
        jumps = np.abs(cv2.Laplacian(shown, cv2.CV_64F))[inside]
        assert jumps.max() < 40, "a seam would jump"
        assert shown[inside].std() > 15, "and there is a pattern"


def test_artwork_goes_on_behind_the_seam_of_what_wraps_round(tmp_path: Path) -> None:
    item = drawn.mug(160)
    seamed = drawn.Drawn(item.trace, item.surface.changed(wrap=True), 160)
    view = View(read_passes(seamed.write(tmp_path / "wrap")))
    ink = Artwork("ink", Picture(np.zeros((50, 50, 3), np.uint8)), 50, 50)
    here, there = (
        view.render({"wrap": Print(ink, PrintPlacement(x=x))}, "#ffffff", draft=draft).rgb
        for x, draft in ((0.3, False), (-0.7, False))
    )
    assert (here == there).all()
    assert (here[80] < 60).any()


def test_two_prints_that_meet_are_both_seen(folders: dict[str, Path]) -> None:
    passes = read_passes(folders["card"])
    second = passes.mockup.surfaces[0].changed(id="second", name="Second")
    mockup = passes.mockup.changed(surfaces=(passes.mockup.surfaces[0], second))
    both = Passes(
        mockup,
        passes.scene,
        passes.light,
        passes.gloss,
        passes.colour,
        passes.at,
        {
            "front": passes.areas["front"],
            "second": passes.areas["front"],
        },
    )
    red, blue = (
        Artwork("ink", Picture(np.full((8, 8, 3), colour, np.uint8)), 8, 8) for colour in ((200, 0, 0), (0, 0, 200))
    )
    prints = {
        "front": Print(red, PrintPlacement(scale=0.5, x=-0.2)),
        "second": Print(blue, PrintPlacement(scale=0.5, x=0.2)),
    }
    for draft in (False, True):
        shown = View(both).render(prints, "#ffffff", draft=draft).rgb.astype(int)
        assert ((shown[..., 0] > 60) & (shown[..., 2] < 60)).sum() > 500
        assert ((shown[..., 2] > 60) & (shown[..., 0] < 60)).sum() > 500


# --- broken folders ----------------------------------------------------------------------------------------------


def broken(folders: dict[str, Path], target: Path) -> Path:
    target.mkdir()
    for path in folders["card"].iterdir():
        (target / path.name).write_bytes(path.read_bytes())
    return target


def refused(folder: Path, *words: str) -> None:
    with pytest.raises(InvalidMockupError) as caught:
        read_passes(folder)
    for word in (folder.name, *words):
        assert word in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize(
    "name", ["scene.avif", "light.avif", "gloss.avif", "colour.png", "uv-front.png", "mockup.toml"]
)
def test_a_missing_or_damaged_file_is_named(name: str, folders: dict[str, Path], tmp_path: Path) -> None:
    folder = broken(folders, tmp_path / "card")
    (folder / name).write_bytes(b"\x89PNG nonsense = [")
    refused(folder, name)
    (folder / name).unlink()
    refused(folder, name)
    with pytest.raises(InvalidMockupError):
        read_folder(folder)
    secret = tmp_path / "secret"
    secret.write_bytes((folders["card"] / name).read_bytes())
    (folder / name).symlink_to(secret)
    refused(folder, name)


@pytest.mark.parametrize(
    ("name", "mode", "size"),
    [
        ("scene.avif", "RGB", (100, 260)),
        ("gloss.avif", "RGB", (10, 10)),
        ("light.avif", "RGB", (900, 900)),
        ("colour.png", "L", (40, 40)),
        ("colour.png", "RGB", (260, 260)),
        ("uv-front.png", "RGB", (260, 260)),
        ("uv-front.png", "L", (260, 260)),
        ("uv-front.png", "L", (9000, 4)),
    ],
)
def test_a_pass_of_the_wrong_size_or_kind_is_named(
    name: str, mode: str, size: tuple[int, int], folders: dict[str, Path], tmp_path: Path
) -> None:
    folder = broken(folders, tmp_path / "card")
    Image.new(mode, size).save(folder / name)
    with pytest.raises(InvalidMockupError, match=r"card/(scene|light|gloss|colour|uv)") as caught:
        read_passes(folder)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("format", 2, "newer"),
        ("name", "", "name"),
        ("size", [0, 10], "size"),
        ("colourways", [], "colourways"),
        ("extra", "x", "extra"),
        ("passes", {"light_scale": -1}, "light_scale"),
    ],
)
def test_a_wrong_field_is_named(
    field: str, value: object, words: str, folders: dict[str, Path], tmp_path: Path
) -> None:
    folder = broken(folders, tmp_path / "card")
    said = tomllib.loads((folder / "mockup.toml").read_text(encoding="utf-8"))
    (folder / "mockup.toml").write_text(tomli_w.dumps({**said, field: value}), encoding="utf-8")
    refused(folder, "mockup.toml", words)


def test_unknown_colours_and_surfaces_are_named_with_those_there_are(folders: dict[str, Path]) -> None:
    mockup = read_folder(folders["card"])
    with pytest.raises(UnknownMockupError, match="white, navy"):
        mockup.colourway("gold")
    with pytest.raises(UnknownMockupError, match="front"):
        mockup.surface("sleeve")
    assert mockup.own_colour("Navy") == NAVY
    assert mockup.own_colour("#AABBCC").colour == "#aabbcc"
