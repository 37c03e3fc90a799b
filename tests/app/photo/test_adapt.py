"""A preset's scene for each channel: shape, size, white, fill, overlays, shadows; never enlarged beyond the photo."""

import numpy as np
import pytest

from studio.app.photo.adapt import enlargement, products, scene_for_channel, scene_for_photo
from studio.app.photo.canvas import wanted_canvas
from studio.app.photo.file_wish import file_wish
from studio.app.sets import standing
from studio.check import find_channel, load_channels
from studio.check.sides import limits
from studio.model.matte import Cutout
from studio.model.picture import WHOLE, Picture
from studio.model.preset import Output
from studio.model.scene import Canvas, Scene, read_scene
from studio.scene import ColourBackdrop, Product, default_scene
from studio.scene.elements import SetBackdrop

BUSY = read_scene(
    {
        "canvas": {"width": 1500, "height": 2000},
        "elements": [
            {"kind": "backdrop-colour", "colour": "#c0d0e0"},
            {
                "kind": "product",
                "placement": {"fill": 0.6},
                "contact": {"opacity": 0.5},
                "cast": {"kind": "ground", "opacity": 0.4},
            },
            {"kind": "text", "text": "SALE"},
            {"kind": "picture", "picture": "logo"},
        ],
    }
)


def cutout(width: int, height: int) -> Cutout:
    picture = Picture(
        np.full((height // 4, width // 4, 3), 90, np.uint8), np.full((height // 4, width // 4), 255, np.uint8)
    )
    return Cutout(picture, WHOLE, WHOLE, width // 4, height // 4, width, height, 1.0, "embedded")


def kinds(scene: Scene) -> list[str]:
    return [element.kind for element in scene.elements]


def test_amazon_main_gets_white_fill_and_no_overlays() -> None:
    scene, notes = scene_for_channel(BUSY, find_channel("amazon-main"))
    assert kinds(scene) == ["backdrop-colour", "product"]
    assert scene.elements[0].colour == "#ffffff"  # type: ignore[attr-defined]
    assert products(scene)[0].placement.fill >= 0.85
    told = " ".join(notes)
    for word in ("white", "enlarged", "text", "logo"):
        assert word in told


def test_a_main_image_shows_the_product_in_its_photo_s_own_light() -> None:
    scene = standing(Scene(elements=(Product(),)), SetBackdrop(picture="oak-table"))
    assert products(scene)[0].relight.amount > 0
    main, _ = scene_for_channel(scene, find_channel("amazon-main"))
    assert products(main)[0].relight.amount == 0
    assert scene_for_channel(scene, find_channel("plain"))[0] == scene


def test_a_channel_without_shadows_gets_none_of_any_kind() -> None:
    every = {"contact": {"opacity": 0.5}, "ambient": {"opacity": 0.5}, "kept": {"opacity": 1}}
    scene = Scene(elements=(ColourBackdrop(), Product(cast={"kind": "ground"}, **every)))
    product = products(scene_for_channel(scene, find_channel("bol"))[0])[0]
    assert [getattr(product, name).opacity for name in ("contact", "cast", "ambient", "kept")] == [0, 0, 0, 0]


def test_bol_gets_no_shadow_and_amazon_keeps_its_own() -> None:
    bol, notes = scene_for_channel(BUSY, find_channel("bol"))
    assert (products(bol)[0].contact.opacity, products(bol)[0].cast.opacity) == (0, 0)
    assert any("Shadow" in note for note in notes)
    amazon, _ = scene_for_channel(BUSY, find_channel("amazon-main"))
    assert products(amazon)[0].contact.opacity == 0.5


def test_own_use_changes_nothing() -> None:
    assert scene_for_channel(BUSY, find_channel("plain")) == (BUSY, [])


@pytest.mark.parametrize("channel", load_channels().values(), ids=lambda channel: channel.id)
@pytest.mark.parametrize("canvas", [(2000, 2000), (1500, 2000), (3000, 2000), (12000, 9000), (300, 200)])
def test_every_channel_gets_a_size_it_takes(channel: object, canvas: tuple[int, int]) -> None:
    """Never above the largest size, and at least the smallest wherever that is possible."""
    size = wanted_canvas(Canvas(width=canvas[0], height=canvas[1]), channel)  # type: ignore[arg-type]
    largest, least = channel.rules.get("max_px"), channel.rules.get("min_px")  # type: ignore[attr-defined]
    if largest is not None:
        assert all(has <= most for has, most in limits(largest, size.width, size.height))
    if least is not None and isinstance(least.value, int | float):
        assert all(has >= needs for has, needs in limits(least, size.width, size.height))
    megapixels = channel.rules.get("max_mp")  # type: ignore[attr-defined]
    if megapixels is not None:
        assert size.width * size.height <= megapixels.value * 1e6


@pytest.mark.parametrize(
    ("name", "size"), [("zalando", (1801, 2600)), ("walmart", (2200, 2200)), ("etsy", (2000, 2000))]
)
def test_shapes(name: str, size: tuple[int, int]) -> None:
    canvas = wanted_canvas(Canvas(width=1500, height=2000), find_channel(name))
    assert (canvas.width, canvas.height) == size


def test_the_canvas_shrinks_to_what_the_photo_gives() -> None:
    channel = find_channel("amazon-main")
    scene, _ = scene_for_channel(default_scene(), channel)
    fitted, notes = scene_for_photo(scene, channel, cutout(1000, 800))
    assert 1150 <= fitted.canvas.width <= 1163
    assert enlargement(products(fitted)[0], fitted.canvas, cutout(1000, 800)) <= 1.0
    assert "1000" not in notes[0]
    assert str(fitted.canvas.width) in notes[0]
    assert scene_for_photo(scene, channel, cutout(4000, 3000)) == (scene, [])


def test_but_not_below_the_channels_minimum() -> None:
    channel = find_channel("amazon-main")
    scene, _ = scene_for_channel(default_scene(), channel)
    fitted, _ = scene_for_photo(scene, channel, cutout(120, 100))
    assert fitted.canvas.width == 500


@pytest.mark.parametrize(
    ("channel", "asked", "format_", "cap"),
    [
        ("amazon-main", "webp", "jpeg", None),
        ("ebay", "webp", "webp", 12_000_000),
        ("zalando", "png", "jpeg", 20_000_000),
        ("plain", "avif", "avif", None),
        ("etsy", "png", "png", 1_000_000),
    ],
)
def test_format_and_cap(channel: str, asked: str, format_: str, cap: int | None) -> None:
    wish = file_wish(Output(format=asked), find_channel(channel))  # type: ignore[arg-type]
    assert (wish.format, wish.max_bytes) == (format_, cap)


def test_ebay_gets_the_quality_it_asks_for() -> None:
    assert file_wish(Output(quality=70), find_channel("ebay")).quality == 90
