"""`studio analyse`: what can be said of a photo before anything is made of it."""

from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np

from studio.app.cutouts import matte_of
from studio.app.report import as_error
from studio.check.sharpness import busiest_tiles, edge_width
from studio.intake import load
from studio.model.errors import StudioError
from studio.model.finding import Finding
from studio.model.matte import Matte
from studio.model.photo import Photo
from studio.model.picture import Bytes, Picture, Source

PROXY = 500
SMALL = 1000  # pixels of the product's longest side: what the large marketplaces want for their zoom
SOFT = 2.5  # pixels of edge width from which a buyer sees blur at full size
DARK, BRIGHT = 60, 225  # median levels of the product
CLIPPED = 0.05  # share of the product


def analyse_photo(photo: Photo, model: str) -> dict[str, Any]:
    """Return the contract's item: facts and findings of a photo; a photo that cannot be read has an error instead."""
    try:
        loaded = load(photo.path)
        facts: dict[str, Any] = _file_facts(photo, loaded.source)
        try:
            matte: Matte | None = matte_of(photo.path, model)
        except StudioError:
            matte = None  # of a photo without a product the rest can still be said
        facts |= _picture_facts(loaded.picture, matte)
        findings = [finding.as_json() for finding in _findings(facts, matte)]
        return _item(photo, facts, findings, None)
    except Exception as error:
        return _item(photo, {}, [], as_error(error, photo.relative.name))


def failed_analysis(photo: Photo, error: BaseException) -> dict[str, Any]:
    """Return the item of a photo whose process died."""
    return _item(photo, {}, [], as_error(error, photo.relative.name))


def _item(photo: Photo, facts: dict[str, Any], findings: list[Any], error: dict[str, str] | None) -> dict[str, Any]:
    name = photo.relative.as_posix()
    return {"photo": name, "facts": facts, "findings": findings, "vision": None, "cost_usd": 0.0, "error": error}


def _file_facts(photo: Photo, source: Source) -> dict[str, Any]:
    return {
        "width": source.width,
        "height": source.height,
        "megapixels": round(source.width * source.height / 1e6, 2),
        "format": source.format,
        "mode": source.mode,
        "profile": source.profile,
        "bytes": photo.path.stat().st_size,
        "metadata": dict(source.metadata),
    }


def _picture_facts(picture: Picture, matte: Matte | None) -> dict[str, Any]:
    scale = max(1, round(max(picture.width, picture.height) / PROXY))
    size = (max(1, picture.width // scale), max(1, picture.height // scale))
    proxy = np.asarray(cv2.resize(picture.rgb, size, interpolation=cv2.INTER_AREA), np.uint8)
    inside = np.ones(proxy.shape[:2], bool)
    product = None
    if matte is not None and not matte.empty:
        inside = cv2.resize(matte.alpha, size, interpolation=cv2.INTER_AREA) > 127
        product = {
            "box": list(matte.box.pixels(picture.width, picture.height)),
            "share": round(float(inside.mean()), 4),
            "confidence": round(matte.confidence, 4),
        }
    return {"product": product, **_light(proxy[inside] if inside.any() else proxy.reshape(-1, 3))} | _edge(
        picture.rgb, proxy, scale, inside
    )


def _light(pixels: Bytes) -> dict[str, float]:
    """Return the product's median level (0–255) and the shares of it that are lost in black and in white."""
    levels = pixels.mean(axis=1)
    return {
        "brightness": round(float(np.median(levels)), 1),
        "lost_in_black": round(float((pixels.max(axis=1) <= 4).mean()), 4),
        "lost_in_white": round(float((pixels.min(axis=1) >= 251).mean()), 4),
    }


def _edge(rgb: Bytes, proxy: Bytes, scale: int, inside: np.ndarray) -> dict[str, float | None]:
    width = edge_width(busiest_tiles(rgb, proxy, scale, inside))
    return {"edge_width": None if width is None else round(width, 2)}


def _findings(facts: dict[str, Any], matte: Matte | None) -> Iterator[Finding]:
    product = facts["product"]
    if product is None:
        yield Finding(
            "product", "warning", "No product could be told from its background.", fix="Use a plain backdrop."
        )
    elif max(product["box"][2:]) < SMALL:
        longest = max(product["box"][2:])
        message = f"The product is {longest} px long; marketplaces want {SMALL} px for their zoom."
        yield Finding("resolution", "warning", message, tuple(product["box"]), "Go nearer, or use a better camera.")
    if facts["edge_width"] is not None and facts["edge_width"] > SOFT:
        message = f"The sharpest edges are {facts['edge_width']:.1f} px wide: the photo is out of focus or shaken."
        yield Finding("sharpness", "warning", message, fix="Hold the camera still and focus on the product.")
    if facts["brightness"] < DARK:
        yield Finding("exposure", "info", "The product is dark.", fix="Raise the exposure, or add light.")
    elif facts["brightness"] > BRIGHT:
        yield Finding("exposure", "info", "The product is very bright.", fix="Lower the exposure.")
    if facts["lost_in_white"] > CLIPPED:
        message = f"{facts['lost_in_white']:.0%} of the product is pure white: its detail is lost."
        yield Finding("highlights", "info", message, fix="Expose the photo less.")
    for reason in matte.reasons if matte is not None else ():
        yield Finding("cutout", "warning", reason, fix="Look at the cutout's edge.")
