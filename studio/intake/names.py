"""Reading a file name: which product it names, and which view of it."""

import re
from dataclasses import dataclass

_VIEWS = """
main hero front back rear left right side top bottom inside inner outside detail details closeup close-up close macro
zoom alt angle perspective lifestyle model worn flat flatlay hanger swatch label tag size scale sizechart pack packaging
box group set open closed view
vorne vorn hinten rückseite seite oben unten innen links rechts detailansicht
devant face dos arriere arrière côté cote dessus dessous intérieur
"""
_FIRST = frozenset({"main", "hero"})
_SECOND = frozenset({"front", "vorne", "vorn", "devant", "face"})
_CAMERA_WORDS = """
img image photo foto picture pic bild dsc dscn dscf dscs dsci dcim pxl mvimg mvi gopr gx gh dji pano burst hdr portrait
night p cimg kimg sam sdim imgp pict imag wa whatsapp signal telegram screenshot screen shot scan untitled unbenannt at
am pm copy edited e mp cover raw received fb vlcsnap snapchat instagram facebook file frame capture
"""
_CAMERA = frozenset(_CAMERA_WORDS.split())

_WORDS = "|".join(sorted(_VIEWS.split(), key=len, reverse=True))
_VIEW = re.compile(rf"^(?P<sku>.+?)[ _.\-]+(?P<view>{_WORDS})(?:[ _.\-]?\d{{1,2}})?$", re.IGNORECASE)
_COPY = re.compile(r"^(?P<sku>.+?)[ _]?\((?P<number>\d{1,3})\)$")
_NUMBER = re.compile(r"^(?P<sku>.+?)(?:[ _.\-]+|(?<=[ _.\-]))(?P<number>\d{1,2})$")
_AMAZON = re.compile(
    r"^(?P<sku>[^.]+)\.(?P<view>MAIN|PT\d\d|SWCH|FRNT|BACK|SIDE|TOPP|BOTT|LEFT|RGHT|INSD|PKG\w)$", re.I
)


@dataclass(frozen=True)
class ReadName:
    """The product a name tells of (the whole stem where it tells none), and the photo's place: 0 comes first."""

    sku: str
    rank: int


def read_name(stem: str) -> ReadName:
    """Return what a file name without its ending says."""
    if found := _AMAZON.match(stem):
        return ReadName(found["sku"], _rank(found["view"]))
    if found := _COPY.match(stem):
        return _product(stem, found["sku"], 2)
    if (found := _VIEW.match(stem)) and _tells(found["sku"], by_view=True):
        return ReadName(found["sku"].rstrip(" _.-"), _rank(stem[len(found["sku"]) :]))
    if found := _NUMBER.match(stem):
        inner = _VIEW.match(found["sku"])
        if inner and _tells(inner["sku"], by_view=True):
            return ReadName(inner["sku"], _rank(found["sku"][len(inner["sku"]) :]))
        return _product(stem, found["sku"], 3)
    return ReadName(stem, 1)


def _product(stem: str, sku: str, rank: int) -> ReadName:
    return ReadName(sku.rstrip(" _.-"), rank) if _tells(sku) else ReadName(stem, 1)


def _rank(view: str) -> int:
    word = view.strip(" _.-0123456789").casefold()
    return 0 if word in _FIRST else 2 if word in _SECOND or word == "frnt" else 3


def _tells(sku: str, by_view: bool = False) -> bool:
    """Whether a name's stem tells of a product: not just a camera's prefix, a date or a counter.

    A person who writes "_front" behind a camera's number means that number; a bare number behind it may be anything.
    """
    words = re.findall(r"[^\W\d_]+", sku.casefold())
    numbers = re.findall(r"\d+", sku)
    if any(word not in _CAMERA for word in words):
        return True
    if len(numbers) != 1 or _is_date(numbers[0]):
        return False
    return by_view or len(numbers[0]) >= 4


def _is_date(number: str) -> bool:
    """Whether a number reads as 2024 or 20241120."""
    if len(number) not in (4, 8) or number[:2] not in ("19", "20"):
        return False
    return len(number) == 4 or (1 <= int(number[4:6]) <= 12 and 1 <= int(number[6:]) <= 31)
