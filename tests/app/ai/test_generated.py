"""A product in generated surroundings, through the real SDK to the demo provider: kept, measured, marked, refused."""

import asyncio
from base64 import b64decode, b64encode
from collections.abc import Awaitable, Callable, Iterator
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image

from studio.ai.demo import KEY, DemoServer
from studio.ai.demo.faults import Fault
from studio.ai.tasks import Brief
from studio.app.ai.calls import Calls, Wish
from studio.app.ai.generated import Generated, RefusedPictureError, change_surroundings, make_place, retouch
from studio.app.ai.marks import heat_map_of, marked
from studio.app.photo.job import Target
from studio.app.photo.pipeline import process_photo
from studio.check import find_channel, label_text
from studio.export.receipts import read_receipt
from studio.intake import probe
from studio.model.errors import StudioError
from studio.model.kept import KeptLimits
from studio.model.photo import Photo
from studio.model.picture import Picture
from studio.model.preset import Preset
from studio.model.scene import Scene
from studio.scene import default_scene
from studio.scene.elements.picture_backdrop import PictureBackdrop
from studio.store import paths

WIDTH, HEIGHT = 900, 700
READS = label_text.can_read()


@pytest.fixture(autouse=True)
def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lettering has tests of its own: reading takes seconds."""
    monkeypatch.setattr(label_text, "can_read", lambda: False)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[DemoServer]:
    with DemoServer() as running:
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        monkeypatch.setenv("OPENAI_BASE_URL", running.openai_address)
        yield running
        assert not running.violations


@pytest.fixture(scope="module")
def product() -> Picture:
    random = np.random.default_rng(8)
    alpha = np.zeros((HEIGHT, WIDTH), np.uint8)
    cv2.rectangle(alpha, (320, 150), (560, 600), 255, -1)
    alpha = cv2.GaussianBlur(alpha, (0, 0), 1)
    rgb = np.full((HEIGHT, WIDTH, 3), (60, 90, 150), np.float64)
    rgb += cv2.GaussianBlur(random.normal(0, 60, (HEIGHT, WIDTH)), (0, 0), 4)[..., None]
    return Picture(np.clip(rgb, 0, 255).astype(np.uint8), np.asarray(alpha, np.uint8))


def made(work: Callable[[Calls], Awaitable[Generated]]) -> Generated:
    async def run() -> Generated:
        async with Calls() as calls:
            return await work(calls)

    return asyncio.run(run())


BRIEF = Brief(words="a bright kitchen", photo="mug.jpg")


def edited(product: Picture, task: Any = "scene-edit", **options: Any) -> Generated:
    return made(lambda calls: change_surroundings(calls, product, BRIEF, Wish(task), **options))


def test_the_product_is_its_own_bit_by_bit_and_the_rest_is_new(server: DemoServer, product: Picture) -> None:
    result = edited(product, metadata={"copyright": "Me"})
    assert product.alpha is not None
    own = product.alpha == 255
    assert (result.picture.rgb[own] == product.rgb[own]).all()
    assert result.picture.rgb[product.alpha == 0].std() > 3  # not the plain ground that was sent
    assert result.kept is not None
    assert result.kept.figures["locked_equal"] == 1
    assert result.kept.figures["provider_p95_delta_e"] > 0  # the provider had redrawn it all the same
    assert result.metadata == {"copyright": "Me", "digital_source_type": "compositeWithTrainedAlgorithmicMedia"}
    sent = result.sent()
    assert sent["provider"] == "openai"
    assert sent["bytes"] > 10_000
    assert sent["cost_usd"] > 0


def test_the_same_again_is_not_paid_again(server: DemoServer, product: Picture) -> None:
    first, again = edited(product), edited(product)
    assert server.billed == 1
    assert (first.picture.rgb == again.picture.rgb).all()
    assert again.sent()["bytes"] == 0
    assert again.sent()["from_store"]


def test_people_who_are_not_real_are_marked(server: DemoServer, product: Picture) -> None:
    result = edited(product, "model-shot", metadata={"subject": "mug;blue"})
    assert result.metadata["subject"] == "mug;blue;contains-synthetic-performer"
    assert b"contains-synthetic-performer" not in server.calls[0].request.body


def moved(pixels: int) -> Fault:
    """The provider draws the product a little beside its place."""

    def spoil(good: dict[str, Any]) -> dict[str, Any]:
        with Image.open(BytesIO(b64decode(good["data"][0]["b64_json"]))) as opened:
            rolled = Image.fromarray(np.roll(np.asarray(opened.convert("RGB")), pixels, axis=1))
        buffer = BytesIO()
        rolled.save(buffer, "PNG", compress_level=1)
        return good | {"data": [{"b64_json": b64encode(buffer.getvalue()).decode()}]}

    return Fault(spoil=spoil)


def test_a_product_drawn_beside_its_place_is_refused(server: DemoServer, product: Picture) -> None:
    server.misbehave(moved(18))
    with pytest.raises(RefusedPictureError) as caught:
        edited(product)
    error = caught.value
    assert error.message.startswith("mug.jpg: The generated picture was refused. ")
    assert "outline" in error.message
    assert error.hint
    assert error.kept.figures["outline_out"] > 0.02
    assert error.picture.rgb.shape == product.rgb.shape  # paid for: it can still be looked at
    wider = edited(product, limits=KeptLimits(outline=0.05))  # the brand decides
    assert wider.kept is not None
    assert server.billed == 1


def test_a_place_is_made_without_any_photo(server: DemoServer) -> None:
    result = made(lambda calls: make_place(calls, Brief(words="a meadow", size=(1200, 800)), Wish("backdrop")))
    assert result.metadata == {"digital_source_type": "trainedAlgorithmicMedia"}
    assert abs(result.picture.width / result.picture.height - 1.5) < 0.02
    assert result.sent_bytes < 2000
    assert server.calls[0].path == "/v1/images/generations"


def test_retouching_changes_the_mark_only(server: DemoServer, product: Picture) -> None:
    photo = Picture(np.asarray(cv2.GaussianBlur(product.rgb, (0, 0), 2), np.uint8))
    spotted = photo.rgb.copy()
    spotted[300:316, 400:416] = 255  # a speck
    keep = np.full((HEIGHT, WIDTH), 255, np.uint8)
    keep[294:322, 394:422] = 0
    spot = Picture(spotted)
    result = made(lambda calls: retouch(calls, spot, keep, Brief(words="the white speck"), Wish("retouch")))
    assert (result.picture.rgb[keep == 255] == spotted[keep == 255]).all()
    before = np.abs(spotted[300:316, 400:416].astype(int) - photo.rgb[300:316, 400:416]).mean()
    after = np.abs(result.picture.rgb[300:316, 400:416].astype(int) - photo.rgb[300:316, 400:416]).mean()
    assert after < before / 4
    assert result.metadata["digital_source_type"] == "compositeWithTrainedAlgorithmicMedia"


@pytest.mark.skipif(not READS, reason="text recognition is not installed")
def test_a_label_under_the_mark_may_go_and_no_other(server: DemoServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(label_text, "can_read", lambda: True)
    rgb = np.full((360, 640, 3), (150, 120, 170), np.uint8)
    for text, y in (("LAVENDER", 130), ("STICKER", 270)):
        cv2.putText(rgb, text, (60, y), cv2.FONT_HERSHEY_SIMPLEX, 2.4, (250, 250, 245), 6, cv2.LINE_AA)
    keep = np.full((360, 640), 255, np.uint8)
    keep[190:300, 30:610] = 0
    photo = Picture(rgb)
    result = made(lambda calls: retouch(calls, photo, keep, Brief(words="the sticker"), Wish("retouch")))
    assert result.kept is not None
    assert result.kept.words == ("lavender",)
    assert result.kept.figures["words_kept"] == 1


@pytest.mark.parametrize("fault", ["moderation", "402", "picture-broken", "picture-other-shape", "html"])
def test_every_failure_speaks_and_bills_once(fault: str, server: DemoServer, product: Picture) -> None:
    server.misbehave(fault)
    with pytest.raises(StudioError) as caught:
        edited(product)
    assert caught.value.hint
    assert server.billed <= 1
    assert len(server.calls) == 1


def test_what_cannot_be_done_is_said_before_anything_is_sent(server: DemoServer, product: Picture) -> None:
    for bare in (Picture(product.rgb), Picture(product.rgb, np.zeros((HEIGHT, WIDTH), np.uint8))):
        with pytest.raises(StudioError) as caught:
            edited(bare)
        assert caught.value.hint
    assert not server.calls


def test_marks_replace_those_of_a_camera() -> None:
    camera = {"digital_source_type": "digitalCapture", "subject": "contains-synthetic-performer;x"}
    assert marked(camera, "trainedAlgorithmicMedia") == {
        "digital_source_type": "trainedAlgorithmicMedia",
        "subject": "x",
    }


def test_the_marks_travel_into_every_export_that_shows_the_picture(
    server: DemoServer, product: Picture, tmp_path: Path
) -> None:
    """Made, kept, named by a scene, exported: channel by channel, read back from the bytes."""
    kept_as = edited(product, "model-shot").keep("Kitchen / with person")
    folder = paths.home() / "pictures"
    assert (folder / kept_as).is_file()
    photo = tmp_path / "mug.png"
    bgra = cv2.cvtColor(np.dstack([product.rgb, product.alpha]), cv2.COLOR_RGBA2BGRA)
    cv2.imwrite(str(photo), bgra)
    own = Scene(elements=(PictureBackdrop(picture=kept_as), *default_scene().elements[1:]))
    preset = Preset(id="own", name="Own", scene=own)
    channels = [find_channel("etsy-first"), find_channel("amazon-main")]
    targets = [Target(channel, Path(f"{channel.id}.jpg")) for channel in channels]
    items = process_photo(Photo(photo, PurePosixPath("mug.png")), preset, targets, tmp_path / "out")
    etsy, amazon = (probe(tmp_path / "out" / item.output) for item in items)
    assert etsy.metadata["digital_source_type"].endswith("/compositeWithTrainedAlgorithmicMedia")
    assert "contains-synthetic-performer" in etsy.metadata["subject"]
    assert "digital_source_type" not in amazon.metadata  # there the backdrop is white: nothing generated is seen
    receipt = read_receipt(tmp_path / "out" / items[0].output)
    assert receipt is not None
    assert receipt.sent[0]["provider"] == "openai"
    assert receipt.sent[0]["kept"]["locked_equal"] == 1
    assert receipt.sent[0]["heat_map"]
    heat = heat_map_of(kept_as)
    assert heat is not None
    assert probe(heat).width > 100
    assert receipt.cost_usd > 0
    again = edited(product, "model-shot").keep("Kitchen / with person")
    assert again != kept_as  # nothing is overwritten
