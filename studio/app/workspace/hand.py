"""Touching up one photo's cutout while somebody looks on: the photo, its matte as it is now, strokes as they are drawn.

prepared = pool.submit(prepare, path, model, folder)       # in a worker process
hand = Hand(prepared);  hand.warm()                        # any thread
hand.follow(workspace.touchup_of(photo_id))                # whenever that changes
brushing = hand.begin(stroke);  brushing.to(x, y)          # while the button is down
operation = hand.end()                                     # for workspace.touch_up
"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import numpy as np

from studio.app.photo.develop import PROXY, bgra, matte_of_photo
from studio.app.photo.touching import Replays
from studio.app.workspace.plates import Plate, put
from studio.cutout.touchup import Brushing, Hole, Piece, Replay, holes_of, pieces_of, segment
from studio.model.errors import BrokenModelError, MissingModelError
from studio.model.matte import CutoutSettings, Matte
from studio.model.picture import Bytes, Picture, Source
from studio.model.touchup import LeavePiece, Operation, Region, Stroke, TouchUp

STATES = 20
"""States kept, so that undo and redo need no computing that far."""


@dataclass(frozen=True, eq=False)
class Prepared:
    """A photo ready to be touched up; small enough to travel. `before`: plate of (height, width, 4) as windows paint.

    `matte` has a single pixel; the plane that the model gave lies in `alpha`. It may be empty.
    """

    photo_id: str
    found_by: tuple[str, ...]
    source: Source
    before: Plate
    matte: Matte
    alpha: Plate
    encoding: segment.Encoded | None = None


def prepare(path: str, settings: CutoutSettings, folder: Path, clicked: bool = False) -> Prepared:
    """Load a photo and find or fetch its matte; plates go into `folder`; raises StudioError.

    `clicked`: Segment Anything was asked of this photo before: what it sees of it comes along.
    """
    from studio.intake import load

    loaded = load(Path(path), longest=PROXY)
    matte = matte_of_photo(path, loaded.picture, settings)
    single = replace(matte, alpha=np.zeros((1, 1), np.uint8))
    before, alpha = put(folder, bgra(loaded.picture)), put(folder, matte.alpha)
    encoding = encoded(loaded.picture.rgb) if clicked and segment.available() else None
    return Prepared(path, settings.found_by, loaded.source, before, single, alpha, encoding)


def encoded(pixels: Plate | Bytes) -> segment.Encoded | None:
    """Return what Segment Anything sees of a photo, (height, width, 3) RGB; None where it does not work."""
    try:
        return segment.encode(np.array(pixels.opened()) if isinstance(pixels, Plate) else pixels)
    except (BrokenModelError, MissingModelError):
        return None


def asks_segment(touchup: TouchUp) -> bool:
    """Whether a touch-up has clicks that Segment Anything worked out."""
    return any(isinstance(each, Region) and each.finder == segment.MODEL for each in touchup.operations)


class Hand:
    """See the module. `alpha` (height, width) uint8 is the matte as it looks now, the stroke being drawn included."""

    def __init__(self, prepared: Prepared) -> None:
        self.photo_id, self.source = prepared.photo_id, prepared.source
        self.pixels: Bytes = np.array(prepared.before.opened())
        self.matte = replace(prepared.matte, alpha=np.array(prepared.alpha.opened()))
        for plate in (prepared.before, prepared.alpha):
            plate.remove()
        self._picture = Picture(np.ascontiguousarray(self.pixels[..., 2::-1]))
        self._replays = Replays(STATES)
        self._touchup = TouchUp()
        self.state: Replay = self._replays.state(self.photo_id, self._picture, self.matte, self._touchup)
        self.brushing: Brushing | None = None
        self.finder: Literal["flood", "sam"] = "sam" if segment.available() else "flood"
        if prepared.encoding is not None:
            segment.remember(self.state.guide, prepared.encoding)

    @property
    def must_look_first(self) -> bool:
        """Whether a click would wait for seconds until the photo was looked at; see `encoded` and `looked`."""
        return self.finder == "sam" and not segment.remembered(self.state.guide)

    def looked(self, encoding: segment.Encoded | None) -> None:
        """Take what another process saw of the photo; None: from now on clicks are worked out by our own method."""
        if encoding is None:
            self.finder = "flood"
        else:
            segment.remember(self.state.guide, encoding)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of `alpha` and `pixels`."""
        return self.pixels.shape[1], self.pixels.shape[0]

    @property
    def alpha(self) -> Bytes:
        """The matte as it looks now."""
        return self.state.alpha if self.brushing is None else self.brushing.alpha

    def warm(self) -> None:
        """Compute what the first stroke and click will need."""
        _ = self.state.guide.lab, self.state.guide.small

    def follow(self, touchup: TouchUp) -> bool:
        """Take over what was done, undone or carried here; returns whether anything changed."""
        self.brushing = None
        if touchup == self._touchup:
            return False
        self._touchup = touchup
        self.state = self._replays.state(self.photo_id, self._picture, self.matte, touchup)
        return True

    def begin(self, stroke: Stroke) -> Brushing:
        """Begin a stroke at its first point."""
        self.brushing = Brushing(self.state.guide, self.state.alpha, stroke)
        return self.brushing

    def end(self) -> Operation | None:
        """End the stroke and return it for the workspace; None where it changed nothing."""
        brushing, self.brushing = self.brushing, None
        if brushing is None:
            return None
        layer = brushing.layer
        return None if layer is None else self._done(brushing.stroke, self.state.drawn(brushing.stroke, layer))

    def tried(self, operation: Operation) -> Operation | None:
        """Work an operation out; returns it for the workspace, None where it finds nothing to do."""
        return self._done(operation, self.state.then(operation))

    def _done(self, operation: Operation, state: Replay) -> Operation | None:
        if np.array_equal(state.alpha, self.state.alpha):
            return None
        self._replays.foretell(self.photo_id, self._touchup.then(operation), state)
        return operation

    def holes(self) -> tuple[Hole, ...]:
        """Return the places that may be holes, the likeliest first."""
        return holes_of(self.state.guide, self.state.alpha)

    def pieces(self) -> tuple[Piece, ...]:
        """Return the separate pieces, the largest first."""
        return pieces_of(self.state.alpha)

    def left_out(self) -> tuple[LeavePiece, ...]:
        """Return the pieces that were left out by a click."""
        return tuple(each for each in self._touchup.operations if isinstance(each, LeavePiece))
