"""Keys: in the system's keyring only, clean, and nowhere to be read."""

from collections.abc import Iterator

import keyring
import keyring.backend
import keyring.errors
import pytest

from studio.model.errors import UsageError
from studio.store import secrets
from studio.store.ai_settings import (
    AiSettings,
    BrokenSettingsError,
    Budget,
    load_ai_settings,
    save_ai_settings,
    settings_file,
)

KEY = "sk-test-0123456789abcdef"


class Memory(keyring.backend.KeyringBackend):
    """A keyring as the library asks for one, in memory."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise keyring.errors.PasswordDeleteError


class Locked(Memory):
    def get_password(self, service: str, username: str) -> str | None:
        raise keyring.errors.KeyringLocked(f"locked, and {KEY} must not be told")


@pytest.fixture(autouse=True)
def backend(monkeypatch: pytest.MonkeyPatch) -> Iterator[Memory]:
    before = keyring.get_keyring()
    for name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    memory = Memory()
    keyring.set_keyring(memory)
    yield memory
    keyring.set_keyring(before)


def test_a_key_is_kept_clean_found_and_forgotten(backend: Memory) -> None:
    assert secrets.find_key("openai") is None
    secrets.save_key("openai", f'  "{KEY}"\r\n')
    assert list(backend.kept.values()) == [KEY]
    found = secrets.find_key("openai")
    assert found is not None
    assert (found.value, found.source, found.shown) == (KEY, "keyring", "…cdef")
    assert KEY not in repr(found)
    assert secrets.forget_key("openai")
    assert not secrets.forget_key("openai")


def test_the_environment_serves_where_nobody_sits(monkeypatch: pytest.MonkeyPatch) -> None:
    secrets.save_key("openai", KEY)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-from-the-environment\n")
    found = secrets.find_key("openai")
    assert found is not None
    assert (found.value, found.source) == ("sk-from-the-environment", "environment")
    window = secrets.find_key("openai", keyring_first=True)
    assert window is not None
    assert window.source == "keyring"


@pytest.mark.parametrize("text", ["", "  \n", "sk-one two", "sk-schlüssel", "sk-a\nsk-b", "sk-\x00"])
def test_what_cannot_be_a_key_is_refused_without_repeating_it(text: str, backend: Memory) -> None:
    with pytest.raises(UsageError) as told:
        secrets.save_key("openai", text)
    assert not backend.kept
    assert not text.strip() or text.strip() not in str(told.value)


def test_a_system_without_a_keyring_says_what_to_do() -> None:
    from keyring.backends.fail import Keyring

    keyring.set_keyring(Keyring())
    assert not secrets.has_keyring()
    assert secrets.find_key("openai") is None
    with pytest.raises(secrets.KeyringError, match="no keyring") as told:
        secrets.save_key("openai", KEY)
    assert "OPENAI_API_KEY" in told.value.hint
    assert KEY not in str(told.value)


def test_a_locked_keyring_tells_no_key() -> None:
    keyring.set_keyring(Locked())
    assert secrets.find_key("openai") is None
    with pytest.raises(secrets.KeyringError) as told:
        secrets.forget_key("openai")
    assert KEY not in str(told.value)


def test_choices_come_back_and_keys_are_not_among_them() -> None:
    chosen = AiSettings(
        {"copy": ("claude-sonnet-5-5", "gpt-6-luna")},
        Budget(5.0, None, "stop"),
        {"ollama": "http://127.0.0.1:11434/v1"},
        {"gpt-6-luna": {"text_in": 0.2}},
    )
    save_ai_settings(chosen)
    assert load_ai_settings() == chosen
    settings_file().write_text('[later]\nx = 1\n[budget]\nover = "ask"\n')
    kept = load_ai_settings()
    save_ai_settings(kept)
    assert load_ai_settings().rest == {"later": {"x": 1}}


@pytest.mark.parametrize(
    "text", ["tasks = 3", "[budget]\nmonth_usd = -1", '[budget]\nover = "maybe"', "[broken", "[tasks]\ncopy = 1"]
)
def test_broken_choices_are_told_and_left(text: str) -> None:
    settings_file().write_text(text)
    with pytest.raises(BrokenSettingsError):
        load_ai_settings()
    assert settings_file().read_text() == text
