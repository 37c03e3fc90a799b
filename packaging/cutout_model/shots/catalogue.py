"""All product families and places with their shares."""

from collections.abc import Callable
from typing import Any

import numpy as np
import rig
import shapes
import textures
from families import bags, furniture, gadgets, garments, household, packages, shoes, small, toys, vessels, wear
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
    "folded": (wear.folded, 1, True),
    "hat": (wear.hat, 1, False),
    "plush": (toys.plush, 3.5, False),
    "figure": (toys.figure, 2, False),
    "car": (toys.car, 1.5, False),
    "ball": (toys.ball, 0.5, False),
    "lump": (toys.lump, 2, False),
    "shoe": (shoes.pair, 4, False),
    "bag": (bags.bag, 3, False),
    "purse": (bags.purse, 1, True),
    "belt": (bags.belt, 1, True),
    "frame": (bags.frame, 0.7, False),
    "phone": (gadgets.slab, 2, True),
    "laptop": (gadgets.laptop, 1.5, True),
    "camera": (gadgets.camera, 1.5, False),
    "speaker": (gadgets.speaker, 1.5, False),
    "headphones": (gadgets.headphones, 1.5, False),
    "keyboard": (gadgets.keyboard, 0.7, True),
    "chair": (furniture.chair, 3, False),
    "desk": (furniture.table, 1.5, False),
    "rack": (furniture.shelf, 1.5, False),
    "lamp": (household.lamp, 1.2, False),
    "couch": (furniture.sofa, 1.2, False),
    "basket": (household.basket, 1, False),
    "ring": (small.ring, 1, False),
    "chain": (small.chain, 1, True),
    "watch": (small.watch, 1.5, True),
    "tool": (small.tool, 1.5, True),
    "lot": (small.several, 1, True),
}
"""Name → builder, share, lies flat by nature."""

PLACES: dict[str, tuple[Callable[[Random, Any], Place], float]] = {
    "sweep": (indoors.sweep, 2),
    "table": (indoors.table, 3),
    "floor": (indoors.floor, 2.5),
    "room": (indoors.room, 2),
    "desk": (indoors.desk, 2),
    "bed": (indoors.bed, 1.5),
    "sofa": (indoors.sofa, 1),
    "shelf": (indoors.shelf, 2),
    "grass": (outdoors.grass, 1.6),
    "stones": (outdoors.stones, 1),
    "earth": (outdoors.earth, 1.2),
    "wall": (upright.wall, 1.0),
    "hand": (upright.held, 4.0),
}
SETS = ("bottle", "cup", "vase", "carton", "pouch", "tin", "book", "plush", "figure", "car", "chair", "phone", "lump")
"""Sold by the piece or as a few together."""
HELD = (
    "bottle",
    "cup",
    "vase",
    "carton",
    "carton",
    "carton",
    "carton",
    "pouch",
    "pouch",
    "book",
    "tin",
    "plush",
    "figure",
    "car",
    "phone",
    "camera",
    "shoe",
)
HUNG = ("shirt", "trousers", "dress", "bag", "hat", "frame")


CLOTHES = ("shirt", "trousers", "dress", "folded", "hat", "shoe", "bag", "purse", "belt")
FURNITURE = ("chair", "desk", "rack", "lamp", "couch", "basket")
LIKES: dict[str, tuple[str, ...]] = {
    "bed": CLOTHES,
    "sofa": CLOTHES,
    "floor": (*CLOTHES, *FURNITURE, *FURNITURE),
    "earth": (*FURNITURE, "plush", "plush", "shoe", "car", "figure"),
    "room": (*FURNITURE, *FURNITURE, *FURNITURE, "cushion", "potted", "frame"),
    "desk": ("phone", "laptop", "camera", "speaker", "headphones", "keyboard", "book", "book", "cup", "tin", "bottle"),
    "grass": ("plush", "plush", "plush", "figure", "figure", "car", "ball", "chair", "shoe", "bag"),
    "stones": ("plush", "plush", "plush", "figure", "car", "shoe", "ring", "chain", "watch", "tool"),
    "table": (
        "phone",
        "laptop",
        "camera",
        "speaker",
        "headphones",
        "keyboard",
        "watch",
        "ring",
        "chain",
        "cup",
        "tool",
    ),
    "shelf": ("carton", "carton", "pouch", "tin", "bottle", "plush", "shoe"),
}
"""What is photographed there more often than elsewhere; each mention adds three times its share."""


def choose(random: Random, table: dict[str, Any], likes: tuple[str, ...] = ()) -> str:
    """A name by share."""
    names = list(table)
    shares = np.array([table[name][1] * (1 + 3 * likes.count(name)) for name in names], float)
    return names[int(random.choice(len(names), p=shares / shares.sum()))]


def product(random: Random, place: Place | None, base: Any) -> rig.Product:
    """A product that suits the place."""
    name = choose(random, FAMILIES, LIKES.get(place.name, ()) if place is not None else ())
    if place is not None and place.held:
        name = str(random.choice([n for n in HELD if n in FAMILIES]))
    if place is not None and place.hangs and (hung := [n for n in HUNG if n in FAMILIES]):
        name = str(random.choice(hung))
    build, _, flat = FAMILIES[name]
    if name in SETS and not (place is not None and (place.held or place.hangs)) and random.random() < 0.2:
        build = _several(build)
    tint = textures.near(random, base, 0.1) if base is not None and random.random() < 0.75 else textures.tone(random)
    return rig.gather(name, build(random, tint), flat=flat)


def _several(build: Build) -> Build:
    """Two to four of a kind side by side, in one colour or in several."""

    def together(random: Random, base: Any) -> list[Any]:
        things: list[Any] = []
        across = 0.0
        for _ in range(int(random.integers(2, 5))):
            group = build(random, base if random.random() < 0.5 else textures.tone(random))
            shapes.place(group, (across, random.normal(0, 0.15), 0), (0, 0, random.normal(0, 0.5)))
            across += random.uniform(0.6, 1.3)
            things += group
        return things

    return together


def mood(random: Random) -> Any:
    """A colour that ground and product share (dark on dark, white on white, alike), or None for two thirds of all."""
    pick = random.random()
    if pick < 0.13:
        return textures.tone(random, value=(0.01, 0.14), saturation=random.uniform(0, 0.5))
    if pick < 0.21:
        return textures.tone(random, value=(0.85, 1.0), saturation=random.uniform(0, 0.1))
    if pick < 0.34:
        return textures.tone(random)
    return None
