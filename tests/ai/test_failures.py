"""Every way in which a provider misbehaves ends in a sentence with a cure, and nothing is billed twice."""

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from studio.ai.demo import DemoServer
from studio.ai.demo.faults import FAULTS, Fault, busy, busy_until
from studio.ai.demo.http import Outgoing
from studio.ai.policy import Policy, call
from studio.model import provider_errors as errors
from studio.model.ai import Reply, Request
from studio.model.provider_errors import ProviderError
from tests.ai.asking import MODELS, Opener, Seen, with_provider

QUICK = Policy(deadline=20, first_wait=0.01)
PAID = ["openai", "anthropic"]

TEXT: dict[str, type[ProviderError] | None] = {
    "401": errors.KeyRefusedError,
    "402": errors.OutOfCreditError,
    "quota": errors.OutOfCreditError,
    "403": errors.NotAllowedError,
    "404": errors.UnknownRemoteModelError,
    "413": errors.TooMuchSentError,
    "moderation": errors.ModeratedError,
    "502": errors.ProviderDownError,
    "307": errors.NotTheProviderError,
    "reset": errors.BrokenOffError,
    "reset-first": errors.BrokenOffError,
    "cut": errors.BrokenOffError,
    "longer": errors.BrokenOffError,
    "shorter": errors.WrongAnswerError,
    "malformed": errors.WrongAnswerError,
    "empty": errors.WrongAnswerError,
    "null": errors.WrongAnswerError,
    "html": errors.NotTheProviderError,
    "html-as-json": errors.NotTheProviderError,
    "wrong-shape": errors.WrongAnswerError,
    "refusal": errors.RefusedError,
    "cut-short": errors.CutShortError,
    "not-json": errors.WrongAnswerError,
    "silent": errors.WrongAnswerError,
    "out-of-bounds": errors.WrongAnswerError,
    "nan": errors.WrongAnswerError,
    "30-mb": errors.WrongAnswerError,
    # mended or waited for
    "429-now": None,
    "429-nonsense": None,
    "500": None,
    "503": None,
    "529": None,
    "fenced": None,
    "chatty": None,
    "no-usage": None,
}
PICTURES: dict[str, type[ProviderError] | None] = {
    "moderation": errors.ModeratedError,
    "quota": errors.OutOfCreditError,
    "reset": errors.BrokenOffError,
    "cut": errors.BrokenOffError,
    "malformed": errors.WrongAnswerError,
    "wrong-shape": errors.WrongPictureError,
    "picture-other-shape": errors.WrongPictureError,
    "picture-other-kind": errors.WrongPictureError,
    "picture-broken": errors.WrongPictureError,
    "picture-not-base64": errors.WrongPictureError,
    "picture-by-address": errors.WrongPictureError,
    "picture-other-size": None,
    "500": errors.ProviderDownError,  # not again by itself: a picture is dear
    "529": None,
}
BY_TIME = {"hang", "hang-first", "drip", "429", "429-absurd"}


def test_every_fault_is_tried() -> None:
    assert set(FAULTS) == set(TEXT) | set(PICTURES) | BY_TIME


def outcome(opener: Opener, name: str, request: Request, policy: Policy = QUICK) -> Reply | ProviderError:
    try:
        return asyncio.run(with_provider(opener(name), lambda provider: call(provider, request, policy)))
    except ProviderError as error:
        return error


def speaks(error: ProviderError) -> None:
    assert error.message.endswith((".", "”"))
    assert error.hint.endswith(".")
    assert "sk-demo" not in str(error)  # not even a key that the provider repeats
    assert "demo-key" not in repr(error.args)
    assert error.__cause__ is None  # the SDK's own holds the request with its key


