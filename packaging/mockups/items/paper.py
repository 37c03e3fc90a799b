"""Cards, stickers and books: flat paper goods photographed from above or standing."""

import math
from typing import Any

import numpy as np
from forms import facing, over, sheet, slab, thickened
from item import WHITE, Built, Camera, Item, Surface
from material import prints, tinted
from materials import paper, plastic, stone
from rooms import overhead, props, table
from shader import Shader
from shapes import Array, box, grid, noise, place
from timber import planks

PAPERS = (WHITE, ("natural", "Natural", "#e8e1d1"), ("kraft", "Kraft", "#b9966c"), ("black", "Black", "#28282b"))


def _card(
    surface: str,
    *,
    rough: float = 0.55,
    coat: float = 0.0,
    where: str = "UV",
    area: Any = (0, 0, 1, 1),
    only: Any = None,
) -> Shader:
    s = Shader("card", roughness=rough, specular_ior_level=0.35, coat_weight=coat, coat_roughness=0.08)
    place_ = s.coordinates()
    variation = s.remap(s.noise(place_, 700, 3, 0.6), 0.3, 0.7, 0.985, 1.01)
    tinted(s, WHITE[2], variation)
    s.set(normal=s.bump(s.noise(place_, 1500, 3, 0.6), 0.1, 0.0002))
    if surface:
        prints(s, surface, WHITE[2], s.coordinates(where) if where == "UV" else over(s), area=area, variation=variation)
    return s


def _cards() -> Built:
    """A pile of business cards with one leaning on it (front), one lying before it (back)."""
    wide, tall = 0.085, 0.055
    random = np.random.default_rng(6)
    things = []
    for k in range(14):
        card = slab("card", (wide, tall, 0.00046), _card(""), corner=0.0006, edge=0.00008)
        card.location = (random.normal(0, 0.0003), random.normal(0, 0.0003), k * 0.00047)
        card.rotation_euler = (0, 0, random.normal(0, 0.006))
        things.append(card)
    top = slab(
        "top",
        (wide, tall, 0.00046),
        _card("front", where="metres", area=(-wide / 2, -tall / 2, wide / 2, tall / 2)),
        corner=0.0006,
        edge=0.00008,
    )
    top.location = (0, 0, 14 * 0.00047)
    place([*things, top], (0.012, 0.032, 0), (0, 0, math.radians(14)))
    back = slab(
        "back",
        (wide, tall, 0.00046),
        _card("back", where="metres", area=(-wide / 2, -tall / 2, wide / 2, tall / 2)),
        corner=0.0006,
        edge=0.00008,
    )
    place([back], (-0.016, -0.046, 0.0002), (0, 0, math.radians(-7)))
    overhead(stone("#c9c3b9", "#b3aba0", "#948b80", rough=0.4), power=26, fill=4, low=True)
    return Built([*things, top, back])


def _greeting() -> Built:
    """A folded card, 12.7 × 17.8 cm, standing open; its envelope lies beside it."""
    wide, tall = 0.127, 0.178

    def leaf(sign: int, material: Shader) -> Any:
        v, u = np.mgrid[0:1:50j, 0:1:50j]
        bow = 0.004 * np.sin(np.pi * u) * sign + 0.0015 * np.sin(np.pi * v) * u
        points = np.stack([u * wide, bow, v * tall], -1)
        thing = thickened(grid("leaf", points, material), 0.0004, 0.0)
        thing.rotation_euler = (0, 0, math.radians(-14 if sign < 0 else 34))
        return thing

    front, inner = leaf(-1, _card("front")), leaf(1, _card(""))
    place([front, inner], (-0.058, 0.0, 0.0), (0, 0, 0))
    envelope = slab("envelope", (0.19, 0.138, 0.0012), paper("#c8b193"), corner=0.002, edge=0.0004)
    place([envelope], (0.1, 0.11, 0), (0, 0, math.radians(24)))
    table(planks("#b8906a", "#835e3f", width=0.18, length=2, gap=0.0004), paint="#d5cabb", power=40)
    props((0.25, 0.42, 0), "vase")
    props((-0.26, 0.44, 0), "plant", 37)
    return Built([front, inner])


