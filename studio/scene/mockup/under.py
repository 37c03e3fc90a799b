"""What lies under a print area, and artwork laid over it."""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.model.mockup import Surface
from studio.model.picture import Bytes
from studio.scene.blend import SHARE
from studio.scene.mockup.encoding import LIGHT, WHITE
from studio.scene.mockup.ground import albedo, gloss_on, light_on, over
from studio.scene.mockup.passes import Floats, Passes, window
from studio.scene.mockup.warp import ALL, Light16, Warp

ROWS, COLUMNS = 32, 256  # worked on at once
OWN = 250  # of 255: a print area that holds that much of the item everywhere is the item's own
Part = tuple[slice, slice]

_LIGHT16 = np.round(LIGHT).astype(np.uint16)


@dataclass(frozen=True, eq=False)
class Under:
    """What a print area is without print; each (height, width, 3) uint16 over the area's rect.

    Picture's light (0–65535) = `rest` + artwork × `lit` × `scale` + what the artwork leaves clear × `taken`, artwork
    as `Warped` gives it (0 to ALL): where the print covers, it takes the item's own light away. Where all of the area
    is of the item's own colour, `albedo` (0–1 of each channel), what is taken is that times `lit`, and is not kept.
    """

    rest: Light16
    lit: Light16
    scale: float
    taken: Light16 | None
    albedo: Floats

    @property
    def plain(self) -> bool:
        """Whether all of the area is of one colour."""
        return self.taken is None

    def laid(self, part: Part, light: Light16, clear: Light16) -> Light16:
        """Return a part's light with artwork on it."""
        rest = self.rest[part]
        if clear.any():
            left = cv2.cvtColor(clear, cv2.COLOR_GRAY2RGB)
            if self.taken is None:
                light = _sum(light, self._of_item(left))
            else:
                rest = _sum(rest, _product(left, self.taken[part], 1 / ALL))
        return _sum(rest, self._lighted(light, part))

    def laid_over(self, base: Bytes, part: Part, light: Light16, clear: Light16) -> Light16:
        """Return a part's light with artwork on it over what another print has left there."""
        covered = cv2.cvtColor(np.uint16(ALL) - clear, cv2.COLOR_GRAY2RGB)
        if self.taken is None:
            taken = self._lighted(self._of_item(covered), part)
        else:
            taken = _product(covered, self.taken[part], 1 / ALL)
        left = cv2.subtract(cv2.LUT(np.ascontiguousarray(base), _LIGHT16), taken)
        return _sum(left, self._lighted(light, part))

    def _of_item(self, share: Any) -> Light16:
        """Return the item's own colour by a share (0 to ALL)."""
        own = np.broadcast_to(np.round(self.albedo * ALL).astype(np.uint16), share.shape)
        return _product(share, np.ascontiguousarray(own), 1 / ALL)

    def _lighted(self, light: Light16, part: Part) -> Light16:
        return _product(light, self.lit[part], self.scale / ALL)


def _sum(one: Any, other: Light16) -> Light16:
    return np.asarray(cv2.add(one, other), np.uint16)


def _product(one: Any, other: Light16, scale: float) -> Light16:
    return np.asarray(cv2.multiply(one, other, scale=scale), np.uint16)


def under(passes: Passes, picture: Bytes, warp: Warp, surface: Surface, colour: str) -> Under:
    """Return what lies under a print area; `picture` is `coloured(passes, colour)`.

    Where the area belongs to the coloured item its light is known even in pixels that hold something else too;
    elsewhere it is what the picture shows.
    """
    x, y, width, height = warp.rect
    share = over(passes.colour, passes.at, warp.rect)
    covered = (warp.cover == 255).view(np.uint8)
    known_least = cv2.minMaxLoc(share, covered)[0] if covered.any() else 255
    plain = known_least >= OWN and surface.gloss == 1 and not surface.keep
    whole = cv2.bitwise_and(share, warp.cover) == 255
    scale, gloss = passes.mockup.passes.light_scale, _codes(LIGHT * passes.mockup.passes.gloss_scale)
    rest, lit = (np.empty((height, width, 3), np.uint16) for _ in range(2))
    taken = None if plain else np.empty((height, width, 3), np.uint16)
    found = Under(rest, lit, scale, taken, albedo(colour))
    for row in range(0, height, ROWS):
        for column in range(0, width, COLUMNS):
            rect = (x + column, y + row, min(COLUMNS, width - column), min(ROWS, height - row))
            part = window(rect, warp.rect)
            if plain and whole[part].all():
                rest[part] = cv2.LUT(over(passes.gloss, passes.at, rect), gloss)
                lit[part] = cv2.LUT(over(passes.light, passes.at, rect), _LIGHT16)
            else:
                lighted = light_on(passes, rect), gloss_on(passes, rect)
                shown = _Shown(picture[window(rect)], *lighted, warp.cover[part], share[part], whole[part])
                _fill(found, part, shown, surface)
    return found


def _fill(found: Under, part: Part, shown: "_Shown", surface: Surface) -> None:
    """Reckon a tile in which not all is print on the item."""
    own = shown.light * found.albedo + shown.gloss
    base = cv2.LUT(np.ascontiguousarray(shown.picture), LIGHT)
    if float(own.max()) > WHITE:  # brighter than the picture can say
        base += (np.maximum(own, np.float32(WHITE)) - np.float32(WHITE)) * SHARE.take(shown.share)[..., None]
    if (shown.share < shown.cover).any():
        own = _seen(own, base, shown.cover, shown.share)
    base[shown.whole] = own[shown.whole]  # what the print covers is gone, all of it
    if surface.gloss:
        own = own - shown.gloss * np.float32(surface.gloss)
    covered = SHARE.take(shown.cover)[..., None]
    lit = shown.light * covered * (1 - np.float32(surface.keep) * (1 - found.albedo))
    found.lit[part] = _codes(lit, 1 / found.scale)
    if found.taken is None:
        rest = np.where(shown.whole[..., None], shown.gloss, base - lit * found.albedo)
    else:
        found.taken[part] = _codes(own * covered)
        rest = base - own * covered
    found.rest[part] = _codes(rest)


@dataclass(frozen=True, eq=False)
class _Shown:
    """A tile of the picture, its light and gloss (× WHITE), how much of each pixel is print area and item, and where
    each is all of it."""

    picture: Bytes
    light: Floats
    gloss: Floats
    cover: Bytes
    share: Bytes
    whole: NDArray[np.bool_]


def _codes(light: Floats, scale: float = 1.0) -> Light16:
    return np.clip(light * np.float32(scale) + np.float32(0.5), 0, WHITE).astype(np.uint16)


def _seen(own: Floats, base: Floats, cover: Bytes, share: Bytes) -> Floats:
    """Return the light under a print where not all of it is known to be the item's: of the rest, what is seen."""
    some = np.maximum(cover.astype(np.float32), 1)[..., None] * np.float32(1 / 255)
    known = np.minimum(share[..., None] / (some * 255), 1)
    return base + (np.minimum(own, base / some) - base) * known
