"""A seller's own photo of a blank item as a mockup: its light is read from the photo itself.

Light = photo ÷ the item's own colour, both linear: what is white on the item stays as bright as it was, folds and
shadows darken the artwork just as they darken the item. There is no gloss pass: shine is part of the light.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from studio.model.marking import Marking
from studio.model.mockup import Colourway, Mockup, Surface
from studio.model.picture import Bytes, Picture
from studio.scene.linear_light import LINEAR, to_srgb
from studio.scene.mockup.forms import uv_of
from studio.scene.mockup.passes import Floats, Passes, PrintArea
from studio.scene.mockup.writing import coded, mockup_files

BRIGHT = 92  # percentile of the print area that is taken as fully lit
DARKEST = 0.01  # linear; darker items are taken as that dark, or their light would be noise
FOLD = 0.02  # of the photo's width: how far the strongest fold shifts the print at most
LIGHTEST = 4.0  # times the item where it is fully lit: what is brighter is a lamp
COLOURS = (
    ("white", "White", "#f4f4f2"),
    ("black", "Black", "#262628"),
    ("navy", "Navy", "#26324e"),
    ("grey", "Grey", "#9b9d9f"),
    ("red", "Red", "#a52a2e"),
    ("green", "Green", "#3f5a48"),
    ("sand", "Sand", "#d9c8a9"),
)


Marked = Sequence[tuple[Surface, Marking]]
"""The print areas of a photo, and where each lies on it."""


@dataclass(frozen=True, eq=False)
class Read:
    """What was read from a photo: linear light (height, width, 3), and each print area's (u, v) and cover."""

    mockup: Mockup
    photo: Bytes
    light: Floats
    areas: dict[str, tuple[Floats, Bytes]]
    colour: Bytes

    def files(self) -> dict[str, bytes]:
        """Return the mockup's files."""
        gloss = np.zeros_like(self.light)
        return mockup_files(
            self.mockup, scene=self.photo, light=self.light, gloss=gloss, colour=self.colour, areas=self.areas
        )

    def passes(self) -> Passes:
        """Return the mockup as it would be read from its files, for looking at while it is made."""
        said = self.mockup.changed(passes={"light_scale": LIGHTEST, "gloss_scale": 1.0, "offset": (0, 0)})
        light = coded(self.light, LIGHTEST)
        areas = {name: PrintArea(uv, cover, (0, 0)) for name, (uv, cover) in self.areas.items()}
        return Passes(said, self.photo, light, np.zeros_like(light), self.colour, (0, 0), areas)


def read_photo(
    photo: Picture,
    marked: Marked,
    mockup_id: str,
    *,
    name: str = "",
    mask: Bytes | None = None,
    recolour: bool = True,
) -> Read:
    """Read a mockup from a photo.

    `mask` (height, width) uint8, where given, is the item: print shows only on it, and with `recolour` it can be had
    in other colours. Without, the item keeps its colour. Raises ValueError for a mask of another size or an area off
    the photo.
    """
    if mask is not None and mask.shape != photo.rgb.shape[:2]:
        raise ValueError(f"the mask is {mask.shape[1]} × {mask.shape[0]}, the photo {photo.width} × {photo.height}")
    areas = {surface.id: _area(surface, marking, photo, mask) for surface, marking in marked}
    cover = np.maximum.reduce([cover for _, cover in areas.values()])
    light, own = _light(photo.rgb, cover, max(marking.smooth for _, marking in marked))
    for surface, marking in marked:
        if marking.displace:
            uv, printed = areas[surface.id]
            areas[surface.id] = _displaced(uv, light, printed, marking.displace), printed
    mine = Colourway(id="own", name="As it is", colour=own)
    more = tuple(Colourway(id=key, name=words, colour=colour) for key, words, colour in COLOURS)
    whole = mask if mask is not None and recolour else None
    mockup = Mockup(
        id=mockup_id,
        name=name or mockup_id.replace("-", " ").capitalize(),
        category="own",
        size=(photo.width, photo.height),
        colourways=(mine, *more) if whole is not None else (mine,),
        surfaces=tuple(surface for surface, _ in marked),
    )
    return Read(mockup, photo.rgb, light, areas, whole if whole is not None else cover)


def _area(surface: Surface, marking: Marking, photo: Picture, mask: Bytes | None) -> tuple[Floats, Bytes]:
    uv, cover = uv_of(marking, photo.width, photo.height)
    if mask is not None:
        cover = np.asarray(cv2.multiply(cover, mask, scale=1 / 255), np.uint8)
    if not cover.any():
        raise ValueError(f"the print area “{surface.name}” lies off the photo, or wholly outside the mask")
    return uv, cover


def _light(rgb: Bytes, cover: Bytes, smooth: float) -> tuple[Floats, str]:
    """Return linear light (height, width, 3) and the item's own colour, as it is where it is fully lit."""
    linear = np.asarray(cv2.LUT(rgb, LINEAR), np.float32)
    whole = linear[cover > 127] if (cover > 127).any() else linear[cover > 0]
    bright = np.maximum(np.percentile(whole, BRIGHT, axis=0), DARKEST)
    own = "#" + "".join(f"{round(float(it) * 255):02x}" for it in to_srgb(bright))
    exact = np.maximum(LINEAR[[int(own[at : at + 2], 16) for at in (1, 3, 5)]], DARKEST)
    light: Floats = linear / exact.astype(np.float32)
    if smooth:
        sigma = max(0.3, smooth * 0.01 * rgb.shape[1])
        light = cv2.GaussianBlur(light, (0, 0), sigma)
    return np.minimum(light, LIGHTEST), own


def _displaced(uv: Floats, light: Floats, cover: Bytes, strength: float) -> Floats:
    """Return (u, v) shifted along the slope of the light, as cloth is where a fold rises from it."""
    width = light.shape[1]
    height = cv2.GaussianBlur(light.mean(axis=2), (0, 0), max(1.0, 0.006 * width))
    right, down = (cv2.Sobel(height, cv2.CV_32F, *order, ksize=3, scale=1 / 8) for order in ((1, 0), (0, 1)))
    steep = np.percentile(np.hypot(right, down)[cover > 0], 98)
    far = np.float32(strength * FOLD * width / max(float(steep), 1e-6))
    columns, rows = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(light.shape[0], dtype=np.float32))
    limit = FOLD * width * strength
    x, y = (place + np.clip(slope * far, -limit, limit) for place, slope in ((columns, right), (rows, down)))
    return cv2.remap(uv, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
