"""Holes are offered where the background shows through, cut out by one click, and filled again by another."""

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.cutout.touchup import Guide, apply, holes_of, pieces_of
from studio.intake import load
from studio.model.matte import Matte
from studio.model.picture import Bytes, Picture
from studio.model.touchup import UNTOUCHED, CutHole, FillHole, LeavePiece
from tests.cutout.touchup import drawn

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(("product", "count"), [(drawn.ring, 1), (drawn.chair, 3), (drawn.mug, 1)])
def test_drawn_holes_are_offered_and_cut(product: Callable[[], tuple[Bytes, Bytes]], count: int) -> None:
    solid, hole = product()
    photo, matte = drawn.photo_of(solid), drawn.matte_of(solid | hole)
    found = holes_of(Guide(photo, drawn.WIDTH, drawn.HEIGHT), matte.alpha)
    assert len(found) == count
    assert all(hole[int(it.at[1] * drawn.HEIGHT), int(it.at[0] * drawn.WIDTH)] for it in found)
    cut = apply(photo, matte, UNTOUCHED.then(*(CutHole(at=it.at) for it in found)))
    assert drawn.overlap(cut.alpha > 127, solid > 127) > 0.985
    assert drawn.overlap((matte.alpha > 127) & (cut.alpha < 128), hole > 127) > 0.95


def test_a_product_without_holes_gets_no_offers() -> None:
    solid = drawn.canvas()
    cv2.circle(solid, (400, 300), 200, 255, -1)
    photo = drawn.photo_of(solid)
    assert holes_of(Guide(photo, drawn.WIDTH, drawn.HEIGHT), solid) == ()


def test_a_plaque_of_another_colour_is_no_hole() -> None:
    solid, plaque = drawn.ring()
    photo = drawn.photo_of(solid | plaque)
    rgb = photo.rgb.copy()
    rgb[plaque > 0] = (180, 60, 60)
    assert holes_of(Guide(Picture(rgb), drawn.WIDTH, drawn.HEIGHT), solid | plaque) == ()


def _sample(name: str) -> tuple[Picture, Bytes, Bytes]:
    """Return a sample's photo, its true alpha with every hole closed, and its largest hole."""
    photo = load(ROOT / "resources" / "samples" / f"{name}.jpg", longest=1000).picture
    truth = cv2.imread(str(ROOT / "tests" / "truth" / f"{name}.png"), cv2.IMREAD_GRAYSCALE)
    assert truth is not None
    alpha = np.asarray(cv2.resize(truth, (photo.width, photo.height), interpolation=cv2.INTER_AREA), np.uint8)
    _, names, facts, _ = cv2.connectedComponentsWithStats((alpha < 128).astype(np.uint8), connectivity=4)
    largest = int(np.argsort(-facts[1:, cv2.CC_STAT_AREA])[1]) + 1  # the background comes first
    hole = (names == largest).astype(np.uint8) * np.uint8(255)
    return photo, np.maximum(alpha, cv2.dilate(hole, np.ones((5, 5), np.uint8))), hole


@pytest.mark.parametrize("name", ["mug_back", "mug_front", "bottle"])
def test_handles_of_the_rendered_samples_are_the_likeliest_holes(name: str) -> None:
    photo, closed, hole = _sample(name)
    best = holes_of(Guide(photo, photo.width, photo.height), closed)[0]
    cut = apply(photo, Matte(closed, 0.9, "truth"), UNTOUCHED.then(CutHole(at=best.at)))
    assert drawn.overlap((closed > 127) & (cut.alpha < 128), hole > 127) > 0.7


@pytest.mark.parametrize("name", ["teddy", "lamp", "box", "cushion"])
def test_samples_without_holes_get_no_offers(name: str) -> None:
    photo = load(ROOT / "resources" / "samples" / f"{name}.jpg", longest=1000).picture
    truth = cv2.imread(str(ROOT / "tests" / "truth" / f"{name}.png"), cv2.IMREAD_GRAYSCALE)
    assert truth is not None
    alpha = np.asarray(cv2.resize(truth, (photo.width, photo.height), interpolation=cv2.INTER_AREA), np.uint8)
    assert holes_of(Guide(photo, photo.width, photo.height), alpha) == ()


def test_an_enclosed_place_is_filled_and_an_open_one_is_not() -> None:
    solid, hole = drawn.ring()
    photo, matte = drawn.photo_of(solid), drawn.matte_of(solid)
    assert (apply(photo, matte, UNTOUCHED.then(FillHole(at=(0.5, 0.5)))).alpha[hole > 0] == 255).all()
    assert (apply(photo, matte, UNTOUCHED.then(FillHole(at=(0.02, 0.02)))).alpha == matte.alpha).all()


def test_pieces_are_listed_by_size_and_left_by_a_click() -> None:
    solid = drawn.canvas()
    cv2.circle(solid, (300, 300), 150, 255, -1)
    cv2.circle(solid, (650, 300), 60, 255, -1)
    cv2.circle(solid, (50, 50), 2, 255, -1)
    photo, matte = drawn.photo_of(solid), drawn.matte_of(solid)
    pieces = pieces_of(matte.alpha)
    assert [round(piece.at[0], 2) for piece in pieces] == [0.38, 0.81]
    assert pieces[0].area == pytest.approx(np.pi * 150**2 / solid.size, rel=0.02)
    left = apply(photo, matte, UNTOUCHED.then(LeavePiece(at=pieces[1].at)))
    assert not left.alpha[:, 500:].any()
    assert (left.alpha[:, :500] == matte.alpha[:, :500]).all()
    assert left.box.right < 0.6
