"""Which finished files a person should look at first."""

import hashlib
from collections.abc import Sequence

from studio.app.batch.report import Item

_SEVERE = {"error": 0.5, "warning": 0.15, "info": 0.0}
_EDGE = {"cutout", "product-cut", "background-white", "shadow"}
"""Checks that a bad cutout breaks: what they find is seen by every customer."""


def risk_of(item: Item) -> float:
    """Return how likely a file needs a person's hand, 0–1: doubts of the cutout, and what the checks found."""
    if item.status == "failed":
        return 1.0
    doubt = 1.0 - item.confidence if item.confidence is not None else 0.2
    found = sum(_SEVERE[each.severity] * (1.5 if each.check in _EDGE else 1.0) for each in item.findings)
    return min(0.99, 0.6 * doubt + found)


def by_risk(items: Sequence[Item], *, least: float = 0.25, share: float = 0.02) -> list[Item]:
    """Return what is to be reviewed, the riskiest first, and behind it a random `share` of the rest.

    The sample follows from the files' names alone, so that it is the same at every look.
    """
    risky = [item for item in items if risk_of(item) >= least or item.needs_look]
    known = {id(item) for item in risky}
    calm = [item for item in items if id(item) not in known and _drawn(item) < share]
    return sorted(risky, key=risk_of, reverse=True) + calm


def _drawn(item: Item) -> float:
    name = f"{item.photo}|{item.channel}".encode("utf-8", "surrogateescape")
    return int.from_bytes(hashlib.sha256(name).digest()[:4], "big") / 2**32
