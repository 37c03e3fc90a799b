"""While the hand moves, what changes is drawn quickly; when it rests, the exact picture is the very same as ever."""

from typing import Any

import numpy as np
import pytest

from studio.app.photo.pictures import load_pictures
from studio.app.sets import standing
from studio.model.matte import Cutout
from studio.model.picture import Bytes
from studio.model.render import RenderRequest, Rendition
from studio.model.scene import Light, Scene
from studio.scene import GradientBackdrop, PictureBackdrop, Product, RenderCache, render
from studio.scene.elements import SetBackdrop

SIDE = 480
LIT = {"relight": {"amount": 0.8}, "cast": {"kind": "ground"}, "contact": {"opacity": 0.7}}


def scene(light: Light | None = None, horizon: float = 0.6, **placement: float) -> Scene:
    where = {"fill": 0.6, **placement}
    backdrop = GradientBackdrop(shape="sweep", glow=0.3, horizon=horizon)
    return Scene(light=light or Light(), elements=(backdrop, Product(placement=where, **LIT)))


def in_a_set(depth: float = 0.2, azimuth: float = -60.0, name: str = "no such set") -> Scene:
    found = standing(scene(), SetBackdrop(picture=name, depth=depth))
    return found.model_copy(update={"light": Light(azimuth=azimuth)})


def mirrored(length: float, **more: float) -> Scene:
    glossy = {"reflection": {"opacity": 0.5, "length": length, **more}}
    return Scene(elements=(GradientBackdrop(shape="sweep"), Product(placement={"fill": 0.6}, **glossy)))


def on_a_photo(depth: float) -> Scene:
    backdrop = PictureBackdrop(picture="no such set", depth=depth)
    return Scene(elements=(backdrop, Product(placement={"fill": 0.4, "x": 0.537}, **LIT)))


DRAGS = {
    "mirror image": (mirrored(0.3), mirrored(0.6)),
    "soft mirror image": (mirrored(0.3, softness=0.2), mirrored(0.3, softness=0.7)),
    "depth of a photo": (on_a_photo(0.2), on_a_photo(0.7)),
    "turn": (scene(), scene(rotation=21)),
    "size": (scene(), scene(fill=0.43)),
    "move": (scene(), scene(x=0.4137, y=0.4871)),
    "light": (scene(), scene(Light(azimuth=40, warmth=0.5))),
    "horizon": (scene(), scene(horizon=0.5)),
    "depth": (in_a_set(), in_a_set(0.7)),
    "light in a set": (in_a_set(), in_a_set(azimuth=30)),
    "light before a wall": (in_a_set(0, name="leaf-shadow"), in_a_set(0, 175, "leaf-shadow")),
    "light over an edge": (in_a_set(0, name="pedestal-blush"), in_a_set(0, 20, "pedestal-blush")),
}


def drawn(scene: Scene, cutout: Cutout, cache: RenderCache | None, *, quick: bool) -> Rendition:
    pictures = {"no such set": cutout.picture, **load_pictures(scene, small=True)}
    return render(RenderRequest(scene, SIDE, SIDE, {"product": cutout}, pictures, quick=quick), cache)


@pytest.mark.parametrize("name", DRAGS)
def test_a_quick_frame_is_near_and_the_exact_one_follows(name: str, ball: Cutout, difference: Any) -> None:
    before, after = DRAGS[name]
    cache = RenderCache()
    drawn(before, ball, cache, quick=False)
    moving = drawn(after, ball, cache, quick=True)
    shown: Bytes = moving.picture.rgb.copy()
    assert moving.soft
    rested, alone = drawn(after, ball, cache, quick=False), drawn(after, ball, None, quick=False)
    assert not rested.soft
    assert np.array_equal(rested.picture.rgb, alone.picture.rgb)
    assert difference(shown, alone.picture.rgb).mean() <= 1


def test_what_is_at_hand_exactly_is_shown_exactly_while_the_hand_moves(ball: Cutout) -> None:
    cache = RenderCache()
    exact = drawn(scene(rotation=10), ball, cache, quick=False)
    again = drawn(scene(rotation=10), ball, cache, quick=True)
    assert not again.soft
    assert np.array_equal(exact.picture.rgb, again.picture.rgb)


def test_a_rendition_without_masks_claims_none(ball: Cutout) -> None:
    made = render(RenderRequest(scene(), SIDE, SIDE, {"product": ball}, masks=False))
    assert made.product.size == made.touched.size == 0
    assert made.boxes["product"][2] > 0
