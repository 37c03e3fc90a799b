"""`studio words …` and `studio judge …` as scripts use them: real SDKs, the demonstration server."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from studio.ai.demo import KEY, DemoServer
from studio.ai.demo.faults import Fault
from studio.cli.main import main
from studio.model.brand import Brand
from studio.model.preset import Preset
from studio.store.presets import save_preset
from tests.ai.published import validators


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[DemoServer]:
    with DemoServer(validators=validators()) as server:
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        monkeypatch.setenv("OPENAI_BASE_URL", server.openai_address)
        yield server
        assert not server.violations


@pytest.fixture
def photos(tmp_path: Path) -> list[str]:
    colours = {"mug-7": (40, 40, 190), "cap-8": (180, 90, 50)}
    (tmp_path / "in").mkdir()
    for name, colour in colours.items():
        cv2.imwrite(str(tmp_path / "in" / f"{name}.png"), np.full((90, 120, 3), colour, np.uint8))
    return [str(tmp_path / "in" / f"{name}.png") for name in colours]


def document(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> Any:
    assert main([*words, "--json"]) == code
    return json.loads(capsys.readouterr().out)


def said(server: DemoServer) -> list[str]:
    return [call.request.body.decode() for call in server.calls]


def test_a_listing_is_grounded_in_the_sheet_by_sku_and_keeps_the_channels_limits(
    server: DemoServer, photos: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "products.csv"
    sheet.write_text("SKU;Volume\nMUG-7;0,3 l\n", encoding="utf-8")
    save_preset(Preset(id="ours", name="Ours", brand=Brand(style="dry, no jokes")))
    options = ("--sheet", str(sheet), "--channel", "etsy", "--preset", "ours", "--model", "gpt-6-luna")
    table = tmp_path / "out" / "all.csv"
    assert main(["words", "copy", *photos, *options, "--csv", str(table), "--json"]) == 0
    printed = capsys.readouterr()
    items = json.loads(printed.out)["items"]
    assert [item["sku"] for item in items] == ["mug-7", "cap"]
    assert all(len(item["value"]["title"]) <= 140 for item in items)
    assert "“cap”" in printed.err  # it has no line
    assert "MUG-7" not in printed.err
    told = {item["sku"]: body for item in items for body in said(server) if "0,3 l" in body}
    assert told
    assert all("dry, no jokes" in body for body in said(server))
    assert sum("0,3 l" in body for body in said(server)) == 1
    rows = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    assert [row["sku"] for row in rows] == ["mug-7", "cap"]
    again = document(capsys, "words", "copy", *photos, *options)["items"]
    assert all(item["kept"] and item["cost_usd"] == 0 for item in again)
    assert server.billed == 2


def test_before_a_call_it_is_said_what_leaves_to_whom_and_who_may_step_in(
    server: DemoServer, photos: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["words", "alt-text", *photos]) == 0
    told = capsys.readouterr().err
    assert "To OpenAI (gpt-6-luna): 2 photos, reduced to 1024 px and without metadata, ≈ $" in told
    assert "Anthropic (claude-haiku-5-5)" in told


def test_claims_are_flagged_by_rule(server: DemoServer, photos: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    def boast(good: dict[str, Any]) -> dict[str, Any]:
        part = good["output"][-1]["content"][0]
        value = json.loads(part["text"])
        return json.loads(
            json.dumps(good).replace(
                json.dumps(part["text"]),
                json.dumps(json.dumps(value | {"description": "A waterproof mug of 450 g.", "claims": []})),
            )
        )

    server.misbehave(Fault(spoil=boast))
    (item,) = document(capsys, "words", "copy", photos[0], "--model", "gpt-6-luna")["items"]
    assert any("waterproof" in doubt for doubt in item["doubts"])
    assert any("450 g" in doubt for doubt in item["doubts"])


def test_each_photo_fails_for_itself(server: DemoServer, photos: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    server.misbehave("refusal")
    items = document(capsys, "words", "alt-text", *photos, "--model", "gpt-6-luna", code=1)["items"]
    assert sorted(item["error"]["kind"] if item["error"] else "" for item in items) == ["", "refused"]
    assert all(item["cost_usd"] > 0 for item in items)  # what was refused is charged all the same
    assert main(["words", "alt-text", *photos, "--model", "gpt-6-luna"]) == 0
    assert server.billed == 3  # a refusal is charged, and may be asked again


@pytest.mark.parametrize(
    "words",
    [("words", "backdrop"), ("words", "copy", "--channel", "nowhere"), ("words", "copy", "--model", "dall-e-3")],
)
def test_wrong_usage_is_said_before_anything_is_sent(
    words: tuple[str, ...], server: DemoServer, photos: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words[:2], photos[0], *words[2:]]) == 2
    assert not server.calls


def test_pictures_are_judged_in_both_orders_by_the_brands_style(
    server: DemoServer, photos: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    found = document(capsys, "judge", *photos, "--style", "cool and plain", "--model", "gpt-6-luna")
    assert [item["photo"] for item in found["items"]] == ["mug-7.png", "cap-8.png"]
    assert all(
        0 <= item[name] <= 1 for item in found["items"] for name in ("score", "style", "realism", "product_true")
    )
    assert found["best"] is None  # the demo always prefers the first it was shown
    assert "order" in found["notes"][0]
    assert server.billed == 2
    first, second = (
        [part["image_url"] for part in json.loads(body)["input"][0]["content"] if "image_url" in part]
        for body in said(server)
    )
    assert first == second[::-1]
    assert all("cool and plain" in body for body in said(server))
    assert found["cost_usd"] > 0


def test_a_verdict_that_forgets_a_picture_is_no_verdict(
    server: DemoServer, photos: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    def forget(good: dict[str, Any]) -> dict[str, Any]:
        text = good["output"][-1]["content"][0]["text"]
        value = json.loads(text)
        return json.loads(
            json.dumps(good).replace(
                json.dumps(text), json.dumps(json.dumps(value | {"verdicts": value["verdicts"][:1]}))
            )
        )

    server.misbehave(always=Fault(spoil=forget))
    assert main(["judge", *photos, "--model", "gpt-6-luna"]) == 1
    assert "did not judge each of the 2 pictures" in capsys.readouterr().err
