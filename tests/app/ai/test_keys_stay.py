"""Keys stay in the keyring: after good calls and refused ones no file, log, export or sentence holds one."""

import asyncio
import json
import logging
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import cv2
import keyring
import numpy as np
import pytest

from studio.ai.demo import KEY, DemoServer
from studio.ai.demo.faults import Fault
from studio.ai.demo.http import Outgoing
from studio.ai.policy import Policy
from studio.app.ai.accounts import account, list_models, try_key
from studio.app.ai.calls import Wish
from studio.app.ai.overview import account_lines, listed_models
from studio.app.ai.words import About, Written, as_csv, write
from studio.app.trial.tasks import Given
from studio.model.photo import Photo
from studio.model.provider_errors import KeyRefusedError
from studio.store import spending
from studio.store.ledger_file import LedgerFile
from studio.store.secrets import save_key
from tests.store.test_secrets import Memory

WRONG = "sk-proj-4f7aQpXzR81mNcVbK2"


def echo(text: str) -> Fault:
    """A provider that says the key back, as some do."""

    def reply(_service: str) -> Outgoing:
        error = {"message": f"Incorrect API key provided: {text}.", "type": "invalid_request_error", "code": "x"}
        return Outgoing(401, json.dumps({"error": error}).encode(), {})

    return Fault(reply=reply)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[DemoServer]:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    before, memory = keyring.get_keyring(), Memory()
    keyring.set_keyring(memory)
    with DemoServer() as running:
        monkeypatch.setenv("OPENAI_BASE_URL", running.openai_address)
        yield running
    keyring.set_keyring(before)


def written(folder: Path) -> list[Written]:
    file = folder / "mug.png"
    cv2.imwrite(str(file), np.full((90, 120, 3), 90, np.uint8))
    about = About(Photo(file, PurePosixPath("mug.png")), "MUG")
    wish = Wish("alt-text", ("gpt-6-luna",), keyring_first=True)
    return asyncio.run(write(wish, [about], Given(), rules=Policy(first_wait=0.01)))


def test_no_file_log_or_export_holds_a_key(
    server: DemoServer, studio_home: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    said: list[str] = []
    with pytest.raises(KeyRefusedError) as refused:
        asyncio.run(try_key("openai", f"  {WRONG}\n"))
    said += [str(refused.value), repr(refused.value)]
    save_key("openai", f"“{WRONG}” ")
    server.misbehave(echo(WRONG))
    (failed,) = written(tmp_path)
    assert failed.error is not None
    save_key("openai", KEY)
    asyncio.run(list_models(account("openai", keyring_first=True)))
    (done,) = written(tmp_path)
    assert done.error is None
    file = LedgerFile()
    said += [spending.as_csv(file), as_csv([failed, done]), repr(account("openai", keyring_first=True))]
    file.close()
    said += [json.dumps(listed_models(keyring_first=True)), repr(account_lines()), caplog.text, repr(failed)]
    for key in (WRONG, KEY):
        assert not [text for text in said if key in text]
        files = [path for path in studio_home.rglob("*") if path.is_file()]
        assert files
        assert not [path for path in files if key.encode() in path.read_bytes()]
    assert server.billed == 1
