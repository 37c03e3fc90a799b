"""Who can be asked: one file per provider."""

from collections.abc import Callable

from studio.ai.providers.anthropic import Anthropic
from studio.ai.providers.compatible import Compatible
from studio.ai.providers.openai import OpenAI
from studio.model.ai import Provider
from studio.model.errors import UsageError


def _compatible(key: str | None, address: str | None) -> Provider:
    return Compatible(key, address or "http://127.0.0.1:11434/v1")


PROVIDERS: dict[str, Callable[[str | None, str | None], Provider]] = {
    "openai": OpenAI,
    "anthropic": Anthropic,
    "compatible": _compatible,
}
"""By id: a maker that takes the key and the address (None: the provider's own)."""

KEY_NAMES = {"openai": "OPENAI", "anthropic": "ANTHROPIC", "compatible": "COMPATIBLE"}
"""What the environment calls them: …_API_KEY and …_BASE_URL."""


def open_provider(provider: str, key: str | None, address: str | None = None) -> Provider:
    """Return a provider for the running event loop; raises UsageError, KeyMissingError, UnreachableError."""
    maker = PROVIDERS.get(provider)
    if maker is None:
        raise UsageError(f"No provider is called {provider}.", f"There are {', '.join(PROVIDERS)}.")
    return maker(key, address)
