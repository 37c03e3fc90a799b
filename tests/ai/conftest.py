"""The demo provider as a peer, strict by the published descriptions where they lie beside the checkout."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from studio.ai.demo import KEY, DemoServer
from studio.ai.pictures import reduced
from studio.ai.providers.anthropic import Anthropic
from studio.ai.providers.compatible import Compatible
from studio.ai.providers.openai import OpenAI
from studio.model.ai import Provider, Request, Sent
from studio.model.picture import Picture
from tests.ai.asking import MODELS, Opener, Seen
from tests.ai.published import validators


@pytest.fixture
def server() -> Iterator[DemoServer]:
    with DemoServer(validators=validators(), drip=0.02) as running:
        yield running
        assert not running.violations


@pytest.fixture
def photo() -> Sent:
    rgb = np.full((300, 400, 3), 245, np.uint8)
    rgb[60:240, 100:300] = (190, 40, 40)
    return reduced(Picture(rgb))


@pytest.fixture
def opener(server: DemoServer) -> Opener:
    """Open a provider inside the running loop."""

    def open_one(name: str, key: str = KEY) -> Provider:
        if name == "anthropic":
            return Anthropic(key, server.anthropic_address)
        return (OpenAI if name == "openai" else Compatible)(key, server.openai_address)

    return open_one


@pytest.fixture
def vision(photo: Sent) -> Callable[..., Request]:
    def make(provider: str, **changes: Any) -> Request:
        values: dict[str, Any] = {
            "model": MODELS[provider],
            "prompt": "What is it?",
            "instructions": "Be brief.",
            "pictures": (photo,),
        }
        return Request("identify", answer=Seen, **(values | changes))

    return make


@pytest.fixture
def scene(photo: Sent) -> Callable[..., Request]:
    def make(**changes: Any) -> Request:
        values: dict[str, Any] = {"prompt": "A bright kitchen", "size": (1024, 1024), "quality": "low"}
        return Request("backdrop", **({"model": "gpt-image-2.5-flare"} | values | changes))

    return make
