"""What a rendition promises: exact white, true boxes, straight alpha."""

from typing import Any

import cv2
import numpy as np
import pytest

from studio.model.matte import Cutout
from studio.model.picture import WHOLE, Box, Picture
from studio.model.render import RenderRequest, Rendition
from studio.model.scene import Scene
from studio.scene import ColourBackdrop, PictureBackdrop, PictureOverlay, Product, Text, default_scene, render


def shown(cutout: Cutout, *, size: tuple[int, int] = (400, 400), clear: bool = False, **product: Any) -> Rendition:
    scene = Scene(elements=(ColourBackdrop(), Product(**product)))
    return render(RenderRequest(scene, *size, {"product": cutout}, transparent=clear))


def test_white_is_exactly_white_outside_what_was_drawn(stool: Cutout) -> None:
    for product in ({}, {"contact": {"opacity": 0.9}, "cast": {"kind": "ground"}}, {"cast": {"kind": "flat"}}):
        rendition = shown(stool, size=(1000, 800), **product)
        outside = rendition.picture.rgb[rendition.touched == 0]
        assert len(outside) > 100_000
        assert (outside == 255).all()


def test_what_was_drawn_is_marked(ball: Cutout) -> None:
    rendition = shown(ball, contact={"opacity": 0.9})
    changed = (rendition.picture.rgb != 255).any(-1)
    assert (rendition.touched[changed] > 0).all()
    assert (rendition.touched >= rendition.product).all()
    assert (rendition.touched > rendition.product).sum() > 100


@pytest.mark.parametrize("fill", [0.3, 0.85, 1.0])
@pytest.mark.parametrize("size", [(500, 500), (400, 640), (641, 333)])
def test_the_box_is_as_large_as_asked_and_in_the_middle(box: Cutout, fill: float, size: tuple[int, int]) -> None:
    rendition = shown(box, size=size, placement={"fill": fill})
    x, y, width, height = rendition.boxes["product"]
    assert max(width / size[0], height / size[1]) == pytest.approx(fill, abs=2.5 / min(size))
    assert abs(x + width / 2 - size[0] / 2) <= 1
    assert abs(y + height / 2 - size[1] / 2) <= 1
    rows, columns = np.nonzero(rendition.product > 127)
    assert (x, y, x + width, y + height) == (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)


def test_margins_stay_free(box: Cutout) -> None:
    x, y, width, height = shown(box, placement={"fill": 1.0, "margin": 0.1}).boxes["product"]
    assert (y, y + height) == pytest.approx((40, 360), abs=1.5)
    assert x > 40
    assert x + width < 360


def test_the_base_stands_on_its_line_and_the_top_is_not_cut(box: Cutout) -> None:
    _, y, _, height = shown(box, placement={"fill": 0.9, "anchor": "base", "y": 0.7}).boxes["product"]
    assert y + height == pytest.approx(280, abs=1.5)
    assert y >= 14


def test_turning_fits_the_turned_product(box: Cutout) -> None:
    upright, lying = shown(box).boxes["product"], shown(box, placement={"rotation": 90}).boxes["product"]
    assert lying[2:] == pytest.approx(upright[3:1:-1], abs=2)
    tilted = shown(box, placement={"rotation": 30, "straighten": 5.0}).boxes["product"]
    assert max(tilted[2:]) == pytest.approx(0.85 * 400, abs=4)


def test_turning_goes_clockwise_and_mirroring_swaps_sides() -> None:
    rgb = np.zeros((200, 200, 3), np.uint8)
    rgb[:100] = 255, 0, 0  # red above, blue below on the left
    rgb[100:, :100] = 0, 0, 255
    cutout = Cutout(Picture(rgb, np.full((200, 200), 255, np.uint8)), WHOLE, WHOLE, 200, 200, 200, 200, 1, "drawn")
    assert tuple(shown(cutout, placement={"rotation": 90}).picture.rgb[200, 330]) == (255, 0, 0)
    assert tuple(shown(cutout).picture.rgb[300, 120]) == (0, 0, 255)
    assert tuple(shown(cutout, placement={"flip": True}).picture.rgb[300, 280]) == (0, 0, 255)


def test_enlargement_counts_pixels_of_the_original_file(ball: Cutout) -> None:
    whole = shown(ball).enlarged["product"]
    assert whole == pytest.approx(400 * 0.85 / (ball.box.height * ball.photo_height), rel=0.01)
    twice = Cutout(**{**vars(ball), "full_width": ball.photo_width * 2, "full_height": ball.photo_height * 2})
    assert shown(twice).enlarged["product"] == pytest.approx(whole / 2)


def test_a_region_is_placed_as_the_whole_photo_would_be(ball: Cutout) -> None:
    x, y, width, height = 100, 60, 700, 600
    part = Picture(ball.picture.rgb[y : y + height, x : x + width], ball.picture.alpha[y : y + height, x : x + width])
    region = Box(x / 900, y / 700, (x + width) / 900, (y + height) / 700)
    cropped = Cutout(**{**vars(ball), "picture": part, "region": region})
    assert np.array_equal(shown(cropped).picture.rgb, shown(ball).picture.rgb)


