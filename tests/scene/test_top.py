"""What a product stands on may end: a shadow that leaves it falls further down, and a product beyond it is told of."""

import math

import numpy as np
import pytest

from studio.app.sets import in_place
from studio.model.matte import Cutout
from studio.model.picture import Picture
from studio.model.render import RenderRequest
from studio.model.scene import Light
from studio.scene import render
from studio.scene.drawing import Layer
from studio.scene.elements.product import BEYOND
from studio.scene.set_facts import facts_of
from studio.scene.top import Top, top_of

SIDE = 240
GREY = Picture(np.full((60, 60, 3), 190, np.uint8))
LIGHT = Light(azimuth=-90.0, elevation=45.0)  # from the left: shadows point right


def top(drop: float = 0.1, *, round_: bool = True) -> Top:
    away = (0.2, 0.2, 0.2, 0.2)
    return Top(*away, round_, drop, 0.5, 0.7, 2.4, math.radians(12), (0.0, 0.0), (SIDE, SIDE))


def strip() -> Layer:
    """A shade on the product's line that runs from the middle to the right edge of the canvas."""
    return Layer("shade", SIDE // 2, 160, None, np.full((16, SIDE // 2), 200, np.uint8))


def on_canvas(layer: Layer) -> np.ndarray:
    whole = np.zeros((SIDE, SIDE), np.uint8)
    assert layer.alpha is not None
    high, wide = layer.size
    whole[layer.y : layer.y + high, layer.x : layer.x + wide] = layer.alpha
    return whole


def test_a_shade_on_top_stays_as_it_is() -> None:
    layer = Layer("shade", 110, 160, None, np.full((10, 20), 200, np.uint8))
    assert (on_canvas(top().bent(layer, LIGHT, (SIDE, SIDE))) == on_canvas(layer)).all()


def test_a_shade_beyond_the_edge_falls_on_what_is_below() -> None:
    edge = round(SIDE * 0.7)  # the top's edge on the right, at 0.2 widths from the middle
    found = on_canvas(top().bent(strip(), LIGHT, (SIDE, SIDE)))
    assert (found[164:172, SIDE // 2 : edge - 8] == 200).all()
    assert not found[160:176, edge + 3 : SIDE].any()  # it would hang in the air there
    lower = found[182:205, edge + 14 : SIDE]  # a tenth of the width below and, under 45°, as much further right
    assert lower.max() == 200
    assert (lower > 0).any(1).sum() >= 12


def test_the_side_of_a_pedestal_is_left_alone() -> None:
    whole = Layer("shade", 0, 120, None, np.full((SIDE - 120, SIDE), 200, np.uint8))
    found = on_canvas(top().bent(whole, LIGHT, (SIDE, SIDE)))
    assert not found[195:202, SIDE // 2 - 10 : SIDE // 2 + 10].any()


def test_where_nothing_is_below_the_shade_ends() -> None:
    found = on_canvas(top(0.0, round_=False).bent(strip(), LIGHT, (SIDE, SIDE)))
    assert not found[:, 175:].any()


@pytest.mark.parametrize(("x", "y", "real", "told"), [(0.5, 0.77, 14, 0), (0.5, 0.77, 39, 0), (0.8, 0.77, 14, 1)])
def test_a_product_beyond_the_edge_is_told_of(x: float, y: float, real: float, told: int, box: Cutout) -> None:
    scene = in_place("pedestal-blush", (SIDE, SIDE), real=real, x=x, y=y)
    rendition = render(RenderRequest(scene, SIDE, SIDE, {"product": box}, {"pedestal-blush": GREY}))
    assert rendition.missing.count(BEYOND) == told


def test_a_mirrored_set_has_its_edges_mirrored() -> None:
    facts = facts_of("terracotta-arch")
    plain, turned = (top_of(facts, mirror, (0, 0), (SIDE, SIDE)) for mirror in (False, True))
    assert plain is not None
    assert turned is not None
    assert (plain.left, plain.right) == (turned.right, turned.left)
    assert plain.left < plain.right
