"""A layered document with slots (a PSD mockup) as a mockup.

Each slot is drawn white and black. What lies above it then acts on any design as light × design + gloss, in linear
light: exact for shadows, lights, masks and things that stand in front, which multiply, screen or cover; for blend modes
that bend the design's own tones the ends are exact and the tones between them near.
"""

from collections.abc import Callable, Sequence

import numpy as np

from studio.model.layers import DesignSlot, LayeredDocument
from studio.model.marking import Marking
from studio.model.mockup import MOST_SURFACES, Colourway, Mockup, Surface
from studio.model.picture import Bytes
from studio.scene.linear_light import LINEAR
from studio.scene.mockup.flatten import Flattening, Wearing
from studio.scene.mockup.forms import uv_of
from studio.scene.mockup.passes import Floats
from studio.scene.mockup.writing import mockup_files

PRINTED = 100  # dpi from which a document's own resolution is believed; screens' 72 says nothing of size
MOST_SETS = 3  # each costs two pictures in memory
USUAL = 30.0  # cm of the longer side where it is not


def layered_mockup(
    document: LayeredDocument,
    mockup_id: str,
    *,
    name: str = "",
    print_size: tuple[float, float] | None = None,
    step: Callable[[str], None] = lambda name: None,
) -> dict[str, bytes]:
    """Return the files of a mockup; its surfaces are the document's slots, topmost first.

    `print_size` in cm is that of the first surface. Raises ValueError where there is no slot that can be seen.
    """
    width, height = document.size
    slots = document.slots()[:MOST_SURFACES]
    if not slots:
        raise ValueError("it has no smart object to put a design into")
    maps = {slot.name: uv_of(marking_of(slot), width, height) for slot in slots}
    covers = {name: cover for name, (_, cover) in maps.items()}
    sets = _apart(covers)
    wearings = [Wearing(), *(Wearing(frozenset(names), grey) for names in sets for grey in (1.0, 0.0))]
    bare, *worn = Flattening(document, wearings, covers, step).pictures()
    light, gloss = (np.zeros((height, width, 3), np.float32) for _ in range(2))
    areas: dict[str, tuple[Floats, Bytes]] = {}
    surfaces: list[Surface] = []
    for slot in slots:
        number = next((number for number, names in enumerate(sets) if slot.name in names), None)
        if number is None:
            continue
        seen = _recombined(bare, worn[2 * number : 2 * number + 2], covers[slot.name], (light, gloss))
        if seen.any():
            surface = _surface(slot, len(surfaces), print_size)
            surfaces.append(surface)
            areas[surface.id] = maps[slot.name][0], seen
    if not surfaces:
        raise ValueError("none of its smart objects can be seen")
    mockup = Mockup(
        id=mockup_id,
        name=(name or mockup_id.replace("-", " ").capitalize())[:80],
        category="own",
        size=(width, height),
        colourways=(Colourway(id="own", name="As it is", colour="#ffffff"),),
        surfaces=tuple(surfaces),
    )
    return mockup_files(
        mockup, scene=bare, light=light, gloss=gloss, colour=np.zeros((height, width), np.uint8), areas=areas
    )


def _apart(covers: dict[str, Bytes]) -> list[list[str]]:
    """Return the slots in sets of which no two overlap, so that a set can be drawn at once."""
    sets: list[list[str]] = []
    taken: list[Bytes] = []
    for name, cover in covers.items():
        free = next((at for at, whole in enumerate(taken) if not (whole & cover).any()), None)
        if free is not None:
            sets[free].append(name)
            taken[free] |= cover
        elif len(sets) < MOST_SETS:
            sets.append([name])
            taken.append(cover.copy())
    return sets


def marking_of(slot: DesignSlot) -> Marking:
    """Return where a slot lies: four corners, or a mesh where it is warped."""
    if len(slot.points) == 2 and len(slot.points[0]) == 2:
        (upper_left, upper_right), (lower_left, lower_right) = slot.points
        return Marking(corners=(upper_left, upper_right, lower_right, lower_left))
    return Marking(kind="mesh", points=slot.points)


def _recombined(bare: Bytes, worn: Sequence[Bytes], cover: Bytes, into: tuple[Floats, Floats]) -> Bytes:
    """Write light and gloss of one slot's area, worn white and black; return where a design is seen there at all."""
    (white, black), (light, gloss) = worn, into
    difference = np.abs(white.astype(np.int16) - black).max(axis=2)
    seen = np.where(difference > 1, cover, 0).astype(np.uint8)
    rows, columns = np.nonzero(seen)
    share = (seen[rows, columns].astype(np.float32) / 255)[:, None]
    high, low, own = (LINEAR[it[rows, columns]] for it in (white, black, bare))
    light[rows, columns] = np.maximum(high - low, 0) / share
    gloss[rows, columns] = np.maximum(low - (1 - share) * own, 0) / share
    return seen


def _surface(slot: DesignSlot, number: int, print_size: tuple[float, float] | None) -> Surface:
    wide, tall = slot.pixels
    if number == 0 and print_size is not None:
        size = print_size
    elif slot.dpi >= PRINTED:
        size = wide / slot.dpi * 2.54, tall / slot.dpi * 2.54
    else:
        size = USUAL * wide / max(wide, tall), USUAL * tall / max(wide, tall)
    words = slot.name.strip()[:80] or f"Design {number + 1}"
    width_cm, height_cm = (round(min(max(side, 0.1), 1000.0), 2) for side in size)
    return Surface(
        id="print" if number == 0 else f"print-{number + 1}", name=words, width_cm=width_cm, height_cm=height_cm
    )
