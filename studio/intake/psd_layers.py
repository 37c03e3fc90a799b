"""Photoshop documents by their layers: what a mockup with smart objects is made of. Read by psd-tools.

Nothing outside the file is opened: what a smart object holds, or links to, is never read, only where it lies.
"""

import logging
import re
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from studio.intake.colour import Conversion
from studio.intake.files import check_file, shown
from studio.intake.psd_adjustments import adjustment_of
from studio.intake.psd_effects import effects_of, is_drawn, kind_of, overlay_pixels, shadow_pixels, share_of
from studio.intake.psd_fills import fill_of, gradient_of, gradient_pixels, solid_pixels
from studio.intake.psd_pixels import (
    Scaling,
    can_cut,
    group_mask,
    is_cut,
    layer_pixels,
)
from studio.intake.psd_slots import is_slot, slot_of
from studio.model.errors import PhotoTooLargeError, UnreadablePhotoError
from studio.model.layers import DesignSlot, DocumentLayer, LayeredDocument, Pixels

MOST_LAYERS, LONGEST_SIDE = 1000, 12_000
MOST_BYTES = 2 << 30  # of the file, and of what a single layer unfolds into
BLENDS = {
    "NORMAL": "normal", "PASS_THROUGH": "pass-through", "DARKEN": "darken",
    "MULTIPLY": "multiply", "COLOR_BURN": "color-burn", "LINEAR_BURN": "linear-burn", "LIGHTEN": "lighten",
    "SCREEN": "screen", "COLOR_DODGE": "color-dodge", "LINEAR_DODGE": "linear-dodge", "OVERLAY": "overlay",
    "SOFT_LIGHT": "soft-light", "HARD_LIGHT": "hard-light", "VIVID_LIGHT": "vivid-light",
    "LINEAR_LIGHT": "linear-light", "PIN_LIGHT": "pin-light", "DIFFERENCE": "difference",
    "EXCLUSION": "exclusion", "SUBTRACT": "subtract", "DIVIDE": "divide",
    "DARKER_COLOR": "darker-colour", "LIGHTER_COLOR": "lighter-colour", "HUE": "hue", "SATURATION": "saturation",
    "COLOR": "colour", "LUMINOSITY": "luminosity",
}  # fmt: skip
SIMPLER = "Save it again in Photoshop with fewer layers, or smaller."


def read_layers(path: Path, *, longest: int) -> LayeredDocument:
    """Return a document at a longest side of at most that many pixels.

    Raises UnreadablePhotoError or PhotoTooLargeError naming the file.
    """
    check_file(path)
    if path.stat().st_size > MOST_BYTES:
        raise PhotoTooLargeError(f"{shown(path)} is larger than 2 GB.", SIMPLER)
    with _speaking(path):
        document = _opened(path)
    if document.color_mode.name not in ("RGB", "GRAYSCALE"):
        mode = document.color_mode.name.lower()
        raise UnreadablePhotoError(f"{shown(path)} is a {mode} document.", "Convert it to RGB in Photoshop.")
    if max(document.width, document.height) > LONGEST_SIDE or min(document.width, document.height) < 16:
        size = f"{document.width} × {document.height}"
        raise PhotoTooLargeError(f"{shown(path)} has {size} pixels.", f"Mockups have 16 to {LONGEST_SIDE} a side.")
    with _speaking(path):
        return _Reader(path, document, longest).document()


def _opened(path: Path) -> Any:
    from psd_tools import PSDImage
    from psd_tools.psd.parse_limits import ParseLimits

    limits = ParseLimits(max_objects=400_000, max_nesting_depth=40, max_total_bytes=2 * MOST_BYTES)
    return PSDImage.open(path, max_alloc_bytes=MOST_BYTES, parse_limits=limits)


@contextmanager
def _speaking(path: Path) -> Iterator[None]:
    """Turn whatever a broken document makes its reader raise into a sentence."""
    logger = logging.getLogger("psd_tools")
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except (PhotoTooLargeError, UnreadablePhotoError):
        raise
    except MemoryError as error:
        raise PhotoTooLargeError(f"{shown(path)} needs more memory than there is.", SIMPLER) from error
    except Exception as error:  # the reader raises what it likes on broken documents
        if type(error).__name__ == "ParseLimitError":
            raise PhotoTooLargeError(f"{shown(path)} has too many parts ({str(error)[:80]}).", SIMPLER) from error
        plain = len(error.args) == 1 and isinstance(error.args[0], str)  # not the insides of a validator
        said = f" ({error.args[0][:100].rstrip('.')})" if plain else ""
        raise UnreadablePhotoError(f"{shown(path)} is damaged{said}.", "Save it again in Photoshop.") from error
    finally:
        logger.setLevel(before)


