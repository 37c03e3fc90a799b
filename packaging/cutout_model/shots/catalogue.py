"""All product families and places with their shares."""

from collections.abc import Callable
from typing import Any

import numpy as np
import rig
import textures
from families import garments, packages, toys, vessels
from places import indoors, outdoors, upright
from places.place import Place

Random = np.random.Generator
Build = Callable[[Random, Any], list[Any]]

FAMILIES: dict[str, tuple[Build, float, bool]] = {
    "bottle": (vessels.bottle, 3, False),
    "cup": (vessels.cup, 3, False),
    "vase": (vessels.vase, 2, False),
    "potted": (vessels.potted, 1, False),
    "carton": (packages.carton, 5, False),
    "pouch": (packages.pouch, 3, False),
    "book": (packages.book, 1.5, True),
    "tin": (packages.tin, 2, False),
    "cushion": (packages.cushion, 1, True),
    "shirt": (garments.shirt, 5, True),
    "trousers": (garments.trousers, 2.5, True),
    "dress": (garments.dress, 2.5, True),
    "folded": (garments.folded, 1, True),
    "hat": (garments.hat, 1, False),
    "plush": (toys.plush, 3.5, False),
    "figure": (toys.figure, 2, False),
    "car": (toys.car, 1.5, False),
    "ball": (toys.ball, 0.5, False),
    "lump": (toys.lump, 2, False),
}
"""Name → builder, share, lies flat by nature."""

PLACES: dict[str, tuple[Callable[[Random, Any], Place], float]] = {
    "sweep": (indoors.sweep, 2),
    "table": (indoors.table, 3),
    "floor": (indoors.floor, 2.5),
    "bed": (indoors.bed, 1.5),
    "sofa": (indoors.sofa, 1),
    "shelf": (indoors.shelf, 1.5),
    "grass": (outdoors.grass, 1),
    "stones": (outdoors.stones, 1),
    "earth": (outdoors.earth, 1.2),
    "wall": (upright.wall, 1.0),
    "hand": (upright.held, 3.0),
}
HELD = ("bottle", "cup", "vase", "carton", "carton", "carton", "carton", "pouch", "pouch", "book", "tin", "plush", "figure", "car", "gadget", "phone", "shoe")
HUNG = ("shirt", "trousers", "dress", "bag", "hat", "frame")


def choose(random: Random, table: dict[str, Any]) -> str:
    """A name by share."""
    names = list(table)
    shares = np.array([table[name][1] for name in names], float)
    return names[int(random.choice(len(names), p=shares / shares.sum()))]


def product(random: Random, place: Place | None, base: Any) -> rig.Product:
    """A product that suits the place."""
    name = choose(random, FAMILIES)
    if place is not None and place.held:
        name = str(random.choice([n for n in HELD if n in FAMILIES]))
    if place is not None and place.hangs and (hung := [n for n in HUNG if n in FAMILIES]):
        name = str(random.choice(hung))
    build, _, flat = FAMILIES[name]
    tint = textures.near(random, base, 0.1) if random.random() < 0.25 else textures.tone(random)
    return rig.gather(name, build(random, tint), flat=flat)
