"""What a seller is doing with mockups: artwork on the shelf, which lies where on which item, in which colour.

No window and no threads; whoever holds a desk calls it from one thread. Pictures are made by `Stage` and `small_view`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from studio.app.mockup_export import Design
from studio.app.mockup_findings import print_findings
from studio.app.mockups import Item, find_mockups
from studio.intake.artwork import load_artwork
from studio.model.errors import StudioError
from studio.model.finding import Finding
from studio.model.mockup import Colourway, InvalidMockupError
from studio.model.printing import Artwork, PrintPlacement
from studio.scene.mockup.view import Print

MOST_SHELVED = 200


@dataclass(frozen=True)
class Worn:
    """How one item is dressed. `artwork` by surface: a shelved file, or None for none; a first surface that is not
    there wears what is chosen on the shelf."""

    colour: str = ""
    artwork: Mapping[str, Path | None] = field(default_factory=dict)
    placements: Mapping[str, PrintPlacement] = field(default_factory=dict)


class MockupDesk:
    """See the module."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self.broken: list[InvalidMockupError] = []
        self.shelf: dict[Path, Artwork] = {}
        self.chosen: Path | None = None
        self.item_id = ""
        self.surface_id = ""
        self._worn: dict[str, Worn] = {}
        self._undo: list[tuple[str, dict[str, Worn]]] = []
        self._redo: list[tuple[str, dict[str, Worn]]] = []

    # --- items and artwork -------------------------------------------------------------------------------------------

    def find(self) -> None:
        """Read which mockups there are."""
        self.items, self.broken = find_mockups()
        if self.items and self.item_id not in {item.id for item in self.items}:
            self.choose_item(self.items[0].id)

    def choose_item(self, item_id: str) -> None:
        """Put an item on the stage."""
        self.item_id = item_id
        self.surface_id = self.item.mockup.surfaces[0].id

    @property
    def item(self) -> Item:
        """The item on the stage; raises LookupError where there is none at all."""
        return next(item for item in self.items if item.id == self.item_id)

    @staticmethod
    def read(paths: Iterable[Path], longest: int) -> list[tuple[Path, Artwork | StudioError]]:
        """Read artwork files; may take long and touches nothing of the desk, so a thread may do it."""
        read: list[tuple[Path, Artwork | StudioError]] = []
        for path in paths:
            try:
                read.append((path, load_artwork(path, longest=longest)))
            except StudioError as error:
                read.append((path, error))
        return read

    def shelve(self, path: Path, artwork: Artwork) -> None:
        """Put artwork on the shelf and choose it."""
        self.shelf[path] = artwork
        while len(self.shelf) > MOST_SHELVED:
            self.shelf.pop(next(iter(self.shelf)))
        self.chosen = path

    def remove(self, path: Path) -> None:
        """Take artwork off the shelf; what wore it wears the chosen one again."""
        self.shelf.pop(path, None)
        if self.chosen == path:
            self.chosen = next(iter(self.shelf), None)

    # --- how items are dressed ---------------------------------------------------------------------------------------

    def worn(self, item_id: str | None = None) -> Worn:
        """Return how an item is dressed."""
        return self._worn.get(item_id or self.item_id, Worn())

    def colour(self, item: Item) -> Colourway:
        """Return the colour an item has."""
        name = self.worn(item.id).colour
        return item.mockup.own_colour(name) if name else item.mockup.colourway()

    def artwork_on(self, item: Item, surface_id: str) -> Path | None:
        """Return what a surface wears."""
        worn = self.worn(item.id).artwork
        if surface_id in worn:
            path = worn[surface_id]
            return path if path in self.shelf else None
        return self.chosen if surface_id == item.mockup.surfaces[0].id else None

    def placement_on(self, item: Item, surface_id: str) -> PrintPlacement:
        """Return where the artwork of a surface lies."""
        return self.worn(item.id).placements.get(surface_id, PrintPlacement())

    def set_colour(self, colour: str) -> None:
        """Give the item on the stage a colour, by id or `#rrggbb`."""
        self._change("Colour", replace(self.worn(), colour=colour))

    def set_artwork(self, path: Path | None) -> None:
        """Put artwork on the chosen surface, or none."""
        worn = self.worn()
        self._change("Artwork", replace(worn, artwork={**worn.artwork, self.surface_id: path}))

    def set_placement(self, placement: PrintPlacement, *, step: str = "Move artwork", goes_on: bool = False) -> None:
        """Lay the artwork of the chosen surface elsewhere; `goes_on`: part of the step before, as while dragging."""
        worn = self.worn()
        self._change(step, replace(worn, placements={**worn.placements, self.surface_id: placement}), goes_on=goes_on)

    def _change(self, step: str, worn: Worn, *, goes_on: bool = False) -> None:
        if not goes_on:
            self._undo = [*self._undo[-199:], (step, dict(self._worn))]
            self._redo.clear()
        self._worn[self.item_id] = worn

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

    def _swap(self, source: list[tuple[str, dict[str, Worn]]], target: list[tuple[str, dict[str, Worn]]]) -> None:
        if source:
            step, worn = source.pop()
            target.append((step, self._worn))
            self._worn = worn

    # --- what follows from it ----------------------------------------------------------------------------------------

    def prints(self, item: Item) -> dict[str, Print]:
        """Return what an item wears, by surface."""
        worn = ((surface.id, self.artwork_on(item, surface.id)) for surface in item.mockup.surfaces)
        return {surface: Print(self.shelf[path], self.placement_on(item, surface)) for surface, path in worn if path}

    def findings(self) -> list[Finding]:
        """Return what a printer would say of the item on the stage."""
        mockup = self.item.mockup
        return [
            finding
            for surface, item in self.prints(self.item).items()
            for finding in print_findings(mockup.surface(surface), item.placement, item.artwork)
        ]

    def design(self, item: Item) -> Design | None:
        """Return what an item wears as a wish for export; None where it wears nothing."""
        worn = {surface.id: self.artwork_on(item, surface.id) for surface in item.mockup.surfaces}
        files = {surface: path for surface, path in worn.items() if path}
        placements = {surface: self.placement_on(item, surface) for surface in files}
        return Design(files, placements=placements) if files else None
