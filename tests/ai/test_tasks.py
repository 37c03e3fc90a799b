"""Each task asks what it should, within a channel's bounds, and sends no more than it needs."""

import json
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from PIL import Image

from studio.ai.answers import OPENAI_KEEPS, schema_of
from studio.ai.demo.answers import Seen, answer
from studio.ai.pictures import reduced
from studio.ai.tasks import MAKERS, Brief, alt_text, copy
from studio.ai.tasks.backdrop import setting
from studio.ai.tasks.compare import Compared, fits
from studio.ai.tasks.upscale import enlarged, returns
from studio.model.ai import TASKS, Task
from studio.model.errors import UsageError
from studio.model.picture import Picture
from studio.model.scene import Camera, Light

CARDS: dict[str, dict[str, Any]] = {
    "text": {"id": "gpt-6-luna", "abilities": ["vision", "json"], "thinks": "low", "max_output_tokens": 128_000},
    "old": {"id": "gpt-4o-mini", "abilities": ["vision", "json"], "thinks": "no", "max_output_tokens": 16_384},
    "picture": {"id": "gpt-image-2.5-sunburst", "abilities": ["image-generation", "image-edit", "mask"]},
    "local": {"id": "server:llava", "remote_id": "llava", "abilities": ["vision", "json"]},
}
LOOKING: list[Task] = ["analyse", "identify", "alt-text", "copy", "compare"]


@pytest.fixture(scope="module")
def photo() -> Picture:
    rgb = np.full((2000, 3000, 3), 240, np.uint8)
    rgb[500:1500, 1000:2000] = (40, 90, 160)
    return Picture(rgb)


def keeping(photo: Picture) -> Brief:
    keep = np.zeros((640, 1024), np.uint8)
    keep[100:500, 300:700] = 255
    return Brief(pictures=(Picture(photo.rgb[:640, :1024]),), keep=keep, words="a beach", style="Calm and bright.")


def test_every_task_has_a_maker_or_is_done_here() -> None:
    assert set(MAKERS) | {"cutout", "upscale"} == set(TASKS)


@pytest.mark.parametrize("task", LOOKING)
def test_looking_at_a_photo(task: Task, photo: Picture) -> None:
    brief = Brief(pictures=(photo,), facts={"Weight": "310 g", "Empty": " "}, photo="secret name.jpg", longest=1024)
    request = MAKERS[task](brief, CARDS["text"])
    assert max(request.pictures[0].width, request.pictures[0].height) == 1024
    assert "310 g" in request.prompt or task == "compare"
    assert "Empty" not in request.prompt
    assert "secret" not in request.prompt + request.pictures[0].name  # file names stay here
    assert request.effort == "low"
    assert MAKERS[task](brief, CARDS["old"]).effort is None  # it would refuse the parameter
    assert MAKERS[task](brief, CARDS["local"]).model == "llava"
    assert request.answer is not None
    request.answer.model_validate(answer(schema_of(request.answer, OPENAI_KEEPS), Seen("blue")))


@pytest.mark.parametrize("task", ["backdrop", "scene-edit", "model-shot", "retouch"])
def test_making_a_picture(task: Task, photo: Picture) -> None:
    request = MAKERS[task](keeping(photo), CARDS["picture"])
    assert request.wants_picture
    assert "beach" in request.prompt
    assert bool(request.pictures) == (task != "backdrop")
    if request.mask is not None:
        with Image.open(BytesIO(request.mask.data)) as mask:
            alpha = np.asarray(mask)[..., 3]
        assert alpha.shape == (640, 1024)
        assert alpha[300, 500] == 255  # stays
        assert alpha[10, 10] == 0  # may change
        assert alpha[101, 301] == 0  # and just below the product's edge


def test_sent_photos_carry_no_metadata_and_lie_on_white(photo: Picture) -> None:
    clear = Picture(photo.rgb, np.where(photo.rgb[..., 0] == 240, 0, 255).astype(np.uint8))
    sent = reduced(clear, 600)
    with Image.open(BytesIO(sent.data)) as opened:
        assert not opened.getexif()
        assert "icc_profile" not in opened.info
        assert opened.size == (600, 400)
        assert min(opened.getpixel((5, 5))) >= 253


