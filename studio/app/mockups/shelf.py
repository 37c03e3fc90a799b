"""The mockups on this computer: those that ship, and the seller's own, which come first where the id is the same."""

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from studio.app.mockups.decoded import passes_of
from studio.model.mockup import FILE, InvalidMockupError, Mockup, UnknownMockupError
from studio.scene.mockup import Passes, read_folder
from studio.store import paths


@dataclass(frozen=True)
class Item:
    """A mockup and where it lies."""

    mockup: Mockup
    folder: Path
    own: bool

    @property
    def id(self) -> str:
        """The folder's name."""
        return self.mockup.id

    def passes(self, *, keep: bool = True) -> Passes:
        """Return its pixels, read-only; raises InvalidMockupError. `keep`: on disk too, for the next time."""
        return passes_of(self.folder, keep=keep)


def own_folder() -> Path:
    """Return the folder of the person's own mockups (it may not exist yet)."""
    return paths.home() / "mockups"


def find_mockups() -> tuple[list[Item], list[InvalidMockupError]]:
    """Return every usable mockup, by category and name, and for each broken folder what is wrong with it."""
    items: dict[str, Item] = {}
    errors: list[InvalidMockupError] = []
    for root, own in ((paths.shipped("resources", "mockups"), False), (own_folder(), True)):
        for folder in sorted(root.iterdir()) if root.is_dir() else ():
            if folder.name.startswith(".") or not folder.is_dir():
                continue
            try:
                items[folder.name] = Item(read_folder(folder), folder, own)
            except InvalidMockupError as error:
                errors.append(error)
    ordered = sorted(items.values(), key=lambda item: (item.mockup.category, item.mockup.name.casefold()))
    return ordered, errors


def find_mockup(wanted: str | Path) -> Item:
    """Return a mockup by its id, its name, or its folder; raises UnknownMockupError, InvalidMockupError."""
    folder = Path(wanted)
    by_path = len(folder.parts) > 1 or str(wanted).startswith(".")  # “./mug”, not “mug”
    if isinstance(wanted, Path) or (folder / FILE).is_file() or (by_path and folder.exists()):
        if not folder.is_dir():
            raise UnknownMockupError(f"There is no mockup folder {folder}.", "Check its name.")
        folder = folder.resolve()
        return Item(read_folder(folder), folder, own=True)
    items, errors = find_mockups()
    plain = str(wanted).strip().casefold()
    found = next((item for item in items if plain in (item.id, item.mockup.name.casefold())), None)
    if found is None:
        for error in errors:  # it is there, and broken: say how
            if error.message.startswith((f"{plain}/", f"{plain} ")):
                raise error
        near = get_close_matches(plain, [item.id for item in items], n=3, cutoff=0.5)
        hint = f"Did you mean {' or '.join(near)}?" if near else "`studio mockups list` names them all."
        raise UnknownMockupError(f"There is no mockup “{str(wanted)[:80]}”.", hint)
    return found


def is_meant(item: Item, words: str) -> bool:
    """Whether every word a person searches for begins one of the item's own: its name, kind, keywords or id."""
    mockup = item.mockup
    said = " ".join((mockup.name, mockup.category, mockup.id, *mockup.keywords)).casefold()
    own = [part for word in said.split() for part in (word, *word.split("-"))]
    return all(any(word.startswith(wanted) for word in own) for wanted in words.casefold().split())


def mockup_card(item: Item) -> dict[str, Any]:
    """Return a mockup's line in a list."""
    mockup = item.mockup
    return {
        "id": mockup.id,
        "name": mockup.name,
        "category": mockup.category,
        "keywords": list(mockup.keywords),
        "size": list(mockup.size),
        "own": item.own,
        "colours": [{"id": it.id, "name": it.name, "colour": it.colour} for it in mockup.colourways],
        "surfaces": [
            {"id": it.id, "name": it.name, "width_cm": it.width_cm, "height_cm": it.height_cm, "wrap": it.wrap}
            for it in mockup.surfaces
        ],
        "folder": str(item.folder),
    }
