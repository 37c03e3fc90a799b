"""Mockups in the application: found, dressed, judged as a printer would, and exported as a matrix."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studio.app.mockups import export as mockup_export
from studio.app.mockups.desk import MockupDesk
from studio.app.mockups.export import Design, Matrix, export, plan
from studio.app.mockups.findings import print_findings, resolution, share_outside
from studio.app.mockups.shelf import find_mockup, find_mockups, own_folder
from studio.app.mockups.views import SMALL, same_place, small_view
from studio.app.mockups.wishes import ExportWish, count, jobs, remarks, sizes_of
from studio.model.errors import UsageError
from studio.model.mockup import Colourway, Surface, UnknownMockupError
from studio.model.picture import Picture
from studio.model.printing import Artwork, PrintPlacement
from studio.scene.mockup import View
from tests.scene.mockup import drawn

NAVY = Colourway(id="navy", name="Navy", colour="#27324d")
AREA = Surface(id="front", name="Front", width_cm=20, height_cm=30)


@pytest.fixture
def own(studio_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two mockups of the seller's own, and none that ship."""
    monkeypatch.setattr("studio.app.mockups.shelf.paths.shipped", lambda *parts: studio_home / "none")
    folder = own_folder()
    folder.mkdir(parents=True)
    drawn.card(120).write(folder / "card", more=(NAVY,))
    drawn.mug(120).write(folder / "mug")
    return folder


@pytest.fixture
def design(tmp_path: Path) -> Path:
    path = tmp_path / "red dot.png"
    Image.new("RGB", (60, 60), "#c00000").save(path)
    return path


def artwork(width: int, height: int, *, vector: bool = False) -> Artwork:
    return Artwork("logo", Picture(np.zeros((8, 8, 3), np.uint8)), width, height, vector)


def test_what_comes_in_one_colour_is_not_tinted_where_it_is_printed(own: Path) -> None:
    assert find_mockup("card").mockup.own_colour("#444").colour == "#444444"
    with pytest.raises(UnknownMockupError, match="comes in one colour") as refused:
        find_mockup("mug").mockup.own_colour("#444")
    assert "--mask" in str(refused.value.hint)


def test_words_in_another_font_are_told_with_a_cure() -> None:
    words = replace(artwork(900, 900, vector=True), absent_fonts=("Bebas", "Lobster", "Oswald", "Pacifico"))
    (finding,) = print_findings(AREA, PrintPlacement(), words)
    assert "Bebas, Lobster, Oswald and 1 more" in finding.message
    assert "paths" in (finding.fix or "")


def test_what_ships_can_be_used() -> None:
    items, errors = find_mockups()
    assert not errors
    for item in items:
        assert item.mockup.category
        assert min(item.mockup.size) >= 2000


def test_own_mockups_are_found_by_id_name_and_folder_and_broken_ones_named(own: Path) -> None:
    (own / "broken").mkdir()
    items, errors = find_mockups()
    assert [item.id for item in items] == ["card", "mug"]
    assert "broken" in errors[0].message
    assert find_mockup("CARD").id == find_mockup(own / "card").id == find_mockup(str(own / "card")).id == "card"
    with pytest.raises(UnknownMockupError, match=r"Did you mean card\?"):
        find_mockup("crad")


def test_a_printer_would_say_when_pixels_are_too_few_or_cut_off() -> None:
    assert print_findings(AREA, PrintPlacement(), artwork(2400, 2400)) == []
    few = print_findings(AREA, PrintPlacement(), artwork(400, 400))
    assert [finding.severity for finding in few] == ["warning"]
    assert "20.0 × 20.0 cm" in few[0].message
    assert "1181 × 1181" in (few[0].fix or "")
    assert resolution(AREA, PrintPlacement(scale=0.5), artwork(400, 400)) == pytest.approx(101.6)
    assert print_findings(AREA, PrintPlacement(scale=4, mode="fill"), artwork(40, 40, vector=True)) == []
    cut = print_findings(AREA, PrintPlacement(x=0.5), artwork(4000, 4000))
    assert [finding.check for finding in cut] == ["print-area"]
    assert share_outside(AREA, PrintPlacement(x=0.5), artwork(9, 9)) == pytest.approx(0.5, abs=0.01)
    round_about = AREA.changed(wrap=True)
    assert share_outside(round_about, PrintPlacement(x=0.5), artwork(9, 9)) == pytest.approx(0, abs=0.01)


