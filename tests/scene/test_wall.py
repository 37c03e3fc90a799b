"""A shadow that reaches a wall behind the product runs up it, where a camera would see it."""

import math
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.model.matte import Cutout
from studio.model.picture import Picture
from studio.model.render import RenderRequest
from studio.model.scene import Canvas, Light, Scene
from studio.scene import Product, render, set_facts
from studio.scene.drawing import Layer
from studio.scene.elements import SetBackdrop
from studio.scene.elements import set as set_element
from studio.scene.set_facts import SetFacts
from studio.scene.wall import Wall, wall_of

SIDE = 400
WALL = Wall(behind=0.7, y=0.8, away=2.4, tilt=math.radians(14), left=0, top=0, across=SIDE, down=SIDE)
LIGHT = Light(azimuth=-150, elevation=50, softness=0.0)
Points = NDArray[np.float64]


def seen(points: Points) -> Points:
    """Return canvas points of places (right, behind, up), projected by a camera's own axes and centre."""
    forward = np.array([0, math.cos(WALL.tilt), -math.sin(WALL.tilt)])
    upward = np.array([0, math.sin(WALL.tilt), math.cos(WALL.tilt)])
    lens = (WALL.y - 0.5) * upward - WALL.away * forward
    ray = points - lens
    scale = WALL.away / (ray @ forward)
    return np.c_[0.5 + ray[:, 0] * scale, 0.5 - (ray @ upward) * scale] * SIDE


def pole(height: float, on_wall: bool) -> Points:
    """Return where the shadow of an upright pole at the foot lies, to a height: on endless ground, or on the wall."""
    angle, length = math.radians(LIGHT.azimuth), 1 / math.tan(math.radians(LIGHT.elevation))
    heights = np.linspace(0, height, 2000)
    right, behind = -math.sin(angle) * heights * length, -math.cos(angle) * heights * length
    fallen = np.c_[right, behind, np.zeros_like(heights)]
    hit = behind > WALL.behind
    if not on_wall:
        return fallen
    share = WALL.behind / behind[hit]  # where the ray through the pole's point meets the wall
    up = heights[hit] * (1 - share)
    return np.c_[right[hit] * share, np.full(len(up), WALL.behind), up]


def thrown(beyond: int = 0) -> Layer:
    """Return the pole's shadow on endless ground, two pixels wide."""
    alpha = np.zeros((SIDE, SIDE + 2 * beyond), np.uint8)
    columns, rows = np.round(seen(pole(2.5, on_wall=False))).astype(int).T
    inside = (rows >= 0) & (rows < SIDE) & (columns >= -beyond) & (columns < SIDE + beyond - 1)
    for aside in (0, 1):
        alpha[rows[inside], columns[inside] + beyond + aside] = 200
    return Layer("shade", -beyond, 0, None, alpha)


def laid(layer: Layer) -> NDArray[np.uint8]:
    canvas = np.zeros((SIDE, SIDE), np.uint8)
    assert layer.alpha is not None
    height, width = layer.size
    canvas[layer.y : layer.y + height, layer.x : layer.x + width] = layer.alpha
    return canvas


def test_a_pole_s_shadow_climbs_the_wall_upright() -> None:
    dark = laid(WALL.bent(thrown(), LIGHT, (SIDE, SIDE)))
    expected = seen(pole(1.6, on_wall=True))
    assert len(expected) > 500
    assert expected[:, 1].min() < WALL.foot - 60
    for column, row in np.round(expected[::20]).astype(int):
        assert dark[row, column - 2 : column + 4].max() > 30, (column, row)
    rows, columns = np.nonzero(dark[: int(WALL.foot) - 2])
    assert np.ptp(columns) < 0.2 * np.ptp(rows)  # what leans on the ground stands on the wall


def test_on_the_ground_nothing_changes() -> None:
    before, after = laid(thrown()), laid(WALL.bent(thrown(), LIGHT, (SIDE, SIDE)))
    line = math.ceil(WALL.foot)
    assert before[line:].any()
    assert np.array_equal(after[line:], before[line:])


def test_light_from_behind_throws_nothing_onto_the_wall() -> None:
    towards = LIGHT.changed(azimuth=-30)
    assert np.array_equal(laid(WALL.bent(thrown(), towards, (SIDE, SIDE))), laid(thrown()))


def test_what_left_the_picture_on_the_ground_comes_back_on_the_wall() -> None:
    near = replace(WALL, left=-110.0)
    half = laid(near.bent(thrown(), LIGHT, (SIDE, SIDE)))
    whole = laid(near.bent(thrown(beyond=SIDE), LIGHT, (SIDE, SIDE)))
    assert int(whole.sum()) >= int(half.sum())
    for layer in (thrown(beyond=SIDE), replace(thrown(), x=SIDE + 5), replace(thrown(), y=SIDE + 5)):
        bent = near.bent(layer, LIGHT, (SIDE, SIDE))
        assert bent.x >= 0
        assert bent.y >= 0
        assert bent.x + bent.size[1] <= SIDE
        assert bent.y + bent.size[0] <= SIDE


@pytest.mark.parametrize("wall", [None, 50.0])
def test_a_set_has_a_wall_where_its_facts_say_so(wall: float | None) -> None:
    facts = SetFacts.model_validate({"ground": {"wall": wall, "width": 100.0}})
    found = wall_of(facts, (0, 0), (SIDE, SIDE))
    assert (found is None) == (wall is None)
    assert found is None or found.behind == 0.5


def test_preview_and_export_agree_about_the_wall(box: Cutout, monkeypatch: pytest.MonkeyPatch) -> None:
    """The set's picture is plain, so that all there is to see is the shadow."""
    placed = {"placement": {"fill": 0.4, "y": 0.8, "anchor": "base"}, "cast": {"kind": "ground"}}
    elements = (SetBackdrop(picture="leaf-shadow"), Product.model_validate(placed))
    scene = Scene(canvas=Canvas(width=800, height=800), light=LIGHT.changed(elevation=22), elements=elements)
    pictures = {"leaf-shadow": Picture(np.full((800, 800, 3), 230, np.uint8))}
    large, small = (
        render(RenderRequest(scene, side, side, {"product": box}, pictures)).picture.rgb.astype(int)
        for side in (800, 400)
    )
    reduced = large.reshape(400, 2, 400, 2, 3).mean((1, 3))
    assert np.abs(reduced - small).mean() < 0.5
    ground = set_facts.facts_of("leaf-shadow").ground.changed(wall=None)
    monkeypatch.setattr(set_element, "facts_of", lambda name: set_facts.facts_of(name).changed(ground=ground))
    plain = render(RenderRequest(scene, 800, 800, {"product": box}, pictures)).picture.rgb
    top, level = (np.flatnonzero((picture[:, 520:, 0] < 225).any(1))[0] for picture in (large, plain))
    assert top < level - 15  # right of the product; on a ground without end the shadow lies lower
