"""Which backdrop a reference has: one colour, a fading, or a wall that bends into a floor."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.model.scene import Element
from studio.scene.elements import ColourBackdrop, GradientBackdrop
from studio.scene.lookalike.reference import LUMINANCE, Inferred, Planes, Reference

ROUNDS = 3  # times it is fitted, each time without what the last fit shows to be in shadow
SHADOW = 0.03  # of the light: what is darker than the backdrop by more is left out of the next fit
SIMPLER = 1.2  # levels by which a less simple backdrop must explain more
WHITE = 249  # levels from which a backdrop is meant to be white
PATTERN = 9.0  # levels of unexplained colour from which it is a pattern or a place
HORIZONS, BENDS = np.arange(0.2, 0.95, 0.02), (0.01, 0.05, 0.1, 0.2, 0.35)
Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Fit:
    """A backdrop, how it would look (height, width, 3) 0–255 without a product, and its levels left unexplained."""

    element: Element
    made: Planes
    words: str
    off: float

    @property
    def doubt(self) -> float:
        """How far, in shares of the linear light, a pixel may be off because the fit is."""
        return 2.2 * self.off / max(20.0, float((self.made @ LUMINANCE).mean()))

    def inferred(self) -> Inferred:
        """Tell it, and how far it may be trusted."""
        note = "" if self.off < PATTERN else ": its colours only, for it has a pattern or is a place"
        return Inferred("Backdrop", self.words + note, float(np.clip(1 - self.off / PATTERN, 0.1, 1)))


def backdrop_of(reference: Reference) -> Fit:
    """Return the simplest backdrop that explains what is seen; of a pattern or a place only the colours are taken."""
    seen = reference.free
    if seen.sum() < 60:
        made = np.full_like(reference.colour, 255)
        return Fit(ColourBackdrop(), made, "White: too little of it is to be seen", PATTERN)
    best = _simplest(reference, seen)
    for _ in range(ROUNDS - 1):
        lit = seen & (lost_light(reference, best) < SHADOW)
        if lit.sum() < 0.3 * seen.sum():
            break
        best = _simplest(reference, lit)
    return best


def lost_light(reference: Reference, backdrop: Fit) -> Planes:
    """Return the share (0–1) of the linear light that each pixel lacks against the clean backdrop."""
    seen, clean = (np.maximum((plane @ LUMINANCE) / 255, 1e-3) ** 2.2 for plane in (reference.colour, backdrop.made))
    return np.asarray(np.clip(1 - seen / clean, 0, 1), dtype=np.float32)


def _simplest(reference: Reference, seen: Mask) -> Fit:
    best: Fit | None = None
    fits: tuple[Callable[[Reference, Mask], Fit | None], ...] = (_flat, _linear, _sweep)
    for fit in fits:
        found = fit(reference, seen)
        if found is not None and (best is None or found.off + SIMPLER < best.off):
            best = found
    assert best is not None
    return best


def _code(colour: NDArray[np.floating]) -> str:
    levels = np.clip(np.rint(colour), 0, 255).astype(int)
    return "#ffffff" if levels.min() >= WHITE else "#" + "".join(f"{level:02x}" for level in levels)


def _fit(element: Element, made: NDArray[np.floating], words: str, reference: Reference, seen: Mask) -> Fit:
    whole = np.asarray(np.broadcast_to(made, reference.colour.shape), dtype=np.float32)
    return Fit(element, whole, words, float(np.abs(reference.colour - whole)[seen].max(axis=-1).mean()))


def _flat(reference: Reference, seen: Mask) -> Fit:
    colour = np.median(reference.colour[seen], axis=0)
    code = _code(colour)
    return _fit(ColourBackdrop(colour=code), colour, f"One colour, {code}", reference, seen)


def _linear(reference: Reference, seen: Mask) -> Fit:
    """Fit a plane to each channel; the fading runs the way in which the channels change most."""
    height, width = seen.shape
    y, x = np.mgrid[0:height, 0:width]
    across, down = (x + 0.5) / width - 0.5, (y + 0.5) / height - 0.5
    terms = np.stack([np.ones_like(across), across, down], axis=-1)
    plane, *_ = np.linalg.lstsq(terms[seen], reference.colour[seen], rcond=None)
    way = plane[1:].sum(axis=1)
    angle = float(np.round(np.degrees(np.arctan2(-way[0], way[1])) / 15) * 15) if np.hypot(*way) > 1e-6 else 0.0
    turn = np.radians(angle)
    along = down * np.cos(turn) - across * np.sin(turn)
    line, *_ = np.linalg.lstsq(
        np.stack([np.ones_like(along), along], axis=-1)[seen], reference.colour[seen], rcond=None
    )
    lowest, highest = (float(end) for end in np.percentile(along[seen], [2, 98]))
    first, second = line[0] + lowest * line[1], line[0] + highest * line[1]
    share = _eased((along - lowest) / max(highest - lowest, 1e-3))[..., None]
    start, end = _code(first), _code(second)
    spread = round(float(np.clip(highest - lowest, 0.1, 2)), 2)
    angle = (angle + 180) % 360 - 180
    element = GradientBackdrop(shape="linear", start=start, end=end, angle=angle, spread=spread)
    return _fit(element, first + share * (second - first), f"Fading from {start} to {end}", reference, seen)


def _sweep(reference: Reference, seen: Mask) -> Fit | None:
    """Find the row at which the wall's colour gives way to the floor's, and how softly; None where few rows show."""
    height = seen.shape[0]
    usable = seen.sum(axis=1) > 0.04 * seen.shape[1]
    if usable.sum() < 12:
        return None
    masked = np.where(seen[..., None], reference.colour, np.nan)[usable]
    profile = np.nanmedian(masked, axis=1)
    y = (np.arange(height) + 0.5) / height
    tries = []
    for horizon in HORIZONS:
        for bend in BENDS:
            share = _eased((y - horizon) / bend + 0.5)
            terms = np.stack([1 - share, share], axis=1)[usable]
            both, *_ = np.linalg.lstsq(terms, profile, rcond=None)
            tries.append((float(np.abs(terms @ both - profile).mean()), float(horizon), bend, both))
    _, horizon, bend, both = min(tries, key=lambda tried: tried[0])
    if not (both.min() >= 0 and both.max() <= 260):
        return None
    share = _eased((y - horizon) / bend + 0.5)[:, None, None]
    wall, floor = _code(both[0]), _code(both[1])
    element = GradientBackdrop(shape="sweep", start=wall, end=floor, horizon=round(horizon, 2), bend=bend)
    made = both[0] + share * (both[1] - both[0])
    return _fit(element, made, f"A wall of {wall} over a floor of {floor}", reference, seen)


def _eased(along: NDArray[np.floating]) -> Planes:
    """Return how gradients fade, as `backdrop-gradient` draws them."""
    inside = np.clip(along, 0, 1)
    return np.asarray(inside * inside * (3 - 2 * inside), dtype=np.float32)
