"""Lettering on the product, read before and after; needs the optional text recognition."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import cv2
import numpy as np

from studio.model.picture import Bytes, Picture

_SURE = 0.8
_WORD = re.compile(r"\w{3,}")
_LONGEST = 1280  # px that are read: smaller print than a fortieth of that is nobody's label
_ROOM = 0.04  # of the product's longer side, round it
Box = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels of the part that was read."""


@dataclass(frozen=True)
class Lettering:
    """Words of three letters and more that could surely be read before, in lower case; `lost`: those not read after."""

    words: tuple[str, ...]
    lost: tuple[str, ...]

    @property
    def kept(self) -> float:
        """The share of words that can still be read; 1 where there were none."""
        return 1 - len(self.lost) / len(self.words) if self.words else 1.0


def can_read() -> bool:
    """Whether text recognition is installed (`pip install rapidocr`; its networks lie in its wheel)."""
    return find_spec("rapidocr") is not None


@lru_cache(maxsize=1)
def _engine() -> Any:
    quiet = {"Global.log_level": "critical", "Global.use_cls": False}
    return import_module("rapidocr").RapidOCR(params=quiet)


def compared(before: Picture, after: Picture, alpha: Bytes) -> Lettering | None:
    """Return what became of the words on a product, None where nothing can be read here.

    All of one size; `alpha`: (height, width) uint8, where the product is. A word whose pixels are bit by bit the same
    is not read again.
    """
    if not can_read():
        return None
    part = _part(alpha)
    if part is None:
        return Lettering((), ())
    old, new = (_reduced(picture.rgb[part]) for picture in (before, after))
    read = list(_words(old))
    words = tuple(sorted({word for word, _ in read}))
    doubtful = {word for word, box in read if not _same(old, new, box)}
    found = {word for word, _ in _words(new)} if doubtful else set()
    return Lettering(words, tuple(sorted(doubtful - found)))


def _part(alpha: Bytes) -> tuple[slice, slice] | None:
    """Return the rows and columns round the product."""
    left, top, width, height = cv2.boundingRect((alpha > 0).astype(np.uint8))
    if not width:
        return None
    room = round(max(width, height) * _ROOM)
    return slice(max(0, top - room), top + height + room), slice(max(0, left - room), left + width + room)


def _reduced(rgb: Bytes) -> Bytes:
    scale = min(1.0, _LONGEST / max(rgb.shape[:2]))
    if scale == 1:
        return np.ascontiguousarray(rgb)
    size = (max(1, round(rgb.shape[1] * scale)), max(1, round(rgb.shape[0] * scale)))
    return np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), np.uint8)


def _same(old: Bytes, new: Bytes, box: Box) -> bool:
    left, top, right, bottom = box
    return bool((old[top:bottom, left:right] == new[top:bottom, left:right]).all())


def _words(rgb: Bytes) -> Iterator[tuple[str, Box]]:
    found = _engine()(np.ascontiguousarray(rgb[..., ::-1]))
    if found.boxes is None:
        return
    for corners, text, sure in zip(found.boxes, found.txts, found.scores, strict=True):
        if float(sure) < _SURE:
            continue
        left, top = np.floor(np.min(corners, axis=0)).astype(int)
        right, bottom = np.ceil(np.max(corners, axis=0)).astype(int)
        for word in _WORD.findall(text):
            yield word.lower(), (max(0, left), max(0, top), right, bottom)
