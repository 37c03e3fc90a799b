"""Whatever a peer sends as JSON, what comes of it is a checked reply or a sentence: never another exception."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.ai.demo import anthropic_endpoints, openai_endpoints, scenery
from studio.ai.providers import compatible, images, messages, openai_batches, responses
from studio.ai.wire import Answered
from studio.model.ai import Reply, Request, Seconds
from studio.model.provider_errors import ProviderError
from tests.ai.asking import Seen

WORDS = Request("identify", "gpt-6-luna", "What is it?", answer=Seen)
CLAUDE = Request("identify", "claude-haiku-5-5", "What is it?", answer=Seen)
PLACE = Request("backdrop", "gpt-image-2.5-flare", "A room", quality="low")


def good(kind: str) -> dict[str, Any]:
    if kind == "responses":
        return openai_endpoints.responses(responses.body_of(WORDS), 1)
    if kind == "messages":
        return anthropic_endpoints.messages(messages.body_of(CLAUDE), 1)
    if kind == "chat":
        return openai_endpoints.chat(compatible.body_of(WORDS), 1)
    small = {"data": [{"b64_json": scenery.encoded_scene(64, 64, "png")}]}
    return openai_endpoints.generations(images.body_of(PLACE), 1) | small


READERS: dict[str, Callable[[Answered], Reply]] = {
    "responses": lambda answered: responses.read(answered, WORDS),
    "messages": lambda answered: messages.read(answered, CLAUDE),
    "chat": lambda answered: compatible._read(answered, WORDS, "It"),
    "images": lambda answered: images.read(answered, PLACE),
}
GOOD = {kind: good(kind) for kind in READERS}
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path]
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        found += places(value, (*path, key))
    return found


def changed(data: Any, path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return value
    result = copy.deepcopy(data)
    inner = result
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return result


@pytest.mark.parametrize("kind", READERS)
def test_a_good_reply_is_read(kind: str) -> None:
    reply = READERS[kind](Answered(GOOD[kind], "", Seconds()))
    assert (reply.value is None) == (kind == "images")


@pytest.mark.parametrize("kind", READERS)
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_part_may_be_anything(kind: str, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(places(GOOD[kind])[1:]))
    spoilt = changed(GOOD[kind], path, data.draw(ANYTHING))
    try:
        reply = READERS[kind](Answered(spoilt, "", Seconds()))
    except ProviderError as error:
        told = bool(error.hint) and error.usage is not None  # whatever it cost is told
        assert told, error  # noqa: PT017
    else:
        assert isinstance(reply, Reply)
        assert all(count >= 0 for count in (reply.usage.text_in, reply.usage.text_out, reply.usage.image_out))
        assert isinstance(reply.model, str)


@settings(max_examples=100, deadline=None)
@given(st.lists(ANYTHING, max_size=4))
def test_any_lines_of_a_batch(lines: list[Any]) -> None:
    from studio.ai.providers.batch_lines import of_lines

    data = b"".join(json.dumps(line).encode() + b"\n" for line in lines) + b"{broken\n\xff\n"
    for line in of_lines(data):
        assert isinstance(openai_batches._outcome(line, WORDS), Reply | ProviderError)
