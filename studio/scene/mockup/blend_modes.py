"""How one layer mixes with what lies under it: the blend modes of layered documents.

Values are the document's own (sRGB-coded) 0–1, as every such program blends them unless told otherwise (formulas of
ISO 32000-1, 11.3.5, and of Adobe's "PDF Blend Modes: Addendum"). Colours are (height, width, 3).
"""

from collections.abc import Callable

import numpy as np

from studio.scene.mockup.passes import Floats

Mode = Callable[[Floats, Floats], Floats]
"""(below, above) → mixed."""

SMALL = np.float32(1e-6)


def _overlay(below: Floats, above: Floats) -> Floats:
    return _hard_light(above, below)


def _hard_light(below: Floats, above: Floats) -> Floats:
    return np.where(above <= 0.5, 2 * below * above, 1 - 2 * (1 - below) * (1 - above))


def _soft_light(below: Floats, above: Floats) -> Floats:
    curve = np.where(below <= 0.25, ((16 * below - 12) * below + 4) * below, np.sqrt(below))
    dark = below - (1 - 2 * above) * below * (1 - below)
    return np.where(above <= 0.5, dark, below + (2 * above - 1) * (curve - below))


def _burn(below: Floats, above: Floats) -> Floats:
    return np.where(below >= 1, 1, 1 - np.minimum(1, (1 - below) / np.maximum(above, SMALL)))


def _dodge(below: Floats, above: Floats) -> Floats:
    return np.where(below <= 0, 0, np.minimum(1, below / np.maximum(1 - above, SMALL)))


def _vivid(below: Floats, above: Floats) -> Floats:
    return np.where(above <= 0.5, _burn(below, 2 * above), _dodge(below, 2 * above - 1))


def _pin(below: Floats, above: Floats) -> Floats:
    return np.where(above <= 0.5, np.minimum(below, 2 * above), np.maximum(below, 2 * above - 1))


def _luminosity(colour: Floats) -> Floats:
    return np.asarray(colour @ np.array([0.3, 0.59, 0.11], np.float32))[..., None]


def _range(colour: Floats) -> Floats:
    return np.asarray(np.ptp(colour, axis=-1, keepdims=True), np.float32)


def _with_luminosity(colour: Floats, wanted: Floats) -> Floats:
    """Return a colour made as bright as wanted; what leaves 0–1 by that is drawn towards its grey."""
    moved = colour + (wanted - _luminosity(colour))
    low, high = moved.min(axis=-1, keepdims=True), moved.max(axis=-1, keepdims=True)
    away = moved - wanted
    kept = np.where(low < 0, wanted / np.maximum(wanted - low, SMALL), 1)
    kept = np.where(high > 1, np.minimum(kept, (1 - wanted) / np.maximum(high - wanted, SMALL)), kept)
    return np.asarray(wanted + away * kept, np.float32)


def _with_saturation(colour: Floats, wanted: Floats) -> Floats:
    low = colour.min(axis=-1, keepdims=True)
    return np.asarray((colour - low) * (wanted / np.maximum(_range(colour), SMALL)), np.float32)


def _hue(below: Floats, above: Floats) -> Floats:
    return _with_luminosity(_with_saturation(above, _range(below)), _luminosity(below))


def _saturation(below: Floats, above: Floats) -> Floats:
    return _with_luminosity(_with_saturation(below, _range(above)), _luminosity(below))


MODES: dict[str, Mode] = {
    "normal": lambda below, above: above,
    "multiply": lambda below, above: below * above,
    "screen": lambda below, above: below + above - below * above,
    "overlay": _overlay,
    "soft-light": _soft_light,
    "hard-light": _hard_light,
    "darken": np.minimum,
    "lighten": np.maximum,
    "color-burn": _burn,
    "color-dodge": _dodge,
    "linear-burn": lambda below, above: below + above - 1,
    "linear-dodge": np.add,
    "linear-light": lambda below, above: below + 2 * above - 1,
    "vivid-light": _vivid,
    "pin-light": _pin,
    "difference": lambda below, above: np.abs(below - above),
    "exclusion": lambda below, above: below + above - 2 * below * above,
    "subtract": lambda below, above: below - above,
    "divide": lambda below, above: np.minimum(1, below / np.maximum(above, SMALL)),
    "darker-colour": lambda below, above: np.where(_luminosity(above) < _luminosity(below), above, below),
    "lighter-colour": lambda below, above: np.where(_luminosity(above) > _luminosity(below), above, below),
    "hue": _hue,
    "saturation": _saturation,
    "colour": lambda below, above: _with_luminosity(above, _luminosity(below)),
    "luminosity": lambda below, above: _with_luminosity(below, _luminosity(above)),
}
"""By the name that `DocumentLayer.blend` has."""


def mixed(below: Floats, above: Floats, mode: str) -> Floats:
    """Return the mixture, 0–1."""
    return np.clip(MODES[mode](below, above), 0, 1).astype(np.float32)
