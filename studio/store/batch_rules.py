"""House rules of the queue: quiet hours, how much of the computer batches may take, and whom to tell of trouble.

Kept as `batches.toml` under the studio's home, for whoever works the queue off: window, command line, server. Addresses
of messengers often hold a password; the file is for its owner's eyes alone.
"""

import os
import tomllib
from dataclasses import asdict, dataclass, fields, replace
from datetime import time
from functools import lru_cache
from pathlib import Path
from typing import Any

from studio.model.errors import StudioError, UsageError
from studio.store import atomic, paths
from studio.store.webhook_signature import is_secret, new_secret


class BrokenRulesError(StudioError):
    """The file of the rules cannot be read."""

    kind = "broken-settings"


@dataclass(frozen=True)
class BatchRules:
    """`quiet`: "08:00-18:00", hours in which no further photo is begun, "" for none. None: as many as make sense.

    `cores`: photos at once. `memory_mb`: of one process. `calls`: to one AI provider at the same time. `failures`: per
    cent of failed photos that are alarming. `stalled`: minutes without a finished photo that are. `disk_mb`: free space
    below which a warning is due. `budget`: per cent of the month's AI budget spent at which one is. `webhook`: where
    alerts are posted as JSON, signed with `secret`. `messengers`: addresses as apprise knows them.
    """

    quiet: str = ""
    cores: int | None = None
    memory_mb: int | None = None
    calls: int | None = None
    failures: float = 20.0
    stalled: float = 10.0
    disk_mb: float = 500.0
    budget: float = 80.0
    webhook: str = ""
    secret: str = ""
    messengers: tuple[str, ...] = ()

    @property
    def quiet_hours(self) -> tuple[time, time] | None:
        """The hours; raises UsageError where they are none."""
        return hours_of(self.quiet) if self.quiet else None


def rules_file() -> Path:
    """Return the place of the file."""
    return paths.home() / "batches.toml"


def load_rules() -> BatchRules:
    """Return the rules; none chosen is fine. Raises BrokenRulesError. Costs a look at the file's age."""
    file = rules_file()
    try:
        return _read(file, file.stat().st_mtime_ns)
    except FileNotFoundError:
        return BatchRules()
    except (OSError, ValueError, TypeError, UsageError) as error:
        raise BrokenRulesError(
            f"{file} cannot be read: {error}.", "Correct the file, or remove it to begin with the usual rules."
        ) from error


def usual_rules() -> BatchRules:
    """Return the rules for work that must go on: where they cannot be read, none were chosen."""
    try:
        return load_rules()
    except StudioError:
        return BatchRules()


@lru_cache(maxsize=4)
def _read(file: Path, changed: int) -> BatchRules:
    data: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    known = {field.name for field in fields(BatchRules)}
    values = {name: value for name, value in data.items() if name in known}
    if "messengers" in values:
        values["messengers"] = tuple(str(each) for each in values["messengers"])
    rules = BatchRules(**values)
    checked(rules)
    return rules


def checked(rules: BatchRules) -> BatchRules:
    """Return the rules; raises UsageError for one that cannot be meant."""
    if rules.quiet:
        hours_of(rules.quiet)
    for name in ("cores", "memory_mb", "calls"):
        value = getattr(rules, name)
        if value is not None and (not isinstance(value, int) or value < 1):
            raise UsageError(f"{value} is no {name.partition('_')[0]} limit.", "Give a whole number above 0.")
    if rules.webhook and not rules.webhook.startswith(("http://", "https://")):
        raise UsageError(f"{rules.webhook} is no address of a webhook.", "It begins with https://.")
    if rules.secret and not is_secret(rules.secret):
        raise UsageError("The secret of the webhook is none.", "Remove it for a new one, or write whsec_ and base64.")
    return rules


def with_secret(rules: BatchRules) -> BatchRules:
    """Return the rules with a secret to sign with, their own where they have one."""
    return rules if rules.secret else replace(rules, secret=new_secret())


def save_rules(rules: BatchRules) -> BatchRules:
    """Write them in one step, readable by their owner alone, and return what was written: a webhook gets a secret.

    Raises WriteError, UsageError.
    """
    import tomli_w

    rules = with_secret(checked(rules)) if rules.webhook else replace(checked(rules), secret="")
    data = {name: value for name, value in asdict(rules).items() if value is not None}
    atomic.write_text(rules_file(), tomli_w.dumps({**data, "messengers": list(rules.messengers)}), parents=True)
    os.chmod(rules_file(), 0o600)  # noqa: PTH101
    return rules


def hours_of(text: str) -> tuple[time, time]:
    """Return the hours named by "22:00-06:00"; raises UsageError."""
    begin, _, end = text.partition("-")
    try:
        return time.fromisoformat(begin.strip()), time.fromisoformat(end.strip())
    except ValueError:
        raise UsageError(f"{text!r} are no hours.", "Write them as 22:00-06:00.") from None


def within(now: time, begin: time, end: time) -> bool:
    """Whether a time of day lies between two; 22:00 to 06:00 spans midnight."""
    return begin <= now < end if begin <= end else now >= begin or now < end
