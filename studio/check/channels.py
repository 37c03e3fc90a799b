"""The channels: one TOML file each, read from what ships with the studio and from folders of the seller's own."""

import tomllib
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

from studio.model.channel import Basis, Channel, Level, Rule, RuleSource
from studio.model.errors import StudioError, UnknownChannelError

PLAIN = "plain"


class InvalidChannelError(StudioError):
    """A channel file is broken."""

    kind = "invalid-channel"


def shipped_channels() -> Path:
    """Return the folder of shipped channel files, in a checkout or in an installed wheel."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "_shipped" / "resources" / "channels"
    return inside if inside.is_dir() else package.parent / "resources" / "channels"


def load_channels(*more: Path, on: date | None = None) -> dict[str, Channel]:
    """Return every channel by id, as its rules stand on a day (default today), in the order of their ids.

    `more` are further folders of channel files (a seller's own); a file there replaces a shipped one of the same id.
    Raises InvalidChannelError for a broken file and where no channel is found at all.
    """
    day = on or date.today()
    files = [path for folder in (shipped_channels(), *more) for path in sorted(folder.glob("*.toml"))]
    channels = {channel.id: channel for channel in (_remembered(path, path.stat().st_mtime_ns, day) for path in files)}
    if not channels:
        raise InvalidChannelError("No channel files were found.", "Install Listing Studio again.")
    return dict(sorted(channels.items()))


def find_channel(text: str, *more: Path, on: date | None = None) -> Channel:
    """Return the channel meant by "etsy-first", "etsy.first", "etsy", "Etsy" or "TikTok Shop".

    A platform's name alone means its main slot. Raises UnknownChannelError, with the nearest names in its hint.
    """
    channels = load_channels(*more, on=on)
    names = {name: channel.id for channel in channels.values() for name in _names(channel)}
    found = names.get(_plain(text))
    if found is None:
        near = get_close_matches(_plain(text), list(names), n=3, cutoff=0.6)
        ids = list(dict.fromkeys(names[name] for name in near))
        hint = f"Did you mean {' or '.join(ids)}?" if ids else "`studio channels list` names them all."
        raise UnknownChannelError(f"There is no channel named {text!r}.", hint)
    return channels[found]


@lru_cache(maxsize=256)
def _remembered(path: Path, changed: int, day: date) -> Channel:
    return read_channel(path, day)


def _plain(text: str) -> str:
    kept = "".join(letter if letter.isalnum() else "-" for letter in text.strip().lower())
    return "-".join(part for part in kept.split("-") if part)


def _names(channel: Channel) -> Iterator[str]:
    yield _plain(channel.id)
    if channel.main:
        yield _plain(channel.platform)
        yield _plain(channel.id.split("-")[0])


def read_channel(path: Path, day: date) -> Channel:
    """Return one channel file as it stands on a day; raises InvalidChannelError naming the file and the field."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        read = str(data.get("read", ""))
        sources = {key: _source(key, item, read) for key, item in data.get("sources", {}).items()}
        return Channel(
            id=data["id"],
            platform=data["platform"],
            slot=data["slot"],
            confidence=data["confidence"],
            rules={key: _rule(key, item, sources, day) for key, item in data.get("rules", {}).items()},
            unknown=tuple(data.get("unknown", ())),
            none_stated=tuple(data.get("none_stated", ())),
            main=bool(data.get("main", False)),
            note=data.get("note", ""),
        )
    except KeyError as error:
        hint = "Compare it with a shipped channel file."
        raise InvalidChannelError(f"{path.name}: {error} is missing.", hint) from error
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise InvalidChannelError(f"{path.name}: {error}.", "Mend the file or remove it.") from error


def _source(key: str, item: dict[str, Any], read: str) -> RuleSource:
    return RuleSource(key, item["url"], item["title"], item.get("date") or (f"read {read}" if read else ""))


def _rule(key: str, item: dict[str, Any], sources: dict[str, RuleSource], day: date) -> Rule:
    level, basis = item["level"], item["basis"]
    if level not in get_args(Level) or basis not in get_args(Basis):
        raise ValueError(f"rule {key}: level {level!r} or basis {basis!r} is not known")
    known = {"value", "level", "basis", "sources"}
    detail = {name: value for name, value in item.items() if name not in known}
    rule = Rule(key, item["value"], level, basis, tuple(sources[name] for name in item["sources"]), detail)
    coming = "effective" in item and day < date.fromisoformat(str(item["effective"]))
    return _before(rule, sources) if coming else rule


def _before(rule: Rule, sources: dict[str, RuleSource]) -> Rule:
    """The rule in force until a later one starts: known only from its own sources, which are not the platform's."""
    former = tuple(sources[name] for name in rule.detail.get("before_sources", ())) or rule.sources
    detail = {**rule.detail, "coming": rule.value, "coming_source": rule.sources[0]}
    return Rule(rule.key, rule.detail.get("before"), rule.level, "secondary", former, detail)
