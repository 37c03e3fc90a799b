"""Whom a model is asked at, with which key and at which address; and the free call that tests both."""

import asyncio
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from studio.ai.providers import open_provider
from studio.ai.providers.clients import is_loopback
from studio.app.ai.cards import keep_listing
from studio.model.ai import Provider, RemoteModel
from studio.model.provider_errors import KeyMissingError
from studio.store.ai_settings import load_ai_settings
from studio.store.secrets import Key, find_key, save_key, stripped

NAMES = {"openai": "OpenAI", "anthropic": "Anthropic", "compatible": "Your own server"}
USUAL_SERVERS = {
    "ollama": "http://127.0.0.1:11434/v1",
    "lm-studio": "http://127.0.0.1:1234/v1",
    "llama-cpp": "http://127.0.0.1:8080/v1",
}
"""Where local servers usually listen; 127.0.0.1 and not localhost, which Windows tries by IPv6 first."""


@dataclass(frozen=True)
class Account:
    """One place to ask at. `address`: None for the provider's own."""

    provider: str
    key: Key | None
    address: str | None
    server: str = ""
    demo: bool = False

    @property
    def costs_nothing(self) -> bool:
        """Whether nothing is charged: a server on this computer, or the demonstration."""
        return self.demo or (self.provider == "compatible" and is_loopback(self.address or ""))

    @property
    def usable(self) -> bool:
        """Whether there is what a call needs; an address of one's own needs no key."""
        return self.key is not None or (self.provider == "compatible" and self.address is not None)

    @property
    def listing(self) -> str:
        """The name under which its list of models is kept."""
        name = f"server:{self.server}" if self.server else self.provider
        return f"demo:{name}" if self.demo else name

    def open(self) -> Provider:
        """Return the provider for the running event loop; raises KeyMissingError, UnreachableError."""
        return open_provider(self.provider, self.key.value if self.key else None, self.address)


def account_of(card: Mapping[str, Any], *, keyring_first: bool = False) -> Account:
    """Return where a model of `model_cards` is asked."""
    return account(card["provider"], card.get("server", ""), keyring_first=keyring_first)


def account(provider: str, server: str = "", *, keyring_first: bool = False) -> Account:
    """Return a provider's account with what is set for it; OPENAI_BASE_URL and the like are obeyed, and shown."""
    address = os.environ.get(f"{provider.upper()}_BASE_URL", "").strip() or None
    if server:
        address = load_ai_settings().servers.get(server, address)
    return Account(provider, find_key(server or provider, keyring_first=keyring_first), address, server)


def all_accounts(*, keyring_first: bool = False) -> list[Account]:
    """Return every provider and server of one's own, with or without a key."""
    places = [("openai", ""), ("anthropic", ""), *(("compatible", name) for name in load_ai_settings().servers)]
    return [account(provider, server, keyring_first=keyring_first) for provider, server in places]


def is_on_this_computer(address: str) -> bool:
    """Whether what is sent there stays on this computer."""
    return is_loopback(address)


async def list_models(at: Account, today: date | None = None) -> list[RemoteModel]:
    """Ask an account for its models, which is free and so the test of its key; the list is kept.

    Raises ProviderError, WriteError.
    """
    provider = at.open()
    try:
        found = await provider.models()
    finally:
        await provider.close()
    keep_listing(at.listing, found, today or date.today())
    return found


async def try_key(provider: str, text: str) -> list[RemoteModel]:
    """Try a key before it is kept; returns the models that it opens. Raises UsageError, ProviderError."""
    return await list_models(Account(provider, Key(stripped(text), "keyring"), account(provider).address))


async def try_server(server: str, address: str, text: str) -> list[RemoteModel]:
    """Ask a server of one's own for its models, with the key that was entered or the one that is kept.

    The key is kept once the server answers. Raises UsageError, KeyringError, ProviderError.
    """
    key = Key(stripped(text), "keyring") if text.strip() else await asyncio.to_thread(find_key, server)
    found = await list_models(Account("compatible", key, address, server))
    if text.strip():
        await asyncio.to_thread(save_key, server, text)
    return found


def usable_key(at: Account) -> Account:
    """Return the account; raises KeyMissingError with the way to enter a key."""
    if not at.usable:
        name = NAMES.get(at.provider, at.provider)
        raise KeyMissingError(
            f"No key for {name} is set.",
            f"Enter it under Models, or set {at.provider.upper()}_API_KEY.",
        )
    return at
