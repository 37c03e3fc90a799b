"""Overnight batches through the real SDKs: handed in once, found again after a restart, settled at half the price."""

import asyncio
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import cv2
import numpy as np
import pytest

from studio.ai.demo import KEY, DemoServer
from studio.app.ai.calls import Wish
from studio.app.ai.overnight import HandedIn, hand_in, look, under_way
from studio.app.ai.words import About, write
from studio.app.trial.tasks import Given
from studio.cli.main import main
from studio.intake import probe
from studio.model.errors import UsageError
from studio.model.photo import Photo
from studio.model.provider_errors import OutOfCreditError, ProviderError
from studio.model.scene import Camera, Light
from studio.store import spending
from studio.store.ledger_file import LedgerFile
from studio.store.presets import load_preset, save_preset


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[DemoServer]:
    with DemoServer() as server:
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        monkeypatch.setenv("OPENAI_BASE_URL", server.openai_address)
        monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
        monkeypatch.setenv("ANTHROPIC_BASE_URL", server.anthropic_address)
        yield server


@pytest.fixture
def about(tmp_path: Path) -> list[About]:
    found = []
    for number in range(3):
        file = tmp_path / f"photo-{number}.png"
        cv2.imwrite(str(file), np.full((60, 80, 3), 40 + 60 * number, np.uint8))
        found.append(About(Photo(file, PurePosixPath(file.name)), "RED"))
    return found


def handed(wish: Wish, about: list[About]) -> HandedIn:
    return asyncio.run(hand_in(wish, about, Given()))


@pytest.mark.parametrize("model", ["gpt-6-luna", "claude-haiku-5-5"])
def test_a_batch_comes_back_and_costs_half(server: DemoServer, about: list[About], model: str) -> None:
    wish = Wish("alt-text", (model,))
    asyncio.run(write(wish, about[:1], Given()))
    (full,) = spending.calls(LedgerFile())
    done = handed(wish, about)
    assert done.kept == ("photo-0.png",)  # paid for just now
    assert done.night is not None
    assert done.night.total == 2
    assert [line["state"] for line in spending.calls(LedgerFile())][:2] == ["overnight", "overnight"]
    assert spending.unsettled(LedgerFile()) == []
    (night,) = under_way()  # as another start of the program finds it
    brought = asyncio.run(look(night))
    assert set(brought.photos.values()) == {"done"}
    assert under_way() == []
    lines = spending.calls(LedgerFile())
    assert all(line["state"] == "done" for line in lines)
    assert lines[0]["cost_usd"] == pytest.approx(full["cost_usd"] / 2, rel=0.05)
    assert lines[0]["total"] is None  # hours overnight say nothing of the model
    billed = server.billed
    texts = asyncio.run(write(wish, about, Given()))
    assert all(each.kept and each.value for each in texts)
    assert server.billed == billed


def test_what_is_on_its_way_is_not_asked_again(server: DemoServer, about: list[About]) -> None:
    wish = Wish("alt-text", ("gpt-6-luna",))
    handed(wish, about)
    (text,) = asyncio.run(write(wish, about[:1], Given()))
    assert text.error is not None
    assert text.error["kind"] == "under-way"
    with pytest.raises(ProviderError):
        handed(wish, about)
    server.shelf.held = True
    (night,) = under_way()
    assert asyncio.run(look(night)).night.state == "waiting"
    assert len(under_way()) == 1
    assert server.billed == 0


def test_a_batch_that_is_refused_leaves_nothing_behind(server: DemoServer, about: list[About]) -> None:
    server.misbehave(always="quota")
    with pytest.raises(OutOfCreditError):
        handed(Wish("alt-text", ("gpt-6-luna",)), about)
    assert under_way() == []
    lines = spending.calls(LedgerFile())
    assert [(line["state"], line["cost_usd"]) for line in lines] == [("failed", 0.0)] * 3
    server.misbehave()
    assert handed(Wish("alt-text", ("gpt-6-luna",)), about).night is not None


def test_not_everybody_takes_batches(server: DemoServer, about: list[About], monkeypatch: pytest.MonkeyPatch) -> None:
    from studio.app.ai.accounts import account, list_models
    from studio.store.ai_settings import AiSettings, save_ai_settings

    save_ai_settings(AiSettings(servers={"ollama": server.openai_address}))
    monkeypatch.setenv("OLLAMA_API_KEY", KEY)
    listed = asyncio.run(list_models(account("compatible", "ollama")))
    with pytest.raises(UsageError, match="takes no batches"):
        handed(Wish("alt-text", (f"ollama/{listed[0].id}",)), about)


