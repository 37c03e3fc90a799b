"""The fonts that travel with the studio, so that every computer draws a text alike."""

from functools import lru_cache
from pathlib import Path
from typing import Literal

from PIL import ImageFont

Weight = Literal["light", "regular", "bold"]

FILES = {"light": "Inter-Light.otf", "regular": "Inter-Regular.otf", "bold": "Inter-Bold.otf"}
WIDE = "DejaVuSans.ttf"  # more scripts, one weight

_PACKAGE = Path(__file__).resolve().parent.parent


def font_for(text: str, weight: Weight, size: int) -> ImageFont.FreeTypeFont:
    """Return the font of that weight, or the one with more scripts where it lacks fewer of the text's letters."""
    chosen = min((FILES[weight], WIDE), key=lambda name: len(_absent(text, name)))
    return ImageFont.truetype(_folder() / chosen, size)


def letters_absent(text: str, weight: Weight) -> str:
    """Return the letters, once each, that no font of ours has."""
    return min((_absent(text, name) for name in (FILES[weight], WIDE)), key=len)


@lru_cache(maxsize=256)
def _absent(text: str, name: str) -> str:
    font = ImageFont.truetype(_folder() / name, 32)
    empty = bytes(font.getmask("\U000fffff"))  # a private letter that no font has: what stands for an absent one
    letters = [letter for letter in dict.fromkeys(text) if letter.isprintable() and not letter.isspace()]
    return "".join(letter for letter in letters if bytes(font.getmask(letter)) == empty)


def _folder() -> Path:
    # As in studio.store.paths, which a stage may not import: in a wheel resources lie inside the package.
    packed = _PACKAGE / "_shipped"
    return (packed if packed.is_dir() else _PACKAGE.parent) / "resources" / "fonts"
