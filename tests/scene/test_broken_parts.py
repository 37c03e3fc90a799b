"""What is broken or unknown is named in a sentence, and the scene opens all the same."""

import json
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studio.app.photo.pictures import load_pictures
from studio.app.workspace.painting import paint
from studio.cli.main import main
from studio.model.errors import InvalidSceneError
from studio.model.matte import Cutout
from studio.model.newer_scene import read_known
from studio.model.render import RenderRequest
from studio.model.scene import Canvas, Light, Scene
from studio.scene import PictureBackdrop, Product, render
from studio.scene.elements import PictureOverlay, SetBackdrop

NEWER = {
    "version": 2,
    "canvas": {"width": 300, "height": 200},
    "light": {"azimuth": -100.0, "colour_of_moon": "#fff"},
    "fog": {"density": 3},
    "elements": [
        {"kind": "backdrop-colour", "colour": "#336699"},
        {"kind": "hologram", "shimmer": 1},
        {"kind": "product", "placement": {"fill": 0.5, "hover": 1}, "cast": {"kind": "laser"}, "glitter": 0.4},
    ],
}


@pytest.mark.parametrize(
    "content", [b"", b"not a picture", b"\xff\xd8\xff\xe0" + bytes(40), b"\x89PNG\r\n\x1a\n" + bytes(8)]
)
@pytest.mark.parametrize("element", [PictureBackdrop, SetBackdrop, PictureOverlay])
def test_a_picture_that_cannot_be_read_is_named_and_the_rest_is_drawn(
    element: type, content: bytes, box: Cutout, tmp_path: Path
) -> None:
    path = tmp_path / "my kitchen.jpg"
    path.write_bytes(content)
    scene = Scene(canvas=Canvas(width=200, height=200), elements=(element(picture=str(path)), Product()))
    painted = paint(scene, box, 200, tmp_path, cached=False)  # as the window does
    assert len(painted.missing) == 1
    assert "my kitchen.jpg" in painted.missing[0]
    assert painted.missing[0].endswith("is missing or cannot be read.")
    assert painted.boxes["product"][2] > 20


def test_a_picture_cut_short_still_opens(box: Cutout, tmp_path: Path) -> None:
    path = tmp_path / "wall.jpg"
    noise = np.random.default_rng(1).integers(0, 255, (400, 400, 3), np.uint8)
    Image.fromarray(noise).save(path)
    path.write_bytes(path.read_bytes()[:9000])
    scene = Scene(elements=(PictureBackdrop(picture=str(path)), Product()))
    rendition = render(RenderRequest(scene, 100, 100, {"product": box}, load_pictures(scene)))
    assert rendition.boxes["product"][2] > 20


def test_a_scene_of_a_newer_studio_opens_and_what_is_unknown_is_named(box: Cutout) -> None:
    scene, told = read_known(NEWER, "wall.json")
    assert [element.kind for element in scene.elements] == ["backdrop-colour", "product"]
    assert scene.light == Light(azimuth=-100.0)
    product = scene.first(Product)
    assert isinstance(product, Product)
    assert product.placement.fill == 0.5
    assert product.cast == Product().cast
    assert "newer" in told[0]
    said = " ".join(told)
    assert said.count("wall.json") == len(told)
    for part in ("hologram", "colour_of_moon", "fog", "placement.hover", "cast.kind", "glitter"):
        assert part in said
    picture = render(RenderRequest(scene, 300, 200, {"product": box})).picture
    assert picture.rgb[2, 2].tolist() == [0x33, 0x66, 0x99]


def test_a_newer_scene_with_nothing_that_is_known_is_refused_with_a_cure() -> None:
    with pytest.raises(InvalidSceneError, match="newer") as caught:
        read_known({"version": 9, "elements": [{"kind": "hologram"}, 3, None]})
    assert "Update" in caught.value.hint


def test_this_version_is_read_strictly() -> None:
    with pytest.raises(InvalidSceneError, match="hologram"):
        read_known({"elements": [{"kind": "hologram"}]})
    assert read_known({"elements": []})[1] == ()


@pytest.mark.parametrize("part", ["", "version", "elements", "canvas", "light"])
@pytest.mark.parametrize("value", [None, [], {}, "x", -1, 2.5, [[[]]], {"a": {"b": 1}}])
def test_whatever_a_newer_file_holds_is_opened_or_refused(part: str, value: object) -> None:
    data = {**NEWER, part: value}
    with suppress(InvalidSceneError):
        assert isinstance(read_known(data)[0], Scene)


def test_a_file_of_a_newer_studio_is_rendered_from_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = tmp_path / "wall.json", tmp_path / "wall.png"
    path.write_text(json.dumps({**NEWER, "elements": NEWER["elements"][:2]}))  # type: ignore[index]
    assert main(["render", str(path), "--size", "150x100", "--out", str(out)]) == 1
    assert "hologram" in capsys.readouterr().err
    with Image.open(out) as image:
        assert image.size == (150, 100)
