"""One light for a whole shoot: every photo's white balance and exposure matched to a reference frame or a grey card.

What is compared is the backdrop of the original photos (`backdrop_colour`), which was the same for all, or a place that
somebody points at and says is neutral (`neutral_at`). `matching_tone` finds the tone that brings one colour to another.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.app.photo.develop import matte_of_photo
from studio.app.photo.mattes import PROXY
from studio.model.colour_difference import ciede2000, lab_of
from studio.model.errors import StudioError
from studio.model.matte import CutoutSettings
from studio.scene.tone import Tone, toned

Colour = NDArray[np.uint8]
LEAST = 0.04  # of the photo: less backdrop than that tells nothing
CLIPPED = 250  # a channel above that has lost what it was
REACH = 0.012  # of the longest side around a place that is pointed at
BOUNDS = {"exposure": 1.5, "temperature": 2.5, "tint": 1.5}  # as far as Tone goes: down to 2700 K


class NoBackdropError(StudioError):
    """The photo shows too little backdrop, or it is too bright to tell its colour."""

    kind = "no-backdrop"


@dataclass(frozen=True)
class Match:
    """The tone, and how far the colour is from the wanted one (CIEDE2000) before and after."""

    tone: Tone
    before: float
    after: float


def backdrop_colour(path: str, settings: CutoutSettings) -> Colour:
    """Return the backdrop's colour in a photo as it was taken, (3,) sRGB; raises StudioError."""
    import cv2

    from studio.intake import load

    picture = load(Path(path), longest=PROXY // 2).picture
    alpha = matte_of_photo(path, load(Path(path), longest=PROXY).picture, settings).alpha
    size = (picture.width, picture.height)
    product = cv2.resize(alpha, size, interpolation=cv2.INTER_AREA) > 8
    wide = max(3, round(0.03 * max(size))) | 1
    free = cv2.dilate(product.astype(np.uint8), np.ones((wide, wide), np.uint8)) == 0
    name = Path(path).name
    if free.mean() < LEAST:
        raise NoBackdropError(f"{name} shows too little of its backdrop.", "Point at a neutral place instead.")
    colour = np.median(picture.rgb[free], axis=0)
    if colour.max() > CLIPPED:
        raise NoBackdropError(
            f"The backdrop of {name} is too bright to tell its colour.", "Point at a neutral place instead."
        )
    return np.rint(colour).astype(np.uint8)


def neutral_at(path: str, x: float, y: float) -> Colour:
    """Return the colour around a place of a photo (shares of it), (3,) sRGB; raises StudioError."""
    from studio.intake import load

    picture = load(Path(path), longest=PROXY // 2).picture
    reach = max(1, round(REACH * max(picture.width, picture.height)))
    column, row = round(x * (picture.width - 1)), round(y * (picture.height - 1))
    part = picture.rgb[max(0, row - reach) : row + reach + 1, max(0, column - reach) : column + reach + 1]
    colour = np.median(part.reshape(-1, 3), axis=0)
    if colour.max() > CLIPPED:
        raise NoBackdropError("That place is too bright to tell its colour.", "Point at a grey one.")
    return np.rint(colour).astype(np.uint8)


def neutral(colour: Colour) -> Colour:
    """Return the grey that is as light as a colour."""
    lightness = lab_of(colour)[0]
    greys = np.repeat(np.arange(256, dtype=np.uint8)[:, None], 3, axis=1)
    return greys[int(np.abs(lab_of(greys)[:, 0] - lightness).argmin())]


def matching_tone(seen: Colour, wanted: Colour, tone: Tone, *, exposure: bool = True) -> Match:
    """Return the tone, changed in white balance and (where `exposure`) brightness, that brings `seen` to `wanted`."""
    target = lab_of(wanted)

    def off(candidate: Tone) -> float:
        return float(ciede2000(lab_of(toned(seen.reshape(1, 1, 3), candidate)[0, 0]), target))

    best, names = tone, [name for name in BOUNDS if exposure or name != "exposure"]
    before = least = off(tone)
    step = 0.4
    while step > 0.004:
        moved = False
        for name in names:
            for way in (-step, step):
                value = float(np.clip(getattr(best, name) + way, -BOUNDS[name], BOUNDS[name]))
                tried = best.changed(**{name: round(value, 3)})
                if (distance := off(tried)) < least - 1e-6:
                    best, least, moved = tried, distance, True
        step = step if moved else step / 2
    return Match(best, before, least)
