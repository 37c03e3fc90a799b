"""Sets: whole as shipped, the ground under the product, the same at every size; a scene opens whatever is missing."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image

from studio.app.photo.adapt import is_backdrop, on_white
from studio.app.photo.pictures import load_pictures
from studio.app.sets import camera_of, light_of, sets, standing
from studio.model.errors import InvalidSceneError
from studio.model.matte import Cutout
from studio.model.picture import Picture
from studio.model.render import RenderRequest, Rendition
from studio.model.scene import Camera, Canvas, Scene
from studio.scene import Product, render, set_facts
from studio.scene.depth_of_field import blurs, softened
from studio.scene.elements import SetBackdrop
from studio.scene.elements.set import fit_of
from studio.scene.set_facts import SetFacts, depth_of, facts_of, front_of, set_ids
from studio.store import paths

SIDE = 400
FACTS = """name = "Drawn"
keywords = ["drawn"]
front = true
[camera]
steepness = 0.31
distance = 140.0
[ground]
x = 0.4
y = 0.75
width = 60.0
fill = 0.5
reflection = 0.2
[light]
azimuth = -110.0
elevation = 40.0
softness = 0.5
colour = "#ffe0c0"
strength = 0.6
[depth]
near = 100.0
focus = 140.0
"""


@pytest.fixture
def drawn_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Picture]:
    """A set of our own: a chequered floor with a red cross where a product stands, and a leaf before it."""
    rows, columns = np.mgrid[0:SIDE, 0:SIDE]
    rgb = np.where(((rows // 25 + columns // 25) % 2)[..., None] == 1, 200, 90).astype(np.uint8).repeat(3, 2)
    cv2.drawMarker(rgb, (round(0.4 * SIDE), round(0.75 * SIDE)), (255, 0, 0), cv2.MARKER_CROSS, 40, 9)
    for kind in ("depth", "front"):
        (tmp_path / kind).mkdir()
    far = np.linspace(60, 255, SIDE)[:, None].repeat(SIDE, 1).astype(np.uint8)
    Image.fromarray(far).save(tmp_path / "depth" / "drawn.avif", quality=95)
    leaf = np.zeros((SIDE // 2, SIDE // 2, 4), np.uint8)
    leaf[:, :40] = (0, 200, 0, 255)
    Image.fromarray(leaf).save(tmp_path / "front" / "drawn.avif", quality=95)
    (tmp_path / "drawn.toml").write_text(FACTS)
    monkeypatch.setattr(set_facts, "folder", lambda: tmp_path)
    _forget()
    yield Picture(rgb)
    _forget()


def _forget() -> None:
    for kept in (facts_of, depth_of, front_of):
        kept.cache_clear()


def shown(scene: Scene, side: int = 400, picture: Picture | None = None, cutout: Cutout | None = None) -> Rendition:
    share = side / max(scene.canvas.width, scene.canvas.height)
    size = round(scene.canvas.width * share), round(scene.canvas.height * share)
    return render(
        RenderRequest(
            scene, *size, {} if cutout is None else {"product": cutout}, {} if picture is None else {"drawn": picture}
        )
    )


def alone(**values: Any) -> Scene:
    return Scene(elements=(SetBackdrop(**{"picture": "drawn", "x": 0.4, "y": 0.75, **values}),))


# --- what ships ------------------------------------------------------------------------------------------------------


def test_two_dozen_sets_ship_whole_and_within_their_size() -> None:
    found = sets()
    assert [name for name, _ in found] == set_ids()
    assert len(found) >= 24
    assert len({facts.name for _, facts in found}) == len(found)
    folder = paths.shipped("resources", "backdrops")
    assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) < 32_000_000
    for name, facts in found:
        assert facts.keywords
        assert 0.1 < facts.light.strength < 0.98, name
        for kind in (".", "depth", "small", *(["front"] if facts.front else [])):
            with Image.open(folder / kind / f"{name}.avif") as image:
                assert image.width == image.height
                assert image.width >= {".": 1600, "depth": 400, "small": 192, "front": 500}[kind]


def test_no_file_of_the_sets_is_left_over() -> None:
    folder = paths.shipped("resources", "backdrops")
    names = {path.stem for path in folder.rglob("*") if path.is_file()}
    assert names == set(set_ids())


# --- the ground under the product ------------------------------------------------------------------------------------


@pytest.mark.parametrize("canvas", [(800, 800), (640, 800), (900, 500)])
@pytest.mark.parametrize("pitch", [12.0, 18.0, 24.0])
@pytest.mark.parametrize("mirror", [False, True])
def test_the_ground_lies_where_it_is_wished_and_the_canvas_is_covered(
    canvas: tuple[int, int], pitch: float, mirror: bool
) -> None:
    facts = SetFacts.model_validate({"ground": {"x": 0.4, "y": 0.75}})
    for x, y, zoom in ((0.5, 0.8, 1.0), (0.4, 0.7, 1.5), (0.6, 0.75, 2.5)):
        backdrop = SetBackdrop(x=x, y=y, zoom=zoom, mirror=mirror)
        fit = fit_of(backdrop, facts, Camera(pitch=pitch), (1600, 1600), canvas)
        there = (0.6 if mirror else 0.4) * fit.across + fit.left, 0.75 * fit.down + fit.top
        assert there == pytest.approx((x * canvas[0], y * canvas[1]), abs=0.5)
        assert fit.left <= 0.5
        assert fit.top <= 0.5
        assert fit.left + fit.across >= canvas[0] - 0.5
        assert fit.top + fit.down >= canvas[1] - 0.5


def test_the_cross_is_drawn_under_the_product(drawn_set: Picture) -> None:
    for mirror in (False, True):
        picture = shown(alone(x=0.55, y=0.7, mirror=mirror), 400, drawn_set).picture.rgb.astype(int)
        red = (picture[..., 0] > 180) & (picture[..., 1] < 60)
        row, column = (float(np.median(axis)) for axis in np.nonzero(red))
        assert column == pytest.approx(0.55 * 400, abs=6)
        assert row == pytest.approx(0.7 * 400, abs=6)


def test_a_higher_camera_sees_more_of_the_ground(drawn_set: Picture) -> None:
    low, high = (fit_of(SetBackdrop(), SetFacts(), Camera(pitch=p), (100, 100), (100, 100)) for p in (14, 22))
    assert high.down / high.across > 1.3 * low.down / low.across


def test_a_small_picture_is_the_large_one(drawn_set: Picture, difference: Any) -> None:
    for depth in (0.0, 0.7):
        large = shown(alone(depth=depth, x=0.5), 1200, drawn_set).picture.rgb
        small = shown(alone(depth=depth, x=0.5), 300, drawn_set).picture.rgb
        reduced = cv2.resize(large, (300, 300), interpolation=cv2.INTER_AREA)
        assert float(difference(small, reduced).mean()) < 1.0


# --- standing in it --------------------------------------------------------------------------------------------------


def test_a_product_takes_place_camera_light_and_shadows_of_the_set(drawn_set: Picture, box: Cutout) -> None:
    scene = standing(Scene(canvas=Canvas(width=800, height=800), elements=(Product(),)), SetBackdrop(picture="drawn"))
    facts = facts_of("drawn")
    assert scene.light == light_of(facts)
    assert (scene.light.azimuth, scene.light.elevation, scene.light.softness) == (-110, 40, 0.5)
    assert scene.light.warmth > 0
    assert scene.camera == camera_of(facts)
    assert scene.camera.pitch == pytest.approx(18.1, abs=0.1)
    product = scene.first(Product)
    assert isinstance(product, Product)
    assert product.cast.kind == "ground"
    assert 0.35 < product.cast.opacity <= 0.5
    assert product.reflection.opacity == 0.2
    rendition = shown(scene, 400, drawn_set, box)
    _, top, _, height = rendition.boxes["product"]
    assert top + height == pytest.approx(0.75 * 400, abs=2)
    ground = shown(alone(), 400, drawn_set).picture.rgb.astype(int)
    below = rendition.picture.rgb.astype(int)[300:304, 130:190]
    assert below.mean() < ground[300:304, 130:190].mean() - 8  # the contact shadow touches the product's foot


def test_a_mirrored_set_turns_light_and_place(drawn_set: Picture) -> None:
    scene = standing(Scene(elements=(Product(),)), SetBackdrop(picture="drawn", mirror=True))
    product = scene.first(Product)
    assert isinstance(product, Product)
    assert product.placement.x == pytest.approx(0.6)
    assert scene.light.azimuth == 110


def test_what_lies_before_the_product_covers_it_and_belongs_to_the_backdrop(drawn_set: Picture, box: Cutout) -> None:
    product = Product.model_validate({"placement": {"fill": 1.0, "x": 0.2}})
    scene = alone()
    both = scene.model_copy(update={"elements": (scene.elements[0], product)})
    column = shown(both, 400, drawn_set, box).picture.rgb[200, 20]
    assert column.tolist() == pytest.approx([0, 200, 0], abs=12)
    clear = render(RenderRequest(both, 400, 400, {"product": box}, {"drawn": drawn_set}, transparent=True)).picture
    assert clear.alpha is not None
    assert clear.rgb[200, 20].tolist() != pytest.approx([0, 200, 0], abs=12)


def test_a_channel_that_demands_white_gets_no_set() -> None:
    scene = alone()
    assert is_backdrop(scene.elements[0])
    assert [element.kind for element in on_white(list(scene.elements))] == ["backdrop-colour"]


# --- depth of field --------------------------------------------------------------------------------------------------


def test_the_product_s_plane_stays_sharp_and_the_rest_blurs_with_distance() -> None:
    stripes = np.where(np.arange(400) // 4 % 2, 230, 30).astype(np.uint8)
    rgb = np.broadcast_to(stripes[None, :, None], (400, 400, 3)).copy()
    ratio = np.ones((400, 400), np.float32)
    ratio[:100], ratio[100:200] = 0.2, 0.6
    wider = blurs(rgb, 400)
    soft = softened(rgb, wider, ratio, 1.0)
    contrast = [float(soft[row].astype(float).std()) for row in (50, 150, 300)]
    assert contrast[0] < contrast[1] < contrast[2]
    assert np.array_equal(soft[300], rgb[300])
    assert softened(rgb, wider, np.ones_like(ratio), 1.0) is rgb


# --- what is missing or broken ---------------------------------------------------------------------------------------


def test_a_missing_set_is_named_and_the_rest_is_drawn(box: Cutout) -> None:
    scene = Scene(elements=(SetBackdrop(picture="no-such-set"), Product()))
    rendition = render(RenderRequest(scene, 200, 200, {"product": box}, load_pictures(scene)))
    assert len(rendition.missing) == 1
    assert "no-such-set" in rendition.missing[0]
    assert rendition.picture.rgb[5, 5].tolist() == [255, 255, 255]
    assert rendition.boxes["product"][2] > 20


@pytest.mark.parametrize("text", ["name = ", "[ground]\nx = 7\n", "[ground]\nx = nan\n", "colour = 1\n", "\x00"])
def test_damaged_facts_are_named_and_the_picture_is_shown(drawn_set: Picture, text: str) -> None:
    (set_facts.folder() / "drawn.toml").write_text(text)
    _forget()
    with pytest.raises(InvalidSceneError, match="drawn"):
        facts_of("drawn")
    rendition = shown(alone(), 200, drawn_set)
    assert any("drawn" in sentence for sentence in rendition.missing)
    assert rendition.picture.rgb.std() > 20


def test_damaged_depth_and_front_do_not_stop_the_scene(drawn_set: Picture) -> None:
    for kind in ("depth", "front"):
        (set_facts.folder() / kind / "drawn.avif").write_bytes(b"not a picture")
    _forget()
    rendition = shown(alone(depth=0.8), 200, drawn_set)
    assert len(rendition.missing) == 1
    assert "before the product" in rendition.missing[0]


def test_a_damaged_set_counts_as_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "shipped", tmp_path.joinpath)
    folder = tmp_path / "resources" / "backdrops"
    folder.mkdir(parents=True)
    (folder / "broken.avif").write_bytes(b"\x00\x00\x00\x1cftypavif" + bytes(200))
    scene = Scene(elements=(SetBackdrop(picture="broken"),))
    assert load_pictures(scene) == {}


@pytest.mark.parametrize("name", ["../secret", "a/b", "", "x.toml", "\x00", "Ünïcode"])
def test_only_ids_are_looked_up(drawn_set: Picture, name: str) -> None:
    (set_facts.folder().parent / "secret.toml").write_text(FACTS)
    assert facts_of(name) == SetFacts()
    assert depth_of(name) is None
    assert front_of(name) is None


def test_a_picture_of_one_s_own_serves_as_a_set(tmp_path: Path) -> None:
    path = tmp_path / "my table.png"
    Image.fromarray(np.full((300, 500, 3), (180, 140, 90), np.uint8)).save(path)
    scene = standing(Scene(elements=(Product(),)), SetBackdrop(picture=str(path), depth=0.5))
    backdrop = Scene(elements=scene.elements[:1])
    rendition = render(RenderRequest(backdrop, 200, 200, pictures=load_pictures(backdrop)))
    assert rendition.missing == ()
    assert rendition.picture.rgb[100, 100].tolist() == [180, 140, 90]
