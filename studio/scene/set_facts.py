"""What is known about a set beside its picture: where a product stands in it, its camera, light and depth.

One TOML file a set in `resources/backdrops`, written by the program that rendered it; lengths in centimetres, places
and heights as shares of the picture, angles in degrees as in a Scene.
"""

import tomllib
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Annotated

import numpy as np
from PIL import Image
from pydantic import Field, ValidationError

from studio.model.errors import InvalidSceneError
from studio.model.params import Colour, Params
from studio.model.picture import Bytes, Picture

Share = Annotated[float, Field(ge=0, le=1)]
Length = Annotated[float, Field(gt=0, le=100_000)]

_PACKAGE = Path(__file__).resolve().parent.parent
_LARGEST = 8 << 20  # bytes of a layer's file
_PIXELS = 4096  # a layer's longest side


class SetCamera(Params):
    """`horizon` may lie above the picture (negative); `steepness` is the sine of the look down at the product."""

    horizon: Annotated[float, Field(ge=-10, le=1)] = -0.05
    height: Length = 40.0
    distance: Length = 140.0
    tilt: Annotated[float, Field(ge=0, le=90)] = 11.0
    steepness: Annotated[float, Field(gt=0.02, le=1)] = 0.31


class SetGround(Params):
    """Where the product's foot is, how wide the picture is there, how large a product looks right.

    `wall`: how far behind the product an upright wall meets the ground, where one is near.
    """

    x: Share = 0.5
    y: Share = 0.8
    width: Length = 60.0
    fill: Annotated[float, Field(gt=0.05, le=1)] = 0.6
    reflection: Share = 0.0
    wall: Length | None = None


class SetTop(Params):
    """Where what the product stands on ends: centimetres from its place, and how far the next ground is below.

    `drop`: 0 where a shadow that leaves it is seen nowhere. What lies behind may be a wall (`SetGround.wall`).
    """

    left: Length = 50.0
    right: Length = 50.0
    behind: Length = 50.0
    before: Length = 50.0
    round: bool = False
    drop: Annotated[float, Field(ge=0, le=1000)] = 0.0


class SetLight(Params):
    """The light that throws the shadows; `strength` is its share of all light on the ground."""

    azimuth: Annotated[float, Field(ge=-180, le=180)] = -60.0
    elevation: Annotated[float, Field(ge=10, le=90)] = 45.0
    softness: Share = 0.6
    colour: Colour = "#ffffff"
    strength: Share = 0.5


class SetDepth(Params):
    """`near`: centimetres that 255 stands for in the depth picture; `focus`: those of the product."""

    near: Length = 100.0
    focus: Length = 140.0
    aperture: Annotated[float, Field(ge=0, le=1)] = 0.02


class SetFacts(Params):
    """All of them. A picture without facts (a seller's own) is taken for a table seen slightly from above."""

    name: Annotated[str, Field(max_length=80)] = ""
    keywords: tuple[str, ...] = ()
    front: bool = False
    camera: SetCamera = SetCamera()
    ground: SetGround = SetGround()
    top: SetTop | None = None
    light: SetLight = SetLight()
    depth: SetDepth = SetDepth()


def set_ids() -> list[str]:
    """Return the ids of the sets that ship, in order of the alphabet."""
    return sorted(path.stem for path in folder().glob("*.toml"))


@lru_cache(maxsize=64)
def facts_of(name: str) -> SetFacts:
    """Return the facts of a set that ships; those of any table for a picture of one's own.

    Raises InvalidSceneError where the file is damaged.
    """
    path = folder() / f"{name}.toml"
    if not is_id(name) or not path.is_file():
        return SetFacts()
    try:
        return SetFacts.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, ValidationError) as error:
        reason = str(error).splitlines()[0]
        raise InvalidSceneError(
            f"The facts of the set “{name}” cannot be read: {reason}.",
            "Install the studio anew, or choose another set.",
        ) from error


@lru_cache(maxsize=4)
def depth_of(name: str) -> Bytes | None:
    """Return how near things are, (height, width) uint8 of near / distance; None for a picture without depth."""
    found = _layer("depth", name, "L")
    return None if found is None else found


@lru_cache(maxsize=4)
def front_of(name: str) -> Picture | None:
    """Return what lies before the product, with alpha; None where nothing does."""
    found = _layer("front", name, "RGBA")
    return None if found is None else Picture(np.ascontiguousarray(found[..., :3]), np.ascontiguousarray(found[..., 3]))


def is_id(name: str) -> bool:
    """Whether a name can be that of a set that ships, and no path."""
    return bool(name) and all(letter.isascii() and (letter.isalnum() or letter == "-") for letter in name)


def folder() -> Path:
    """Return where the sets are."""
    # As in studio.store.paths, which a stage may not import: in a wheel resources lie inside the package.
    packed = _PACKAGE / "_shipped"
    return (packed if packed.is_dir() else _PACKAGE.parent) / "resources" / "backdrops"


def _layer(kind: str, name: str, mode: str) -> Bytes | None:
    """Return the pixels of one of a set's further pictures; None where there is none or it is damaged."""
    path = folder() / kind / f"{name}.avif"
    if not is_id(name) or not path.is_file() or path.stat().st_size > _LARGEST:
        return None
    try:
        with Image.open(BytesIO(path.read_bytes())) as image:
            if max(image.size) > _PIXELS:
                return None
            pixels: Bytes = np.asarray(image.convert(mode))
            return pixels
    except (OSError, ValueError, SyntaxError):
        return None