def test_half_covered_pixels_are_mixed_in_linear_light() -> None:
    picture = Picture(np.zeros((50, 50, 3), np.uint8), np.full((50, 50), 128, np.uint8))
    cutout = Cutout(picture, WHOLE, WHOLE, 50, 50, 50, 50, 1, "drawn")
    assert shown(cutout, size=(50, 50), placement={"fill": 1.0}).picture.rgb[25, 25, 0] == 187  # not 127


def test_clear_gives_straight_alpha_that_lies_on_white_as_the_opaque_one(ball: Cutout) -> None:
    clear, opaque = shown(ball, clear=True), shown(ball)
    assert np.array_equal(clear.picture.alpha, clear.product)
    full = clear.picture.alpha == 255
    assert np.array_equal(clear.picture.rgb[full], opaque.picture.rgb[full])
    assert (clear.picture.rgb[clear.picture.alpha == 0] == 0).all()
    soft = shown(ball, clear=True, contact={"opacity": 0.8})
    alpha = soft.picture.alpha[..., None] / 255
    on_white = soft.picture.rgb * alpha + 255 * (1 - alpha)
    shade_only = (soft.product == 0) & (soft.picture.alpha > 0)
    assert shade_only.sum() > 100
    expected = shown(ball, contact={"opacity": 0.8}).picture.rgb[shade_only]
    assert np.abs(on_white[shade_only] - expected).max() <= 1.01


def test_soft_edges_keep_their_colour_when_scaled() -> None:
    alpha = np.zeros((300, 300), np.uint8)
    cv2.circle(alpha, (150, 150), 100, 255, -1, cv2.LINE_AA)
    rgb = np.zeros((300, 300, 3), np.uint8)
    rgb[alpha > 0] = 200, 40, 40  # what lies under alpha 0 is black, and must not bleed in
    cutout = Cutout(Picture(rgb, alpha), WHOLE, Box(1 / 6, 1 / 6, 5 / 6, 5 / 6), 300, 300, 300, 300, 1, "drawn")
    for size in (150, 260, 900):
        clear = shown(cutout, size=(size, size), clear=True)
        solid = clear.picture.rgb[clear.picture.alpha > 40].astype(int)
        assert np.abs(solid - (200, 40, 40)).max() <= 6


def test_elements_are_drawn_in_list_order(ball: Cutout) -> None:
    logo = Picture(np.full((20, 20, 3), (0, 200, 0), np.uint8))
    overlay = PictureOverlay(x=0.5, y=0.5, size=0.2)
    for elements, colour in (((Product(), overlay), (0, 200, 0)), ((overlay, Product()), None)):
        scene = Scene(elements=(ColourBackdrop(), *elements))
        middle = render(RenderRequest(scene, 200, 200, {"product": ball}, {"logo": logo})).picture.rgb[100, 100]
        assert (tuple(middle) == (0, 200, 0)) == (colour is not None)


def test_a_picture_backdrop_covers_the_canvas_and_a_missing_one_is_named(ball: Cutout) -> None:
    halves = np.zeros((100, 300, 3), np.uint8)
    halves[:, 150:] = 255
    scene = Scene(elements=(PictureBackdrop(), Product()))
    rendition = render(RenderRequest(scene, 200, 200, {"product": ball}, {"backdrop": Picture(halves)}))
    assert tuple(rendition.picture.rgb[5, 5]) == (0, 0, 0)
    assert tuple(rendition.picture.rgb[5, 195]) == (255, 255, 255)
    bare = render(RenderRequest(scene, 200, 200, {"product": ball}))
    assert len(bare.missing) == 1
    assert "backdrop" in bare.missing[0]
    assert bare.boxes["product"][2] > 0


def test_text_is_drawn_and_letters_that_no_font_has_are_named() -> None:
    def lettered(**text: Any) -> Rendition:
        return render(RenderRequest(Scene(elements=(ColourBackdrop(), Text(**text))), 300, 200))

    rendition = lettered(text="Crème Ж שלום", colour="#ff0000", x=0.5, y=0.5, size=0.1)
    assert rendition.missing == ()
    assert rendition.picture.rgb[(rendition.touched == 255)].min(0).tolist() == [255, 0, 0]
    rows, columns = np.nonzero(rendition.touched)
    assert abs(rows.mean() - 100) < 8
    assert abs(columns.mean() - 150) < 8
    assert "好" in lettered(text="好").missing[0]
    assert not lettered(text="  ").touched.any()


def test_the_default_scene_is_pure_white_and_large() -> None:
    backdrop, product = default_scene().elements
    assert backdrop == ColourBackdrop(colour="#ffffff")
    assert isinstance(product, Product)
    assert product.placement.fill >= 0.85
    assert product.contact.opacity == 0
    assert product.cast.kind == "none"
