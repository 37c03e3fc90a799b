"""A mockup at one size, with everything kept that stays the same while artwork moves or colours change."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from studio.model.picture import Bytes, Picture
from studio.model.printing import Artwork, PrintPlacement
from studio.scene.mockup.draft import Draft, lay
from studio.scene.mockup.ground import Edges, coloured, edges_of
from studio.scene.mockup.passes import Passes, Rect
from studio.scene.mockup.placing import Matrix, artwork_of_uv, printed_size
from studio.scene.mockup.texture import Texture
from studio.scene.mockup.under import Under, under
from studio.scene.mockup.warp import Warp, Warped

FINENESS = (128, 256, 512, 768, 1024, 1536, 2048, 3072, 4096)  # texels of the artwork's longer side
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
        self._warped: dict[tuple[str, int, PrintPlacement], tuple[Artwork, Warped]] = {}
        self._drafts: dict[tuple[str, str], tuple[Texture, Draft]] = {}

    def warp(self, surface: str) -> Warp:
        """Return the geometry of a surface; raises UnknownMockupError."""
        found = self.mockup.surface(surface)
        if found.id not in self._warps:
            self._warps[found.id] = Warp(self.passes.areas[found.id], round_about=found.wrap)
        return self._warps[found.id]

    def bare(self, colour: str) -> Bytes:
        """Return the frame (height, width, 3) without artwork, the item in a `#rrggbb` colour; read-only."""
        if colour not in self._pictures:
            own = self.mockup.colourways[0].colour
            picture = coloured(self.passes, colour, self._edges if colour != own else None)
            _keep(self._pictures, colour, picture, KEPT_COLOURS)
        return self._pictures[colour]

    @cached_property
    def _edges(self) -> Edges:
        return edges_of(self.passes)

    def render(self, prints: Prints, colour: str, *, draft: bool = False) -> Picture:
        """Return the picture with artwork on it. `draft`: as while it is dragged."""
        canvas = self.bare(colour).copy()
        self.paint(canvas, prints, colour, draft=draft)
        return Picture(canvas)

    def paint(self, canvas: Bytes, prints: Prints, colour: str, *, draft: bool = False) -> list[Rect]:
        """Paint the prints onto a frame that holds `bare(colour)`; return the boxes that changed."""
        rects: list[Rect] = []
        for name, item in prints.items():
            surface = self.mockup.surface(name).id
            alone = not any(_meet(self.warp(surface).rect, rect) for rect in rects)
            if draft and alone:
                rects.append(self._draft(surface, item, colour).lay(canvas, self._matrix(surface, item)))
            else:
                laid = self.warped(surface, item)
                lay(canvas, self.warp(surface), self._under(surface, colour), laid, fresh=alone)
                rects.append(laid.reach.rect)
        return [rect for rect in rects if rect[2] and rect[3]]

    def warped(self, surface: str, item: Print) -> Warped:
        """Return artwork as it falls on a surface: kept, because every colour of the item wants the same."""
        key = (surface, id(item.artwork), item.placement)
        if key not in self._warped:
            laid = self.warp(surface).sample(self._texture(surface, item), self._matrix(surface, item))
            _keep(self._warped, key, (item.artwork, laid), KEPT_WARPED)
        return self._warped[key][1]

    def _draft(self, surface: str, item: Print, colour: str) -> Draft:
        texture = self._texture(surface, item)
        key = (surface, colour)
        if key not in self._drafts or self._drafts[key][0] is not texture:
            draft = Draft(self.warp(surface), self._under(surface, colour), self.bare(colour), texture)
            _keep(self._drafts, key, (texture, draft), KEPT_COLOURS)
        return self._drafts[key][1]

    def _matrix(self, surface: str, item: Print) -> Matrix:
        return artwork_of_uv(self.mockup.surface(surface), item.placement, item.artwork.aspect)

    def _texture(self, surface: str, item: Print) -> Texture:
        """Return the artwork as fine as the pixels of this view can show it, in coarse steps of fineness."""
        found = self.mockup.surface(surface)
        printed = printed_size(found, item.placement, item.artwork.aspect)
        across = self.warp(surface).pixels_across
        pixels = max(printed[0] / found.width_cm * across[0], printed[1] / found.height_cm * across[1])
        own = max(item.artwork.picture.width, item.artwork.picture.height)
        longest = min(next((step for step in FINENESS if step >= pixels * 2), FINENESS[-1]), own)
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
