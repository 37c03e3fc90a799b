"""Marking print areas on a photo of one's own: corners or mesh, painted mask, steps back, a look at the result.

No window and no threads; positions are shares of the photo.
"""

from dataclasses import dataclass, field, replace
from itertools import count
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
from studio.model.mockup import MOST_SURFACES, Surface
from studio.model.picture import Bytes, Picture
from studio.model.printing import Artwork, PrintPlacement
from studio.scene.mockup import View
from studio.scene.mockup.forms import lines_of
from studio.scene.mockup.from_photo import read_photo
from studio.scene.mockup.view import Print

LONGEST = 900  # pixels of the photo while it is marked
MESH = 4  # points each way of a mesh that is begun
MOST_STEPS = 100
MOST_LETTERS = 60  # of an area's name


@dataclass(frozen=True)
class Area:
    """One print area; its real size in cm."""

    name: str = "Print"
    marking: Marking = field(default_factory=Marking)
    size: tuple[float, float] = (20.0, 20.0)


@dataclass(frozen=True, eq=False)
class Marked:
    """All that a step may change. `mask` (height, width): where there may be print; None: everywhere."""

    areas: tuple[Area, ...] = (Area(),)
    chosen: int = 0
    mask: Bytes | None = None
    recolour: bool = False

    @property
    def area(self) -> Area:
        """The print area that is worked on."""
        return self.areas[self.chosen]

    @property
    def marking(self) -> Marking:
        """Where it lies."""
        return self.area.marking

    def changed(self, **fields: Any) -> "Marked":
        """Return it with the chosen area changed."""
        areas = list(self.areas)
        areas[self.chosen] = replace(self.area, **fields)
        return replace(self, areas=tuple(areas))

    def surfaces(self) -> list[tuple[Surface, Marking]]:
        """Return the areas as a mockup has them; raises UsageError for a size that cannot be."""
        found: list[tuple[Surface, Marking]] = []
        for area in self.areas:
            surface = own_mockups.surface_of(*area.size, name=area.name, taken=[it.id for it, _ in found])
            found.append((surface, area.marking))
        return found


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
        self._change(step, self.now.changed(marking=marking), goes_on=goes_on)
        return True

    def add_area(self) -> bool:
        """Mark one more print area, in the middle of the photo; False where there are as many as can be."""
        areas = self.now.areas
        if len(areas) >= MOST_SURFACES:
            return False
        names = {area.name for area in areas}
        name = next(name for name in (f"Print {number}" for number in count(2)) if name not in names)
        added = (*areas, Area(name, size=self.now.area.size))
        self._change("Add print area", replace(self.now, areas=added, chosen=len(areas)))
        return True

    def remove_area(self) -> None:
        """Take the chosen print area away, unless it is the only one."""
        if len(self.now.areas) > 1:
            rest = tuple(area for number, area in enumerate(self.now.areas) if number != self.now.chosen)
            self._change("Remove print area", replace(self.now, areas=rest, chosen=max(self.now.chosen - 1, 0)))

    def choose_area(self, number: int) -> None:
        """Work on another print area; no step of its own."""
        self.now = replace(self.now, chosen=number)

    def describe_area(self, *, name: str | None = None, size: tuple[float, float] | None = None) -> None:
        """Give the chosen area a name, or its real size in cm; raises UsageError for a size that cannot be."""
        if size is not None and size != self.now.area.size:
            own_mockups.surface_of(*size)
            self._change("Print size", self.now.changed(size=size))
        if name and name != self.now.area.name:
            self._change("Print area's name", self.now.changed(name=name[:MOST_LETTERS]))

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

    def outlines(self) -> list[NDArray[np.float64]]:
        """Return the edges of the areas that are not worked on, in pixels of `picture`."""
        others = (area for number, area in enumerate(self.now.areas) if number != self.now.chosen)
        return [lines_of(area.marking, self.picture.width, self.picture.height)[0] for area in others]

    def look(self, marked: Marked, artwork: Artwork) -> Bytes:
        """Return how artwork would look, (height, width, 3); takes a fifth of a second, so a thread may ask.

        Where an area lies off the photo, the bare photo is shown.
        """
        try:
            surfaces = marked.surfaces()
            read = read_photo(self.picture, surfaces, "look", mask=marked.mask, recolour=marked.recolour)
        except ValueError:
            return self.picture.rgb
        printed = {surface.id: Print(artwork, PrintPlacement()) for surface, _ in surfaces}
        return View(read.passes()).render(printed, read.mockup.colourways[0].colour).rgb

    def item_mask(self) -> Bytes:
        """Return the item that stands out of the photo, found by the model that ships; raises StudioError."""
        from studio.cutout import find_matte

        matte = find_matte(self.picture)
        if not matte.alpha.any():
            raise UsageError("Nothing stands out of this photo.", "Paint the item with the brush.")
        return matte.alpha

    def save(self, name: str) -> Item:
        """Keep it as a mockup of one's own; raises UsageError, WriteError."""
        now = self.now
        return own_mockups.mockup_of_photo(
            self.photo, now.surfaces(), name=name, painted=now.mask, recolour=now.recolour
        )
