"""Mattes kept on disk by content: another size, channel or preset never runs the model again."""

import hashlib
import json
import zlib
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np

from studio.app.photo.engine import matte_engine
from studio.export.png_coding import deflate_module
from studio.model.errors import WriteError
from studio.model.matte import Matte
from studio.model.picture import WHOLE, Box
from studio.store import atomic, paths, pruning

PROXY = 1600
"""Longest side in pixels of the picture that a matte is found in."""
MOST_BYTES = 2_000_000_000
"""What the mattes may take on disk; the least recently used go first."""
_MARK = b"listing-studio matte 1\n"


def matte_key(photo_sha256: str, model: str) -> str:
    """Return the name under which the matte of a photo by a model is kept."""
    return hashlib.sha256(f"{photo_sha256}|{model}|{matte_engine()}".encode()).hexdigest()


def stored_matte(key: str) -> Matte | None:
    """Return a kept matte, or None where there is none or its file is damaged."""
    path = _path(key)
    try:
        data = path.read_bytes()
        mark, facts, plane = data[: len(_MARK)], *data[len(_MARK) :].split(b"\n", 1)
        if mark != _MARK:
            return None
        values = json.loads(facts)
        height, width = values.pop("shape")
        alpha = np.frombuffer(zlib.decompress(plane), np.uint8).reshape(height, width)
        path.touch()  # its age counts from its last use
        return Matte(alpha, box=Box(*values.pop("box")), reasons=tuple(values.pop("reasons")), **values)
    except (OSError, ValueError, TypeError, KeyError, zlib.error):
        return None


def store_matte(key: str, matte: Matte) -> None:
    """Keep a matte; a full or read-only disk is no reason to fail, the matte is only found again next time."""
    box = matte.box
    facts = {
        "shape": matte.alpha.shape,
        "confidence": matte.confidence,
        "model": matte.model,
        "device": matte.device,
        "reasons": matte.reasons,
        "box": (box.left, box.top, box.right, box.bottom),
    }
    data = _MARK + json.dumps(facts).encode() + b"\n" + deflate_module().compress(matte.alpha.tobytes(), 1)
    with suppress(WriteError):
        atomic.write_bytes(_path(key), data, parents=True)


def whole_photo_matte(matte: Matte) -> Matte:
    """Return a matte that takes the whole photo for its product, where none was found: a flagged file beats none."""
    return replace(matte, alpha=np.full_like(matte.alpha, 255), confidence=0.0, box=WHOLE)


def prune(most: int = MOST_BYTES) -> None:
    """Remove the mattes used longest ago until the rest takes at most `most` bytes."""
    pruning.prune((paths.cache() / "mattes").glob("*/*.matte"), most)


def folders() -> list[Path]:
    """Return the folders that mattes are kept in."""
    with suppress(OSError):
        return [path for path in (paths.cache() / "mattes").iterdir() if path.is_dir()]
    return []


def _path(key: str) -> Path:
    return paths.cache() / "mattes" / key[:2] / f"{key}.matte"
