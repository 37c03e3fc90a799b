"""Lettering on the product, read before and after; needs the optional text recognition."""

import re
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from studio.model.picture import Picture

_SURE = 0.8
_WORD = re.compile(r"\w{3,}")


def can_read() -> bool:
    """Whether text recognition is installed (`pip install rapidocr-onnxruntime`)."""
    return find_spec("rapidocr_onnxruntime") is not None


@lru_cache(maxsize=1)
def _engine() -> Any:
    return import_module("rapidocr_onnxruntime").RapidOCR()


def words_on(picture: Picture) -> frozenset[str]:
    """Return the words of three letters and more that can surely be read, in lower case."""
    import numpy as np

    found, _seconds = _engine()(np.ascontiguousarray(picture.rgb[..., ::-1]))
    texts = [text for _box, text, sure in found or () if float(sure) >= _SURE]
    return frozenset(word.lower() for text in texts for word in _WORD.findall(text))


def words_lost(before: Picture, after: Picture) -> tuple[str, ...] | None:
    """Return the words that were there before and are not any more; None where nothing can be read here."""
    if not can_read():
        return None
    return tuple(sorted(words_on(before) - words_on(after)))