@pytest.mark.parametrize("fault", TEXT)
@pytest.mark.parametrize("name", PAID)
def test_text(name: str, fault: str, opener: Opener, server: DemoServer, vision: Callable[..., Request]) -> None:
    server.misbehave(fault)
    got = outcome(opener, name, vision(name))
    expected = TEXT[fault]
    if expected is None:
        assert isinstance(got, Reply), got
        assert isinstance(got.value, Seen)
        assert got.usage.estimated is (fault == "no-usage")
    else:
        assert type(got) is expected, got
        speaks(got)
        assert len(server.calls) == 1  # not repeated
        if got.billed == "yes":
            assert got.usage is not None
            assert got.usage.text_in > 0
        assert (got.billed == "no") <= (server.billed == 0)  # what is said to be free was free
    assert server.billed <= 1


@pytest.mark.parametrize("fault", PICTURES)
def test_pictures(fault: str, opener: Opener, server: DemoServer, scene: Callable[..., Request]) -> None:
    server.misbehave(fault)
    got = outcome(opener, "openai", scene())
    expected = PICTURES[fault]
    if expected is None:
        assert isinstance(got, Reply), got
        assert (fault == "picture-other-size") == bool(got.notes)
    else:
        assert type(got) is expected, got
        speaks(got)
        assert (got.billed == "no") <= (server.billed == 0)
    assert server.billed <= 1


def test_a_server_of_ones_own_is_asked_again(
    opener: Opener, server: DemoServer, vision: Callable[..., Request]
) -> None:
    server.misbehave("reset", "cut")
    got = outcome(opener, "compatible", vision("compatible"))
    assert isinstance(got, Reply)  # it costs nothing
    assert got.seconds.attempts == 3


@pytest.mark.parametrize("fault", ["refusal", "cut-short", "wrong-shape", "fenced", "not-json"])
def test_a_server_of_ones_own_speaks_too(
    fault: str, opener: Opener, server: DemoServer, vision: Callable[..., Request]
) -> None:
    server.misbehave(fault)
    got = outcome(opener, "compatible", vision("compatible"))
    expected = TEXT[fault]
    assert isinstance(got, Reply) if expected is None else type(got) is expected


@pytest.mark.parametrize("fault", ["hang", "hang-first", "drip"])
@pytest.mark.parametrize("name", PAID)
def test_the_total_time_ends_what_never_ends(
    name: str, fault: str, opener: Opener, server: DemoServer, vision: Callable[..., Request]
) -> None:
    server.misbehave(always=fault)
    got = outcome(opener, name, vision(name), Policy(deadline=0.5))
    assert type(got) is errors.TooLateError
    assert got.billed == "unknown"
    speaks(got)
    assert len(server.calls) == 1


@pytest.mark.parametrize("name", PAID)
def test_a_wait_that_is_asked_for_is_kept(
    name: str, opener: Opener, server: DemoServer, vision: Callable[..., Request]
) -> None:
    waits: list[float] = []

    def told(seconds: float, reason: str) -> None:
        assert reason
        waits.append(seconds)

    server.misbehave(busy("0.4"), busy_until(1.5), busy("31536000"))
    policy = Policy(deadline=20, longest_wait=0.7)
    began = time.perf_counter()
    provider_call = lambda provider: call(provider, vision(name), policy, on_wait=told)  # noqa: E731
    got = asyncio.run(with_provider(opener(name), provider_call))
    assert waits[0] == 0.4
    assert 0 <= waits[1] <= 0.7  # a date has whole seconds
    assert waits[2] == 0.7  # not a year
    assert time.perf_counter() - began >= sum(waits)
    assert got.seconds.total >= sum(waits)
    assert got.seconds.attempts == 4
    assert server.billed == 1


def test_a_wait_beyond_the_total_time_is_not_begun(
    opener: Opener, server: DemoServer, vision: Callable[..., Request]
) -> None:
    server.misbehave(always="429-absurd")
    began = time.perf_counter()
    got = outcome(opener, "openai", vision("openai"), Policy(deadline=15))
    assert type(got) is errors.TooLateError
    assert got.billed == "no"
    assert time.perf_counter() - began < 14
    speaks(got)


