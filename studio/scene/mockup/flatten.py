"""A layered document drawn flat, several times at once: with nothing, white and black in each of its slots.

One walk over the layers draws all of them, so that each layer's pixels are read once and never kept.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from studio.model.layers import Box, DocumentLayer, LayeredDocument, Pixels
from studio.model.picture import Bytes
from studio.scene.mockup.blend_modes import mixed
from studio.scene.mockup.passes import Floats


@dataclass(frozen=True)
class Wearing:
    """What one of the pictures shows: slots, by name, filled with a grey (0–1); the others show nothing."""

    slots: frozenset[str] = frozenset()
    grey: float = 1.0


Clipped = tuple[DocumentLayer, Pixels | None]
"""A layer that is clipped to the one below it, and what it has read."""


class _Canvas:
    """Colour, not premultiplied, and alpha; float32."""

    def __init__(self, width: int, height: int) -> None:
        self.rgb = np.zeros((height, width, 3), np.float32)
        self.alpha = np.zeros((height, width, 1), np.float32)

    def copy(self) -> "_Canvas":
        other = _Canvas(1, 1)
        other.rgb, other.alpha = self.rgb.copy(), self.alpha.copy()
        return other

    def lay(self, rgb: Floats, alpha: Floats, box: Box, mode: str) -> None:
        """Lay colour (height, width, 3) with alpha (height, width, 1) on a box."""
        part = slice(box[1], box[3]), slice(box[0], box[2])
        below, cover = self.rgb[part], self.alpha[part]
        blended = rgb if mode == "normal" else (1 - cover) * rgb + cover * mixed(below, rgb, mode)
        whole = cover + alpha - cover * alpha
        share = alpha / np.maximum(whole, np.float32(1e-6))
        self.rgb[part] = below + share * (blended - below)
        self.alpha[part] = whole

    def adjust(self, layer: DocumentLayer, share: Floats | float, clipped: Sequence["Clipped"] = ()) -> None:
        """Change the colours as an adjustment layer does, by a share; `clipped` is laid on what it makes of them."""
        assert layer.adjust is not None
        height, width = self.rgb.shape[:2]
        changed = _with_clipped(layer.adjust(self.rgb), (0, 0, width, height), clipped)
        blended = changed if layer.blend in ("normal", "pass-through") else mixed(self.rgb, changed, layer.blend)
        self.rgb += (blended - self.rgb) * share

    def fade_to(self, other: "_Canvas", share: Floats | float) -> None:
        """Become other by a share."""
        self.rgb += (other.rgb - self.rgb) * share
        self.alpha += (other.alpha - self.alpha) * share


class Flattening:
    """Draws a document with each of `wearings`; `covers` are the slots' areas (height, width) uint8."""

    def __init__(
        self,
        document: LayeredDocument,
        wearings: Sequence[Wearing],
        covers: dict[str, Bytes],
        step: Callable[[str], None] = lambda name: None,
    ) -> None:
        self._document, self._wearings, self._covers, self._step = document, wearings, covers, step

    def pictures(self) -> list[Bytes]:
        """Return one sRGB picture (height, width, 3) for each wearing, on white where the document is clear."""
        width, height = self._document.size
        canvases = [_Canvas(width, height) for _ in self._wearings]
        self._draw(self._document.layers, canvases)
        shown = []
        while canvases:
            canvas = canvases.pop(0)
            codes = canvas.rgb * canvas.alpha + (1 - canvas.alpha)
            shown.append(self._document.to_srgb(np.round(codes * 255).astype(np.uint8)))
        return shown

    def _draw(self, layers: Sequence[DocumentLayer], canvases: list[_Canvas]) -> None:
        place = 0
        while place < len(layers):
            end = place + 1
            while end < len(layers) and layers[end].clipped:
                end += 1
            self._draw_one(layers[place], layers[place + 1 : end], canvases)
            place = end

    def _draw_one(self, layer: DocumentLayer, clipped: Sequence[DocumentLayer], canvases: list[_Canvas]) -> None:
        self._step(layer.name)
        if layer.children is not None:
            self._draw_group(layer, clipped, canvases)
            return
        uppers = self._clipped(clipped)
        if layer.adjust is not None:
            share = self._share_of(layer)
            for canvas, upper in zip(canvases, uppers, strict=True):
                canvas.adjust(layer, share, upper)
            return
        pixels = self._slot_pixels(layer) if layer.slot is not None else layer.read()
        if pixels is None:
            return
        codes, cover, box = pixels
        alpha = _share(cover) * np.float32(layer.opacity)
        colours = [_grey(codes, wearing) if layer.slot else None for wearing in self._wearings]
        plain = None if layer.slot else codes.astype(np.float32) / 255
        for canvas, wearing, grey, upper in zip(canvases, self._wearings, colours, uppers, strict=True):
            if layer.slot is not None and layer.slot.name not in wearing.slots:
                continue
            rgb = plain if grey is None else grey
            assert rgb is not None
            canvas.lay(_with_clipped(rgb, box, upper), alpha, box, layer.blend)

    def _clipped(self, layers: Sequence[DocumentLayer]) -> list[list[Clipped]]:
        """Return for each picture the layers that are clipped to one, with their pixels; a group drawn as one layer."""
        found: list[list[Clipped]] = [[] for _ in self._wearings]
        for layer in layers:
            if layer.children is None:
                pixels = layer.read()
                for upper in found:
                    upper.append((layer, pixels))
                continue
            width, height = self._document.size
            inner, share = [_Canvas(width, height) for _ in found], self._share_of(layer)
            self._draw(layer.children, inner)
            flat = replace(layer, opacity=1.0, blend="normal" if layer.blend == "pass-through" else layer.blend)
            for upper, own in zip(found, inner, strict=True):
                codes, alpha = (np.round(it * 255).astype(np.uint8) for it in (own.rgb, own.alpha * share))
                upper.append((flat, (codes, alpha[..., 0], (0, 0, width, height))))
        return found

    def _slot_pixels(self, layer: DocumentLayer) -> Pixels | None:
        """Return a slot's whole area, with the layer's own mask where it has one."""
        assert layer.slot is not None
        cover = self._covers.get(layer.slot.name)
        if cover is None:  # one of more slots than a mockup can have
            return None
        masked = layer.read()
        whole: Box = (0, 0, *self._document.size)
        if masked is not None:
            mask = np.zeros_like(cover)
            _, inside, (left, top, right, bottom) = masked
            mask[top:bottom, left:right] = inside
            cover = (cover.astype(np.uint16) * mask // 255).astype(np.uint8)
        return np.zeros((*cover.shape, 3), np.uint8), cover, whole

    def _share_of(self, layer: DocumentLayer) -> Floats | float:
        """Return the opacity of a group or adjustment with its mask."""
        masked = layer.read()
        if masked is None:
            return layer.opacity
        width, height = self._document.size
        _, cover, (left, top, right, bottom) = masked
        whole = np.zeros((height, width, 1), np.float32)
        whole[top:bottom, left:right] = _share(cover)
        return np.asarray(whole * np.float32(layer.opacity), np.float32)

    def _draw_group(self, group: DocumentLayer, clipped: Sequence[DocumentLayer], canvases: list[_Canvas]) -> None:
        assert group.children is not None
        width, height = self._document.size
        share = self._share_of(group)
        if group.blend == "pass-through" and not clipped:
            before = None if isinstance(share, float) and share == 1 else [canvas.copy() for canvas in canvases]
            self._draw(group.children, canvases)
            for number, old in enumerate(before or ()):
                drawn = canvases[number].copy()
                canvases[number].rgb, canvases[number].alpha = old.rgb, old.alpha
                canvases[number].fade_to(drawn, share)
            return
        inner = [_Canvas(width, height) for _ in canvases]
        self._draw(group.children, inner)
        box: Box = (0, 0, width, height)
        mode = "normal" if group.blend == "pass-through" else group.blend
        for canvas, own, upper in zip(canvases, inner, self._clipped(clipped), strict=True):
            canvas.lay(_with_clipped(own.rgb, box, upper), own.alpha * share, box, mode)


def _with_clipped(rgb: Floats, box: Box, clipped: Sequence[Clipped]) -> Floats:
    """Return a layer's colour with those laid on it that are clipped to it."""
    if not clipped:
        return rgb
    below = _Canvas(1, 1)
    below.rgb, below.alpha = rgb.copy(), np.ones((*rgb.shape[:2], 1), np.float32)
    for layer, pixels in clipped:
        if layer.adjust is not None:
            below.adjust(layer, layer.opacity * _part_of(pixels, box))
            continue
        if pixels is None:
            continue
        codes, cover, at = pixels
        left, top, right, bottom = max(at[0], box[0]), max(at[1], box[1]), min(at[2], box[2]), min(at[3], box[3])
        if left >= right or top >= bottom:
            continue
        part = slice(top - at[1], bottom - at[1]), slice(left - at[0], right - at[0])
        alpha = _share(cover[part]) * np.float32(layer.opacity)
        place: Box = (left - box[0], top - box[1], right - box[0], bottom - box[1])
        below.lay(codes[part].astype(np.float32) / 255, alpha, place, layer.blend)
    return below.rgb


def _part_of(mask: Pixels | None, box: Box) -> Floats | float:
    """Return the part of a mask over the whole canvas that lies over a box."""
    if mask is None:
        return 1.0
    left, top, right, bottom = box
    return _share(mask[1][top:bottom, left:right])


def _share(cover: Bytes) -> Floats:
    return cover.astype(np.float32)[..., None] / 255


def _grey(codes: Bytes, wearing: Wearing) -> Floats:
    return np.full(codes.shape, wearing.grey, np.float32)