def document(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> Any:
    assert main([*words, "--json"]) == code
    return json.loads(capsys.readouterr().out)


def test_the_command_line_hands_in_and_collects(
    server: DemoServer, about: list[About], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    photos = [str(each.photo.path) for each in about]
    (item,) = document(capsys, "overnight", "submit", "copy", *photos, "--channel", "etsy")["items"]
    assert item["photos"] == 3
    assert document(capsys, "overnight", "status")["items"][0]["id"] == item["id"]
    (brought,) = document(capsys, "overnight", "collect", "--out", str(tmp_path / "out"))["items"]
    assert set(brought["results"].values()) == {"done"}
    assert {Path(file).name for file in brought["files"].values()} == {f"photo-{number}.json" for number in range(3)}
    assert all(json.loads(Path(file).read_text("utf-8"))["title"] for file in brought["files"].values())
    billed = server.billed
    items = document(capsys, "words", "copy", *photos, "--channel", "etsy", "--model", item["model"])["items"]
    assert all(each["kept"] for each in items)  # what came overnight is there for every other command
    assert server.billed == billed
    assert document(capsys, "overnight", "status")["items"] == []
    assert main(["overnight", "submit", "scene-edit", *photos]) == 2
    assert main(["overnight", "cancel", "77"]) == 2


def test_places_are_made_overnight_by_their_words_and_written_with_marks(
    server: DemoServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["overnight", "submit", "backdrop"]) == 2  # which place?
    assert main(["overnight", "submit", "copy", "--words", "short"]) == 2  # of which photos?
    capsys.readouterr()
    places = ("a bright kitchen", "wet slate / dusk")
    options = [word for place in places for word in ("--words", place)]
    (item,) = document(capsys, "overnight", "submit", "backdrop", *options)["items"]
    assert item["photos"] == 2
    (brought,) = document(capsys, "overnight", "collect", "--out", str(tmp_path / "out"))["items"]
    assert set(brought["files"]) == set(places)
    for file in map(Path, brought["files"].values()):
        assert file.parent == tmp_path / "out"
        assert probe(file).metadata["digital_source_type"].endswith("/trainedAlgorithmicMedia")
        receipt = json.loads(Path(f"{file}.receipt.json").read_text("utf-8"))
        assert receipt["output_sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
        assert receipt["words"] in places
    billed = server.billed
    (made,) = document(capsys, "make", "backdrop", "--words", places[0], "--out", str(tmp_path / "made"))["items"]
    assert made["cost_usd"] == 0  # paid for overnight
    assert server.billed == billed


def test_places_follow_the_scenes_light_and_camera(server: DemoServer) -> None:
    light, camera = Light(azimuth=80, elevation=20, softness=0.1, warmth=0.6), Camera(pitch=45)
    places = ("a slate slab", "a linen cloth")
    wish = Wish("backdrop", ("gpt-image-2.5-flare",))
    asyncio.run(hand_in(wish, (), Given(), places=places, light=light, camera=camera))
    file = LedgerFile()
    for call in spending.calls(file):
        (words,) = (piece["words"] for piece in spending.sent(file, call["id"]))
        assert "from the right, low, hard, small light, warm white balance" in words
        assert "Camera from above" in words


def test_the_command_line_takes_light_and_camera_from_the_preset(
    server: DemoServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    preset = load_preset("clean-white")
    scene = preset.scene.model_copy(update={"light": Light(azimuth=170), "camera": Camera(pitch=5)})
    save_preset(preset.model_copy(update={"id": "frontal", "name": "Frontal", "scene": scene}))
    options = ("backdrop", "--words", "a shelf", "--preset", "frontal")
    document(capsys, "overnight", "submit", *options)
    file = LedgerFile()
    (words,) = (piece["words"] for piece in spending.sent(file, spending.calls(file)[0]["id"]))
    assert "Main light from the camera's side" in words
    assert "level with the table" in words
    document(capsys, "overnight", "collect")
    (made,) = document(capsys, "make", *options, "--out", str(tmp_path))["items"]
    assert made["cost_usd"] == 0  # the very same words


def test_the_whole_night_can_be_tried_without_a_key(
    about: list[About], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from studio.app.ai import demo

    for name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(demo, "NIGHT", 1e9)
    places = ("--words", "a shelf", "--quality", "low", "--demo")
    (item,) = document(capsys, "overnight", "submit", "backdrop", *places)["items"]
    texts = document(capsys, "overnight", "submit", "alt-text", str(about[0].photo.path), "--demo")["items"]
    assert (item["demo"], texts[0]["demo"]) == (True, True)
    # each command has a server of its own: what was handed in outlives it
    assert {each["state"] for each in document(capsys, "overnight", "collect")["items"]} == {"waiting"}
    assert len(document(capsys, "overnight", "status")["items"]) == 2
    monkeypatch.setattr(demo, "NIGHT", 0.0)
    brought = document(capsys, "overnight", "collect", "--out", str(tmp_path / "out"))["items"]
    assert [set(each["results"].values()) for each in brought] == [{"done"}, {"done"}]
    assert all(Path(file).is_file() for each in brought for file in each["files"].values())
    assert document(capsys, "overnight", "status")["items"] == []
    (words,) = document(capsys, "words", "alt-text", str(about[0].photo.path), "--demo")["items"]
    assert words["kept"]
    assert spending.sums(LedgerFile(), "day") == []  # nothing of it was spent


def test_a_quality_that_is_none_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["overnight", "submit", "backdrop", "--words", "x", "--quality", "superb", "--demo"]) == 2
    assert "There is no quality superb" in capsys.readouterr().err