def _stickers() -> Built:
    """An A5 sheet of glossy stickers, a corner lifting, on a desk."""
    wide, tall = 0.148, 0.21

    def lift(x: Array, y: Array) -> Array:
        corner = np.clip((x / wide + 0.5) + (0.5 - y / tall) - 1.45, 0, 1)
        other = np.clip((0.5 - x / wide) + (y / tall + 0.5) - 1.6, 0, 1)
        return 0.0006 + 0.075 * corner**2.0 + 0.035 * other**2 + 0.0004 * noise(np.stack([x, y, 0 * x], -1) * 14, 3, 2)

    page = sheet("page", wide, tall, _card("sheet", rough=0.35, coat=0.7), lift=lift)
    place([page], (0, 0, 0), (0, 0, math.radians(9)))
    overhead(planks("#cfb48d", "#a3835c", width=0.2, length=2.2, gap=0.0004, turn=0.3), power=34, fill=5, low=True)
    tin = box("tin", (0.1, 0.06, 0.022), plastic("#6f8591", rough=0.35), centre=(0, 0, 0.011), round_by=0.004)
    place([tin], (0.145, 0.1, 0), (0, 0, 0.5))
    return Built([page])


def _paperback() -> Built:
    """A book 14 × 21.6 cm with a printed cover and spine, standing a little turned."""
    wide, tall, thick = 0.14, 0.216, 0.026
    s = Shader("cover", roughness=0.38, specular_ior_level=0.4, coat_weight=0.25, coat_roughness=0.25)
    where = s.coordinates()
    tinted(s, WHITE[2])
    s.set(normal=s.bump(s.noise(where, 30, 3), 0.1, 0.002, s.bump(s.noise(where, 1800, 2), 0.04, 0.0002)))
    side = s.node("SeparateXYZ", {0: where})
    along = s.node("CombineXYZ", {0: s.math("MULTIPLY", side.outputs[1], -1.0), 1: side.outputs[2], 2: 0.0}).outputs[0]
    z = (-tall / 2, tall / 2)
    prints(
        s, "front", WHITE[2], over(s, upright=True), area=(-wide / 2, z[0], wide / 2, z[1]), only=facing(s, 1, -1, 0.7)
    )
    prints(s, "spine", WHITE[2], along, area=(-thick / 2, z[0], thick / 2, z[1]), only=facing(s, 0, -1, 0.7))
    board = 0.0007
    covers = [
        box("front", (wide, board, tall), s, centre=(0, -thick / 2 + board / 2, tall / 2), round_by=0.0003),
        box("spine", (board, thick, tall), s, centre=(-wide / 2 + board / 2, 0, tall / 2), round_by=0.0003),
        box("back", (wide, board, tall), s, centre=(0, thick / 2 - board / 2, tall / 2), round_by=0.0003),
    ]
    edge = Shader("pages", roughness=0.9)
    lines = edge.noise(edge.node("Mapping", {0: edge.coordinates(), "Scale": (12, 6000, 12)}).outputs[0], 1.0, 2)
    edge.set(base_color=edge.ramp(lines, (0.3, "#c9bea5"), (0.7, "#ece4d2")), normal=edge.bump(lines, 0.4, 0.0003))
    leaves = box(
        "pages", (wide - 0.0022, thick - 2 * board, tall - 0.001), edge, centre=(-0.0006, 0, tall / 2), round_by=0.0002
    )
    place([*covers, leaves], (0, 0, 0), (0, 0, math.radians(27)))
    table(planks("#a97f55", "#735134", width=0.17, length=2, gap=0.0004), paint="#bcc0b6", power=46, side=1)
    props((0.3, 0.46, 0), "plant", 41)
    props((-0.3, 0.45, 0), "vase")
    return Built(covers)


