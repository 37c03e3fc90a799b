"""What a seller wants exported from the desk: which artwork, items, colours and sizes, under which names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from studio.app.mockups.desk import MockupDesk
from studio.app.mockups.export import LARGEST, NAME, Design, Job, Matrix, Size, colours_of, plan
from studio.app.mockups.findings import IN_SHORT, print_findings
from studio.app.mockups.shelf import Item
from studio.model.errors import UsageError

MOST_SIZES = 20
MOST_LOOKED_AT = 2000  # prints of which a printer's remarks are collected


@dataclass(frozen=True)
class ExportWish:
    """`sizes` empty: each item's own. Without a tick only what is on the stage is made."""

    all_artwork: bool = False
    all_items: bool = False
    all_colours: bool = False
    sizes: tuple[Size, ...] = ()
    name: str = NAME
    format: str = "jpeg"


def sizes_of(text: str) -> tuple[Size, ...]:
    """Return the sizes that a text names, as `2000x2000, 1080 x 1350`; raises UsageError naming what is no size."""
    found = []
    for word in (part.strip() for part in re.split(r"[,;]", text)):
        match = re.fullmatch(r"(\d{1,5})(?:\s*[x×*]\s*(\d{1,5}))?", word.casefold())
        if match is None and word:
            raise UsageError(f"“{word[:40]}” is no size.", "Write sizes as 2000x2000, 1080x1350.")
        if match is not None:
            size = int(match[1]), int(match[2] or match[1])
            if not all(16 <= side <= LARGEST for side in size):
                raise UsageError(f"{size[0]} × {size[1]} cannot be made.", f"Each side has 16 to {LARGEST} pixels.")
            found.append(size)
    if len(found) > MOST_SIZES:
        raise UsageError(f"{len(found)} sizes are too many.", f"Name at most {MOST_SIZES}.")
    return tuple(dict.fromkeys(found))


def jobs(desk: MockupDesk, wish: ExportWish) -> list[Job]:
    """Return every picture that is wished; raises UsageError for a name template that cannot be."""
    matrices = []
    for item, designs in _worn(desk, wish):
        colours = ("all",) if wish.all_colours else (desk.colour(item).id,)
        matrices.append(Matrix(designs, [item], colours, wish.sizes or (None,), wish.name, wish.format))
    return plan(*matrices)


def count(desk: MockupDesk, wish: ExportWish) -> int:
    """Return how many pictures `jobs` would plan, without planning them."""
    return sum(
        len(designs) * len(colours_of(item, ("all",)) if wish.all_colours else (1,)) * max(1, len(wish.sizes))
        for item, designs in _worn(desk, wish)
    )


def remarks(desk: MockupDesk, wish: ExportWish) -> list[str]:
    """Return what a printer would say of all that is wished, each sentence once, with the items it is true of."""
    said: dict[str, list[str]] = {}
    looked = 0
    for item, designs in _worn(desk, wish):
        for design in designs:
            for surface, path in design.files.items():
                looked += 1
                if looked > MOST_LOOKED_AT:
                    break
                print_ = item.mockup.surface(surface), design.placements[surface], desk.shelf[path]
                for finding in print_findings(*print_):
                    said.setdefault(f"{print_[2].name}: {IN_SHORT[finding.check]}", []).append(item.mockup.name)
    return [f"{words} on {_listed(list(dict.fromkeys(items)))}" for words, items in said.items()]


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) if len(names) <= 3 else f"{', '.join(names[:2])} and {len(names) - 2} more"


def _worn(desk: MockupDesk, wish: ExportWish) -> Iterator[tuple[Item, list[Design]]]:
    if not desk.items:
        return
    for item in desk.items if wish.all_items else [desk.item]:
        designs = designs_on(desk, item, everything=wish.all_artwork)
        if designs:
            yield item, designs


def designs_on(desk: MockupDesk, item: Item, *, everything: bool) -> list[Design]:
    """Return what an item wears; `everything`: once for each artwork of the shelf, all laid as the chosen one is."""
    worn = desk.design(item)
    if not everything:
        return [worn] if worn else []
    turns = _turning(desk, item)
    placements = {surface: desk.placement_on(item, surface) for surface in {*turns, *(worn.files if worn else ())}}
    rest: dict[str, Path] = dict(worn.files) if worn else {}
    made = Design(rest, placements=placements)
    return [replace(made, files={**rest, **dict.fromkeys(turns, path)}) for path in desk.shelf]


def _turning(desk: MockupDesk, item: Item) -> list[str]:
    """Return the surfaces on which artwork takes turns: those that wear the chosen one, or else the first."""
    wearing = [it.id for it in item.mockup.surfaces if desk.chosen and desk.artwork_on(item, it.id) == desk.chosen]
    return wearing or [item.mockup.surfaces[0].id]
