"""What no model sees well: clear glass, chrome, white on white; two of each, on a light and on a dark sheet."""

from functools import partial
from typing import Any

import aside
from materials import ceramic, glass, metal, paper
from shapes import flowing, lathe, oval, smooth, sweep
from shot import Camera, Phone, Shot
from stage import surroundings, sweep_paper, window


def _tumbler() -> list[Any]:
    """An empty drinking glass with a heavy base."""
    inside = [(0.033, 0.118), (0.0325, 0.06), (0.031, 0.02), (0.026, 0.0125), (0, 0.0115)]
    outside = [(0, 0.0), (0.028, 0.0), (0.0335, 0.004), (0.0345, 0.02), (0.0352, 0.118), (0.0341, 0.1195)]
    return [smooth(lathe("tumbler", [*outside, *inside], glass("#fbfffe"), rows=180, sides=112), 1)]


def _shaker() -> list[Any]:
    """A polished sugar shaker: it mirrors the room and its own ground."""
    chrome = metal("#e9e9ea", rough=0.05)
    line = [(0, 0), (0.032, 0), (0.0335, 0.002), (0.0335, 0.02), (0.036, 0.05), (0.031, 0.085), (0.0285, 0.09)]
    line += [(0.0285, 0.097), (0.03, 0.099), (0.028, 0.118), (0.016, 0.131), (0, 0.134)]
    return [smooth(lathe("shaker", line, chrome, rows=180, sides=112), 1)]


def _white_mug() -> list[Any]:
    """A mug of white glaze on white paper."""
    white = partial(ceramic, "#f1f0ec", rough=0.2)
    line = [(0, 0.004), (0.026, 0.004), (0.028, 0), (0.033, 0.001), (0.037, 0.008), (0.038, 0.05), (0.0385, 0.088)]
    line += [(0.037, 0.0898), (0.0352, 0.088), (0.0345, 0.05), (0.0335, 0.012), (0.028, 0.0085), (0, 0.008)]
    bow = [(0.036, 0, 0.073), (0.052, 0, 0.076), (0.064, 0, 0.062), (0.062, 0, 0.038), (0.05, 0, 0.024)]
    path = flowing([*bow, (0.035, 0, 0.021)], 60)
    handle = sweep("handle", path, oval(0.012, 0.008), white(), up=(0, 1, 0))
    return [smooth(lathe("mug", line, white(), rows=180, sides=112), 1), smooth(handle, 1)]


def _goblet() -> list[Any]:
    """A goblet on a short stem: solid glass below, thin above."""
    inside = [(0.0325, 0.1235), (0.0352, 0.105), (0.0345, 0.08), (0.0245, 0.061), (0, 0.055)]
    foot = [(0, 0), (0.029, 0), (0.0295, 0.0015), (0.014, 0.0045), (0.0055, 0.012), (0.0052, 0.036), (0.009, 0.046)]
    line = [*foot, (0.026, 0.058), (0.0362, 0.08), (0.0368, 0.105), (0.0342, 0.1232), (0.0334, 0.1245), *inside]
    return [smooth(lathe("goblet", line, glass("#fbfffe"), rows=200, sides=112), 1)]


def _pot() -> list[Any]:
    """A polished milk pot, wide below, with a handle."""
    chrome = partial(metal, "#e9e9ea", rough=0.06)
    line = [(0, 0), (0.042, 0), (0.0445, 0.003), (0.0455, 0.02), (0.042, 0.045), (0.032, 0.07), (0.029, 0.085)]
    line += [(0.0325, 0.098), (0.031, 0.098), (0.0275, 0.085), (0.03, 0.07), (0.04, 0.045), (0.042, 0.008), (0, 0.006)]
    bow = [(0.03, 0, 0.084), (0.052, 0, 0.09), (0.064, 0, 0.07), (0.06, 0, 0.042), (0.044, 0, 0.03)]
    handle = sweep("handle", flowing(bow, 60), oval(0.011, 0.005), chrome(), up=(0, 1, 0))
    return [smooth(lathe("pot", line, chrome(), rows=180, sides=112), 1), smooth(handle, 1)]


def _bowl() -> list[Any]:
    """A bowl of white glaze on white paper."""
    line = [(0, 0.003), (0.022, 0.003), (0.0235, 0), (0.027, 0), (0.0285, 0.006), (0.045, 0.022), (0.056, 0.044)]
    line += [
        (0.059, 0.0585),
        (0.0582, 0.06),
        (0.0565, 0.059),
        (0.053, 0.045),
        (0.043, 0.026),
        (0.026, 0.011),
        (0, 0.009),
    ]
    return [smooth(lathe("bowl", line, ceramic("#f1f0ec", rough=0.2), rows=180, sides=112), 1)]


def _sheet(tint: str) -> None:
    sweep_paper(paper(tint), width=0.9, depth=0.25, bend=0.15, height=0.7, front=0.7)
    surroundings("#dcdcda", "#8d857c", 0.45)
    window((-1.1, -0.3, 0.8), (0, 0, 0.05), size=(1.0, 1.2), power=45)
    window((1.0, -0.9, 0.7), (0, 0, 0.05), size=(0.5, 0.8), power=6, tint="#ffecd6", panes=(1, 2))


LIGHT, DARK = "#ece9e2", "#15161a"
_LOOK = Camera((0.03, -0.42, 0.22), (0.0, 0, 0.055), zoom=1.9, roll=-0.4, focus=(0, -0.03, 0.06), fstop=4.0)
KINDS = {
    "glass": _tumbler, "chrome": _shaker, "white": _white_mug, "goblet": _goblet, "pot": _pot, "bowl": _bowl,
}  # fmt: skip
CLEAR = ("glass", "goblet")


def shots(ground: str) -> dict[str, Shot]:
    """Return the shots by kind on a sheet of a colour."""
    seen = {kind: (build, _LOOK, 40 + number) for number, (kind, build) in enumerate(KINDS.items())}
    seen |= {kind: (build, aside.LOOK, 40 + number) for number, (kind, build) in enumerate(aside.KINDS.items())}
    return {
        kind: Shot(
            kind, kind, kind, "", build, partial(_sheet, ground), look, Phone(exposure=0.2), portrait=True,
            seed=seed, clear_glass=kind in (*CLEAR, *aside.CLEAR),
        )
        for kind, (build, look, seed) in seen.items()
    }  # fmt: skip
