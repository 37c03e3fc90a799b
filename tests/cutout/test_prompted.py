"""Segment Anything and the garment models: two files, clicks and classes, beside rembg's own code for them."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from studio.cutout import cutout_models, find_matte, touch_up
from studio.cutout.networks import ADDED, close_idle, encoded, find_mask, known_weights, region
from studio.cutout.touchup import segment
from studio.model.errors import BrokenModelError, MissingModelError
from studio.model.matte import Matte
from studio.model.picture import Bytes, Picture
from studio.model.touchup import Region, TouchUp
from tests.cutout.drawn import disc_alpha, overlap, photo_of
from tests.cutout.many_headed_networks import DECODER, ENCODER, write_cloth, write_prompted
from tests.cutout.test_networks import bare  # noqa: F401  (a fixture)

RED, BLUE, GREY = (200, 40, 40), (40, 40, 200), (215, 215, 215)
WITH_BAR = "A region was clicked with Segment Anything"


def two(width: int = 500, height: int = 300) -> tuple[Picture, Bytes, Bytes]:
    """A red and a blue disc on grey, and their masks."""
    rgb = np.full((height, width, 3), GREY, np.uint8)
    masks = []
    for at, tint in (((width // 4, height // 2), RED), ((width * 3 // 4, height // 2), BLUE)):
        mask = np.zeros((height, width), np.uint8)
        cv2.circle(mask, at, height // 4, 255, -1)
        rgb[mask > 0] = tint
        masks.append(mask)
    return Picture(rgb), masks[0], masks[1]


@pytest.fixture
def home(bare: Path) -> Path:  # noqa: F811
    segment._encodings.clear()
    close_idle(0)
    return bare / "u2net"


@pytest.mark.parametrize("size", [(500, 300), (200, 330)])
def test_a_click_finds_what_rembgs_session_finds(
    home: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    rembg = pytest.importorskip("rembg")
    monkeypatch.setenv("MODEL_CHECKSUM_DISABLED", "1")
    write_prompted(home)
    picture, _, blue = two(*size)
    at = (0.75, 0.5)
    prompt = [{"type": "point", "label": 1, "data": [at[0] * size[0], at[1] * size[1]]}]
    theirs = rembg.new_session("sam").predict(Image.fromarray(picture.rgb), sam_prompt=prompt)[0]
    weights = known_weights()["sam"]
    mask = region(encoded(picture.rgb, weights), [(*at, ADDED)], weights)
    ours = cv2.resize(mask, size, interpolation=cv2.INTER_LINEAR) > 0.5
    assert overlap(ours, np.asarray(theirs) > 127) > 0.93
    assert overlap(ours, blue > 127) > 0.85


def test_the_best_of_several_masks_is_taken(home: Path) -> None:
    write_prompted(home, three=True)
    picture, red, _ = two()
    weights = known_weights()["sam"]
    mask = region(encoded(picture.rgb, weights), [(0.25, 0.5, ADDED)], weights)
    assert overlap(cv2.resize(mask, (500, 300)) > 0.5, red > 127) > 0.9


def test_as_a_method_it_is_asked_for_what_the_built_in_one_found(home: Path) -> None:
    write_prompted(home)
    picture = photo_of(disc_alpha(), (40, 30, 30), (235, 235, 235))
    assert {model.id: model.available for model in cutout_models()}["sam"]
    matte = find_matte(picture, "sam")
    assert matte.model == "sam"
    assert overlap(matte.alpha > 127, disc_alpha() > 127) > 0.9
    assert sum("not the published one" in reason for reason in matte.reasons) == 1
    assert find_matte(Picture(np.full((90, 120, 3), 230, np.uint8)), "sam").empty


def test_one_file_of_the_two_is_none(home: Path) -> None:
    write_prompted(home)
    (home / DECODER).unlink()
    with pytest.raises(MissingModelError, match="sam is not on this computer") as caught:
        find_matte(two()[0], "sam")
    assert ENCODER in caught.value.hint
    assert DECODER in caught.value.hint
    assert not segment.available()


def test_a_decoder_that_answers_nonsense_is_named(home: Path) -> None:
    encoder, decoder = write_prompted(home)
    decoder.write_bytes(encoder.read_bytes())
    with pytest.raises(BrokenModelError, match="decoder"):
        find_matte(photo_of(disc_alpha(), (40, 30, 30), (235, 235, 235)), "sam")


def test_a_click_of_a_touch_up_is_kept_with_who_found_it(home: Path) -> None:
    write_prompted(home)
    picture, red, blue = two()
    click = TouchUp().then(Region(keep=True, at=(0.75, 0.5), finder="sam"))
    click = TouchUp.model_validate_json(click.model_dump_json())
    matte = Matte(red, 0.9, "drawn")
    touched = touch_up(picture, matte, click)
    assert overlap(touched.alpha > 127, (red | blue) > 127) > 0.93
    assert not touched.reasons
    taken = touch_up(picture, touched, TouchUp().then(Region(keep=False, at=(0.25, 0.5), finder="sam")))
    assert overlap(taken.alpha > 127, blue > 127) > 0.8


def test_where_the_model_is_gone_the_click_is_worked_out_otherwise_and_says_so(home: Path) -> None:
    picture, red, blue = two()
    touched = touch_up(
        picture, Matte(red, 0.9, "drawn"), TouchUp().then(Region(keep=True, at=(0.75, 0.5), finder="sam"))
    )
    assert overlap(touched.alpha > 127, (red | blue) > 127) > 0.95
    assert touched.reasons[0].startswith(WITH_BAR)


@pytest.mark.parametrize(
    ("model", "category", "tints"),
    [
        ("u2net_cloth_seg", "attire", [RED, BLUE]),
        ("u2net_cloth_seg-upper", "upper", [RED]),
        ("u2net_cloth_seg-lower", "lower", [BLUE]),
    ],
)
def test_garments_are_what_rembgs_session_finds(
    home: Path, monkeypatch: pytest.MonkeyPatch, model: str, category: str, tints: list[tuple[int, int, int]]
) -> None:
    rembg = pytest.importorskip("rembg")
    monkeypatch.setenv("MODEL_CHECKSUM_DISABLED", "1")
    write_cloth(home / "u2net_cloth_seg.onnx")
    rgb = two()[0].rgb.copy()
    rgb[(rgb == GREY).all(axis=2)] = (20, 20, 20)
    session = rembg.new_session("u2net_cloth_seg", providers=["CPUExecutionProvider"])
    theirs = np.asarray(session.predict(Image.fromarray(rgb), cc=category)[0])
    mask, _, _ = find_mask(rgb, known_weights()[model])
    ours = cv2.resize(mask, (500, 300), interpolation=cv2.INTER_LINEAR) > 0.5
    truth = np.any([(rgb == tint).all(axis=2) for tint in tints], axis=0)
    assert overlap(ours, theirs > 127) > 0.97
    assert overlap(ours, truth) > 0.97
    assert mask.max() < 1  # as sure as the network was, not stretched
