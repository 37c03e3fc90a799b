"""`studio cutout`: a photo's product as a see-through PNG of the photo's own size."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from time import perf_counter
from typing import Any

import numpy as np

from studio.app.ai.credentials import with_credentials
from studio.app.batch.report import as_error
from studio.app.photo.finding import backdrops_of, found_matte
from studio.app.photo.mattes import PROXY
from studio.cutout import cut, touch_up
from studio.export import Encoded, Frame, encode
from studio.intake import fingerprint, load, reduced
from studio.model.matte import Cutout, CutoutSettings, Matte
from studio.model.photo import Photo
from studio.model.picture import Bytes, Picture
from studio.model.touchup import UNTOUCHED, TouchUp
from studio.store import atomic


@dataclass(frozen=True)
class How:
    """How a photo is cut out."""

    settings: CutoutSettings
    touchup: TouchUp = UNTOUCHED


def cut_photo(photo: Photo, how: How, out_dir: Path, output: PurePosixPath) -> dict[str, Any]:
    """Write DIR/<output> and return the item of the contract.

    Raises StudioError.
    """
    start = perf_counter()
    loaded = load(photo.path)
    matte = matte_of(photo.path, how.settings, loaded.picture)
    if how.touchup.operations:
        matte = touch_up(reduced(loaded.picture, PROXY), matte, how.touchup)
    size = (loaded.source.width, loaded.source.height)
    cutout = cut(loaded.picture, matte, how.settings, size)
    metadata = loaded.source.metadata
    del loaded
    encoded = with_credentials(whole_photo_png(cutout, metadata), metadata, output.name)
    atomic.write_bytes(out_dir / output, encoded.data, parents=True)
    return {
        "photo": photo.relative.as_posix(),
        "output": output.as_posix(),
        "model": matte.model,
        "device": matte.device,
        "seconds": round(perf_counter() - start, 4),
        "confidence": round(matte.confidence, 4),
        "status": "done",
        "reasons": list(matte.reasons),
        "error": None,
    }


def failed_cut(photo: Photo, model: str, error: BaseException) -> dict[str, Any]:
    """Return the item of a photo that could not be cut out."""
    return {
        "photo": photo.relative.as_posix(),
        "output": None,
        "model": model,
        "device": None,
        "seconds": 0.0,
        "confidence": 0.0,
        "status": "failed",
        "reasons": [],
        "error": as_error(error, photo.relative.name),
    }


def matte_of(path: Path, settings: CutoutSettings, whole: Picture | None = None) -> Matte:
    """Return a photo's matte, from disk where it was found before; raises StudioError.

    `whole`: the photo at full size, where it is at hand, so that it need not be decoded once more.
    """

    def proxy() -> Picture:
        return load(path, longest=PROXY).picture if whole is None else reduced(whole, PROXY)

    return found_matte(fingerprint(path), proxy, settings.model, backdrops_of(path, settings))


def whole_photo_png(cutout: Cutout, metadata: Mapping[str, str]) -> Encoded:
    """Return the cutout as a PNG of the whole photo's size."""
    picture = cutout.picture
    if picture.alpha is None or any(edge.any() for edge in _edges(picture.alpha)):
        return encode(whole_photo(cutout), format="png", metadata=metadata)
    left, top = _place(cutout)  # a photo of 200 MP is never held whole a second time
    frame = Frame(round(cutout.photo_width), round(cutout.photo_height), left, top)
    return encode(picture, format="png", metadata=metadata, frame=frame)


def _edges(alpha: Bytes) -> tuple[Bytes, ...]:
    return alpha[0], alpha[-1], alpha[:, 0], alpha[:, -1]


def _place(cutout: Cutout) -> tuple[int, int]:
    return round(cutout.region.left * cutout.photo_width), round(cutout.region.top * cutout.photo_height)


def whole_photo(cutout: Cutout) -> Picture:
    """Return the cutout at its place in a picture of the whole photo's size, clear all around."""
    width, height = round(cutout.photo_width), round(cutout.photo_height)
    x, y = _place(cutout)
    rows, columns = slice(y, y + cutout.picture.height), slice(x, x + cutout.picture.width)
    rgb, alpha = np.zeros((height, width, 3), np.uint8), np.zeros((height, width), np.uint8)
    rgb[rows, columns] = cutout.picture.rgb
    alpha[rows, columns] = 255 if cutout.picture.alpha is None else cutout.picture.alpha
    return Picture(rgb, alpha)
