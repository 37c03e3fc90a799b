"""Drawings in SVG, drawn by resvg. Files that reach outside themselves or unfold without end are refused."""

import gzip
import io
import re
from pathlib import Path
from typing import Any
from xml.parsers import expat

import numpy as np

from studio.intake.drawn import straight
from studio.intake.files import shown
from studio.intake.svg_fonts import absent, families_of, first_of, fonts
from studio.model.errors import MissingReaderError, PhotoTooLargeError, UnreadablePhotoError
from studio.model.picture import Picture

MOST_BYTES = 32 << 20
MOST_ELEMENTS = 400_000  # after every reference is followed
_DEEPEST = 500
_LENGTH = re.compile(r"\s*([0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?)\s*(px|pt|pc|mm|cm|in|)\s*")
_UNITS = {"": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_OUTSIDE = re.compile(r"url\(\s*[\"']?(?!\s*#)(?!\s*data:)|@import", re.IGNORECASE)
_WITHIN = re.compile(r"url\(\s*[\"']?\s*#([^\"')\s]+)")
_EMBEDDED = re.compile(r"data:image/(png|jpe?g|gif|webp)[;,]", re.IGNORECASE)
_EMBED = "Embed its pictures (in Inkscape: Extensions › Images › Embed) and save it again."


def draw_svg(path: Path, longest: int) -> tuple[Picture, tuple[int, int], tuple[str, ...]]:
    """Return the drawing with its longer side of that many pixels, its nominal size in pixels, and the fonts of its
    words that are not on this computer: another is drawn in their place.
    """
    text = _text(path)
    drawing = _scanned(path, text)
    wide, tall = drawing.size()
    scale = longest / max(wide, tall)
    size = max(1, round(wide * scale)), max(1, round(tall * scale))
    try:
        import resvg_py
    except ImportError as error:
        raise MissingReaderError(
            f"{shown(path)} is a drawing (SVG), which needs resvg.", "Install it with `pip install resvg-py`."
        ) from error
    try:
        png = resvg_py.svg_to_bytes(svg_string=text, width=size[0], height=size[1], dpi=96, **fonts(drawing.has_text))
        missing = tuple(absent(drawing.families)) if drawing.has_text else ()
    except ValueError as error:
        raise UnreadablePhotoError(
            f"{shown(path)} cannot be drawn: {str(error)[:120]}.", "Save it again as plain SVG."
        ) from error
    return straight(_pixels(bytes(png))), (max(1, round(wide)), max(1, round(tall))), missing


def _pixels(png: bytes) -> np.ndarray[Any, np.dtype[np.uint8]]:
    from PIL import Image

    with Image.open(io.BytesIO(png), formats=["PNG"]) as image:
        return np.asarray(image.convert("RGBA"))


def _text(path: Path) -> str:
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        data = (gzip.GzipFile(fileobj=file) if packed else file).read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise PhotoTooLargeError(f"{shown(path)} is a drawing of more than 32 MB.", "Simplify it, or export it as PNG.")
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    return data.decode(encoding)


class _Drawing:
    """What the scan of a drawing found: its size, and how its elements refer to one another."""

    def __init__(self) -> None:
        self.width = self.height = 0.0
        self.view: tuple[float, float] | None = None
        self.has_text = False
        self.families: set[str] = set()
        self.tag = ""  # of the element that began last
        self.entities = 0
        self.depth = 0
        self.count = 0
        self.open: list[int] = []
        self.parts: list[list[int]] = []  # of each element: those within it
        self.refers: list[set[str]] = []
        self.ids: dict[str, int] = {}

    def size(self) -> tuple[float, float]:
        """Return width and height in pixels at 96 dpi; raises ValueError for one that is nothing."""
        view = self.view or (self.width or 100.0, self.height or 100.0)
        wide = self.width or (self.height * view[0] / view[1] if self.height else view[0])
        tall = self.height or wide * view[1] / view[0]
        return wide, tall

    def unfolded(self) -> int:
        """Return how many elements there are once every reference is followed; MOST_ELEMENTS + 1 for too many."""
        known: dict[int, int] = {}
        state: dict[int, bool] = {}
        stack = [(0, False)] if self.parts else []
        while stack:
            element, done = stack.pop()
            wanted = self.parts[element] + [self.ids[name] for name in self.refers[element] if name in self.ids]
            if done:
                known[element] = min(1 + sum(known.get(it, 0) for it in wanted), MOST_ELEMENTS + 1)
            elif element not in state:
                state[element] = True
                stack.append((element, True))
                stack += [(it, False) for it in wanted if it not in state]
        return known.get(0, 0)


def _scanned(path: Path, text: str) -> _Drawing:
    """Read the drawing's structure without drawing it; raises where it is broken, hostile or reaches outside."""
    drawing = _Drawing()
    name = shown(path)

    def start(tag: str, attributes: dict[str, str]) -> None:
        _enter(drawing, name, tag.rpartition(":")[2], attributes)

    def end(tag: str) -> None:
        drawing.open.pop()

    def declared(entity: str, parameter: int, value: str | None, *_: object) -> None:
        drawing.entities += 1  # Illustrator declares a dozen short names; what nests or reaches out is an attack
        if parameter or value is None or len(value) > 200 or drawing.entities > 60 or set(value) & {"&", "%", "<"}:
            raise UnreadablePhotoError(
                f"{name} declares an entity ({entity[:40]}) that can hide an attack.", "Save it again as plain SVG."
            )

    def written(data: str) -> None:
        if _OUTSIDE.search(data):
            raise _reaches_out(name)
        if drawing.tag == "style":
            drawing.families.update(families_of(data))

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.EntityDeclHandler, parser.CharacterDataHandler = declared, written
    parser.ProcessingInstructionHandler = lambda target, data: _refuse_sheet(name, target)
    parser.buffer_text = True
    try:
        parser.Parse(re.sub(r"^(<\?xml[^>]*?)\s+encoding=[\"'][^\"']*[\"']", r"\1", text), True)
    except expat.ExpatError as error:
        raise UnreadablePhotoError(
            f"{name} is no readable drawing: {expat.errors.messages[error.code]}, line {error.lineno}.",
            "Save it again from the program that made it.",
        ) from error
    if drawing.unfolded() > MOST_ELEMENTS:
        raise PhotoTooLargeError(
            f"{name} unfolds into more than {MOST_ELEMENTS:,} shapes.", "Simplify it, or export it as PNG."
        )
    return drawing


def _enter(drawing: _Drawing, name: str, tag: str, attributes: dict[str, str]) -> None:
    number = len(drawing.parts)
    if number == 0:
        if tag != "svg":
            raise UnreadablePhotoError(f"{name} is no SVG drawing.", "Choose other artwork.")
        _measure(drawing, name, attributes)
    if number >= MOST_ELEMENTS or len(drawing.open) > _DEEPEST:
        raise PhotoTooLargeError(f"{name} has too many shapes, or too deeply nested.", "Export it as PNG.")
    if drawing.open:
        drawing.parts[drawing.open[-1]].append(number)
    drawing.parts.append([])
    drawing.refers.append(_references(name, tag, attributes))
    drawing.open.append(number)
    drawing.tag = tag
    drawing.has_text |= tag in ("text", "tspan")
    drawing.families.update(families_of(attributes.get("style", "")))
    drawing.families.add(first_of(attributes.get("font-family", "")))
    if "id" in attributes:
        drawing.ids.setdefault(attributes["id"], number)


def _references(name: str, tag: str, attributes: dict[str, str]) -> set[str]:
    """Return the ids an element refers to; raises where it refers to anything outside the file."""
    found: set[str] = set()
    for key, value in attributes.items():
        if key.rpartition(":")[2] == "href" and tag != "a":
            link = value.strip()
            if link.startswith("#"):
                found.add(link[1:])
            elif link and not _EMBEDDED.match(link):
                raise _reaches_out(name)
        elif _OUTSIDE.search(value):
            raise _reaches_out(name)
        else:
            found.update(_WITHIN.findall(value))
    return found


def _measure(drawing: _Drawing, name: str, attributes: dict[str, str]) -> None:
    drawing.width, drawing.height = (_length(attributes.get(side, "")) for side in ("width", "height"))
    numbers = re.split(r"[\s,]+", attributes.get("viewBox", "").strip())
    try:
        view = tuple(float(number) for number in numbers) if len(numbers) == 4 else None
    except ValueError:
        view = None
    if view is not None:
        drawing.view = view[2], view[3]
    zero = any(attributes.get(side, "").strip() in ("0", "0px") for side in ("width", "height"))
    if zero or (drawing.view is not None and min(drawing.view) <= 0):
        raise UnreadablePhotoError(f"{name} has no size: its width or height is 0.", "Save it with a size.")
    wide, tall = drawing.size()
    if not 1e-3 < wide / tall < 1e3:
        raise UnreadablePhotoError(f"{name} is far too long and narrow for artwork.", "Crop the drawing.")


def _length(text: str) -> float:
    match = _LENGTH.fullmatch(text)
    return float(match[1]) * _UNITS[match[2]] if match else 0.0


def _refuse_sheet(name: str, target: str) -> None:
    if target == "xml-stylesheet":
        raise _reaches_out(name)


def _reaches_out(name: str) -> UnreadablePhotoError:
    return UnreadablePhotoError(f"{name} refers to other files or addresses, which are never read.", _EMBED)
