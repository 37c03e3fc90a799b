"""A mockup at one size, with everything kept that stays the same while artwork moves or colours change."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np

from studio.model.picture import Bytes, Picture
from studio.model.printing import Artwork, PrintPlacement
from studio.scene.mockup.ground import ENCODED, Under, coloured, under
from studio.scene.mockup.passes import Floats, Passes, Rect
from studio.scene.mockup.placing import artwork_of_uv, printed_size
from studio.scene.mockup.texture import Texture
from studio.scene.mockup.warp import ROWS, Warp, Warped

FINEST = 4096  # texels; finer artwork than the item's pixels can show is not kept
KEPT_COLOURS, KEPT_TEXTURES, KEPT_WARPED = 4, 6, 6


@dataclass(frozen=True, eq=False)
class Print:
    """Artwork placed on a surface."""

    artwork: Artwork
    placement: PrintPlacement = field(default_factory=PrintPlacement)


Prints = Mapping[str, Print]
"""By the id of the surface."""


class View:
    """One mockup at one size. Not for several threads at once."""

    def __init__(self, passes: Passes) -> None:
        self.passes = passes
        self.mockup = passes.mockup
        self._warps: dict[str, Warp] = {}
        self._pictures: dict[str, Bytes] = {}
        self._unders: dict[tuple[str, str], Under] = {}
        self._textures: dict[tuple[int, int, bool], tuple[Artwork, Texture]] = {}
        self._warped: dict[tuple[str, int, PrintPlacement, bool], tuple[Artwork, Warped]] = {}

    def warp(self, surface: str) -> Warp:
        """Return the geometry of a surface; raises UnknownMockupError."""
        found = self.mockup.surface(surface)
        if found.id not in self._warps:
            self._warps[found.id] = Warp(self.passes.areas[found.id], round_about=found.wrap)
        return self._warps[found.id]

    def bare(self, colour: str) -> Bytes:
        """Return the frame (height, width, 3) without artwork, the item in a `#rrggbb` colour; read-only."""
        if colour not in self._pictures:
            picture = coloured(self.passes, colour)
            _keep(self._pictures, colour, picture, KEPT_COLOURS)
        return self._pictures[colour]

    def render(self, prints: Prints, colour: str, *, draft: bool = False) -> Picture:
        """Return the picture with artwork on it. `draft`: one sample a pixel, for a picture that is being dragged."""
        canvas = self.bare(colour).copy()
        self.paint(canvas, prints, colour, draft=draft)
        return Picture(canvas)

    def paint(self, canvas: Bytes, prints: Prints, colour: str, *, draft: bool = False) -> list[Rect]:
        """Paint the prints onto a frame that holds `bare(colour)`; return the boxes that changed."""
        found = [(self.mockup.surface(surface).id, item) for surface, item in prints.items()]
        warped = [(surface, self.warped(surface, item, draft=draft)) for surface, item in found]
        for number, (surface, laid) in enumerate(warped):
            below = self._under(surface, colour)
            covered = [other for _, other in warped[:number] if _meet(other.rect, laid.rect)]
            _lay(canvas, self.warp(surface).rect, below, laid, fresh=not covered)
        return [laid.rect for _, laid in warped if laid.rect[2] and laid.rect[3]]

    def warped(self, surface: str, item: Print, *, draft: bool = False) -> Warped:
        """Return artwork as it falls on a surface: kept, because every colour of the item wants the same."""
        key = (surface, id(item.artwork), item.placement, draft)
        if key not in self._warped:
            found, aspect = self.mockup.surface(surface), item.artwork.aspect
            matrix = artwork_of_uv(found, item.placement, aspect)
            laid = self.warp(surface).sample(self._texture(surface, item), matrix, draft=draft)
            _keep(self._warped, key, (item.artwork, laid), 1 if draft else KEPT_WARPED)
        return self._warped[key][1]

    def _texture(self, surface: str, item: Print) -> Texture:
        """Return the artwork as fine as the pixels of this view can show it, to the next power of two."""
        found = self.mockup.surface(surface)
        printed = printed_size(found, item.placement, item.artwork.aspect)
        across = self.warp(surface).pixels_across
        pixels = max(printed[0] / found.width_cm * across[0], printed[1] / found.height_cm * across[1])
        longest = int(min(max(2 ** np.ceil(np.log2(max(pixels * 2, 1))), 64), FINEST))
        key = (id(item.artwork), longest, item.placement.mode == "tile")
        if key not in self._textures:
            texture = Texture(item.artwork.picture, longest=longest, repeating=key[2])
            _keep(self._textures, key, (item.artwork, texture), KEPT_TEXTURES)
        return self._textures[key][1]

    def _under(self, surface: str, colour: str) -> Under:
        key = (surface, colour)
        if key not in self._unders:
            found = self.mockup.surface(surface)
            below = under(self.passes, self.bare(colour), self.warp(surface), found, colour)
            _keep(self._unders, key, below, KEPT_COLOURS)
        return self._unders[key]


def _lay(canvas: Bytes, area: Rect, below: Under, laid: Warped, *, fresh: bool) -> None:
    """Lay a warped print over the frame; not `fresh`: over what another print has left there."""
    left, top, width, height = laid.rect
    for row in range(0, height if width else 0, ROWS):
        rows = slice(row, min(row + ROWS, height))
        y, x = top - area[1] + row, left - area[0]
        part = slice(y, y + rows.stop - row), slice(x, x + width)
        target = canvas[top + row : top + rows.stop, left : left + width]
        light = below.base[part] if fresh else _light_of(target)
        light = cv2.subtract(light, cv2.multiply(laid.alpha[rows], below.taken[part]))
        added = cv2.multiply(laid.light[rows], below.lit[part])
        target[:] = ENCODED.take(np.asarray(cv2.add(light, added, dtype=cv2.CV_16U), np.uint16))


def _light_of(part: Bytes) -> Floats:
    from studio.scene.linear_light import LINEAR

    return cv2.LUT(np.ascontiguousarray(part), LINEAR * np.float32(65535))


def _meet(one: Rect, other: Rect) -> bool:
    return (
        one[0] < other[0] + other[2]
        and other[0] < one[0] + one[2]
        and one[1] < other[1] + other[3]
        and other[1] < one[1] + one[3]
    )


def _keep(kept: dict[Any, Any], key: Any, value: Any, most: int) -> None:
    while len(kept) >= most:
        kept.pop(next(iter(kept)))
    kept[key] = value
