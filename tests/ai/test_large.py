"""Large answers: the same result as in a single go, and other threads get their turn meanwhile."""

import json
import os
import sys
import threading
from base64 import b64encode
from collections.abc import Iterator

import pytest

from studio.ai.large import LARGE, from_base64, parsed

TEXT = b64encode(os.urandom(3 * LARGE)).decode()


def reply(text: str = TEXT, **more: object) -> bytes:
    return json.dumps({"created": 1, "data": [{**more, "b64_json": text}], "usage": {"output_tokens": 7}}).encode()


@pytest.mark.parametrize(
    "body",
    [
        reply(),
        reply("AAAA"),
        reply(TEXT.replace("A", "/")).replace(b"/", rb"\/"),
        reply(revised_prompt='say "b64_json": "x"'),
        reply(b64_other='"b64_json"'),
        json.dumps([{"b64_json": TEXT}]).encode(),
        json.dumps({"output": [{"b64_json": TEXT}]}).encode(),
        json.dumps({"b64_json": 5, "data": [TEXT]}).encode(),
        json.dumps({"data": [{"b64_json": {"inside": TEXT}}]}).encode(),
        json.dumps({"data": TEXT}).encode(),
    ],
)
def test_what_is_parsed_is_what_json_says(body: bytes) -> None:
    assert parsed(body) == json.loads(body)


@pytest.mark.parametrize("body", [reply()[:-3], reply()[: 2 * LARGE], reply() + b"x", b"x" * 2 * LARGE])
def test_a_damaged_large_answer_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError, match=r"Expecting|Unterminated|Extra"):
        parsed(body)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 749_998, 749_999, 750_000, 750_001, 1_500_000])
def test_base64_in_pieces(count: int) -> None:
    data = os.urandom(count)
    assert from_base64(b64encode(data).decode()) == data


@pytest.mark.parametrize("text", ["A", "AA=A", "AA==" * 250_000 + "AAAA", "AAA\n", "ÄÄÄÄ", TEXT[:-3]])
def test_damaged_base64_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"adding|base64|ASCII|data"):
        from_base64(text)


@pytest.fixture
def short_turns() -> Iterator[None]:
    usual = sys.getswitchinterval()
    sys.setswitchinterval(0.0005)  # as while calls are under way
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("short_turns")
def test_another_thread_gets_its_turns_while_many_megabytes_are_read() -> None:
    body, done = reply(TEXT * 3), threading.Event()
    turns = 0

    def other() -> None:
        nonlocal turns
        while not done.wait(0.0005):
            turns += 1

    thread = threading.Thread(target=other)
    thread.start()
    read = from_base64(parsed(body)["data"][0]["b64_json"])
    done.set()
    thread.join()
    assert len(read) == 9 * LARGE
    assert turns >= 5, "twelve pieces, and no turn between most of them"
