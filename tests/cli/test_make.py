"""`studio make …` as scripts use it: real SDKs, the demonstration server, files and receipts read back."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from studio.ai.demo import KEY, DemoServer
from studio.check import label_text
from studio.cli.main import main
from studio.intake import load, probe
from studio.model.brand import Brand
from studio.model.kept import KeptLimits
from studio.model.preset import Preset
from studio.store.presets import save_preset
from tests.ai.published import validators
from tests.app.ai.test_generated import moved


@pytest.fixture(autouse=True)
def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lettering has tests of its own: reading takes seconds."""
    monkeypatch.setattr(label_text, "can_read", lambda: False)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[DemoServer]:
    with DemoServer(validators=validators()) as server:
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        monkeypatch.setenv("OPENAI_BASE_URL", server.openai_address)
        yield server
        assert not server.violations


@pytest.fixture
def shoes(tmp_path: Path) -> Path:
    """A folder with a product that brings its own cutout, in a sub-folder."""
    random = np.random.default_rng(3)
    alpha = np.zeros((360, 420), np.uint8)
    cv2.ellipse(alpha, (210, 190), (120, 90), 0, 0, 360, 255, -1, cv2.LINE_AA)
    noise = cv2.GaussianBlur(random.normal(0, 50, (360, 420)), (0, 0), 3)[..., None]
    bgr = np.clip(np.array((40, 60, 170)) + noise, 0, 255).astype(np.uint8)
    (tmp_path / "in" / "shoes").mkdir(parents=True)
    cv2.imwrite(str(tmp_path / "in" / "shoes" / "red.png"), np.dstack([bgr, alpha]))
    return tmp_path / "in"


def made(capsys: pytest.CaptureFixture[str], *words: str | Path, code: int = 0) -> Any:
    assert main(["make", *map(str, words), "--json"]) == code
    return json.loads(capsys.readouterr().out)["items"]


def receipt_of(output: str) -> Any:
    return json.loads(Path(output + ".receipt.json").read_text(encoding="utf-8"))


