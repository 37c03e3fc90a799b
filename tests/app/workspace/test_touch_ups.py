"""Touch-ups: undone, saved, carried to siblings, replayed with a memory, and the same in preview and export."""

import json
from pathlib import Path, PurePosixPath

import cv2
import numpy as np
import pytest

from studio.app.batch.plan import make_plan, photos_in
from studio.app.photo import develop, pipeline
from studio.app.photo.mattes import matte_key, store_matte
from studio.app.photo.touching import Replays
from studio.app.wishes import chosen_channels, chosen_preset
from studio.app.workspace.autosave import Autosave
from studio.app.workspace.export_run import order_of
from studio.app.workspace.hand import Hand, prepare
from studio.app.workspace.plates import plate_folder, remove_folder
from studio.app.workspace.saved_touch_ups import saved_touchups
from studio.app.workspace.workspace import Change, Workspace
from studio.cli.main import main
from studio.cutout import touch_up
from studio.cutout.box import product_box
from studio.intake import fingerprint, load
from studio.model.errors import UsageError
from studio.model.matte import CutoutSettings, Matte
from studio.model.photo import Listing, Photo
from studio.model.picture import Box, Bytes
from studio.model.touchup import UNTOUCHED, Lasso, LeavePiece, Operation, Stroke, TouchUp
from tests.app.shots import shot

SIZE = (2400, 1800)


def _stroke(x: float, **values: object) -> Stroke:
    return Stroke.model_validate({"keep": False, "points": [(x, 0.4, 1), (x, 0.6, 1)], "radius": 0.01, **values})


def _photos(*names: str) -> tuple[Photo, ...]:
    return tuple(Photo(Path("/shop") / name, PurePosixPath(name)) for name in names)