def test_channels_set_the_bounds() -> None:
    brief = Brief(
        pictures=(Picture(np.zeros((40, 40, 3), np.uint8)),), limits={"title": 80, "bullets": 2, "alt_text": 90}
    )
    listing = MAKERS["copy"](brief, CARDS["text"])
    assert listing.answer is not None
    schema = listing.answer.model_json_schema()["properties"]
    assert schema["title"]["maxLength"] == 80
    assert schema["bullets"]["maxItems"] == 2
    assert "80 characters" in listing.prompt
    assert alt_text.answer_of(90).model_json_schema()["properties"]["alt_text"]["maxLength"] == 90
    assert "90 characters" in MAKERS["alt-text"](brief, CARDS["text"]).prompt


def listing(**changes: Any) -> Any:
    good = {"title": "Blue mug", "bullets": ["Holds 0.3 l"], "description": "A mug.", "tags": ["mug"], "claims": []}
    return copy.answer_of(()).model_validate(good | changes)


def test_statements_without_ground_are_flagged_whatever_the_model_says() -> None:
    facts = {"Volume": "0,3 l", "Material": "organic cotton"}
    assert copy.doubts(listing(), facts) == []
    found = copy.doubts(
        listing(
            description="The best waterproof mug of organic cotton, 450 g.",
            claims=[{"text": "keeps drinks hot for a day", "basis": "neither"}],
        ),
        facts,
    )
    text = " ".join(found)
    for word in ("best", "waterproof", "450 g", "keeps drinks hot"):
        assert word in text
    assert "organic" not in text
    apart = copy.doubts(listing(bullets=["Set of 2", "Blue"]), {"Set": "2"})
    assert apart == []  # the figure of one text and the first word of the next are no measure


def test_measures_go_along(photo: Picture) -> None:
    request = MAKERS["analyse"](Brief(pictures=(photo,), measures={"sharpness": 0.4}), CARDS["text"])
    assert json.dumps({"sharpness": 0.4}) in request.prompt


@pytest.mark.parametrize(
    ("light", "camera", "words"),
    [
        (Light(azimuth=-90, elevation=80, softness=0.9), Camera(pitch=5), ("from the left", "high", "soft", "level")),
        (
            Light(azimuth=90, softness=0.1, warmth=0.8),
            Camera(pitch=50),
            ("from the right", "hard", "warm", "from above"),
        ),
        (Light(azimuth=0, elevation=12, warmth=-0.8), Camera(), ("from behind", "low", "cool", "slightly")),
        (Light(azimuth=180), Camera(), ("camera's side",)),
    ],
)
def test_light_and_camera_are_those_of_the_scene(light: Light, camera: Camera, words: tuple[str, ...]) -> None:
    said = setting(light, camera)
    assert all(word in said for word in words), said


def test_a_verdict_speaks_of_each_picture_once() -> None:
    verdict = {"style": 0.5, "realism": 0.5, "product_true": 1, "reasons": ["x"]}
    good = Compared.model_validate({"verdicts": [verdict | {"picture": 2}, verdict | {"picture": 1}], "best": 2})
    assert fits(good, 2)
    assert not fits(good, 3)
    twice = Compared.model_validate({"verdicts": [verdict | {"picture": 1}] * 2, "best": 0})
    assert not fits(twice, 2)


def test_nothing_to_keep_is_said(photo: Picture) -> None:
    for keep in (
        None,
        np.zeros((2000, 3000), np.uint8),
        np.full((2000, 3000), 255, np.uint8),
        np.zeros((5, 5), np.uint8),
    ):
        with pytest.raises(UsageError):
            MAKERS["scene-edit"](Brief(pictures=(photo,), keep=keep), CARDS["picture"])


def test_an_enlarged_picture_made_small_again_is_the_photo() -> None:
    random = np.random.default_rng(2)
    small = Picture(random.integers(0, 256, (60, 80, 3), dtype=np.uint8), np.full((60, 80), 200, np.uint8))
    for factor in (1.5, 2, 3):
        large = enlarged(small, factor)
        assert (large.width, large.height) == (round(80 * factor), round(60 * factor))
        assert large.alpha is not None
        assert (large.alpha == 200).all()
        plain = Picture(
            np.asarray(Image.fromarray(small.rgb).resize((large.width, large.height), Image.Resampling.BICUBIC))
        )
        assert returns(small, large) < returns(small, plain)


def test_an_enlarged_edge_has_no_halo() -> None:
    rgb = np.full((40, 40, 3), 60, np.uint8)
    rgb[:, 20:] = 180
    large = enlarged(Picture(rgb), 4).rgb
    assert large.min() >= 60
    assert large.max() <= 180


@pytest.mark.parametrize("factor", [0.5, 4.5, float("nan")])
def test_factors_have_bounds(factor: float) -> None:
    with pytest.raises(UsageError):
        enlarged(Picture(np.zeros((4, 4, 3), np.uint8)), factor)
