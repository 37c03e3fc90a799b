"""What stands out in a set is found, and matching makes it alike: measured on pictures that were rendered."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.app.consistency import Standing, matched, measured, outliers
from studio.app.workspace.workspace import Look
from studio.cutout import cut
from studio.cutout.box import product_box
from studio.model.matte import Cutout, CutoutSettings, Matte
from studio.model.picture import Picture
from studio.model.scene import Scene
from studio.scene import ColourBackdrop, ContactShadow, Placement, Product, Tone

USUAL = Standing(0.8, 0.5, 0.9, 100.0, 50.0, 0.0)


@pytest.fixture(scope="module")
def jug() -> Cutout:
    alpha = np.zeros((300, 240), np.uint8)
    cv2.ellipse(alpha, (120, 160), (80, 110), 0, 0, 360, 255, -1, cv2.LINE_AA)
    rgb = np.full((300, 240, 3), (120, 110, 100), np.uint8)
    return cut(
        Picture(rgb), Matte(alpha, 1.0, "drawn", box=product_box(alpha)), CutoutSettings(refine="off"), (240, 300)
    )


def look(**product: object) -> Look:
    return Look(Scene(elements=(ColourBackdrop(), Product(**product))))  # type: ignore[arg-type]


def test_each_way_of_standing_out_is_told() -> None:
    others = [(f"p{n}", "A", USUAL) for n in range(4)]
    strange = Standing(0.6, 0.6, 0.8, 90.0, 70.0, 0.4, white=0.2, warmth=-0.5)
    found = outliers([*others, ("odd", "A", strange)])
    assert list(found) == ["odd"]
    assert len(found["odd"]) == 8
    assert {"Warmer backdrop", "Product cooler"} <= set(found["odd"])
    assert "Smaller than the others" in found["odd"]
    assert "Darker backdrop" in found["odd"]


def test_other_products_may_be_lighter_and_two_photos_have_no_usual() -> None:
    lighter = Standing(0.8, 0.5, 0.9, 100.0, 80.0, 0.0)
    others = [(f"p{n}", "A", USUAL) for n in range(4)]
    assert outliers([*others, ("other", "B", lighter)]) == {}
    assert "other" in outliers([*others, ("other", "A", lighter)])
    assert outliers([("p", "A", USUAL), ("q", "A", Standing(0.2, 0.1, 0.5, 50, 10, 0.5))]) == {}


def test_where_all_differ_nobody_stands_out() -> None:
    sizes = [0.5, 0.58, 0.66, 0.74, 0.82, 0.9]
    assert outliers([(str(size), "A", Standing(size, 0.5, 0.9, 100, 50, 0)) for size in sizes]) == {}


@pytest.mark.parametrize("anchor", ["centre", "base"])
def test_matched_pictures_stand_alike(jug: Cutout, tmp_path: Path, anchor: str) -> None:
    placement = Placement(fill=0.7, x=0.5, y=0.85 if anchor == "base" else 0.5, anchor=anchor)  # type: ignore[arg-type]
    model = look(placement=placement, contact=ContactShadow(opacity=0.5))
    other = look(placement=placement.changed(fill=0.45, x=0.35), tone=Tone(exposure=-0.6, temperature=0.5))
    wanted = measured(model.scene, jug, 320, tmp_path).standing
    own = measured(other.scene, jug, 320, tmp_path).standing
    assert own.size < wanted.size - 0.1
    made = matched(other, own, wanted, model, same_product=True)
    now = measured(made.scene, jug, 320, tmp_path).standing
    assert now.size == pytest.approx(wanted.size, abs=0.02)
    assert now.centre == pytest.approx(wanted.centre, abs=0.01)
    assert now.foot == pytest.approx(wanted.foot, abs=0.02)
    assert now.product == pytest.approx(wanted.product, abs=3)
    assert own.warmth > wanted.warmth + 0.4
    assert now.warmth == pytest.approx(wanted.warmth, abs=0.04)
    assert now.shadow == wanted.shadow


def test_another_product_keeps_its_own_tone(jug: Cutout, tmp_path: Path) -> None:
    model, other = look(), look(tone=Tone(exposure=-0.6))
    facts = [measured(each.scene, jug, 320, tmp_path).standing for each in (other, model)]
    made = matched(other, *facts, model, same_product=False)
    product = made.scene.first(Product)
    assert isinstance(product, Product)
    assert product.tone == Tone(exposure=-0.6)
