"""Calls that work: the real SDKs over real sockets, each request valid by the published descriptions."""

import asyncio
import json
from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from studio.ai.demo import DemoServer
from studio.ai.demo.http import form_parts
from studio.ai.policy import call
from studio.model.ai import Reply, Request, Sent
from tests.ai.asking import Opener, Seen, with_provider

PROVIDERS = ["openai", "anthropic", "compatible"]


def ask(opener: Opener, name: str, request: Request) -> Reply:
    return asyncio.run(with_provider(opener(name), lambda provider: call(provider, request)))


@pytest.mark.parametrize("name", PROVIDERS)
def test_a_photo_becomes_checked_data(
    name: str, opener: Opener, server: DemoServer, vision: Callable[..., Request]
) -> None:
    reply = ask(opener, name, vision(name))
    assert isinstance(reply.value, Seen)
    assert "red" in reply.value.title.lower()  # it looked at the picture that was sent
    assert reply.usage.text_in > 100
    assert reply.usage.text_out > 0
    assert reply.request_id.startswith("req_demo")
    assert 0 < reply.seconds.connect <= reply.seconds.first_byte <= reply.seconds.total
    assert server.billed == 1


def test_thinking_is_told_to_be_short(opener: Opener, server: DemoServer, vision: Callable[..., Request]) -> None:
    for name in ("openai", "anthropic"):
        ask(opener, name, vision(name, effort="low"))
    first, second = (json.loads(call.request.body) for call in server.calls)
    assert first["reasoning"] == {"effort": "low"}
    assert second["output_config"]["effort"] == "low"


def test_a_scene_is_made_in_the_size_asked_for(
    opener: Opener, server: DemoServer, scene: Callable[..., Request]
) -> None:
    reply = ask(opener, "openai", scene(size=(1600, 1000)))
    assert reply.picture is not None
    with Image.open(BytesIO(reply.picture)) as opened:
        assert opened.size == (1600, 992)  # the nearest size that the model makes
    assert reply.usage.image_out > 0
    assert reply.usage.images == 1


def test_an_edit_sends_names_and_types(
    opener: Opener, server: DemoServer, scene: Callable[..., Request], photo: Sent
) -> None:
    mask = BytesIO()
    Image.new("RGBA", (photo.width, photo.height), (0, 0, 0, 0)).save(mask, "PNG")
    request = scene(pictures=(photo,), mask=Sent(mask.getvalue(), "image/png", photo.width, photo.height, "mask.png"))
    reply = ask(opener, "openai", request)
    assert reply.usage.image_in > 0
    parts = {part.name: part for part in form_parts(server.calls[0].request)}
    assert parts["image"].media_type == "image/jpeg"
    assert parts["image"].filename == "photo.jpg"
    assert parts["mask"].media_type == "image/png"


@pytest.mark.parametrize("name", PROVIDERS)
def test_the_list_of_models_is_free_and_has_end_dates(name: str, opener: Opener, server: DemoServer) -> None:
    models = asyncio.run(with_provider(opener(name), lambda provider: provider.models()))
    ends = {model.id: model.ends for model in models}
    if name == "openai":
        assert ends["gpt-4o-mini"] == date(2027, 1, 14)
    if name == "anthropic":
        assert ends["claude-sonnet-4-5"] == date(2026, 11, 30)
    assert len(models) >= 4
    assert server.billed == 0


def test_nothing_is_picked_up_from_the_environment(
    opener: Opener, server: DemoServer, vision: Callable[..., Request], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("OPENAI", "ANTHROPIC"):
        monkeypatch.setenv(f"{name}_BASE_URL", "http://127.0.0.1:9")
        monkeypatch.setenv(f"{name}_API_KEY", "another")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    for name in PROVIDERS:
        ask(opener, name, vision(name))
    assert server.billed == 3
