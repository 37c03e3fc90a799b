"""Keys of providers, passwords of places: kept by the system's keyring and nowhere else, never logged or written."""

import os
from dataclasses import dataclass, field
from threading import Thread
from typing import Any, Literal

from studio.model.errors import StudioError, UsageError

SERVICE = "Listing Studio"
Source = Literal["environment", "keyring"]
_SECONDS = 20.0  # a locked keyring asks for its password; nobody may be there to answer
_HEADLESS = (
    "Set {name}_API_KEY in the environment instead, or install a keyring such as GNOME Keyring or KWallet and sign in."
)
_UNKEPT = "Type the password each time, or install a keyring such as GNOME Keyring or KWallet and sign in."


class KeyringError(StudioError):
    """The system has no keyring that can be used here and now."""

    kind = "no-keyring"


@dataclass(frozen=True)
class Key:
    """A key and where it comes from; it shows itself nowhere but in `value`."""

    value: str = field(repr=False)
    source: Source

    @property
    def shown(self) -> str:
        """What may be shown of it: its last four signs, less of a short one."""
        return f"…{self.value[-4:]}" if len(self.value) >= 12 else "…"


def find_key(provider: str, *, keyring_first: bool = False) -> Key | None:
    """Return a provider's key, None where there is none; a keyring that cannot be asked counts as having none.

    On the command line the environment (OPENAI_API_KEY, …) comes first; the window sets `keyring_first`.
    """
    looks = (_from_keyring, _from_environment) if keyring_first else (_from_environment, _from_keyring)
    return next((key for look in looks if (key := look(provider)) is not None), None)


def save_key(provider: str, text: str) -> Key:
    """Put a key into the keyring, without the blanks and line breaks that copying adds.

    Raises UsageError for what cannot be a key, KeyringError where there is no keyring.
    """
    key = stripped(text)
    _asked(provider, "set_password", SERVICE, provider, key)
    return Key(key, "keyring")


def forget_key(provider: str) -> bool:
    """Take a key out of the keyring; returns whether one was there. Raises KeyringError."""
    if _asked(provider, "get_password", SERVICE, provider) is None:
        return False
    _asked(provider, "delete_password", SERVICE, provider)
    return True


def stripped(text: str) -> str:
    """Return a key as it must be sent; raises UsageError, which does not repeat what was entered."""
    key = text.strip().strip("\"'“”").strip()
    key = key.removeprefix("Bearer ").strip()
    if not key:
        raise UsageError("No key was entered.", "Copy it from the provider's page of API keys.")
    if not key.isascii() or not key.isprintable() or any(sign.isspace() for sign in key):
        raise UsageError(
            "That cannot be a key: there are blanks, line breaks or foreign letters in it.",
            "Copy it once more, all of it and nothing else.",
        )
    return key


def find_password(place: str) -> str:
    """Return the password of a place that is delivered to, "" where none is kept or the keyring cannot be asked."""
    try:
        return _asked(place, "get_password", SERVICE, f"delivery {place}") or ""
    except KeyringError:
        return ""


def save_password(place: str, text: str) -> None:
    """Keep a place's password, or forget it where the text is empty; raises KeyringError."""
    if text:
        _asked(place, "set_password", SERVICE, f"delivery {place}", text, hint=_UNKEPT)
    elif find_password(place):
        _asked(place, "delete_password", SERVICE, f"delivery {place}", hint=_UNKEPT)


def has_keyring() -> bool:
    """Whether keys can be kept here."""
    try:
        _asked("any", "get_password", SERVICE, "any")
    except KeyringError:
        return False
    return True


def _from_environment(provider: str) -> Key | None:
    try:
        return Key(stripped(os.environ.get(f"{_name(provider)}_API_KEY", "")), "environment")
    except UsageError:
        return None


def _from_keyring(provider: str) -> Key | None:
    try:
        found = _asked(provider, "get_password", SERVICE, provider)
    except KeyringError:
        return None
    return Key(found, "keyring") if found else None


def _asked(provider: str, action: str, *words: str, hint: str = _HEADLESS) -> Any:
    """Call the keyring on a thread of its own: it may wait for a person, and must not hold the program."""
    answer: list[Any] = []
    thread = Thread(target=_answer, args=(action, words, answer), name="keyring", daemon=True)
    thread.start()
    thread.join(_SECONDS)
    if not answer:
        raise KeyringError("The system's keyring does not answer.", "Unlock it, then try again.")
    if not isinstance(answer[0], Exception):
        return answer[0]
    kind = type(answer[0]).__name__
    hint = hint.format(name=_name(provider))
    if kind == "NoKeyringError":
        raise KeyringError("This system has no keyring, so that no key can be kept.", hint)
    raise KeyringError(f"The system's keyring refused ({kind}).", hint)


def _answer(action: str, words: tuple[str, ...], answer: list[Any]) -> None:
    try:
        import keyring

        answer.append(getattr(keyring, action)(*words))
    except Exception as error:  # every backend has errors of its own, and D-Bus adds others
        answer.append(error)


def _name(provider: str) -> str:
    return provider.upper().replace("-", "_")