def test_a_matrix_makes_every_picture_under_a_name_of_its_own(own: Path, design: Path, tmp_path: Path) -> None:
    items, _ = find_mockups()
    matrix = Matrix([Design({"": design})], items, ("all",), ((100, 100), (80, 60)))
    jobs = plan(matrix)
    assert [str(job.output) for job in jobs] == [
        "red dot-card-white-100x100.jpg",
        "red dot-card-navy-100x100.jpg",
        "red dot-card-white-80x60.jpg",
        "red dot-card-navy-80x60.jpg",
        "red dot-mug-white-100x100.jpg",
        "red dot-mug-white-80x60.jpg",
    ]
    seen: list[tuple[int, int]] = []
    lines = export(jobs, tmp_path / "out", advance=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (6, 6)
    assert {line["status"] for line in lines} == {"flagged"}, "60 pixels on 12 cm are too few, and that is said"
    for line, job in zip(lines, jobs, strict=True):
        with Image.open(line["file"]) as picture:
            assert picture.size == job.size


def test_artwork_is_warped_once_for_all_colours(own: Path, design: Path, tmp_path: Path, monkeypatch) -> None:
    count = []
    sample = mockup_export.View.warped.__globals__["Warp"].sample
    monkeypatch.setattr("studio.scene.mockup.view.Warp.sample", lambda *them: count.append(1) or sample(*them))
    jobs = plan(Matrix([Design({"": design})], [find_mockup("card")], ("white", "navy", "#ff8800"), ((90, 90),)))
    lines = export(jobs, tmp_path / "out")
    assert [line["error"] for line in lines] == [None] * 3
    assert count == [1]
    assert [line["colour"] for line in lines] == ["white", "navy", "ff8800"]


def test_one_bad_design_does_not_stop_the_others(own: Path, design: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.svg"
    bad.write_text("<svg><g></svg>")
    jobs = plan(Matrix([Design({"": bad}), Design({"": design})], [find_mockup("card")], (), ((64, 64),)))
    lines = export(jobs, tmp_path / "out")
    assert [line["status"] for line in lines] == ["failed", "flagged"]
    assert "bad.svg" in lines[0]["error"]["message"]


def test_wishes_that_make_no_sense_are_refused(own: Path, design: Path, tmp_path: Path) -> None:
    item = find_mockup("card")
    for matrix in (
        Matrix([], [item]),
        Matrix([Design({"": design})], []),
        Matrix([Design({"": design})], [item], name="{artwork}-{sku}"),
    ):
        with pytest.raises(UsageError):
            plan(matrix)
    lines = export(plan(Matrix([Design({"": design})], [item], (), ((4, 4),))), tmp_path)
    assert "4x4" in lines[0]["error"]["message"]


def test_the_desk_dresses_items_and_takes_steps_back(own: Path, design: Path) -> None:
    desk = MockupDesk()
    desk.find()
    ((path, shelved),) = desk.read([design], 100)
    assert isinstance(shelved, Artwork)
    desk.shelve(path, shelved)
    assert set(desk.prints(desk.item)) == {"front"}, "the first surface of every item wears what is chosen"
    desk.set_colour("navy")
    assert desk.colour(desk.item) == NAVY
    desk.set_placement(PrintPlacement(x=0.1))
    desk.set_placement(PrintPlacement(x=0.3), goes_on=True)
    assert desk.undo_name == "Move artwork"
    assert desk.placement_on(desk.item, "front").x == 0.3
    desk.undo()
    assert desk.placement_on(desk.item, "front").x == 0, "a drag is one step"
    desk.redo()
    assert desk.placement_on(desk.item, "front").x == 0.3
    made = desk.design(desk.item)
    assert made is not None
    assert made.placements["front"].x == 0.3
    desk.set_artwork(None)
    assert desk.design(desk.item) is None
    desk.choose_item("mug")
    assert desk.design(desk.item) is not None


def test_what_goes_all_round_takes_the_place_of_one_side(own: Path, design: Path) -> None:
    desk = MockupDesk()
    desk.find()
    desk.shelve(design, artwork(80, 80))
    card = desk.item.mockup
    surfaces = tuple(card.surfaces[0].changed(id=name, name=name) for name in ("side", "sleeve", "round"))
    desk.items = [replace(desk.item, mockup=card.changed(surfaces=surfaces))]
    desk.choose_surface("sleeve")
    assert set(desk.prints(desk.item)) == {"side", "sleeve"}
    desk.choose_surface("round", {"side", "sleeve"})
    assert set(desk.prints(desk.item)) == {"round"}
    desk.choose_surface("side", {"round"})
    assert set(desk.prints(desk.item)) == {"side"}
    desk.undo()
    assert set(desk.prints(desk.item)) == {"round"}


def test_surfaces_in_the_same_place_are_known(studio_home: Path) -> None:
    mug, box = (small_view(find_mockup(name)) for name in ("mug", "box"))
    assert same_place(mug, "wrap") == {"front"}
    assert same_place(mug, "front") == {"wrap"}
    assert same_place(box, box.mockup.surfaces[0].id) == set()


def test_small_passes_are_kept_and_made_again_when_the_folder_changes(own: Path, studio_home: Path) -> None:
    item = find_mockup("card")
    first = small_view(item)
    kept = list((studio_home / "cache" / "mockups").iterdir())
    assert len(kept) == 1
    again = small_view(item)
    assert max(again.passes.size) <= SMALL
    for view in (first, again):
        assert isinstance(view, View)
    assert (first.bare("#27324d") == again.bare("#27324d")).all()
    kept[0].write_bytes(b"nonsense")
    assert (small_view(item).bare("#27324d") == again.bare("#27324d")).all()
    (own / "card" / "note.txt").write_text("changed")
    small_view(item)
    assert len(list((studio_home / "cache" / "mockups").iterdir())) == 2


def test_the_whole_shelf_on_all_items_is_counted_and_planned_alike(own: Path, tmp_path: Path) -> None:
    desk = MockupDesk()
    desk.find()
    for name in ("one", "two"):
        desk.shelve(tmp_path / f"{name}.png", artwork(80, 80))
    desk.set_placement(PrintPlacement(scale=0.5))
    wish = ExportWish(all_artwork=True, all_items=True, all_colours=True, sizes=sizes_of("100, 80 x 60"))
    planned = jobs(desk, wish)
    assert len(planned) == count(desk, wish) == 12
    assert len({job.output for job in planned}) == 12
    assert {job.design.placements["front"].scale for job in planned if job.item.id == "card"} == {0.5}
    assert remarks(desk, wish) == ["logo: too few pixels on Drawn"]
    assert count(desk, ExportWish()) == 1
    for wrong in ("large", "9x9", "1x2x3", "9000x100"):
        with pytest.raises(UsageError, match=r"size|made"):
            sizes_of(wrong)


def test_a_picture_never_takes_the_place_of_its_artwork(own: Path, design: Path) -> None:
    matrix = Matrix([Design({"": design})], [find_mockup("card")], sizes=((64, 64),), name="{artwork}", format="png")
    (line,) = export(plan(matrix), design.parent, format="png")
    assert "overwritten" in line["error"]["message"]
    with Image.open(design) as picture:
        assert picture.size == (60, 60)


def test_removed_artwork_comes_back_where_a_step_is_undone(own: Path, tmp_path: Path) -> None:
    desk = MockupDesk()
    desk.find()
    for name in ("one", "two"):
        desk.shelve(tmp_path / name, artwork(80, 80))
    desk.set_colour("navy")
    desk.remove(tmp_path / "two")
    assert desk.chosen == tmp_path / "one"
    frozen = desk.frozen()
    desk.undo()
    assert set(desk.shelf) == {tmp_path / "one", tmp_path / "two"}
    assert desk.chosen == tmp_path / "two"
    assert set(frozen.shelf) == {tmp_path / "one"}
    desk.undo()
    assert desk.colour(desk.item).id == "white"
    assert desk.redo_name == "Colour"
