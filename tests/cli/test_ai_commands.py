"""`studio models …`, `studio spend …` and refusals, as scripts use them: real SDKs, the demonstration server."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from studio.ai.demo import KEY, DemoServer
from studio.cli.main import main
from studio.store.ai_settings import load_ai_settings

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[DemoServer]:
    with DemoServer() as server:
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        monkeypatch.setenv("OPENAI_BASE_URL", server.openai_address)
        monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
        monkeypatch.setenv("ANTHROPIC_BASE_URL", server.anthropic_address)
        monkeypatch.setenv("OLLAMA_API_KEY", KEY)
        yield server


@pytest.fixture
def photo(tmp_path: Path) -> str:
    cv2.imwrite(str(tmp_path / "red.png"), np.full((90, 120, 3), (40, 40, 190), np.uint8))
    return str(tmp_path / "red.png")


def document(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> Any:
    assert main([*words, "--json"]) == code
    return json.loads(capsys.readouterr().out)


def test_accounts_and_cards_show_where_a_key_is_from_and_never_the_key(
    server: DemoServer, capsys: pytest.CaptureFixture[str]
) -> None:
    keys = document(capsys, "models", "keys")["items"]
    assert [item["id"] for item in keys] == ["openai", "anthropic"]
    assert "environment" in keys[0]["key"]
    cards = {item["id"]: item for item in document(capsys, "models", "list")["items"]}
    luna, dying, gone = cards["gpt-6-luna"], cards["gpt-4o-mini"], cards["claude-3-5-haiku"]
    assert luna["installed"]
    assert luna["key"]["source"] == "environment"
    assert luna["address"] == server.openai_address
    assert luna["price"]["read"] == "2026-11-20"
    assert (dying["status"], dying["ends"], dying["successor"]) == ("deprecated", "2027-01-14", "gpt-6-luna")
    assert (gone["status"], gone["ends"], gone["successor"]) == ("retired", "2026-02-19", "claude-haiku-5-5")
    assert cards["gpt-image-2.6-flare"]["price"]["usd_per_photo"] is None
    assert cards["embedded"]["price"] == 0
    assert main(["models", "list"]) == 0
    assert KEY not in capsys.readouterr().out


def test_a_price_of_ones_own_is_used_and_taken_back(capsys: pytest.CaptureFixture[str]) -> None:
    before = document(capsys, "models", "price", "gpt-6-luna")["price"]["usd_per_photo"]
    dearer = document(capsys, "models", "price", "gpt-6-luna", "text_in=1", "image_in=1", "text_out=5")["price"]
    assert dearer["own"]
    assert dearer["basis"] == "entered by you"
    assert dearer["usd_per_photo"] == pytest.approx(10 * before)
    assert document(capsys, "models", "price", "gpt-6-luna")["price"]["own"]
    assert main(["models", "price", "gpt-6-luna", "text_in=free"]) == 2
    assert main(["models", "price", "embedded", "text_in=1"]) == 2


def test_choosing_and_servers(server: DemoServer, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "choose", "copy", "gpt-6-luna", "claude-haiku-5-5"]) == 0
    assert load_ai_settings().tasks["copy"] == ("gpt-6-luna", "claude-haiku-5-5")
    assert main(["models", "choose", "backdrop", "gpt-6-luna"]) == 2
    assert "image-generation" in capsys.readouterr().err
    assert main(["models", "choose", "nonsense", "gpt-6-luna"]) == 2
    assert main(["models", "server", "ollama", server.openai_address]) == 0
    own = [
        item for item in document(capsys_cleared(capsys), "models", "list")["items"] if item["id"].startswith("ollama/")
    ]
    assert own
    assert all(item["where"] == "local" and item["price"] == 0 for item in own)
    assert main(["models", "server", "ollama"]) == 0
    assert load_ai_settings().servers == {}


def capsys_cleared(capsys: pytest.CaptureFixture[str]) -> pytest.CaptureFixture[str]:
    capsys.readouterr()
    return capsys


def test_lists_of_today_bring_end_dates(server: DemoServer, capsys: pytest.CaptureFixture[str]) -> None:
    items = document(capsys, "models", "refresh")["items"]
    assert {item["id"] for item in items} == {"openai", "anthropic"}
    assert all(item["models"] for item in items)
    assert server.billed == 0
    server.misbehave(always="401")
    items = document(capsys, "models", "refresh", code=1)["items"]
    assert {item["error"]["kind"] for item in items} == {"key-refused"}


def test_spend_is_summed_and_written_out(
    server: DemoServer, photo: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cost = document(capsys, "analyse", photo, "--model", "gpt-6-luna")["items"][0]["cost_usd"]
    (total,) = document(capsys, "spend", "list", "--by", "model")["items"]
    assert (total["id"], total["calls"], total["usd"]) == ("gpt-6-luna", 1, pytest.approx(cost))
    (call,) = document(capsys, "spend", "calls", "--words")["items"]
    assert [piece["what"] for piece in call["sent"]] == ["photo", "instructions", "request", "form"]
    assert main(["spend", "csv", "--out", str(tmp_path / "all.csv")]) == 0
    text = (tmp_path / "all.csv").read_text()
    assert "gpt-6-luna" in text
    assert KEY not in text


def test_a_budget_refuses_and_the_answer_to_its_question_is_an_option(
    server: DemoServer, photo: str, capsys: pytest.CaptureFixture[str]
) -> None:
    document(capsys, "spend", "budget", "--batch", "0.000001")
    item = document(capsys, "analyse", photo, "--model", "gpt-6-luna", code=1)["items"][0]
    assert item["error"]["kind"] == "over-budget"
    assert "--over-budget" in item["error"]["hint"]
    assert item["facts"]["width"] == 120
    assert server.billed == 0
    assert document(capsys, "analyse", photo, "--model", "gpt-6-luna", "--over-budget")["items"][0]["vision"]
    document(capsys, "spend", "budget", "--over", "stop")
    assert document(capsys, "analyse", photo, "--model", "gpt-6.1-sol", "--over-budget", code=1)


def test_killed_between_line_and_reply_is_unsettled_and_not_repeated(
    server: DemoServer, photo: str, capsys: pytest.CaptureFixture[str]
) -> None:
    server.misbehave(always="hang")
    command = [sys.executable, "-m", "studio", "analyse", photo, "--model", "gpt-6-luna", "--json"]
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    end = time.monotonic() + 120
    while not any(call.path.endswith("/responses") for call in server.calls):
        assert time.monotonic() < end
        time.sleep(0.02)
    os.kill(child.pid, signal.SIGKILL)
    child.communicate()
    server.misbehave()
    asked = len(server.calls)
    (lost,) = document(capsys, "spend", "unsettled")["items"]
    assert (lost["model"], lost["state"]) == ("gpt-6-luna", "unsettled")
    item = document(capsys, "analyse", photo, "--model", "gpt-6-luna", code=1)["items"][0]
    assert item["error"]["kind"] == "unsettled"
    assert "--again" in item["error"]["hint"]
    assert len(server.calls) == asked
    assert document(capsys, "analyse", photo, "--model", "gpt-6-luna", "--again")["items"][0]["vision"]
    assert document(capsys, "spend", "unsettled")["items"] == []


# What a shell starts in the background ignores Ctrl-C, and hands that on to whatever it starts.
HEARING = """import runpy, signal
signal.signal(signal.SIGINT, signal.default_int_handler)
runpy.run_module("studio", run_name="__main__", alter_sys=True)"""


def test_ctrl_c_ends_a_call_at_once_and_the_ledger_knows(
    server: DemoServer, photo: str, capsys: pytest.CaptureFixture[str]
) -> None:
    server.misbehave(always="hang")
    command = [sys.executable, "-c", HEARING, "words", "alt-text", photo, "--model", "gpt-6-luna", "--json"]
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    end = time.monotonic() + 120
    while not server.calls:
        assert time.monotonic() < end
        time.sleep(0.02)
    child.send_signal(signal.SIGINT)
    told, complaints = child.communicate(timeout=40)  # far less than the 45 seconds that the call may take
    assert (child.returncode, told) == (130, "")
    assert "Stopped." in complaints
    (line,) = document(capsys, "spend", "calls")["items"]
    assert (line["state"], line["billed"]) == ("failed", "unknown")
