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
_SENTENCE = "Demo: a {colour} product seen from the front on a plain ground, in even light, its whole outline in view."
_SAID = {
    "name": "Demo product",
    "category": "Demo > Products > {colour}",
    "value": "{colour}",
    "title": "Demo: {colour} product, seen from the front",
    "remark": "Demo: even light, the product fills the frame well.",
    "what": "Demo: a small speck at the left edge",
    "cure": "Demo: brush it away and take the photo again",
}
"""What is said for fields that many schemas have; always the colour seen, always marked as a demo."""
_PLACE = {"left": 0.1, "top": 0.2, "right": 0.2, "bottom": 0.3}


@dataclass(frozen=True)
class Seen:
    """What the demo can tell from a picture."""

    colour: str = "grey"
    width: int = 0
    height: int = 0
    pictures: int = 1


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


def _value(schema: Mapping[str, Any], name: str, seen: Seen, definitions: Mapping[str, Any], place: int = 0) -> Any:
    if "$ref" in schema:
        return _value(definitions[schema["$ref"].rpartition("/")[2]], name, seen, definitions, place)
    for several in ("anyOf", "allOf", "enum"):
        if several in schema:
            first = schema[several][0]
            return first if several == "enum" else _value(first, name, seen, definitions, place)
    bounds = dict(_SAID_BOUND.findall(schema.get("description", ""))) | dict(schema)
    kind = schema.get("type")
    if kind == "object":
        fields = schema.get("properties", {}).items()
        return {key: _value(inner, key, seen, definitions, place) for key, inner in fields}
    if kind == "array":
        return _list(schema["items"], name, seen, definitions, bounds)
    return _plain(kind, bounds, name, seen, place)


def _list(
    item: Mapping[str, Any], name: str, seen: Seen, definitions: Mapping[str, Any], bounds: Mapping[str, Any]
) -> list[Any]:
    least, most = int(float(bounds.get("minItems", 0))), int(float(bounds.get("maxItems", 9)))
    number = max(least, min(most, seen.pictures if name == "verdicts" else 2))
    return [_value(item, name, seen, definitions, place) for place in range(number)]


def _plain(kind: Any, bounds: Mapping[str, Any], name: str, seen: Seen, place: int) -> Any:
    if "const" in bounds:
        return bounds["const"]
    if kind == "integer":
        return int(min(float(bounds.get("maximum", 1e9)), max(float(bounds.get("minimum", 0)), place + 1)))
    if kind == "number":
        low, high = float(bounds.get("minimum", 0)), float(bounds.get("maximum", 1))
        if name in _PLACE:
            return low + (high - low) * _PLACE[name]
        return round(low + (high - low) * 0.7, 3)
    if kind == "string":
        return _text(name, seen, place, int(float(bounds.get("maxLength", 400))))
    return name.startswith("is_") if kind == "boolean" else None


def _text(name: str, seen: Seen, place: int, longest: int) -> str:
    text = _SAID.get(name, _SENTENCE).format(colour=seen.colour)
    text = f"{text} {place + 1}" if place else text
    return text if len(text) <= longest else (text[:longest].rsplit(" ", 1)[0].rstrip(",:") or text[:longest])
