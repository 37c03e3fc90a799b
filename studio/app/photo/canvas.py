"""How large and of what shape a channel's picture is."""

import math
from collections.abc import Iterator

from studio.check.inspection import severity_of
from studio.check.sides import limits
from studio.model.channel import Channel, Rule
from studio.model.scene import Canvas

SMALLEST = 500  # pixels a side below which no marketplace shows a picture well, where the channel names no minimum
Size = tuple[int, int]


def wanted_canvas(canvas: Canvas, channel: Channel) -> Canvas:
    """Return the preset's canvas in the channel's shape, at least of its recommended size, within its largest.

    Shapes that the channel only shrugs about (a finding of severity "info") leave the preset's own shape alone.
    """
    recommended = channel.rules.get("rec_px")
    if recommended is not None and "w" in recommended.detail and "h" in recommended.detail:
        return Canvas(width=int(recommended.detail["w"]), height=int(recommended.detail["h"]))
    width, height = _shaped(canvas, channel)
    scale = max(1.0, *_factors(recommended, width, height)) if recommended is not None else 1.0
    least = channel.rules.get("min_px")
    if least is not None:
        scale = max(scale, *_factors(least, width, height))
    scale *= _shrink(channel, width * scale, height * scale)
    return _canvas(width * scale, height * scale)


def least_canvas(canvas: Canvas, channel: Channel) -> Canvas:
    """Return the smallest canvas of this shape that the channel takes; never larger than `canvas`."""
    rule = channel.rules.get("min_px")
    if rule is None or rule.level not in ("hard", "must"):
        scale = SMALLEST / max(canvas.width, canvas.height)
    else:
        scale = max(_factors(rule, canvas.width, canvas.height))
    return canvas if scale >= 1 else _canvas(_up(canvas.width * scale), _up(canvas.height * scale))


def _shaped(canvas: Canvas, channel: Channel) -> Size:
    """Return the preset's size with its longer side kept and the other set by the channel's aspect."""
    rule = channel.rules.get("aspect")
    ratio = canvas.width / canvas.height
    if rule is not None and severity_of(rule) != "info":
        ratio = _ratio(rule, ratio)
    longest = max(canvas.width, canvas.height)
    return (longest, round(longest / ratio)) if ratio >= 1 else (round(longest * ratio), longest)


def _ratio(rule: Rule, own: float) -> float:
    """Return the width by the height that the rule asks for, the picture's own where that is within the rule."""
    if "ratio_wh" in rule.detail:
        asked = float(rule.detail["ratio_wh"])
        return own if abs(own - asked) <= 0.005 * asked else asked
    words = str(rule.value).lower()
    if "landscape" in words:
        return max(own, 1.0)
    apparel = "3:4" in words and abs(own - 0.75) < 0.005
    return 1.0 if "1:1" in words and not apparel else own


def _factors(rule: Rule, width: float, height: float) -> list[float]:
    """Return by how much each side that the rule speaks of would have to grow (< 1: may shrink) to meet it exactly."""
    if isinstance(rule.value, bool) or not ("w" in rule.detail or isinstance(rule.value, int | float)):
        return [1.0]
    return [needs / has for has, needs in limits(rule, round(width), round(height))]


def _shrink(channel: Channel, width: float, height: float) -> float:
    """Return the factor (≤ 1) that keeps a size within the channel's largest sides and megapixels."""
    return min([1.0, *_ceilings(channel, width, height)])


def _ceilings(channel: Channel, width: float, height: float) -> Iterator[float]:
    largest, megapixels = channel.rules.get("max_px"), channel.rules.get("max_mp")
    if largest is not None:
        yield from _factors(largest, width, height)
        if isinstance(largest.detail.get("alt"), int):  # a second source names less: satisfy both
            yield largest.detail["alt"] / max(width, height)
    if megapixels is not None:
        most = min(float(value) for value in (megapixels.value, megapixels.detail.get("alt", megapixels.value)))
        yield math.sqrt(most * 1e6 / (width * height))


def _canvas(width: float, height: float) -> Canvas:
    """Return whole pixels, rounded down unless a hair below the next: a largest side must not be passed."""
    return Canvas(width=max(16, int(width + 1e-6)), height=max(16, int(height + 1e-6)))


def _up(value: float) -> int:
    return math.ceil(value - 1e-6)
