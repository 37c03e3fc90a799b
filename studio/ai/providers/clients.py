"""The SDKs' clients, with nothing picked up from the environment behind the seller's back."""

from typing import Any
from urllib.parse import urlsplit

from studio.ai.quiet import quietly
from studio.ai.stopwatch import watch
from studio.model.provider_errors import KeyMissingError, UnreachableError

CONNECT_SECONDS = 10.0
READ_SECONDS = 600.0  # the total deadline is ours (policy); the SDK's time-out is per read only
LOOPBACK = ("127.0.0.1", "localhost", "::1")
_DIRECT: dict[str, Any] = {
    "trust_env": False,
    "mounts": {"http://": None, "https://": None, "all://": None},  # anthropic 2.11 heeds proxies in spite of trust_env
}


def clean_key(key: str | None, name: str) -> str:
    """Return the key without the spaces and line breaks that copying adds; raises KeyMissingError."""
    bare = (key or "").strip()
    if not bare:
        raise KeyMissingError(f"No key for {name} is set.", f"Enter your key for {name} under Models.")
    if not bare.isascii() or not bare.isprintable() or " " in bare:
        raise KeyMissingError(
            f"What is entered as the key for {name} cannot be one: it holds spaces or signs that no key has.",
            "Copy it again from the provider's page, without quotation marks.",
        )
    return bare


def clean_address(address: str, name: str) -> str:
    """Return a base URL fit for calls; raises UnreachableError where it is none."""
    bare = address.strip().rstrip("/")
    parts = urlsplit(bare)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UnreachableError(
            f"“{address}” is not an address of {name} that can be called.",
            "Write it with http:// or https:// in front, such as http://127.0.0.1:11434/v1.",
        )
    return bare


def is_loopback(address: str) -> bool:
    """Whether an address is on this computer."""
    return urlsplit(address).hostname in LOOPBACK


def openai_client(key: str, address: str) -> Any:
    """Return an AsyncOpenAI for the running event loop."""
    with quietly():
        import httpx2
        import openai

    client = openai.AsyncOpenAI(
        api_key=key,
        base_url=address,
        max_retries=0,
        timeout=httpx2.Timeout(READ_SECONDS, connect=CONNECT_SECONDS),
        http_client=openai.DefaultAsyncHttpxClient(
            event_hooks={"request": [watch]}, follow_redirects=False, **(_DIRECT if is_loopback(address) else {})
        ),
    )
    with quietly():  # each of them imports its own types when it is first touched
        _ = client.responses, client.images, client.chat.completions, client.models, client.files, client.batches
    return client


def anthropic_client(key: str, address: str) -> Any:
    """Return an AsyncAnthropic for the running event loop."""
    with quietly():
        import anthropic
        import httpx2

    client = anthropic.AsyncAnthropic(
        api_key=key,
        base_url=address,
        max_retries=0,
        timeout=httpx2.Timeout(READ_SECONDS, connect=CONNECT_SECONDS),
        http_client=anthropic.DefaultAsyncHttpxClient(
            event_hooks={"request": [watch]}, follow_redirects=False, **(_DIRECT if is_loopback(address) else {})
        ),
    )
    with quietly():
        _ = client.messages.batches, client.models
    return client
