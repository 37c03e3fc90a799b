"""Trials and analysis with a vision model, through the real SDKs to the demonstration server, and the command line."""

import asyncio
import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

import cv2
import numpy as np
import pytest

from studio.ai.demo import KEY, DemoServer
from studio.ai.policy import Policy
from studio.app.ai.calls import Wish
from studio.app.trial.item import TrialItem
from studio.app.trial.report import as_html, write_reports
from studio.app.trial.trial import Trial, run_trial, sums
from studio.check import label_text
from studio.cli.main import main
from studio.model.errors import UsageError
from studio.model.photo import Photo
from studio.store.ledger_file import LedgerFile
from studio.store.spending import calls

QUICK = Policy(first_wait=0.01)
BOTH = ("gpt-6-luna", "claude-haiku-5-5")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[DemoServer]:
    with DemoServer() as server:
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        monkeypatch.setenv("OPENAI_BASE_URL", server.openai_address)
        monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
        monkeypatch.setenv("ANTHROPIC_BASE_URL", server.anthropic_address)
        yield server


@pytest.fixture
def photos(tmp_path: Path) -> list[Photo]:
    found = []
    for number, name in enumerate(("=red.png", "blue <b>.png")):
        pixels = np.full((120, 160, 3), 235, np.uint8)
        pixels[30:90, 40:120] = (40, 30, 180) if number else (190, 40, 40)
        cv2.imwrite(str(tmp_path / name), pixels)
        found.append(Photo(tmp_path / name, PurePosixPath(name)))
    return found


def tried(wish: Wish, photos: list[Photo], folder: Path, words: str = "") -> Trial:
    return asyncio.run(run_trial(wish, photos, folder, words=words, rules=QUICK))


def test_models_are_compared_on_ones_own_photos(server: DemoServer, photos: list[Photo], tmp_path: Path) -> None:
    trial = tried(Wish("identify", BOTH), photos, tmp_path / "trial")
    assert [(item.photo, item.model) for item in trial.items] == [(p.relative.name, m) for p in photos for m in BOTH]
    assert all(item.status == "done" for item in trial.items)
    for item in trial.items:
        assert item.output is not None
        assert json.loads((trial.folder / item.output).read_text())["category"]
        assert item.seconds is not None
        assert item.seconds > 0
        assert item.cost_usd is not None
        assert 0 < item.cost_usd < 0.01
        assert 0 <= item.scores["agreement"] <= 1
    for each in trial.summary:
        assert each.failures == 0
        assert each.median_seconds is not None
        assert each.p95_seconds is not None
        assert each.median_seconds <= each.p95_seconds
    assert server.billed == 4


def test_a_second_trial_pays_nothing_and_still_tells_time_and_price(
    server: DemoServer, photos: list[Photo], tmp_path: Path
) -> None:
    first = tried(Wish("alt-text", BOTH), photos, tmp_path / "a")
    second = tried(Wish("alt-text", BOTH), photos, tmp_path / "b")
    assert server.billed == 4
    for before, after in zip(first.items, second.items, strict=True):
        assert after.kept
        assert (after.seconds, after.cost_usd) == (before.seconds, before.cost_usd)


def test_failures_are_counted_and_said_and_stop_nobody_else(
    server: DemoServer, photos: list[Photo], tmp_path: Path
) -> None:
    server.misbehave("refusal")
    trial = tried(Wish("identify", ("gpt-6-luna",)), photos, tmp_path / "trial")
    assert [item.status for item in trial.items] == ["failed", "done"]
    assert trial.items[0].error is not None
    assert trial.items[0].error["kind"] == "refused"
    assert trial.items[0].error["hint"]
    assert trial.summary[0].failures == 1


def test_reports_can_be_opened_anywhere_and_run_nothing(
    server: DemoServer, photos: list[Photo], tmp_path: Path
) -> None:
    trial = tried(Wish("backdrop", ("gpt-image-2",)), photos, tmp_path / "trial", words="<script>x</script>")
    places = write_reports(trial)
    page = places["html"].read_text()
    assert "data:image/png;base64," in page
    assert "blue &lt;b&gt;.png" in page
    assert "<script" not in page
    rows = list(csv.DictReader(places["csv"].read_text().splitlines()))
    assert rows[0]["photo"] == "'=red.png"
    assert json.loads(places["json"].read_text())["task"] == "backdrop"