@pytest.fixture
def workspace() -> Workspace:
    workspace = Workspace()
    workspace.add_listings([Listing("ring", _photos("a.jpg", "b.jpg", "c.jpg")), Listing("mug", _photos("d.jpg"))])
    return workspace


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A photo of a disc whose matte is known, whatever model is asked."""
    path = shot(tmp_path / "disc.jpg", size=SIZE)
    alpha = np.zeros((1200, 1600), np.uint8)
    cv2.circle(alpha, (800, 600), 432, 255, -1, cv2.LINE_AA)
    matte = Matte(alpha, 0.4, "embedded", reasons=("Busy.",), box=product_box(alpha))
    store_matte(matte_key(fingerprint(path), "embedded"), matte)
    return path


@pytest.fixture
def folder() -> object:
    made = plate_folder()
    yield made
    remove_folder(made)


def test_a_stroke_is_a_step_of_its_own_that_outlives_other_looks(workspace: Workspace) -> None:
    heard: list[Change] = []
    workspace.subscribe(heard.append)
    a = workspace.photos[0].id
    workspace.touch_up(_stroke(0.5), name="Erase brush")
    assert Change("look", (a,)) in heard
    workspace.edit_cutout(lambda settings: settings.changed(model="u2netp"), name="Method")
    workspace.apply_preset(chosen_preset("clean-white"))
    assert workspace.touchup_of(a).operations == (_stroke(0.5),)
    assert [workspace.undo() for _ in range(3)] == ["Preset Clean white", "Method", "Erase brush"]
    assert workspace.touchup_of(a) == UNTOUCHED
    workspace.redo()
    assert workspace.touchup_of(a).operations == (_stroke(0.5),)


def test_a_removed_photo_comes_back_with_its_touch_up(workspace: Workspace) -> None:
    a = workspace.photos[0].id
    workspace.touch_up(_stroke(0.5))
    workspace.remove([a])
    assert a not in workspace.document.touchups
    workspace.undo()
    assert workspace.touchup_of(a).operations == (_stroke(0.5),)


def test_it_is_saved_with_the_workspace_and_old_files_have_none(workspace: Workspace, tmp_path: Path) -> None:
    workspace.touch_up(_stroke(0.5), LeavePiece(at=(0.1, 0.2)))
    path = tmp_path / "workspace.json"
    Autosave(workspace, path).close()
    again = Workspace()
    assert Autosave(again, path).restore()
    assert again.document == workspace.document
    data = json.loads(path.read_text("utf-8"))
    del data["touchups"]
    path.write_text(json.dumps(data))
    assert Autosave(again, path).restore()
    assert not again.document.touchups


def test_it_is_carried_to_the_listing_before_what_siblings_have_of_their_own(workspace: Workspace) -> None:
    a, b, c, d = (photo.id for photo in workspace.photos)
    workspace.touch_up(_stroke(0.7), photo_id=b)
    workspace.touch_up(_stroke(0.5), photo_id=a)
    for _ in range(2):  # a second time replaces what was carried first
        workspace.carry_touchup(Box(0.2, 0.2, 0.8, 0.8), a)
        first, second = workspace.touchup_of(b).operations
        assert (first.carried, first.drawn_in, second) == (True, (0.2, 0.2, 0.8, 0.8), _stroke(0.7))
    assert len(workspace.touchup_of(c).operations) == 1
    assert workspace.touchup_of(a).operations == (_stroke(0.5),)
    assert workspace.touchup_of(d) == UNTOUCHED
    assert workspace.undo() == "Carry touch-up to listing"
    assert workspace.touchup_of(c) == UNTOUCHED


def test_a_piece_is_taken_back_in_without_losing_what_was_done_since(workspace: Workspace) -> None:
    left = LeavePiece(at=(0.1, 0.2))
    workspace.touch_up(left)
    workspace.touch_up(_stroke(0.5))
    workspace.untouch(left, name="Keep piece")
    assert workspace.touchup_of(workspace.photos[0].id).operations == (_stroke(0.5),)
    workspace.clear_touchup()
    assert not workspace.document.touchups


OPERATIONS: tuple[Operation, ...] = (
    _stroke(0.45),
    _stroke(0.5, follow_edges=False),
    Lasso(keep=False, points=((0.6, 0.4), (0.7, 0.4), (0.65, 0.6))),
    _stroke(0.55, keep=True, radius=0.05),
)


def test_replaying_with_a_memory_gives_the_same_bytes(photo: Path) -> None:
    picture = load(photo, longest=1600).picture
    matte = Matte(np.full((picture.height, picture.width), 255, np.uint8), 1.0, "embedded")
    replays = Replays(kept=2)
    for count in (1, 2, 3, 4, 3, 1, 0, 4, 2):
        touchup = TouchUp(operations=OPERATIONS[:count])
        known = touch_up(picture, matte, touchup)
        state = replays.state("photo", picture, matte, touchup)
        assert (state.alpha == known.alpha).all()
        if known.touched is not None:
            assert (state.base == known.touched.base).all()
            assert len(state.pins) == len(known.touched.pins)
    other = Matte(np.zeros_like(matte.alpha), 1.0, "embedded")
    assert not replays.state("another", picture, other, UNTOUCHED).alpha.any()


def _exported(photo: Path, touchup: TouchUp, out: Path) -> tuple[Bytes, dict[str, object]]:
    """Return the alpha of the finished see-through PNG, and its receipt."""
    preset = chosen_preset("clean-white")
    preset = preset.model_copy(
        update={
            "scene": preset.scene.model_copy(update={"elements": preset.scene.elements[1:]}),
            "output": preset.output.changed(format="png"),
        }
    )
    photos = photos_in([photo])
    plan = make_plan(photos, preset, chosen_channels(preset, ["plain"]), out, touchups={photos[0].id: touchup})
    (job,) = plan.jobs
    (item,) = pipeline.process_photo(job.photo, job.preset, job.targets, out, touchup=job.touchup)
    assert item.error is None
    receipt = json.loads(next(out.rglob("*.receipt.json")).read_text())
    pixels = cv2.imread(str(next(out.rglob("*.png"))), cv2.IMREAD_UNCHANGED)
    assert pixels is not None
    return np.asarray(pixels[..., 3], np.uint8), receipt


def test_the_export_holds_what_was_touched_and_the_receipt_tells(photo: Path, tmp_path: Path) -> None:
    hole = Lasso(keep=False, points=((0.45, 0.4), (0.55, 0.4), (0.55, 0.6), (0.45, 0.6)))
    plain, before = _exported(photo, UNTOUCHED, tmp_path / "plain")
    touched, after = _exported(photo, UNTOUCHED.then(hole), tmp_path / "touched")
    height, width = plain.shape
    assert plain[height // 2, width // 2] == 255
    assert touched[height // 2, width // 2] == 0
    share = 240 * 360 / (np.pi * 648**2)  # of the disc, both in pixels of the photo
    assert ((plain > 127) & (touched < 128)).sum() == pytest.approx(share * (plain > 127).sum(), rel=0.02)
    assert before["touchup"] == {}
    assert TouchUp.model_validate(after["touchup"]) == UNTOUCHED.then(hole)
    assert before["key"] != after["key"]
    assert [finding["check"] for finding in before["findings"]].count("cutout") == 1  # type: ignore[attr-defined]
    assert "cutout" not in [finding["check"] for finding in after["findings"]]  # type: ignore[attr-defined]


def test_the_window_shows_the_cutout_that_is_exported(photo: Path, folder: Path) -> None:
    """Developed anew or recut from what is at hand, closely or not: one matte, the same product box."""
    touchup = UNTOUCHED.then(*OPERATIONS)
    settings = CutoutSettings()
    picture = load(photo, longest=1600).picture
    fresh = develop.develop(str(photo), settings, folder, touchup)
    untouched = develop.develop(str(photo), settings, folder)
    recut = develop.redevelop(untouched, settings, folder, develop.DRAFT, touchup)
    close = develop.redevelop(fresh, settings, folder, develop.CLOSE, touchup)
    again = develop.redevelop(close, settings, folder, develop.DRAFT, touchup)
    expected = touch_up(picture, develop.matte_of_photo(str(photo), picture, settings), touchup)
    first = fresh.cutout.opened().picture
    assert fresh.cutout.facts.box == expected.box
    assert fresh.cutout.facts.reasons == ()
    for other in (recut, again):
        same = other.cutout.opened().picture
        assert same.alpha is not None
        assert first.alpha is not None
        assert np.abs(same.alpha.astype(int) - first.alpha).mean() < 0.2
        assert other.cutout.facts.box == expected.box
    assert close.proxy == fresh.before
    assert close.detail == 2400


def test_an_order_takes_touch_ups_along(workspace: Workspace, tmp_path: Path) -> None:
    workspace.touch_up(_stroke(0.5))
    workspace.set_destination(tmp_path)
    order = order_of(workspace)
    assert order.touchups == workspace.document.touchups


def test_the_hand_draws_what_the_workspace_then_replays(photo: Path, folder: Path) -> None:
    hand = Hand(prepare(str(photo), CutoutSettings(), folder))
    assert not list(folder.iterdir()), "the hand keeps its own copy"
    brushing = hand.begin(_stroke(0.45).model_copy(update={"points": ((0.45, 0.4, 1.0),)}))
    for step in range(1, 12):
        brushing.to(0.45, 0.4 + 0.02 * step)
    drawn = hand.alpha.copy()
    stroke = hand.end()
    assert isinstance(stroke, Stroke)
    assert hand.follow(UNTOUCHED.then(stroke))
    assert (hand.alpha == drawn).all()
    assert (touch_up(load(photo, longest=1600).picture, hand.matte, UNTOUCHED.then(stroke)).alpha == drawn).all()
    assert hand.follow(UNTOUCHED)
    assert (hand.alpha == hand.matte.alpha).all()
    assert hand.tried(LeavePiece(at=(0.01, 0.01))) is None
    assert [round(piece.area, 2) for piece in hand.pieces()] == [round(np.pi * 432**2 / 1600 / 1200, 2)]


def test_the_command_line_uses_what_the_window_saved(photo: Path, tmp_path: Path) -> None:
    workspace = Workspace()
    workspace.add([photo])
    workspace.touch_up(Lasso(keep=False, points=((0.45, 0.4), (0.55, 0.4), (0.55, 0.6), (0.45, 0.6))))
    saved, own = tmp_path / "workspace.json", photo.parent / "own.json"
    Autosave(workspace, saved).close()
    own.write_text(json.dumps({photo.name: json.loads(saved.read_text("utf-8"))["touchups"][str(photo)]}))
    for file in (saved, own):
        arguments = [
            "cutout",
            str(photo),
            "--out",
            str(tmp_path / file.stem),
            "--touch-ups",
            str(file),
            "--workers",
            "1",
        ]
        assert main(arguments) == 0
        pixels = cv2.imread(str(tmp_path / file.stem / "disc.png"), cv2.IMREAD_UNCHANGED)
        assert pixels is not None
        assert pixels[900, 1200, 3] == 0
        assert pixels[900, 900, 3] == 255


@pytest.mark.parametrize("text", ["", "[]", '{"a.jpg": {"operations": [{"kind": "stroke"}]}}', '{"a.jpg": 3}'])
def test_a_file_without_usable_touch_ups_is_named(text: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    path.write_text(text)
    with pytest.raises(UsageError, match=r"mine\.json"):
        saved_touchups(path)
    with pytest.raises(UsageError, match=r"absent\.json"):
        saved_touchups(tmp_path / "absent.json")
