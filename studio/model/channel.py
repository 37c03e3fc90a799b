"""A channel: one image slot of a marketplace, with its rules."""

from dataclasses import dataclass, field
from typing import Any, Literal

Level = Literal["hard", "must", "recommended", "info"]
Basis = Literal["official", "official_quoted", "secondary"]


@dataclass(frozen=True)
class RuleSource:
    """Where a rule was read."""

    id: str
    url: str
    title: str
    date: str = ""


@dataclass(frozen=True)
class Rule:
    """One rule: its value, how strictly it is meant, and where it was read.

    `detail` holds the rule's further keys as written in the file (`side`, `rgb`, `pattern`, `note`, `alt`, …).
    """

    key: str
    value: Any
    level: Level
    basis: Basis
    sources: tuple[RuleSource, ...] = ()
    detail: dict[str, Any] = field(default_factory=dict)

    @property
    def enforced(self) -> bool:
        """Whether breaking it is an error: a hard rule from the platform's own page (quoted or read)."""
        return self.level == "hard" and self.basis != "secondary"


@dataclass(frozen=True)
class Channel:
    """`id` as in the contract ("amazon-main"); `rules` by key; `unknown` are keys looked for and not found."""

    id: str
    platform: str
    slot: str
    confidence: Literal["high", "medium", "low", "very_low", "none"]
    rules: dict[str, Rule]
    unknown: tuple[str, ...] = ()
    none_stated: tuple[str, ...] = ()
    main: bool = False  # the slot that the platform's name alone means
    note: str = ""

    @property
    def thin(self) -> bool:
        """Whether too little is known for the verdict "compliant"."""
        return self.confidence in ("low", "very_low", "none")

    def value(self, key: str, default: Any = None) -> Any:
        """Return a rule's value, or the default where no such rule is known."""
        rule = self.rules.get(key)
        return default if rule is None else rule.value
