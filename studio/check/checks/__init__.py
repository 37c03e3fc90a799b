"""One file per check. To add one, write such a file here; nothing else needs to know.

    @check("animation", "Moving picture", "animated")
    def animation(inspection: Inspection) -> Iterator[Finding]:
        \"\"\"Say in one sentence what is looked for.\"\"\"

`id` names the check in findings, `keys` are the channel rules that it looks at.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from studio.check.inspection import Inspection
from studio.model.finding import Finding

Look = Callable[[Inspection], Iterator[Finding]]


@dataclass(frozen=True)
class Check:
    """A registered check: what it is called, the rules it looks at, and the function that looks."""

    id: str
    title: str
    keys: tuple[str, ...]
    look: Look


_checks: dict[str, Check] = {}


def check(identity: str, title: str, *keys: str) -> Callable[[Look], Look]:
    """Register a check; raises ValueError where the id is taken."""

    def register(look: Look) -> Look:
        taken = _checks.get(identity)
        if taken is not None and taken.look.__qualname__ != look.__qualname__:
            raise ValueError(f"check {identity!r} is registered twice")
        _checks[identity] = Check(identity, title, keys, look)
        return look

    return register


def registered() -> dict[str, Check]:
    """Return the checks registered so far, by id (a copy)."""
    return dict(_checks)
