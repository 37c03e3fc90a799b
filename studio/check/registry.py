"""Running all checks, and what their findings add up to."""

import importlib
import pkgutil
from dataclasses import replace
from functools import cache
from typing import Literal

from studio.check import checks as folder
from studio.check.checks import Check, registered
from studio.check.finished import Finished
from studio.check.inspection import ORDER, Inspection
from studio.model.channel import Channel
from studio.model.finding import Finding
from studio.model.render import Rendition
from studio.model.scene import Scene

Verdict = Literal["pass", "warn", "fail", "unknown"]
BASICS = {"formats", "min_px", "max_px", "max_mp", "max_mb", "aspect", "rec_px"}


@cache
def all_checks() -> dict[str, Check]:
    """Return every check by id, in the order of the ids; raises RuntimeError where the installation lacks them."""
    for module in pkgutil.iter_modules(folder.__path__):
        importlib.import_module(f"{folder.__name__}.{module.name}")
    found = dict(sorted(registered().items()))
    if not found:
        raise RuntimeError("no checks are registered; the installation lacks studio/check/checks")
    return found


def check(
    finished: Finished, channel: Channel, rendition: Rendition | None = None, *, scene: Scene | None = None
) -> list[Finding]:
    """Run every check on a finished file and return its findings, the gravest first.

    `rendition` and `scene` are given for the studio's own pictures: then product, shadow, enlargement and added text
    are known instead of estimated. Same input, same findings; nothing is changed.
    """
    inspection = Inspection(finished, channel, rendition, scene)
    findings = [replace(finding, check=item.id) for item in all_checks().values() for finding in item.look(inspection)]
    return sorted(findings, key=lambda finding: -ORDER.index(finding.severity))


def verdict(findings: list[Finding], channel: Channel) -> Verdict:
    """Return "fail" with an error, "warn" with a warning, else "pass"; "unknown" where too little is known for a pass.

    Too little is known where the channel's facts are thin, or none of its rules about size, shape or format is known.
    """
    severities = {finding.severity for finding in findings}
    if "error" in severities:
        return "fail"
    if "warning" in severities:
        return "warn"
    known = any(key in BASICS and rule.level != "info" for key, rule in channel.rules.items())
    own_use = not channel.rules and not channel.unknown and not channel.thin
    return "pass" if own_use or (known and not channel.thin) else "unknown"


def unchecked(channel: Channel) -> list[str]:
    """Return the channel's rules that no check looks at (props, mannequins, copy limits), left to a person."""
    looked_at = {key for item in all_checks().values() for key in item.keys}
    return [key for key, rule in channel.rules.items() if key not in looked_at and rule.level != "info"]
