"""Marking a print area on a photo of one's own: corners or mesh, painted mask, steps back, a look at the result.

No window and no threads; positions are shares of the photo.
"""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from studio.app.mockups import own as own_mockups
from studio.app.mockups.shelf import Item
from studio.intake import load
from studio.model.errors import UsageError
from studio.model.marking import Marking, Place
from studio.model.picture import Bytes, Picture
from studio.model.printing import Artwork, PrintPlacement
from studio.scene.mockup import View
from studio.scene.mockup.forms import lines_of
from studio.scene.mockup.from_photo import read_photo
from studio.scene.mockup.view import Print

LONGEST = 900  # pixels of the photo while it is marked
MESH = 4  # points each way of a mesh that is begun
MOST_STEPS = 100


@dataclass(frozen=True, eq=False)
class Marked:
    """All that a step may change. `mask` (height, width): where there may be print; None: everywhere."""

    marking: Marking = field(default_factory=Marking)
    mask: Bytes | None = None
    recolour: bool = False


class MarkingDesk:
    """See the module. Raises UnreadablePhotoError and its kin for a photo that cannot be read."""

    def __init__(self, photo: Path) -> None:
        self.photo = photo
        self.picture: Picture = load(photo, longest=LONGEST).picture
        self.now = Marked()
        self._undo: list[tuple[str, Marked]] = []
        self._redo: list[tuple[str, Marked]] = []

    @property
    def handles(self) -> tuple[Place, ...]:
        """The places that can be dragged: four corners, or all points of the mesh in rows."""
        marking = self.now.marking
        return tuple(place for row in marking.points for place in row) if marking.kind == "mesh" else marking.corners

    def move(self, handle: int, to: Place, *, goes_on: bool = False) -> bool:
        """Put a handle elsewhere; returns False, and changes nothing, where the area would turn over."""
        places = list(self.handles)
        places[handle] = min(max(to[0], -1.0), 2.0), min(max(to[1], -1.0), 2.0)
        marking = self.now.marking
        wide = len(marking.points[0]) if marking.kind == "mesh" else 4
        rows = tuple(tuple(places[at : at + wide]) for at in range(0, len(places), wide))
        fields: dict[str, Any] = {"points": rows} if marking.kind == "mesh" else {"corners": tuple(places)}
        return self.set("Move corner", goes_on=goes_on, **fields)

    def set(self, step: str, *, goes_on: bool = False, **fields: Any) -> bool:
        """Change fields of the marking; a mesh begins where the form before it lay. False where they cannot be."""
        if fields.get("kind") == "mesh" and not self.now.marking.points:
            fields["points"] = self._mesh()
        try:
            marking = self.now.marking.changed(**fields)
        except ValidationError:
            return False
        self._change(step, replace(self.now, marking=marking), goes_on=goes_on)
        return True

    def paint(self, mask: Bytes | None, *, recolour: bool, step: str = "Paint mask") -> None:
        """Take another mask; `recolour`: it is the whole item, which can be had in other colours."""
        self._change(step, replace(self.now, mask=mask, recolour=recolour and mask is not None))

    def _change(self, step: str, marked: Marked, *, goes_on: bool = False) -> None:
        if not goes_on:
            self._undo = [*self._undo[1 - MOST_STEPS :], (step, self.now)]
            self._redo.clear()
        self.now = marked

    def _mesh(self) -> tuple[tuple[Place, ...], ...]:
        lines = lines_of(self.now.marking, self.picture.width, self.picture.height, MESH - 1)
        outline, rows = lines[0], lines[1 : MESH - 1]
        side = len(outline) // 4
        across = np.linspace(0, side - 1, MESH).round().astype(int)
        whole = [outline[:side], *rows, outline[2 * side : 3 * side][::-1]]
        size = np.array([self.picture.width, self.picture.height])
        return tuple(tuple((float(x), float(y)) for x, y in (row[across] / size)) for row in whole)

    @property
    def undo_name(self) -> str | None:
        """What would be undone."""
        return self._undo[-1][0] if self._undo else None

    def undo(self) -> None:
        """Take the last step back."""
        self._swap(self._undo, self._redo)

    def redo(self) -> None:
        """Take it again."""
        self._swap(self._redo, self._undo)

    def _swap(self, source: list[tuple[str, Marked]], target: list[tuple[str, Marked]]) -> None:
        if source:
            step, marked = source.pop()
            target.append((step, self.now))
            self.now = marked

    # --- what comes of it --------------------------------------------------------------------------------------------

    def lines(self) -> list[NDArray[np.float64]]:
        """Return the grid on the area, in pixels of `picture`."""
        return lines_of(self.now.marking, self.picture.width, self.picture.height)

    def look(self, marked: Marked, artwork: Artwork, size: tuple[float, float]) -> Bytes:
        """Return how artwork would look, (height, width, 3); takes a fifth of a second, so a thread may ask.

        Raises UsageError for a size that cannot be; where the area lies off the photo, the bare photo is shown.
        """
        surface = own_mockups.surface_of(*size)
        try:
            read = read_photo(self.picture, marked.marking, "look", surface, mask=marked.mask, recolour=marked.recolour)
        except ValueError:
            return self.picture.rgb
        view = View(read.passes())
        printed = {surface.id: Print(artwork, PrintPlacement())}
        return view.render(printed, read.mockup.colourways[0].colour).rgb

    def item_mask(self) -> Bytes:
        """Return the item that stands out of the photo, found by the model that ships; raises StudioError."""
        from studio.cutout import find_matte

        matte = find_matte(self.picture)
        if not matte.alpha.any():
            raise UsageError("Nothing stands out of this photo.", "Paint the item with the brush.")
        return matte.alpha

    def save(self, name: str, size: tuple[float, float]) -> Item:
        """Keep it as a mockup of one's own; raises UsageError, WriteError."""
        return own_mockups.mockup_of_photo(
            self.photo,
            self.now.marking,
            own_mockups.surface_of(*size),
            name=name,
            painted=self.now.mask,
            recolour=self.now.recolour,
        )
