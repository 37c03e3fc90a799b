"""What lies under a print area, and artwork laid over it."""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.model.mockup import Passes as Said
from studio.model.mockup import Surface
from studio.model.picture import Bytes
from studio.scene.blend import SHARE
from studio.scene.mockup.encoding import LIGHT, WHITE
from studio.scene.mockup.ground import albedo, over
from studio.scene.mockup.passes import Floats, Passes, window
from studio.scene.mockup.warp import ALL, Light16, Warp

ROWS = 32  # worked on at once
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

    def bare(self) -> Light16:
        """Return all of the area's light without artwork."""
        clear = np.full(self.lit.shape[:2], ALL, np.uint16)
        return self.laid(np.s_[:, :], np.zeros_like(self.lit), clear)

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
    shown = _Shown(
        np.ascontiguousarray(picture[window(warp.rect)]),
        over(passes.light, passes.at, warp.rect),
        over(passes.gloss, passes.at, warp.rect),
        over(passes.colour, passes.at, warp.rect),
        warp.cover,
        passes.mockup.passes,
    )
    covered = (warp.cover == 255).view(np.uint8)
    known_least = cv2.minMaxLoc(shown.share, covered)[0] if covered.any() else 255
    plain = known_least >= OWN and surface.gloss == 1 and not surface.keep
    rest, lit = (np.empty(shown.picture.shape, np.uint16) for _ in range(2))
    taken = None if plain else np.empty_like(rest)
    found = Under(rest, lit, passes.mockup.passes.light_scale, taken, albedo(colour))
    bands = [np.s_[row : row + ROWS, :] for row in range(0, warp.rect[3], ROWS)]
    if plain:
        for band in bands:
            _fill_plainly(found, shown, band)
        _fill(found, shown, np.nonzero((warp.cover > 0) & ~shown.whole(np.s_[:, :])), surface)
    else:
        for band in bands:
            _fill(found, shown, band, surface)
    return found


@dataclass(frozen=True, eq=False)
class _Shown:
    """A print area's picture, coded light and gloss, and how much of each pixel is item and print area."""

    picture: Bytes
    light: Bytes
    gloss: Bytes
    share: Bytes
    cover: Bytes
    said: Said

    def whole(self, part: Any) -> NDArray[np.bool_]:
        """Return where each pixel of a part is all item and all print area."""
        return cv2.bitwise_and(self.share[part], self.cover[part]) == 255


def _fill_plainly(found: Under, shown: _Shown, part: Part) -> None:
    """Reckon pixels that are wholly print area, or not at all."""
    found.rest[part] = cv2.LUT(shown.picture[part], _LIGHT16)
    gloss = cv2.LUT(shown.gloss[part], _codes(LIGHT * np.float32(shown.said.gloss_scale)))
    cv2.copyTo(gloss, shown.whole(part).view(np.uint8), found.rest[part])
    found.lit[part] = 0
    cv2.copyTo(cv2.LUT(shown.light[part], _LIGHT16), shown.cover[part], found.lit[part])


def _fill(found: Under, shown: _Shown, part: Any, surface: Surface) -> None:
    """Reckon any pixels: a window, or their rows and columns."""
    share, cover, whole = shown.share[part], shown.cover[part], shown.whole(part)
    if not share.size:
        return
    light, gloss = (
        (LIGHT * np.float32(scale)).take(codes[part])
        for codes, scale in ((shown.light, shown.said.light_scale), (shown.gloss, shown.said.gloss_scale))
    )
    own, base = light * found.albedo + gloss, LIGHT.take(shown.picture[part])
    beyond = np.maximum(own - np.float32(WHITE), 0)  # brighter than the picture can say
    base += beyond * SHARE.take(share)[..., None]
    own = np.where((share < cover)[..., None], _seen(own, base, cover, share), own)
    base[whole] = own[whole]  # what the print covers is gone, all of it
    covered = SHARE.take(cover)[..., None]
    taken = (own - gloss * np.float32(surface.gloss)) * covered
    lit = light * covered * (1 - np.float32(surface.keep) * (1 - found.albedo))
    found.lit[part] = _codes(lit / np.float32(found.scale))
    if found.taken is None:
        taken = lit * found.albedo
    else:
        found.taken[part] = _codes(taken)
    found.rest[part] = _codes(base - taken)


def _codes(light: Floats) -> Light16:
    return np.clip(light + np.float32(0.5), 0, WHITE).astype(np.uint16)


def _seen(own: Floats, base: Floats, cover: Bytes, share: Bytes) -> Floats:
    """Return the light under a print where not all of it is known to be the item's: of the rest, what is seen."""
    some = np.maximum(cover.astype(np.float32), 1)[..., None] * np.float32(1 / 255)
    known = np.minimum(share[..., None] / (some * 255), 1)
    return base + (np.minimum(own, base / some) - base) * known
