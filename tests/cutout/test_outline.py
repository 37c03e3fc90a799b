"""How even an outline is: measured on drawn discs whose unevenness is known."""

import cv2
import numpy as np
import pytest

from studio.cutout.outline import fringe_of, jag_of
from studio.model.picture import Bytes


def _disc(side: int, ripple: float = 0.0) -> Bytes:
    """Return a disc whose outline steps to and fro by `ripple` of the side, forty times around."""
    turn = np.linspace(0, 2 * np.pi, 4000)
    radius = (0.3 + ripple * np.sign(np.sin(40 * turn))) * side
    line = np.stack([side / 2 + radius * np.cos(turn), side / 2 + radius * np.sin(turn)], axis=1)
    plane = np.zeros((side, side), np.uint8)
    cv2.fillPoly(plane, [(line * 16).astype(np.int32)], (255,), cv2.LINE_AA, 4)
    return plane


@pytest.mark.parametrize("side", [400, 1200])
def test_jag_grows_with_the_steps_of_an_outline_at_any_size(side: int) -> None:
    even, little, much = (jag_of(_disc(side, ripple)) for ripple in (0.0, 0.002, 0.006))
    assert even < 0.01
    assert 0.03 < little < 0.6 * much
    assert much < 0.5


def test_a_mask_of_coarse_squares_is_jagged_and_a_square_product_is_not() -> None:
    square = np.zeros((600, 600), np.uint8)
    square[150:450, 150:450] = 255
    squares = cv2.resize(cv2.resize(_disc(600), (30, 30), interpolation=cv2.INTER_AREA), (600, 600), interpolation=0)
    assert jag_of(square) < 0.02
    assert jag_of(np.where(squares > 127, 255, 0).astype(np.uint8)) > 5 * jag_of(square)


def test_what_the_frame_cuts_off_is_no_jag() -> None:
    half = np.zeros((400, 400), np.uint8)
    half[:, :200] = 255
    assert jag_of(half) < 0.02
    assert jag_of(np.full((400, 400), 255, np.uint8)) == 0
    assert jag_of(np.zeros((400, 400), np.uint8)) == 0


@pytest.mark.parametrize("side", [400, 1200])
def test_fringe_is_faint_coverage_away_from_the_product(side: int) -> None:
    plane = _disc(side)
    soft = np.asarray(cv2.GaussianBlur(plane, (0, 0), 0.002 * side), np.uint8)
    wide = np.asarray(cv2.GaussianBlur(plane, (0, 0), 0.01 * side), np.uint8)
    assert fringe_of(plane) == 0
    assert fringe_of(soft) < 0.02  # as soft as a photo's own edge
    veil = plane.copy()
    cv2.circle(veil, (side // 2, side // 2), round(0.36 * side), (40,), -1)
    veil = np.maximum(veil, plane)
    assert 0.05 < fringe_of(wide) < fringe_of(veil)
    assert fringe_of(veil) > 0.5
    assert fringe_of(np.zeros((side, side), np.uint8)) == 0
