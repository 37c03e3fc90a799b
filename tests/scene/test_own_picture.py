"""A seller's own photo as the place: depth of field although nobody knows its depths."""

import numpy as np
import pytest

from studio.model.picture import Picture
from studio.model.render import RenderRequest
from studio.model.scene import Canvas, Element, Scene
from studio.scene import PictureBackdrop, render
from studio.scene.depth_of_field import table
from studio.scene.elements import SetBackdrop

SIDE = 200
STRIPES = Picture(
    np.repeat(np.where(np.arange(400) // 4 % 2, 60, 200).astype(np.uint8)[None, :, None], 400, 0).repeat(3, 2)
)


def shown(backdrop: Element, side: int = SIDE) -> np.ndarray:
    scene = Scene(canvas=Canvas(width=400, height=400), elements=(backdrop,))
    return render(RenderRequest(scene, side, side, pictures={"my-kitchen.jpg": STRIPES})).picture.rgb[..., 1]


@pytest.mark.parametrize("kind", [PictureBackdrop, SetBackdrop])
def test_sharp_where_the_product_stands_and_soft_far_behind(kind: type[Element]) -> None:
    plain, deep = (shown(kind(picture="my-kitchen.jpg", depth=depth)).astype(float) for depth in (0.0, 1.0))
    foot, far = round(0.8 * SIDE), SIDE // 10
    assert deep[foot].std() > 0.8 * plain[foot].std()
    assert deep[far].std() < 0.3 * plain[far].std()


def test_the_focus_can_be_moved() -> None:
    high = shown(PictureBackdrop(picture="my-kitchen.jpg", depth=1.0, focus=0.5)).astype(float)
    assert high[SIDE // 2].std() > 2 * high[round(0.9 * SIDE)].std()


def test_a_table_is_in_focus_on_its_row_and_its_wall_does_not_recede() -> None:
    ratio = table(400, 0.75)[:, 0]
    assert ratio[300] == pytest.approx(1, abs=0.01)
    assert (np.diff(ratio) >= 0).all()
    assert ratio[0] >= 0.3
