"""What a seller is doing with mockups: artwork on the shelf, which lies where on which item, in which colour.

No window and no threads; whoever holds a desk calls it from one thread. Pictures are made by `Stage` and `small_view`.
"""

from collections.abc import Collection, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from pathlib import Path

from studio.app.mockups.export import Design
from studio.app.mockups.findings import print_findings
from studio.app.mockups.shelf import Item, find_mockups
from studio.intake.artwork import load_artwork
from studio.model.errors import Cancelled, StudioError
from studio.model.finding import Finding
from studio.model.mockup import Colourway, InvalidMockupError
from studio.model.printing import Artwork, PrintPlacement
from studio.model.progress import SILENT, Progress
from studio.scene.mockup.view import Print

MOST_SHELVED, MOST_STEPS = 200, 200


@dataclass(frozen=True)
class Worn:
    """How one item is dressed. `artwork` by surface: a shelved file, or None for none; a first surface that is not
    there wears what is chosen on the shelf."""

    colour: str = ""
    artwork: Mapping[str, Path | None] = field(default_factory=dict)
    placements: Mapping[str, PrintPlacement] = field(default_factory=dict)


@dataclass(frozen=True)
class _State:
    """What a step may change."""

    worn: Mapping[str, Worn]
    removed: Mapping[Path, Artwork]
    chosen: Path | None


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
        self._removed: dict[Path, Artwork] = {}
        self._undo: list[tuple[str, _State]] = []
        self._redo: list[tuple[str, _State]] = []

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

    def choose_surface(self, surface_id: str, instead_of: Collection[str] = ()) -> None:
        """Work on another surface of the item; it wears what is chosen, unless it wears something already.

        `instead_of`: surfaces that lie in the same place (one side of a mug, and all round it) are then bare.
        """
        self.surface_id = surface_id
        worn = self.worn()
        if self.chosen and not worn.artwork.get(surface_id):
            bare = dict.fromkeys(instead_of)
            self._change("Artwork", replace(worn, artwork={**worn.artwork, **bare, surface_id: self.chosen}))

    def choose_artwork(self, path: Path) -> None:
        """Choose artwork of the shelf; the surface that is worked on wears it."""
        self.chosen = path
        first = not self.items or self.surface_id == self.item.mockup.surfaces[0].id
        if self.items and (not first or self.surface_id in self.worn().artwork):
            self.set_artwork(path)

    def frozen(self) -> "MockupDesk":
        """Return a copy that stays as the desk is now."""
        other = copy(self)
        other.shelf, other.items, other._worn = dict(self.shelf), list(self.items), dict(self._worn)
        return other

    @property
    def item(self) -> Item:
        """The item on the stage; raises LookupError where there is none at all."""
        return next(item for item in self.items if item.id == self.item_id)

    @staticmethod
    def read(
        paths: Sequence[Path], longest: int, progress: Progress = SILENT
    ) -> list[tuple[Path, Artwork | StudioError]]:
        """Read artwork files; may take long and touches nothing of the desk, so a thread may do it.

        Called off, it returns what it has read by then.
        """
        read: list[tuple[Path, Artwork | StudioError]] = []
        for number, path in enumerate(paths):
            try:
                progress.at(number / len(paths), f"{number + 1} of {len(paths)}: {path.name}")
                read.append((path, load_artwork(path, longest=longest)))
            except Cancelled:
                break
            except StudioError as error:
                read.append((path, error))
        return read

    def shelve(self, path: Path, artwork: Artwork) -> None:
        """Put artwork on the shelf and choose it."""
        self.shelf[path] = artwork
        self._removed.pop(path, None)
        while len(self.shelf) > MOST_SHELVED:
            self.shelf.pop(next(iter(self.shelf)))
        self.chosen = path

    def remove(self, path: Path) -> None:
        """Take artwork off the shelf; what wore it is bare, and what wears the chosen one wears its neighbour."""
        if path not in self.shelf:
            return
        self._step("Remove artwork")
        keys = list(self.shelf)
        place = keys.index(path)
        self._removed[path] = self.shelf.pop(path)
        if self.chosen == path:
            rest = keys[place + 1 :] or keys[:place][-1:]
            self.chosen = rest[0] if rest else None

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
            self._step(step)
        self._worn[self.item_id] = worn

    def _step(self, step: str) -> None:
        self._undo = [*self._undo[1 - MOST_STEPS :], (step, self._state())]
        self._redo.clear()

    def _state(self) -> _State:
        return _State(dict(self._worn), dict(self._removed), self.chosen)

    @property
    def undo_name(self) -> str | None:
        """What would be undone."""
        return self._undo[-1][0] if self._undo else None

    @property
    def redo_name(self) -> str | None:
        """What would be done again."""
        return self._redo[-1][0] if self._redo else None

    def undo(self) -> None:
        """Take the last step back."""
        self._swap(self._undo, self._redo)

    def redo(self) -> None:
        """Take it again."""
        self._swap(self._redo, self._undo)

    def _swap(self, source: list[tuple[str, _State]], target: list[tuple[str, _State]]) -> None:
        if not source:
            return
        step, state = source.pop()
        target.append((step, self._state()))
        if state.removed.keys() != self._removed.keys():
            everything = {**self.shelf, **self._removed}
            self.shelf = {path: artwork for path, artwork in everything.items() if path not in state.removed}
            self.chosen = state.chosen if state.chosen in self.shelf else next(iter(self.shelf), None)
        self._worn, self._removed = dict(state.worn), dict(state.removed)

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
