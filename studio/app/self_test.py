"""Counts every registry and tries the embedded model: a broken or incomplete installation shows here."""

from typing import Any

import numpy as np

from studio.app.models import model_cards
from studio.check import all_checks, load_channels
from studio.cutout import find_matte
from studio.model.errors import StudioError
from studio.model.matte import Matte
from studio.model.picture import Picture
from studio.model.scene import element_kinds
from studio.store import paths
from studio.store.presets import find_presets

_PICTURES = {".jpg", ".jpeg", ".png", ".webp", ".avif", ".heic"}
NOT_YET = {"mockups"}
"""Registries whose room is not built yet; they are counted, and may be empty until it is."""


def self_test() -> dict[str, Any]:
    """Return the contract's document; `ok` is False where a registry is empty or the embedded model does not work."""
    presets, broken = find_presets()
    models = model_cards()
    counts = {
        "channels": len(load_channels()),
        "checks": len(all_checks()),
        "elements": len(element_kinds()),
        "presets": len(presets),
        "mockups": _folders("resources", "mockups"),
        "models": len(models),
        "tasks": len({task for model in models for task in model["tasks"]}),
        "samples": _files("resources", "samples"),
    }
    problems = [f"no {name} were found" for name, count in counts.items() if not count and name not in NOT_YET]
    problems += [error.message for error in broken]
    matte, problem = _embedded_model()
    problems += [problem] if problem else []
    return {
        "ok": not problems,
        "device": {"provider": matte.device if matte else "none", "why": _why(matte)},
        "counts": counts,
        "problems": problems,
    }


def _embedded_model() -> tuple[Matte | None, str]:
    """Cut a dark disc out of a light ground; return its matte, and what is wrong with it."""
    rows, columns = np.mgrid[:240, :320]
    disc = (rows - 120) ** 2 + (columns - 160) ** 2 < 70**2
    photo = np.where(disc[..., None], np.array([150, 40, 30]), np.array([225, 222, 218])).astype(np.uint8)
    try:
        matte = find_matte(Picture(photo), "embedded")
    except StudioError as error:
        return None, f"the embedded model does not work: {error.message}"
    found = matte.alpha > 127
    overlap = float((found & disc).sum() / max(1, (found | disc).sum()))
    return matte, "" if overlap > 0.9 else f"the embedded model missed a plain disc (overlap {overlap:.0%})"


def _why(matte: Matte | None) -> str:
    if matte is None:
        return "The embedded model could not be tried."
    if matte.device.upper() == "CPU":
        return "The embedded model runs on the processor."
    return f"The embedded model ran on {matte.device}."


def _folders(*parts: str) -> int:
    folder = paths.shipped(*parts)
    return (
        sum(entry.is_dir() and not entry.name.startswith(".") for entry in folder.iterdir()) if folder.is_dir() else 0
    )


def _files(*parts: str) -> int:
    folder = paths.shipped(*parts)
    return sum(entry.suffix.lower() in _PICTURES for entry in folder.rglob("*")) if folder.is_dir() else 0
