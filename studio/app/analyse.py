"""`studio analyse`: what can be said of a photo before anything is made of it."""

from typing import Any

from studio.app.batch.report import as_error
from studio.app.cutouts import matte_of
from studio.check import analyse
from studio.intake import load
from studio.model.errors import StudioError
from studio.model.finding import Finding
from studio.model.matte import CutoutSettings, Matte
from studio.model.photo import Photo


def analyse_photo(photo: Photo, model: str) -> dict[str, Any]:
    """Return the contract's item: facts and findings of a photo; a photo that cannot be read has an error instead."""
    try:
        loaded = load(photo.path)
        matte = _matte(photo, model)
        facts, findings = analyse(loaded.picture, loaded.source, matte)
        facts |= {"bytes": photo.path.stat().st_size, "metadata": dict(loaded.source.metadata)}
        facts["product"] = None if matte is None else _product(matte, loaded.source.width, loaded.source.height)
        return _item(photo, facts, [*findings, *_doubts(matte)], None)
    except Exception as error:
        return failed_analysis(photo, error)


def failed_analysis(photo: Photo, error: BaseException) -> dict[str, Any]:
    """Return the item of a photo that could not be looked at."""
    return _item(photo, {}, [], as_error(error, photo.relative.name))


def _item(photo: Photo, facts: dict[str, Any], findings: list[Finding], error: dict[str, str] | None) -> dict[str, Any]:
    return {
        "photo": photo.relative.as_posix(),
        "facts": facts,
        "findings": [finding.as_json() for finding in findings],
        "vision": None,
        "cost_usd": 0.0,
        "error": error,
    }


def _matte(photo: Photo, model: str) -> Matte | None:
    """Return the product's matte; None where there is no product or no such model: the rest can still be said."""
    try:
        matte = matte_of(photo.path, CutoutSettings(model=model))
    except StudioError:
        return None
    return None if matte.empty else matte


def _product(matte: Matte, width: int, height: int) -> dict[str, Any]:
    """Return where the product is in pixels of the whole photo, its share of it, and how sure that is."""
    return {
        "box": list(matte.box.pixels(width, height)),
        "share": round(float((matte.alpha > 127).mean()), 4),
        "confidence": round(matte.confidence, 4),
    }


def _doubts(matte: Matte | None) -> list[Finding]:
    reasons = ("No product could be told from its background.",) if matte is None else matte.reasons
    return [
        Finding("cutout", "warning", reason, fix="Look at the cutout, or use a plain backdrop.") for reason in reasons
    ]
