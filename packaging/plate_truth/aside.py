"""Four more of the hard kinds, seen from elsewhere: kept aside while the methods' figures were chosen."""

from math import cos, sin
from typing import Any

from materials import ceramic, glass, metal
from shapes import lathe, smooth
from shot import Camera

LOOK = Camera((-0.05, -0.46, 0.19), (0.0, 0, 0.055), zoom=1.9, roll=0.6, focus=(0, -0.03, 0.06), fstop=4.0)


def _carafe() -> list[Any]:
    """A carafe with a narrow neck."""
    outside = [(0, 0), (0.038, 0), (0.044, 0.006), (0.0445, 0.04), (0.032, 0.087), (0.0138, 0.12), (0.0222, 0.158)]
    inside = [(0.0216, 0.1592), (0.021, 0.158), (0.012, 0.12), (0.03, 0.085), (0.042, 0.04), (0.038, 0.008), (0, 0.006)]
    return [smooth(lathe("carafe", [*outside, *inside], glass("#fbfffe"), rows=180, sides=112), 1)]


def _dish() -> list[Any]:
    """A shallow dish: one sees into it."""
    outside = [(0, 0), (0.03, 0), (0.034, 0.004), (0.0545, 0.02), (0.0618, 0.036), (0.061, 0.037)]
    inside = [(0.06, 0.036), (0.052, 0.02), (0.03, 0.008), (0, 0.006)]
    return [smooth(lathe("dish", [*outside, *inside], glass("#fbfffe"), rows=180, sides=112), 1)]


def _ball() -> list[Any]:
    """A ball on a foot: its lower half mirrors nothing but the paper."""
    turns = [0.46 + step * 0.18 for step in range(14)]
    around = [(0.05 * sin(turn), 0.056 - 0.05 * cos(turn)) for turn in turns]
    line = [(0, 0), (0.02, 0), (0.022, 0.006), *around, (0.006, 0.105), (0.006, 0.118), (0, 0.12)]
    return [smooth(lathe("ball", line, metal("#e9e9ea", rough=0.05), rows=200, sides=112), 1)]


def _vase() -> list[Any]:
    """A vase of white glaze on white paper."""
    line = [(0, 0.003), (0.024, 0.003), (0.026, 0), (0.03, 0.001), (0.036, 0.02), (0.045, 0.06), (0.04, 0.095)]
    line += [(0.018, 0.125), (0.015, 0.14), (0.021, 0.152), (0.0195, 0.153), (0.0125, 0.14), (0.015, 0.125)]
    line += [(0.036, 0.094), (0.04, 0.06), (0.03, 0.01), (0, 0.008)]
    return [smooth(lathe("vase", line, ceramic("#f1f0ec", rough=0.2), rows=200, sides=112), 1)]


KINDS = {"carafe": _carafe, "ball": _ball, "vase": _vase, "dish": _dish}
CLEAR = ("carafe", "dish")