def test_the_total_time_can_be_set_from_outside(
    opener: Opener, server: DemoServer, vision: Callable[..., Request], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUDIO_DEADLINE", "0.4")
    server.misbehave(always="hang")
    got = outcome(opener, "openai", vision("openai"), Policy())
    assert type(got) is errors.TooLateError


def test_a_provider_that_asks_not_to_be_asked_again_is_heeded(
    opener: Opener, server: DemoServer, vision: Callable[..., Request]
) -> None:
    overloaded = FAULTS["529"].reply
    assert overloaded is not None
    said = overloaded("openai")
    server.misbehave(always=Fault(reply=lambda _service: replace(said, headers={"x-should-retry": "false"})))
    assert type(outcome(opener, "openai", vision("openai"))) is errors.ProviderDownError
    assert len(server.calls) == 1


def test_attempts_end(opener: Opener, server: DemoServer, vision: Callable[..., Request]) -> None:
    server.misbehave(always="529")
    got = outcome(opener, "anthropic", vision("anthropic"), Policy(deadline=20, attempts=3, first_wait=0.01))
    assert type(got) is errors.ProviderDownError
    assert len(server.calls) == 3
    assert server.billed == 0


@pytest.mark.parametrize("key", ["", "  \n", "sk-ä", "two words", "line\nbreak"])
@pytest.mark.parametrize("name", PAID)
def test_what_cannot_be_a_key_is_said_at_once(name: str, key: str, opener: Opener, server: DemoServer) -> None:
    with pytest.raises(errors.KeyMissingError) as caught:
        opener(name, key)
    speaks(caught.value)
    assert not server.calls


@pytest.mark.parametrize("name", PAID)
def test_a_key_in_the_providers_own_words_is_not_passed_on(
    name: str, opener: Opener, server: DemoServer, vision: Callable[..., Request]
) -> None:
    said = {"message": "Key sk-proj-1234567890abcdef (Bearer geheim-99) may not use gpt-6-luna.", "type": "permission"}
    body = json.dumps({"type": "error", "error": said}).encode()
    server.misbehave(always=Fault(reply=lambda _service: Outgoing(403, body)))
    provider, request = opener(name), vision(name)
    with pytest.raises(errors.NotAllowedError) as caught:
        asyncio.run(with_provider(provider, lambda it: call(it, request, QUICK)))
    told = f"{caught.value.message} {caught.value.hint} {caught.value!r}"
    assert "may not use gpt-6-luna" in told
    assert "1234567890" not in told
    assert "geheim" not in told


def test_a_copied_line_break_does_no_harm(opener: Opener, server: DemoServer, vision: Callable[..., Request]) -> None:
    for name in PAID:
        provider = opener(name, " demo-key\n")
        asyncio.run(with_provider(provider, lambda provider, name=name: call(provider, vision(name))))
    assert server.billed == 2


def test_no_one_at_the_address(vision: Callable[..., Request]) -> None:
    from studio.ai.providers.compatible import Compatible

    async def work() -> None:
        provider = Compatible(None, "http://127.0.0.1:9/v1")
        await with_provider(provider, lambda it: call(it, vision("compatible"), Policy(deadline=5, attempts=2)))

    with pytest.raises((errors.UnreachableError, errors.TooLateError)) as caught:
        asyncio.run(work())
    speaks(caught.value)
    assert caught.value.billed == "no"


@pytest.mark.parametrize("address", ["localhost:11434/v1", "ftp://x", "http://", "nonsense"])
def test_what_is_no_address_is_said_at_once(address: str) -> None:
    from studio.ai.providers.compatible import Compatible

    with pytest.raises(errors.UnreachableError) as caught:
        Compatible(None, address)
    speaks(caught.value)
    assert "http://" in caught.value.hint


def test_models_are_named(opener: Opener, server: DemoServer, vision: Callable[..., Request]) -> None:
    got = outcome(opener, "openai", vision("openai", model="gpt-image-1"))
    assert type(got) is errors.UnknownRemoteModelError
    server.violations.clear()  # it was meant
    assert MODELS["openai"] not in got.message
