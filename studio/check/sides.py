"""What a channel means by so many pixels: the longest side, the shortest, each, the width, or width × height."""

from typing import Any

from studio.model.channel import Rule

WORDS = {"longest": "on the longest side", "shortest": "on the shortest side", "each": "on each side", "width": "wide"}


def limits(rule: Rule, width: int, height: int) -> list[tuple[int, int]]:
    """Return (pixels the picture has, pixels the rule names) for every side that the rule speaks of."""
    if "w" in rule.detail and "h" in rule.detail:
        return [(width, int(rule.detail["w"])), (height, int(rule.detail["h"]))]
    return _pairs(int(rule.value), rule.detail.get("side", "longest"), width, height)


def coming_limits(rule: Rule, width: int, height: int) -> list[tuple[int, int]]:
    """Return the same for a value that will come into force later (empty where there is none)."""
    value: Any = rule.detail.get("coming")
    return [] if value is None else _pairs(int(value), rule.detail.get("side", "longest"), width, height)


def _pairs(value: int, side: str, width: int, height: int) -> list[tuple[int, int]]:
    measured = {"longest": max(width, height), "shortest": min(width, height), "width": width}
    return [(measured[side], value)] if side in measured else [(width, value), (height, value)]


def wording(rule: Rule, value: int | None = None) -> str:
    """Return the rule's figure as people say it: "1000 px on the longest side", "762 × 1100 px"."""
    if value is None and "sizes" in rule.detail:
        return " or ".join(f"{width} × {height} px" for width, height in rule.detail["sizes"])
    if value is None and "w" in rule.detail and "h" in rule.detail:
        return f"{rule.detail['w']} × {rule.detail['h']} px"
    return f"{rule.value if value is None else value} px {WORDS[rule.detail.get('side', 'longest')]}"
