"""A mockup: a thing on which artwork can be seen. A folder with `mockup.toml` (this schema) and its render passes.

The passes, all of the frame's `size` unless said otherwise (see `studio.scene.mockup` for how they recombine):

- `scene.avif`: the finished picture, the item in its first colourway, no artwork.
- `light.avif`, `gloss.avif`: diffuse light that falls on the item, and what its surface adds on top; linear light c is
  kept as the sRGB code of c / scale, the scales being `light_scale` and `gloss_scale`. Both, and `colour.png`, may be
  cropped to one part of the frame that begins at `passes.offset`.
- `colour.png`: 8-bit grey, the share of each pixel that takes the item's colour.
- `uv-<surface>.png`: 16-bit RGB; red is u, green is v (0–65535 = 0–1 over the print area, v downwards), blue the cover
  of the print area, occluders cut out. May be cropped to a part that begins at the surface's `offset`. On a surface
  that wraps round (`wrap`), u may be stored modulo 1.
"""

import re
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import Field, ValidationError, model_validator

from studio.model.errors import StudioError
from studio.model.params import Colour, Params

FORMAT = 1
FILE = "mockup.toml"
SCENE, LIGHT, GLOSS, COLOUR = "scene.avif", "light.avif", "gloss.avif", "colour.png"
MOST_SURFACES, MOST_COLOURWAYS = 12, 64
SMALLEST, LARGEST = 64, 8000  # pixels of the frame's side

Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
Name = Annotated[str, Field(min_length=1, max_length=80)]
Point = tuple[Annotated[int, Field(ge=0, le=LARGEST)], Annotated[int, Field(ge=0, le=LARGEST)]]
Side = Annotated[int, Field(ge=SMALLEST, le=LARGEST)]
Centimetres = Annotated[float, Field(gt=0, le=1000)]


class InvalidMockupError(StudioError):
    """A mockup's folder is broken: its file, or one of its passes, is missing or wrong."""

    kind = "invalid-mockup"


class UnknownMockupError(StudioError):
    """No mockup of that name, or no such colour or surface on it."""

    kind = "unknown-mockup"


class Passes(Params):
    """How the shared passes are to be read."""

    light_scale: Annotated[float, Field(gt=0, le=64)] = 1.0
    gloss_scale: Annotated[float, Field(gt=0, le=64)] = 1.0
    offset: Point = (0, 0)  # of light, gloss and colour in the frame, pixels


class Colourway(Params):
    """A colour in which the item is sold: the albedo of its `colour.png`."""

    id: Id
    name: Name
    colour: Colour


class Surface(Params):
    """A print area. Its file is `uv-<id>.png`; its shape is that of its real size."""

    id: Id
    name: Name
    width_cm: Centimetres
    height_cm: Centimetres
    wrap: bool = False  # left and right edge are one seam (the full wrap of a mug)
    offset: Point = (0, 0)  # of its UV pass in the frame, pixels
    gloss: Annotated[float, Field(ge=0, le=4)] = 1.0  # of the ink, as a multiple of the item's own
    keep: Annotated[float, Field(ge=0, le=1)] = 0.0  # share of the item's own colour that the ink lets through

    @property
    def file(self) -> str:
        """Name of the UV pass."""
        return f"uv-{self.id}.png"

    @property
    def aspect(self) -> float:
        """Width over height."""
        return self.width_cm / self.height_cm


class Mockup(Params):
    """The content of `mockup.toml`. The folder's name is its `id`, which the file need not repeat."""

    format: Literal[1] = 1
    id: Id
    name: Name
    category: Annotated[str, Field(max_length=40)] = ""
    keywords: tuple[Annotated[str, Field(min_length=1, max_length=40)], ...] = ()
    author: Annotated[str, Field(max_length=80)] = ""
    licence: Annotated[str, Field(max_length=80)] = ""
    size: tuple[Side, Side]
    passes: Passes = Passes()
    colourways: Annotated[tuple[Colourway, ...], Field(min_length=1, max_length=MOST_COLOURWAYS)]
    surfaces: Annotated[tuple[Surface, ...], Field(min_length=1, max_length=MOST_SURFACES)]

    @model_validator(mode="after")
    def _unlike(self) -> "Mockup":
        for what, ids in (
            ("colourways", [it.id for it in self.colourways]),
            ("surfaces", [it.id for it in self.surfaces]),
        ):
            twice = next((it for it in ids if ids.count(it) > 1), None)
            if twice:
                raise ValueError(f"two {what} have the id {twice!r}")
        return self

    def colourway(self, wanted: str | None = None) -> Colourway:
        """Return the colourway of an id or name (the first without one); raises UnknownMockupError."""
        return _chosen(self.colourways, wanted, self.name, "colour")

    def surface(self, wanted: str | None = None) -> Surface:
        """Return the surface of an id or name (the first without one); raises UnknownMockupError."""
        return _chosen(self.surfaces, wanted, self.name, "surface")

    def own_colour(self, wanted: str) -> Colourway:
        """Return the colourway of an id or name, or one made of a `#rrggbb`; raises UnknownMockupError.

        What comes in one colour only has no other: its `colour.png` need not be the item.
        """
        if re.fullmatch(r"#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})", wanted.strip()) and not _named(self.colourways, wanted):
            colour = wanted.strip().lower().lstrip("#")
            if len(self.colourways) == 1:
                raise UnknownMockupError(
                    f"“{self.name}” comes in one colour, so not in #{colour}.",
                    "A mockup of your own comes in others when its mask is the whole item (`--mask FILE`).",
                )
            return Colourway(id=colour, name=f"#{colour}", colour=f"#{colour}")
        return self.colourway(wanted)


Kind = TypeVar("Kind", Colourway, Surface)


def _named(items: tuple[Kind, ...], wanted: str) -> Kind | None:
    plain = wanted.strip().casefold()
    return next((it for it in items if plain in (it.id, it.name.casefold())), None)


def _chosen(items: tuple[Kind, ...], wanted: str | None, mockup: str, what: str) -> Kind:
    if wanted is None:
        return items[0]
    found = _named(items, wanted)
    if found is None:
        known = ", ".join(it.id for it in items)
        raise UnknownMockupError(f"“{mockup}” has no {what} “{wanted[:80]}”.", f"It has: {known}.")
    return found


def read_mockup(data: Any, folder: Path) -> Mockup:
    """Validate plain data (parsed TOML) as the mockup of a folder; raises InvalidMockupError naming both."""
    where = f"{folder.name}/{FILE}"
    version = data.get("format", FORMAT) if isinstance(data, dict) else FORMAT
    if isinstance(version, int) and version > FORMAT:
        raise InvalidMockupError(
            f"{where} was made by a newer Listing Studio (format {version}).", "Update the studio to use it."
        )
    try:
        return Mockup.model_validate({**data, "id": folder.name} if isinstance(data, dict) else data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        if place == "id":
            cure = "Name the folder in lower-case letters, digits and dashes, as “mug-front”."
            raise InvalidMockupError(f"The folder “{folder.name[:80]}” cannot be a mockup's.", cure) from error
        cure = f"Mend that line of {FILE}, or take the folder out."
        raise InvalidMockupError(f"{where}: {place}: {first['msg'][:300]}.", cure) from error
