"""The camera height guessed from outlines: drawn in perspective, rendered, and of photos that must not be guessed."""

import math
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from studio.model.matte import Cutout
from studio.model.picture import WHOLE, Box, Bytes, Picture
from studio.scene.set_facts import facts_of
from studio.scene.viewpoint import viewpoint_of

TRUTH = Path(__file__).resolve().parents[1] / "truth"
SAMPLES = {"bottle": (0.33, 0.62), "jar": (0.2, 0.44)}  # metres: the camera above the foot and before it
Points = NDArray[np.float64]


def cutout_of(alpha: Bytes) -> Cutout:
    height, width = alpha.shape
    rows = np.flatnonzero((alpha > 127).any(1))
    box = Box(0, 0, 1, (rows[-1] + 1) / height)
    picture = Picture(np.zeros((height, width, 3), np.uint8), np.ascontiguousarray(alpha))
    return Cutout(picture, WHOLE, box, width, height, width, height, 1.0, "drawn")


def drawn(points: Points, pitch: float, distance: float) -> Cutout:
    """Return the convex outline of points (n, 3), z up, seen by a pinhole camera that looks at their origin."""
    angle = math.radians(pitch)
    at = distance * np.array([0, -math.cos(angle), math.sin(angle)])
    ahead, right = -at / distance, np.array([1.0, 0, 0])
    away = points - at
    depth = away @ ahead
    seen = np.column_stack([away @ right / depth, -(away @ np.cross(right, ahead)) / depth])
    seen = (seen - seen.min(0)) * (900 / np.ptp(seen, 0).max()) + 50
    plane = np.zeros((int(seen[:, 1].max()) + 50, int(seen[:, 0].max()) + 50), np.uint8)
    hull = cv2.convexHull(seen.astype(np.float32))
    cv2.fillPoly(plane, [np.round(hull * 16).astype(np.int32)], (255,), cv2.LINE_AA, 4)
    return cutout_of(plane)


def can(height: float, rounded: float) -> Points:
    """Return points of a cylinder of radius 0.5 whose edges are rounded by a share of that."""
    turn, rows = np.linspace(0, 2 * math.pi, 200), []
    for bend in np.linspace(0, math.pi / 2, 8):
        radius, inset = 0.5 - 0.5 * rounded * (1 - math.sin(bend)), 0.5 * rounded * (1 - math.cos(bend))
        for level in (inset, height - inset):
            rows.append(np.column_stack([radius * np.cos(turn), radius * np.sin(turn), np.full_like(turn, level)]))
    return np.concatenate(rows)


def box(turn: float) -> Points:
    angle = math.radians(turn)
    corners = np.array([(x, y, z) for x in (-0.5, 0.5) for y in (-0.35, 0.35) for z in (0, 1.4)])
    corners[:, :2] @= np.array([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]])
    return corners


@pytest.mark.parametrize("height", [1.2, 3.0])
@pytest.mark.parametrize("rounded", [0.03, 0.1])
@pytest.mark.parametrize("pitch", [12, 20, 30])
def test_a_round_base_tells(height: float, rounded: float, pitch: float) -> None:
    found = viewpoint_of(drawn(can(height, rounded), pitch, 4 * max(height, 1)))
    assert found is not None
    assert found.by == "round base"
    assert found.pitch == pytest.approx(pitch, abs=4.5)


@pytest.mark.parametrize("pitch", [10, 20, 30])
def test_a_box_tells_by_its_corner(pitch: float) -> None:
    found = viewpoint_of(drawn(box(40), pitch, 5.6))
    assert found is not None
    assert found.by == "corner"
    assert found.pitch == pytest.approx(pitch, abs=3)


def test_a_box_from_the_front_and_a_ball_tell_nothing() -> None:
    assert viewpoint_of(drawn(box(0), 20, 5.6)) is None
    ball = np.random.default_rng(1).normal(size=(4000, 3))
    assert viewpoint_of(drawn(ball / np.linalg.norm(ball, axis=1, keepdims=True), 20, 6)) is None


def test_a_product_cut_by_the_photos_edge_tells_nothing() -> None:
    whole = drawn(can(2, 0.05), 20, 8)
    alpha = whole.picture.alpha
    assert alpha is not None
    assert viewpoint_of(cutout_of(alpha[: alpha.shape[0] - 90])) is None


def test_rendered_products_are_told_within_three_degrees_or_not_at_all() -> None:
    errors = []
    for path in sorted(TRUTH.glob("*.png")):
        with Image.open(path) as image:
            found = viewpoint_of(cutout_of(np.asarray(image.convert("L"))))
        assert found is None or path.stem in SAMPLES, path.stem
        if found is not None:
            errors.append(found.pitch - math.degrees(math.atan2(*SAMPLES[path.stem])))
    for path in sorted((TRUTH / "sets").glob("*.alone.avif")):
        with Image.open(path) as image:
            found = viewpoint_of(cutout_of(np.asarray(image.convert("RGBA"))[..., 3]))
        if found is not None:
            steepness = facts_of(path.name.split(".")[0]).camera.steepness
            errors.append(found.pitch - math.degrees(math.asin(steepness)))
    assert len(errors) >= 8
    assert np.abs(errors).max() <= 3
    assert np.abs(errors).mean() <= 1.5


@pytest.mark.data
def test_photos_that_do_not_tell_are_not_guessed(shared: Path) -> None:
    told = []
    for path in sorted((shared / "handmask").glob("cloth_*.mask.png")):
        with Image.open(path) as image:
            if viewpoint_of(cutout_of(np.asarray(image.convert("L")))) is not None:
                told.append(path.stem)
    assert told == []