class _Reader:
    """Turns the reader's layers into ours; collects what is not supported."""

    def __init__(self, path: Path, document: Any, longest: int) -> None:
        self._path, self._psd = path, document
        self._scaling = Scaling.of(document.width, document.height, longest)
        self._unsupported: dict[str, list[str]] = {}
        self._count = 0
        self._names: set[str] = set()
        placed = [layer for layer in _descendants(document, path) if layer.kind == "smartobject"]
        named = [layer for layer in placed if is_slot(layer)]
        self._slots = {id(layer) for layer in named or placed}

    def document(self) -> LayeredDocument:
        """Return the whole document."""
        layers = self._layers(self._psd)
        sentences = tuple(f"{what}: {_listed(names)}" for what, names in self._unsupported.items())
        conversion = Conversion("RGB", self._psd.image_resources.get_data(1039) if self._is_colour() else None)
        return LayeredDocument(self._scaling.size, layers, conversion.array, sentences)

    def _is_colour(self) -> bool:
        return bool(self._psd.color_mode.name == "RGB")

    def _layers(self, group: Any) -> tuple[DocumentLayer, ...]:
        """Return a group's layers, with shadows under them, overlays on them and on what is clipped to them."""
        found: list[DocumentLayer] = []
        overlays: list[DocumentLayer] = []
        for layer in group:
            made = self._layer(layer) if layer.visible else None
            if made is None:
                continue
            if not made.clipped:
                found, overlays = found + overlays, []
            below, above = self._with_effects(layer, made)
            found += [*below, made]
            overlays += above
        return (*found, *overlays)

    def _with_effects(self, layer: Any, made: DocumentLayer) -> tuple[list[DocumentLayer], list[DocumentLayer]]:
        """Return what a layer's effects draw, under it and on it."""
        below: list[DocumentLayer] = []
        above: list[DocumentLayer] = []
        for effect in self._effects(layer, made):
            blend = self._blend(effect.blend_mode, made.name)
            if kind_of(effect) == "DropShadow":
                read = partial(self._safe, shadow_pixels, layer, effect)
                below.append(DocumentLayer(made.name, read, blend, share_of(effect) * made.opacity))
            else:
                read = partial(self._safe, overlay_pixels, layer, effect)
                above.append(DocumentLayer(made.name, read, blend, share_of(effect), clipped=True))
        return below, above

    def _layer(self, layer: Any) -> DocumentLayer | None:
        name = str(layer.name)[:80]
        opacity = layer.opacity / 255 * self._fill(layer)
        blend, clipped = self._blend(layer.blend_mode, name), bool(layer.clipping)
        common = {"name": name, "blend": blend, "opacity": opacity, "clipped": clipped}
        if layer.is_group():
            return DocumentLayer(read=lambda: self._safe(group_mask, layer), children=self._layers(layer), **common)
        slot = self._slot(layer, name or "Design") if id(layer) in self._slots else None
        if slot is not None:
            return DocumentLayer(read=lambda: self._safe(group_mask, layer), slot=slot, **common)
        draw = self._drawing(layer)
        if draw is not None:
            return DocumentLayer(read=lambda: self._safe(draw, layer), **common)
        adjust = adjustment_of(layer)
        if adjust is None:
            self._leave(f"{layer.kind} layers (left out)", name)
            return None
        return DocumentLayer(read=lambda: self._safe(group_mask, layer), adjust=adjust, **common)

    @staticmethod
    def _drawing(layer: Any) -> Callable[[Any, Scaling], Pixels | None] | None:
        """Return what draws a layer, None where it has nothing of its own."""
        if fill_of(layer) is not None:
            return solid_pixels
        if gradient_of(layer) is not None:
            return gradient_pixels
        return layer_pixels if layer.has_pixels() else None

    def _blend(self, mode: Any, name: str) -> str:
        """Return a blend mode's name with us; one that cannot be drawn is named."""
        known = BLENDS.get(mode.name)
        if known is None:
            self._leave(f"blend mode {mode.name.replace('_', ' ').lower()} (taken as normal)", name)
        return known or "normal"

    def _safe(self, read: Any, *of: Any) -> Any:
        with _speaking(self._path):
            return read(*of, self._scaling)

    @staticmethod
    def _fill(layer: Any) -> float:
        from psd_tools.constants import Tag

        value = layer.tagged_blocks.get_data(Tag.BLEND_FILL_OPACITY, 255)
        return int(value) / 255 if isinstance(value, int) else 1.0

    def _slot(self, layer: Any, name: str) -> DesignSlot | None:
        number, unique = 2, name
        while unique in self._names:
            unique, number = f"{name} {number}", number + 1
        slot, left_out = slot_of(layer, unique, (self._psd.width, self._psd.height))
        for what in left_out:
            self._leave(what, name)
        if slot is not None:
            self._names.add(unique)
        return slot

    def _effects(self, layer: Any, made: DocumentLayer) -> list[Any]:
        """Return the effects that are drawn; the others, and vector masks, are named."""
        try:
            found = effects_of(layer)
            if is_cut(layer) and not can_cut(layer, self._scaling):
                self._leave("vector masks (left out)", made.name)
            alone = made.children is None and not made.clipped
            drawn = [effect for effect in found if alone and is_drawn(effect)]
        except Exception:  # broken effects are left out like sound ones
            self._leave("layer effects (left out)", made.name)
            return []
        for effect in found:
            if effect not in drawn:
                words = re.sub(r"(?<!^)(?=[A-Z])", " ", kind_of(effect)).lower().replace("color", "colour")
                self._leave(f"layer effects: {words} (left out)", made.name)
        return drawn

    def _leave(self, what: str, name: str) -> None:
        self._unsupported.setdefault(what, []).append(name)


def _descendants(group: Any, path: Path) -> list[Any]:
    found: list[Any] = []
    stack = list(group)
    while stack:
        layer = stack.pop()
        found.append(layer)
        if len(found) > MOST_LAYERS:
            raise PhotoTooLargeError(f"{shown(path)} has more than {MOST_LAYERS} layers.", SIMPLER)
        if layer.is_group():
            stack += list(layer)
    return found


def _listed(names: list[str]) -> str:
    kept = [f"“{name}”" for name in dict.fromkeys(names)]
    return ", ".join(kept) if len(kept) <= 4 else f"{', '.join(kept[:3])} and {len(kept) - 3} more"