def test_sums_say_unknown_rather_than_less() -> None:
    items = [
        TrialItem("a", "m", "done", 1.0, 0.5, None, {"x": 1.0}),
        TrialItem("b", "m", "done", 3.0, None, None, {"x": 0.5}),
        TrialItem("c", "m", "failed", cost_usd=0.0, error={"kind": "k", "message": "", "hint": ""}),
    ]
    (found,) = sums(items, ["m"])
    assert (found.median_seconds, found.p95_seconds, found.cost_usd, found.failures) == (2.0, 3.0, None, 1)
    assert found.score == 0.75
    (none,) = sums([], ["m"])
    assert (none.median_seconds, none.score, none.cost_usd) == (None, None, 0)


def test_a_failure_that_is_charged_counts(server: DemoServer, photos: list[Photo], tmp_path: Path) -> None:
    server.misbehave("refusal")
    trial = tried(Wish("identify", ("gpt-6-luna",), batch="b"), photos[:1], tmp_path / "trial")
    cost = trial.summary[0].cost_usd
    assert cost is not None
    assert cost > 0


def test_surroundings_are_made_and_the_product_is_the_photos_own(
    server: DemoServer, photos: list[Photo], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(label_text, "can_read", lambda: False)  # lettering has tests of its own
    trial = tried(Wish("scene-edit", ("gpt-image-2",)), photos[:1], tmp_path / "trial", words="on a wooden table")
    (item,) = trial.items
    assert item.error is None or item.error["kind"] == "product-changed"
    assert item.scores["fidelity"] == 1.0
    assert item.seconds
    assert (trial.folder / (item.output or "")).is_file()


def test_pictures_are_scored_by_a_channels_rules_and_results_of_one_name_stay_apart(
    server: DemoServer, photos: list[Photo], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    for ending in (".png", ".jpg"):
        cv2.imwrite(str(tmp_path / "in" / f"red{ending}"), cv2.imread(str(photos[0].path)))
    words = ("trial", "backdrop", str(tmp_path / "in"), "--out", str(tmp_path / "o"), "--channel", "amazon-main")
    told = document(capsys, *words, "--models", "gpt-image-2,gpt-image-2")
    assert [item["photo"] for item in told["items"]] == ["red.jpg", "red.png"]  # a model named twice is asked once
    assert len({item["output"] for item in told["items"]}) == 2
    assert all(0 < item["scores"]["rules"] < 1 for item in told["items"])  # a place is not pure white


def test_local_methods_are_tried_without_any_provider(photos: list[Photo], tmp_path: Path) -> None:
    trial = tried(Wish("cutout", ("classical",)), photos, tmp_path / "trial")
    assert [item.error for item in trial.items] == [None, None]
    assert all(item.cost_usd == 0 and item.seconds for item in trial.items)
    assert calls(LedgerFile()) == []
    assert "base64" in as_html(trial)


@pytest.mark.parametrize(
    ("task", "models", "says"),
    [
        ("nonsense", "gpt-6-luna", "no task"),
        ("identify", "gpt-image-2", "lacks json, vision"),
        ("copy", "", "Name the models"),
    ],
)
def test_wrong_wishes_are_wrong_usage(
    task: str, models: str, says: str, photos: list[Photo], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["trial", task, str(photos[0].path), "--models", models]) == 2
    assert says in capsys.readouterr().err


def document(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> Any:
    assert main([*words, "--json"]) == code
    return json.loads(capsys.readouterr().out)


def test_the_commands_document_is_the_contracts(
    server: DemoServer, photos: list[Photo], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = document(
        capsys, "trial", "alt-text", str(photos[0].path), "--models", ",".join(BOTH), "--out", str(tmp_path / "o")
    )
    assert told["task"] == "alt-text"
    fields = {"photo", "model", "seconds", "cost_usd", "status", "error", "scores", "output"}
    assert all(set(item) >= fields for item in told["items"])
    sums = {"model", "median_seconds", "p95_seconds", "cost_usd", "failures", "score"}
    assert all(set(each) >= sums for each in told["summary"])
    measured = {item["id"]: item["measured"] for item in document(capsys, "models", "list")["items"]}
    assert measured["gpt-6-luna"]["calls"] == 1
    assert measured["gpt-6-astra"] is None


def test_a_demonstration_says_nothing_of_a_model(
    photos: list[Photo], capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    told = document(capsys, "analyse", str(photos[0].path), "--model", "gpt-6-luna", "--demo")
    assert told["items"][0]["cost_usd"] == 0
    assert told["items"][0]["vision"]["category"]
    cards = document(capsys, "models", "list")["items"]
    assert all(card["measured"] is None for card in cards if card["where"] == "cloud")
    (line,) = calls(LedgerFile())
    assert (line["provider"], line["place"]) == ("demo:openai", "local")


def test_analysis_keeps_the_local_facts_when_the_cloud_fails(
    server: DemoServer, photos: list[Photo], capsys: pytest.CaptureFixture[str]
) -> None:
    good = document(capsys, "analyse", str(photos[0].path), "--model", "gpt-6-luna")["items"][0]
    assert good["vision"]["model"] == "gpt-6-luna"
    assert {"objects", "category", "condition", "attributes", "alt_text"} <= set(good["vision"])
    assert good["cost_usd"] > 0
    server.misbehave(always="quota")
    bad = document(capsys, "analyse", str(photos[1].path), "--model", "gpt-6-luna", code=1)["items"][0]
    assert bad["facts"]["width"] == 160
    assert bad["vision"] is None
    assert bad["error"]["kind"] == "out-of-credit"
    assert document(capsys, "analyse", str(photos[1].path))["items"][0]["cost_usd"] == 0


def test_a_retired_model_names_its_successor(photos: list[Photo], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["analyse", str(photos[0].path), "--model", "claude-3-5-haiku"]) == 2
    assert "claude-haiku-5-5" in capsys.readouterr().err


def test_a_trial_without_models_is_refused(photos: list[Photo], tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Name the models"):
        tried(replace(Wish("identify")), photos, tmp_path)


def test_enlarging_is_tried_by_two_methods(photos: list[Photo], tmp_path: Path) -> None:
    trial = tried(Wish("upscale", ("back-projection", "lanczos")), photos, tmp_path / "trial")
    assert [item.error for item in trial.items] == [None] * 4
    for item in trial.items:
        assert item.output is not None
        assert cv2.imread(str(trial.folder / item.output)).shape == (240, 320, 3)
    own, plain = (each.scores["returns"] for each in trial.summary)
    assert plain < own <= 1


def test_retouching_is_tried_where_it_is_marked(
    server: DemoServer, photos: list[Photo], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mask = np.zeros((120, 160), np.uint8)
    mask[40:60, 50:70] = 255
    cv2.imwrite(str(tmp_path / "mask.png"), mask)
    words = ["trial", "retouch", str(photos[0].path), "--models", "gpt-image-2", "--out", str(tmp_path / "trial")]
    assert main([*words, "--mask", str(tmp_path / "mask.png"), "--json"]) == 0
    (item,) = json.loads(capsys.readouterr().out)["items"]
    assert item["scores"]["fidelity"] == 1
    before = cv2.imread(str(photos[0].path))
    after = cv2.imread(str(tmp_path / "trial" / item["output"]))
    assert (after[80:] == before[80:]).all()
    assert main(words) == 2  # without a mask nobody knows where
    assert "--mask" in capsys.readouterr().err
    trial = tried(Wish("retouch", ("gpt-image-2",)), photos[:1], tmp_path / "unmarked")
    assert trial.items[0].error is not None
    assert "needs to know where" in trial.items[0].error["message"]