def test_a_product_in_surroundings_is_written_with_its_receipt_and_marks(
    server: DemoServer, shoes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ("--out", tmp_path / "out", "--words", "a bright kitchen")
    (item,) = made(capsys, "scene-edit", shoes, *options)
    output = tmp_path / "out" / "shoes" / "red.png"
    assert (item["photo"], item["output"], item["status"]) == ("shoes/red.png", str(output), "done")
    own, result = load(shoes / "shoes" / "red.png").picture, load(output)
    assert own.alpha is not None
    assert (result.picture.rgb[own.alpha == 255] == own.rgb[own.alpha == 255]).all()
    assert result.source.metadata["digital_source_type"].endswith("compositeWithTrainedAlgorithmicMedia")
    receipt = receipt_of(item["output"])
    assert receipt["output_sha256"] == hashlib.sha256(output.read_bytes()).hexdigest()
    assert receipt["words"] == "a bright kitchen"
    assert receipt["sent"][0]["provider"] == "openai"
    assert receipt["cost_usd"] > 0
    assert receipt["fidelity"]["locked_equal"] == 1
    assert probe(output.with_name(receipt["heat_map"])).width > 100
    (again,) = made(capsys, "scene-edit", shoes, *options)
    assert again["output"].endswith("red-2.png")  # nothing is overwritten
    assert again["cost_usd"] == 0
    assert server.billed == 1


def test_people_are_marked_and_places_need_no_photo(
    server: DemoServer, shoes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (worn,) = made(capsys, "model-shot", shoes, "--out", tmp_path / "out")
    assert "contains-synthetic-performer" in probe(Path(worn["output"])).metadata["subject"]
    (place,) = made(capsys, "backdrop", "--words", "a meadow", "--out", tmp_path / "out", "--quality", "low")
    assert Path(place["output"]).name == "backdrop.png"
    assert probe(Path(place["output"])).metadata["digital_source_type"].endswith("/trainedAlgorithmicMedia")
    assert place["fidelity"] == {}


def test_what_a_brand_does_not_allow_is_kept_apart_with_the_reason(
    server: DemoServer, shoes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    strict = Preset(id="strict", name="Strict", brand=Brand(style="cool and plain"))
    save_preset(strict)
    server.misbehave(moved(20))
    options = ("scene-edit", shoes, "--out", tmp_path / "out", "--preset", "strict")
    (item,) = made(capsys, *options, code=1)
    assert item["status"] == "refused"
    assert item["error"]["kind"] == "product-changed"
    assert "outline" in item["error"]["message"]
    assert Path(item["output"]).parent == tmp_path / "out" / "refused" / "shoes"
    assert not (tmp_path / "out" / "shoes").exists()
    assert item["cost_usd"] > 0
    assert b"cool and plain" in server.calls[0].request.body
    loose = strict.model_copy(update={"brand": strict.brand.changed(limits=KeptLimits(outline=0.05))})
    save_preset(loose)
    (item,) = made(capsys, *options)
    assert item["status"] == "done"
    assert server.billed == 1  # the picture that was paid for is judged anew


def test_retouching_needs_a_mask_and_changes_only_there(
    server: DemoServer, shoes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    photo = tmp_path / "flat.png"
    cv2.imwrite(str(photo), load(shoes / "shoes" / "red.png").picture.rgb[..., ::-1])
    assert main(["make", "retouch", str(photo), "--out", str(tmp_path / "out")]) == 2
    assert "--mask" in capsys.readouterr().err
    mask = np.zeros((360, 420), np.uint8)
    mask[180:210, 200:230] = 255
    cv2.imwrite(str(tmp_path / "mask.png"), mask)
    (item,) = made(capsys, "retouch", photo, "--out", tmp_path / "out", "--mask", tmp_path / "mask.png")
    result = load(Path(item["output"])).picture.rgb
    assert (result[mask == 0] == load(photo).picture.rgb[mask == 0]).all()
    assert receipt_of(item["output"])["marks"]["digital_source_type"] == "compositeWithTrainedAlgorithmicMedia"


def test_enlarging_asks_nobody(
    server: DemoServer, shoes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (item,) = made(capsys, "upscale", shoes, "--out", tmp_path / "out", "--factor", "1.5")
    large = probe(Path(item["output"]))
    assert (large.width, large.height) == (630, 540)
    assert (item["model"], item["cost_usd"]) == ("back-projection", 0)
    assert not server.calls
    assert main(["make", "upscale", str(shoes), "--out", str(tmp_path), "--factor", "9"]) == 1


@pytest.mark.parametrize(
    "words", [("copy",), ("scene-edit",), ("backdrop", "--quality", "best"), ("backdrop", "--model", "gpt-6-luna")]
)
def test_wrong_usage_is_said_before_anything_is_sent(
    words: tuple[str, ...], server: DemoServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["make", *words, "--out", str(tmp_path / "out")]) == 2
    assert capsys.readouterr().err
    assert not server.calls


def test_each_photo_fails_for_itself(
    server: DemoServer, shoes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (shoes / "broken.jpg").write_bytes(b"\xff\xd8\xff no photo")
    items = made(capsys, "scene-edit", shoes, "--out", tmp_path / "out", code=1)
    found = {item["photo"]: item for item in items}
    assert found["broken.jpg"]["status"] == "failed"
    assert found["broken.jpg"]["error"]["hint"]
    assert found["shoes/red.png"]["status"] == "done"


def test_ones_own_calls_tell_the_price_where_none_is_published(
    server: DemoServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for words, told in (("a shelf", "price unknown"), ("a bench", "≈ $0.0")):
        options = ["--words", words, "--out", str(tmp_path), "--quality", "low"]
        assert main(["make", "backdrop", *options]) == 0
        assert told in capsys.readouterr().err
