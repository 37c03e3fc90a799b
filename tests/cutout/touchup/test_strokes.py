"""Strokes: the same drawn and replayed, stopping at edges where asked to, exact at full size where not."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.cutout import cut
from studio.cutout.touchup import Brushing, Guide, apply
from studio.intake import load
from studio.model.matte import CutoutSettings, Matte
from studio.model.picture import Bytes, Picture
from studio.model.touchup import UNTOUCHED, Lasso, LeavePiece, Region, Stroke, TouchUp
from tests.cutout.touchup import drawn

ROOT = Path(__file__).resolve().parents[3]
LINE = ((0.3, 0.5, 1.0), (0.5, 0.52, 0.7), (0.7, 0.5, 1.0))


@pytest.fixture(scope="module")
def ring() -> tuple[Picture, Matte, Bytes]:
    solid, hole = drawn.ring()
    return drawn.photo_of(solid), drawn.matte_of(solid | hole), hole


def _stroke(*points: tuple[float, float, float], **values: object) -> Stroke:
    return Stroke.model_validate({"keep": False, "points": points, **values})


@pytest.mark.parametrize("follow", [True, False])
def test_a_stroke_replayed_is_the_stroke_drawn(ring: tuple[Picture, Matte, Bytes], follow: bool) -> None:
    photo, matte, _ = ring
    start = _stroke((0.31234567, 0.5, 1.0), radius=0.04, follow_edges=follow)
    brushing = Brushing(Guide(photo, drawn.WIDTH, drawn.HEIGHT), matte.alpha, start)
    for step in range(1, 20):
        brushing.to(0.31234567 + 0.019 * step, 0.5 + 0.01 * np.sin(step), 0.5 + 0.025 * step)
    assert len(brushing.stroke.points) == 20
    assert (apply(photo, matte, UNTOUCHED.then(brushing.stroke)).alpha == brushing.alpha).all()
    assert (brushing.alpha != matte.alpha).any()


def test_nothing_changes_outside_the_windows_that_are_told(ring: tuple[Picture, Matte, Bytes]) -> None:
    photo, matte, _ = ring
    brushing = Brushing(Guide(photo, drawn.WIDTH, drawn.HEIGHT), matte.alpha, _stroke((0.4, 0.5, 1.0), radius=0.03))
    before = brushing.alpha.copy()
    window = brushing.to(0.45, 0.5)
    assert window is not None
    x, y, width, height = window
    inside = np.zeros(before.shape, bool)
    inside[y : y + height, x : x + width] = True
    assert (brushing.alpha != before)[inside].any()
    assert not (brushing.alpha != before)[~inside].any()
    assert width * height < 0.05 * before.size


def test_a_brush_that_follows_edges_stays_on_its_side(ring: tuple[Picture, Matte, Bytes]) -> None:
    photo, matte, hole = ring
    rim = tuple((0.5 + 0.16 * np.cos(turn), 0.5 + 0.213 * np.sin(turn), 1.0) for turn in np.linspace(0, 6.3, 40))
    edges = apply(photo, matte, UNTOUCHED.then(_stroke(*rim, radius=0.05)))
    all_under = apply(photo, matte, UNTOUCHED.then(_stroke(*rim, radius=0.05, follow_edges=False)))
    ware = (matte.alpha > 127) & (hole == 0)
    assert (edges.alpha[ware] < 128).mean() < 0.02
    assert (all_under.alpha[ware] < 128).mean() > 0.1
    under = cv2.erode(((all_under.alpha < 20) & (hole > 0)).astype(np.uint8), np.ones((9, 9), np.uint8)) > 0
    assert (edges.alpha[under] < 128).mean() > 0.97


def test_an_exact_stroke_holds_at_full_size(ring: tuple[Picture, Matte, Bytes]) -> None:
    """Painted across plain ware, where no edge of the photo could hold it."""
    photo, matte, _ = ring
    large = Picture(np.asarray(cv2.resize(photo.rgb, None, fx=4, fy=4, interpolation=cv2.INTER_CUBIC), np.uint8))
    stroke = _stroke((0.29, 0.4, 1.0), (0.29, 0.6, 1.0), radius=0.01, softness=0, follow_edges=False)
    touched = apply(photo, matte, UNTOUCHED.then(stroke))
    cutout = cut(large, touched, CutoutSettings(), (large.width, large.height))
    alpha = cutout.picture.alpha
    assert alpha is not None
    x, y = round(cutout.region.left * large.width), round(cutout.region.top * large.height)
    row = alpha[round(0.5 * large.height) - y]
    middle, radius = 0.29 * large.width - x, 0.01 * large.width
    gone = np.flatnonzero(row[: round(middle + 3 * radius)] < 128)
    gone = gone[gone > middle - 1.5 * radius]
    assert gone.min() + 0.5 == pytest.approx(middle - radius, abs=1)
    assert gone.max() + 0.5 == pytest.approx(middle + radius, abs=1)


def test_later_strokes_win_over_earlier_exact_ones_at_full_size(ring: tuple[Picture, Matte, Bytes]) -> None:
    photo, matte, _ = ring
    gone = _stroke((0.28, 0.45, 1.0), (0.28, 0.55, 1.0), radius=0.01, softness=0, follow_edges=False)
    back = _stroke((0.28, 0.42, 1.0), (0.28, 0.58, 1.0), radius=0.03, keep=True)
    touched = apply(photo, matte, TouchUp(operations=(gone, back)))
    cutout = cut(photo, touched, CutoutSettings(), (drawn.WIDTH, drawn.HEIGHT))
    alpha = cutout.picture.alpha
    assert alpha is not None
    x, y = round(cutout.region.left * drawn.WIDTH), round(cutout.region.top * drawn.HEIGHT)
    assert alpha[300 - y, 224 - x] == 255
    assert touched.alpha[300, 224] == 255


def test_a_product_painted_by_hand_alone_can_be_cut_out() -> None:
    solid, _ = drawn.ring()
    photo = drawn.photo_of(solid)
    nothing = Matte(np.zeros_like(solid), 0.0, "embedded", reasons=("No product was found.",))
    square = Lasso(keep=True, points=((0.2, 0.2), (0.4, 0.2), (0.4, 0.6), (0.2, 0.6)))
    touched = apply(photo, nothing, UNTOUCHED.then(square))
    assert not touched.empty
    assert touched.reasons == ()
    cutout = cut(photo, touched, CutoutSettings(), (drawn.WIDTH, drawn.HEIGHT))
    assert cutout.picture.alpha is not None
    assert (cutout.picture.alpha > 127).sum() == pytest.approx(160 * 240, rel=0.02)  # half a pixel all around


def test_a_file_with_its_own_alpha_can_be_touched_up() -> None:
    solid, hole = drawn.ring()
    whole = solid | hole
    photo = Picture(drawn.photo_of(solid).rgb, whole)
    matte = Matte(whole, 1.0, "file")
    touched = apply(photo, matte, UNTOUCHED.then(Region(keep=False, at=(0.5, 0.5))))
    alpha = cut(photo, touched, CutoutSettings(), (drawn.WIDTH, drawn.HEIGHT)).picture.alpha
    assert alpha is not None
    assert (alpha > 127).sum() == pytest.approx((solid > 127).sum(), rel=0.03)


@pytest.mark.parametrize("keep", [True, False])
def test_a_click_adds_or_takes_what_hangs_together(keep: bool) -> None:
    solid, hole = drawn.ring()
    photo = drawn.photo_of(solid)
    matte = drawn.matte_of(drawn.canvas() if keep else solid | hole)
    touched = apply(photo, matte, UNTOUCHED.then(Region(keep=keep, at=(0.28, 0.5) if keep else (0.5, 0.5))))
    assert drawn.overlap(touched.alpha > 127, solid > 127) > 0.96


def test_taking_everything_away_says_so(ring: tuple[Picture, Matte, Bytes]) -> None:
    photo, matte, _ = ring
    touched = apply(photo, matte, UNTOUCHED.then(LeavePiece(at=(0.3, 0.5))))
    assert touched.empty
    assert touched.confidence == 0
    assert touched.reasons == ("Everything was taken away by hand.",)


def test_a_touch_up_counts_as_a_look_unless_it_was_carried_here(ring: tuple[Picture, Matte, Bytes]) -> None:
    photo, matte, _ = ring
    touchup = UNTOUCHED.then(_stroke(*LINE))
    assert apply(photo, matte, touchup).reasons == ()
    assert apply(photo, matte, touchup.carried(None)).reasons == matte.reasons
    assert apply(photo, matte, UNTOUCHED) is matte


def test_carried_by_the_products_box_it_follows_the_product() -> None:
    solid, hole = drawn.ring()
    photo, matte = drawn.photo_of(solid), drawn.matte_of(solid | hole)
    here = _stroke((0.5, 0.3, 1.0), (0.5, 0.7, 1.0), radius=0.02, softness=0, follow_edges=False)
    carried = UNTOUCHED.then(here).carried(matte.box)
    half = np.array([[0.5, 0, 380.0], [0, 0.5, 30.0]])
    smaller = cv2.warpAffine(solid | hole, half, (drawn.WIDTH, drawn.HEIGHT))
    other = drawn.matte_of(np.asarray(smaller, np.uint8))
    there = apply(photo, other, carried).alpha
    expected = cv2.warpAffine(apply(photo, matte, UNTOUCHED.then(here)).alpha, half, (drawn.WIDTH, drawn.HEIGHT))
    assert drawn.overlap(there < 128, expected < 128) > 0.998


def test_a_touch_up_comes_back_from_json_as_it_was() -> None:
    touchup = UNTOUCHED.then(_stroke(*LINE), Region(keep=True, at=(0.1, 0.2)), LeavePiece(at=(0.3, 0.3)))
    carried = touchup.carried(drawn.matte_of(drawn.ring()[0]).box)
    for each in (touchup, carried):
        assert TouchUp.model_validate_json(each.model_dump_json()) == each


@pytest.mark.parametrize("name", ["mug_back", "boots", "headphones", "bottle", "box"])
def test_on_rendered_photos_the_brush_spills_little_over_the_products_edge(name: str) -> None:
    """A stroke just inside the outline, its rim well outside: most of what is outside stays as it was."""
    photo = load(ROOT / "resources" / "samples" / f"{name}.jpg", longest=1000).picture
    truth = cv2.imread(str(ROOT / "tests" / "truth" / f"{name}.png"), cv2.IMREAD_GRAYSCALE)
    assert truth is not None
    alpha = cv2.resize(truth, (photo.width, photo.height), interpolation=cv2.INTER_AREA)
    depth = cv2.distanceTransform((alpha > 127).astype(np.uint8), cv2.DIST_L2, 5)
    lines, _ = cv2.findContours((depth > 12).astype(np.uint8), cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
    line = max(lines, key=len)[:300:8, 0]
    points = [(float(x) / photo.width, float(y) / photo.height, 1.0) for x, y in line]
    nothing = Matte(np.zeros((photo.height, photo.width), np.uint8), 0.0, "none")
    stroke = _stroke(*points, radius=0.02, keep=True)
    edges = apply(photo, nothing, UNTOUCHED.then(stroke)).alpha
    everything = apply(photo, nothing, UNTOUCHED.then(stroke.changed(follow_edges=False))).alpha
    outside, inside = alpha < 20, (alpha > 235) & (everything > 240)
    assert edges[outside].sum() < 0.3 * everything[outside].sum()
    assert (edges[inside] > 127).mean() > 0.85


@pytest.mark.parametrize("name", ["mug_back", "bottle", "boots", "watch"])
def test_a_click_takes_a_blob_of_ground_away_and_leaves_the_product(name: str) -> None:
    """A model took a piece of the table for product: one click into it mends most of that."""
    photo = load(ROOT / "resources" / "samples" / f"{name}.jpg", longest=1000).picture
    truth = cv2.imread(str(ROOT / "tests" / "truth" / f"{name}.png"), cv2.IMREAD_GRAYSCALE)
    assert truth is not None
    alpha = np.asarray(cv2.resize(truth, (photo.width, photo.height), interpolation=cv2.INTER_AREA), np.uint8)
    x, y, wide, high = cv2.boundingRect((alpha > 127).astype(np.uint8))
    wrong = alpha.copy()
    cv2.ellipse(wrong, (x + wide, y + high), (90, 60), 0, 0, 360, 255, -1)
    at = ((x + wide + 25) / photo.width, (y + high + 15) / photo.height)
    after = apply(photo, Matte(wrong, 0.5, "wrong"), UNTOUCHED.then(Region(keep=False, at=at))).alpha
    off = [int(((each > 127) ^ (alpha > 127)).sum()) for each in (wrong, after)]
    assert off[1] < 0.6 * off[0]