def _mat() -> Built:
    """A mouse mat, 24 × 20 cm, cloth on rubber, a mouse at its side."""
    wide, tall = 0.24, 0.2
    s = Shader("mat", roughness=0.85, specular_ior_level=0.2)
    where = over(s)
    rate = math.pi / 0.0009 / 20
    weave = s.math("MULTIPLY", s.wave(where, rate, 0, "X", 0), s.wave(where, rate, 0, "Y", 0))
    variation = s.remap(weave, 0, 1, 0.95, 1.02)
    tinted(s, WHITE[2], variation)
    s.set(normal=s.bump(weave, 0.3, 0.0003))
    prints(s, "top", WHITE[2], where, area=(-wide / 2, -tall / 2, wide / 2, tall / 2), variation=variation)
    mat = slab("mat", (wide, tall, 0.003), s, corner=0.014, edge=0.0009)
    shell = plastic("#e4e2de", rough=0.3)
    v, u = np.mgrid[0 : np.pi / 2 : 40j, 0 : 2 * np.pi : 81j]
    u, v = u[:, :-1], v[:, :-1]

    def power(value: Array, by: float) -> Array:
        return np.sign(value) * np.abs(value) ** by

    hump = np.stack(
        [
            power(np.cos(u), 0.8) * 0.031 * power(np.cos(v), 0.5),
            power(np.sin(u), 0.8) * 0.057 * power(np.cos(v), 0.5),
            0.036 * np.sin(v) ** 0.9 * (1 - 0.12 * np.sin(u) * np.cos(v)),
        ],
        -1,
    )
    mouse = grid("mouse", hump, shell, wrap_u=True)
    wheel = box(
        "wheel", (0.006, 0.016, 0.012), plastic("#2a2b2d", rough=0.6), centre=(0, 0.034, 0.0245), round_by=0.003
    )
    place([mouse, wheel], (0.075, -0.022, 0.003), (0, 0, math.radians(12)))
    place([mat], (0, 0, 0.0002), (0, 0, math.radians(-6)))
    overhead(planks("#b58f66", "#7f5c3f", width=0.21, length=2.6, gap=0.0004, turn=0.1), power=44, fill=6)
    keys = slab("keyboard", (0.3, 0.11, 0.012), plastic("#d5d3cf", rough=0.4), corner=0.008, edge=0.002)
    caps = [
        box(
            "key",
            (0.0158, 0.0158, 0.004),
            plastic("#f0efec", rough=0.45),
            centre=((c - 7) * 0.0188, (r - 2) * 0.0188, 0.0135),
            round_by=0.0012,
        )
        for r in range(5)
        for c in range(15)
    ]
    place([keys, *caps], (-0.06, 0.2, 0), (0, 0, math.radians(-4)))
    return Built([mat])


ITEMS = (
    Item(
        "business-card",
        "Business cards on stone",
        "stationery",
        ("business card", "card", "visiting card"),
        PAPERS,
        (Surface("front", "Front", 8.5, 5.5), Surface("back", "Back", 8.5, 5.5)),
        _cards,
        Camera((0.03, -0.26, 0.33), (0.0, -0.004, 0.0), lens=86, fstop=40),
        seed=61,
    ),
    Item(
        "greeting-card",
        "Greeting card, standing",
        "stationery",
        ("greeting card", "card", "invitation"),
        PAPERS,
        (Surface("front", "Front", 12.7, 17.8),),
        _greeting,
        Camera((-0.1, -0.68, 0.24), (0.004, 0, 0.084), lens=100, fstop=14),
        seed=62,
    ),
    Item(
        "stickers",
        "Sticker sheet on a desk",
        "stationery",
        ("sticker", "sticker sheet", "decal", "label"),
        (WHITE,),
        (Surface("sheet", "Sheet", 14.8, 21.0),),
        _stickers,
        Camera((0.0, -0.32, 0.6), (0.004, -0.002, 0.0), lens=86, fstop=28),
        seed=63,
    ),
    Item(
        "book",
        "Book cover and spine",
        "stationery",
        ("book", "cover", "novel", "e-book"),
        (WHITE, *PAPERS[1:2], PAPERS[3]),
        (Surface("front", "Front cover", 14.0, 21.6), Surface("spine", "Spine", 2.6, 21.6)),
        _paperback,
        Camera((0.0, -0.86, 0.28), (0.0, 0, 0.104), lens=100, fstop=14),
        seed=64,
    ),
    Item(
        "mouse-mat",
        "Mouse mat on a desk",
        "accessories",
        ("mouse mat", "mousepad", "desk"),
        (WHITE, PAPERS[3]),
        (Surface("top", "Top", 24.0, 20.0),),
        _mat,
        Camera((0.02, -0.36, 0.62), (0.004, 0.006, 0.0), lens=70, fstop=16),
        seed=65,
    ),
)
