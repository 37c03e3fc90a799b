"""Answers that fit any schema, from a look at the picture: the demo provider's stand-in for a vision model."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import numpy as np

_COLOURS = {
    "white": (245, 245, 245),
    "grey": (128, 128, 128),
    "black": (20, 20, 20),
    "red": (190, 40, 40),
    "orange": (225, 130, 40),
    "yellow": (230, 205, 60),
    "green": (60, 140, 70),
    "teal": (40, 140, 140),
    "blue": (50, 90, 180),
    "purple": (120, 60, 150),
    "pink": (230, 150, 180),
    "brown": (120, 80, 50),
    "beige": (215, 195, 165),
}
_SAID_BOUND = re.compile(r"(\w+): ([\d.]+)")
_WORDS = "demo {colour} product shown from the front on a plain ground in even light with its full outline in view"


@dataclass(frozen=True)
class Seen:
    """What the demo can tell from a picture."""

    colour: str = "grey"
    width: int = 0
    height: int = 0


def look(picture: bytes) -> Seen:
    """Return the colour of the picture's middle in a word, and its size; raises OSError for no picture."""
    from PIL import Image

    with Image.open(BytesIO(picture)) as opened:
        width, height = opened.size
        opened.draft("RGB", (128, 128))  # a JPEG is then decoded small
        small = np.asarray(opened.convert("RGB").resize((32, 32)), np.float64)[8:24, 8:24].reshape(-1, 3)
    middle = np.median(small, axis=0)
    colour = min(_COLOURS, key=lambda name: float(((np.array(_COLOURS[name]) - middle) ** 2).sum()))
    return Seen(colour, width, height)


def answer(schema: Mapping[str, Any], seen: Seen) -> Any:
    """Return data that the schema accepts, bounds that are only said in a description included."""
    return _value(schema, "", seen, schema.get("$defs", {}))


def _value(schema: Mapping[str, Any], name: str, seen: Seen, definitions: Mapping[str, Any]) -> Any:
    if "$ref" in schema:
        return _value(definitions[schema["$ref"].rpartition("/")[2]], name, seen, definitions)
    for several in ("anyOf", "allOf", "enum"):
        if several in schema:
            first = schema[several][0]
            return first if several == "enum" else _value(first, name, seen, definitions)
    bounds = dict(_SAID_BOUND.findall(schema.get("description", ""))) | dict(schema)
    kind = schema.get("type")
    if kind == "object":
        return {key: _value(inner, key, seen, definitions) for key, inner in schema.get("properties", {}).items()}
    if kind == "array":
        number = min(int(float(bounds.get("maxItems", 3))), max(int(float(bounds.get("minItems", 0))), 3))
        return [_value(schema["items"], f"{name}-{index}", seen, definitions) for index in range(number)]
    return _plain(kind, bounds, name, seen)


def _plain(kind: Any, bounds: Mapping[str, Any], name: str, seen: Seen) -> Any:
    if "const" in bounds:
        return bounds["const"]
    if kind in ("integer", "number"):
        low, high = float(bounds.get("minimum", 0)), float(bounds.get("maximum", 1))
        value = low + (high - low) * 0.7
        return round(value) if kind == "integer" else round(value, 3)
    if kind == "string":
        return _text(name, seen, int(float(bounds.get("maxLength", 120))))
    return False if kind == "boolean" else None


def _text(name: str, seen: Seen, longest: int) -> str:
    _, _, index = name.rpartition("-")
    words = _WORDS.format(colour=seen.colour).split()
    text = " ".join(words if not index.isdigit() else [words[0], words[1], words[2 + int(index) % 8]])
    if len(text) > longest:
        text = text[:longest].rsplit(" ", 1)[0]
    return text.capitalize()
