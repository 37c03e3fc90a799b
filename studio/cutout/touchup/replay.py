"""Operations applied one after another to a matte; each step is a new immutable state: undo is an earlier one."""

from dataclasses import dataclass, replace

import numpy as np

from studio.cutout.touchup.brush import stroke_layer
from studio.cutout.touchup.finder import RegionFinder
from studio.cutout.touchup.guide import Guide
from studio.cutout.touchup.holes import candidate_at
from studio.cutout.touchup.layer import Layer, mixed
from studio.cutout.touchup.moved import moved
from studio.cutout.touchup.pieces import hole_at, piece_at
from studio.cutout.touchup.pins import exact_layer, lasso_layer
from studio.cutout.touchup.regions import Flood, sharpened
from studio.cutout.touchup.segment import Segment
from studio.model.errors import BrokenModelError, MissingModelError
from studio.model.matte import Matte
from studio.model.picture import Box, Bytes, frozen
from studio.model.touchup import CutHole, FillHole, Lasso, LeavePiece, Operation, Pin, Region, Stroke, Touched

FLOOD, SEGMENT = Flood(), Segment()
WITHOUT = "A region was clicked with Segment Anything, which cannot be used here: it was found by another method."


@dataclass(frozen=True, eq=False)
class Replay:
    """A matte on its way. `alpha`: as it looks; `base` and `changed` as in `Touched`; `box`: the product's at first.

    `finder`: asked instead of the one that a click names. `remarks`: what a person should know.
    """

    guide: Guide
    alpha: Bytes
    base: Bytes
    changed: Bytes
    box: Box
    pins: tuple[Pin, ...] = ()
    finder: RegionFinder | None = None
    remarks: tuple[str, ...] = ()

    @classmethod
    def of(cls, guide: Guide, matte: Matte, finder: RegionFinder | None = None) -> "Replay":
        """Begin with a matte that nobody has touched; it must have the guide's size."""
        nothing = frozen(np.zeros_like(matte.alpha))
        return cls(guide, matte.alpha, matte.alpha, nothing, matte.box, finder=finder)

    def then(self, operation: Operation) -> "Replay":
        """Return the state after a further operation; the same where it finds nothing to do."""
        operation = moved(operation, self.box, self.guide.width, self.guide.height)
        if isinstance(operation, Stroke | Lasso) and not operation.follow_edges:
            layer = exact_layer(operation, self.guide.width, self.guide.height)
            return self if layer is None else self._pinned(operation, layer)
        if isinstance(operation, Region):
            return self._clicked(operation)
        found = self._layer(operation)
        return self if found is None else self._laid(found)

    def drawn(self, stroke: Stroke, layer: Layer) -> "Replay":
        """Return the state after a stroke whose effect is known, because it was watched while it was drawn."""
        return self._laid(layer) if stroke.follow_edges else self._pinned(stroke, layer)

    @property
    def touched(self) -> Touched:
        """What the cutout needs beside `alpha`."""
        return Touched(self.base, self.changed, self.pins)

    def _layer(self, operation: Operation) -> Layer | None:
        """Return what an operation that follows the photo does here and now."""
        width, height = self.guide.width, self.guide.height
        if isinstance(operation, Stroke):
            return stroke_layer(operation, width, height, self.guide)
        if isinstance(operation, Lasso):
            return lasso_layer(operation, width, height)
        if isinstance(operation, CutHole):
            return self._hole(operation)
        if isinstance(operation, LeavePiece):
            piece = piece_at(self.alpha, operation.at)
            return None if piece is None else Layer(0, piece.astype(np.uint8) * np.uint8(255))
        if isinstance(operation, FillHole):
            hole = hole_at(self.alpha, operation.at)
            return None if hole is None else Layer(255, hole.astype(np.uint8) * np.uint8(255))
        raise TypeError(f"no such operation: {type(operation).__name__}")

    def _clicked(self, region: Region) -> "Replay":
        """Return the state after a click; one by a model that is gone since is worked out by our own method."""
        finder = self.finder or (SEGMENT if region.finder == SEGMENT.name else FLOOD)
        state = self
        try:
            weight = finder.region_at(self.guide, self.alpha, region.at, region.keep)
        except (MissingModelError, BrokenModelError):
            state = replace(self, remarks=tuple(dict.fromkeys((*self.remarks, WITHOUT))))
            weight = FLOOD.region_at(self.guide, self.alpha, region.at, region.keep)
        return state if weight is None else state._laid(Layer(255 if region.keep else 0, weight))

    def _hole(self, operation: CutHole) -> Layer | None:
        """Return the hole at a place; where another model's matte shows none there, nothing is cut."""
        candidate = candidate_at(self.guide, self.alpha, operation.at)
        return None if candidate is None else Layer(0, sharpened(self.guide, candidate))

    def _pinned(self, operation: Stroke | Lasso, layer: Layer) -> "Replay":
        return replace(self, alpha=frozen(layer.over(self.alpha)), pins=(*self.pins, Pin(operation)))

    def _laid(self, layer: Layer) -> "Replay":
        changed = self.changed.copy()
        np.maximum(changed[layer.place], layer.weight, out=changed[layer.place])
        return replace(
            self,
            alpha=frozen(layer.over(self.alpha)),
            base=frozen(layer.over(self.base)),
            changed=frozen(changed),
            pins=tuple(self._fading(pin, layer) for pin in self.pins),
        )

    def _fading(self, pin: Pin, layer: Layer) -> Pin:
        """Return a pin that a later operation has partly taken back."""
        height, width = self.alpha.shape
        over = exact_layer(pin.operation, width, height)
        if over is None:
            return pin
        rows, columns = over.place
        weight = np.zeros_like(self.alpha)
        weight[layer.place] = layer.weight
        here = weight[rows, columns]
        if not here.any():
            return pin
        box = Box(columns.start / width, rows.start / height, columns.stop / width, rows.stop / height)
        return replace(pin, fade=here if pin.fade is None else mixed(pin.fade, 255, here), box=box)
