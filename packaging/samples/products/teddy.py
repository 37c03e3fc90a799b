"""A plush bear, every hair a curve, sitting on bed linen."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from clutter import books, curtain
from materials import cloth, plastic, wall
from shader import Shader
from shapes import Array, flowing, grid, noise, oval, place, smooth, sweep
from shot import Camera, Phone, Shot
from stage import fibre, rumpled, strand, surroundings, window
from stage import wall as upright

# centre, radii, turn about y and x (degrees), hair length, hairs: a bear that sits facing −y
PARTS: dict[str, tuple[Sequence[float], Sequence[float], Sequence[float], float, int]] = {
    "belly": ((0, 0, 0.085), (0.068, 0.058, 0.085), (0, 6), 0.011, 21000),
    "head": ((0, -0.012, 0.212), (0.064, 0.056, 0.056), (0, -4), 0.010, 21000),
    "ear left": ((-0.052, -0.004, 0.262), (0.023, 0.012, 0.023), (-25, 0), 0.008, 4500),
    "ear right": ((0.052, -0.004, 0.262), (0.023, 0.012, 0.023), (25, 0), 0.008, 4500),
    "arm left": ((-0.079, -0.018, 0.118), (0.025, 0.026, 0.062), (32, 22), 0.010, 9000),
    "arm right": ((0.079, -0.022, 0.116), (0.025, 0.026, 0.062), (-28, 26), 0.010, 9000),
    "leg left": ((-0.058, -0.075, 0.034), (0.033, 0.07, 0.034), (0, 0), 0.010, 12000),
    "leg right": ((0.06, -0.072, 0.034), (0.033, 0.07, 0.034), (0, 0), 0.010, 12000),
    "muzzle": ((0, -0.062, 0.198), (0.029, 0.024, 0.023), (0, 0), 0.0055, 6000),
}
SPLAY = {"leg left": -24, "leg right": 27}


def _ball(radii: Sequence[float], turn: Sequence[float], splay: float, centre: Sequence[float]) -> tuple[Array, Any]:
    """Rotation matrix and a map from unit sphere points to the part's surface."""
    a, b, c = math.radians(turn[0]), math.radians(turn[1]), math.radians(splay)
    about_y = np.array([[math.cos(a), 0, math.sin(a)], [0, 1, 0], [-math.sin(a), 0, math.cos(a)]])
    about_x = np.array([[1, 0, 0], [0, math.cos(b), -math.sin(b)], [0, math.sin(b), math.cos(b)]])
    about_z = np.array([[math.cos(c), -math.sin(c), 0], [math.sin(c), math.cos(c), 0], [0, 0, 1]])
    matrix = about_z @ about_y @ about_x

    def surface(unit: Array) -> Array:
        bumpy = 1 + 0.035 * noise(unit * 1.6 + np.asarray(centre) * 30, 4, 2)[..., None]
        return (unit * np.asarray(radii) * bumpy) @ matrix.T + np.asarray(centre)

    return matrix, surface


def _part(name: str, pale: bool) -> list[Any]:
    centre, radii, turn, length, hairs = PARTS[name]
    matrix, surface = _ball(radii, turn, SPLAY.get(name, 0), centre)
    v, u = np.mgrid[0.01 : np.pi - 0.01 : 40j, 0 : 2 * np.pi : 49j]
    u, v = u[:, :-1], v[:, :-1]
    skin = Shader("skin", base_color="#b08c62" if pale else "#7a5636", roughness=0.95)
    body = grid(
        name, surface(np.stack([np.sin(v) * np.cos(u), np.sin(v) * np.sin(u), np.cos(v)], -1)), skin, wrap_u=True
    )
    random = np.random.default_rng(abs(hash_of(name)))
    unit = random.normal(size=(hairs, 3))
    unit /= np.linalg.norm(unit, axis=1, keepdims=True)
    root = surface(unit)
    outward = (unit / np.asarray(radii)) @ matrix.T
    outward /= np.linalg.norm(outward, axis=1, keepdims=True)
    swirl = np.stack([noise(root * 45, k, 2) for k in (1, 2, 3)], -1)
    comb = outward * 0.75 + swirl * 0.55 + np.array([0, 0, -0.32]) + random.normal(0, 0.16, root.shape)
    tall = length * random.uniform(0.6, 1.15, (hairs, 1))
    points = np.stack(
        [
            root - outward * 0.001,
            root + outward * tall * 0.42 + comb * tall * 0.08,
            root + outward * tall * 0.55 + comb * tall * 0.38,
            root + outward * tall * 0.5 + comb * tall * 0.8,
        ],
        1,
    )
    tint = "#cdab7e" if pale else ("#a0774f" if name != "belly" else "#a67d55")
    return [body, strand(name + " fur", points, fibre(tint, rough=0.6, vary=0.3), 0.00034, 0.00014)]


def hash_of(name: str) -> int:
    """A number that is the same in every run."""
    return sum(ord(letter) * 31**index for index, letter in enumerate(name)) % 2**31


def _blob(name: str, at: Sequence[float], radii: Sequence[float], material: Shader) -> Any:
    v, u = np.mgrid[0.01 : np.pi - 0.01 : 24j, 0 : 2 * np.pi : 33j]
    u, v = u[:, :-1], v[:, :-1]
    points = np.stack([np.sin(v) * np.cos(u), np.sin(v) * np.sin(u), np.cos(v)], -1) * np.asarray(radii) + np.asarray(
        at
    )
    return smooth(grid(name, points, material, wrap_u=True), 1)


def build() -> list[Any]:
    things = [thing for name in PARTS for thing in _part(name, name == "muzzle")]
    black = plastic("#0d0b0a", rough=0.12, grain=0.0, coat=0.8)
    for side in (-1, 1):
        things.append(_blob("eye", (side * 0.0245, -0.063, 0.2215), (0.0068, 0.006, 0.0068), black))
    things.append(
        _blob("nose", (0, -0.0875, 0.2055), (0.0095, 0.005, 0.0065), plastic("#20140e", rough=0.45, grain=0.6))
    )
    mouth = flowing(
        [
            (-0.011, -0.0845, 0.1865),
            (-0.004, -0.0885, 0.189),
            (0, -0.0895, 0.1945),
            (0.004, -0.0885, 0.189),
            (0.011, -0.0845, 0.1865),
        ],
        40,
    )
    things.append(sweep("mouth", mouth, oval(0.0016, 0.0016, 8), plastic("#20140e", rough=0.7)))
    for name in ("leg left", "leg right"):
        centre, radii, _, _, _ = PARTS[name]
        turn = math.radians(SPLAY[name])
        tip = np.asarray(centre) + np.array([math.sin(turn) * radii[1], -math.cos(turn) * radii[1], 0.002])
        pad = _blob(
            "sole", (0, 0, 0), (0.0235, 0.0075, 0.026), cloth("#c7a27a", thread=0.0006, space="Object", sheen=0.4)
        )
        things += place([pad], (*tip[:2], tip[2]), (-0.12, 0, turn))
    red = cloth("#9c3a33", thread=0.0008, space="Object", sheen=0.35)
    ring = np.linspace(0, 2 * np.pi, 100, endpoint=False)
    neck = np.stack(
        [0.051 * np.cos(ring), 0.044 * np.sin(ring) - 0.006, 0.163 + 0.006 * np.sin(ring) + 0.002 * np.sin(3 * ring)],
        -1,
    )
    things.append(smooth(sweep("scarf", neck, oval(0.012, 0.026, 20, 3), red, closed=True), 1))
    for side, long in ((-1, 0.062), (1, 0.05)):
        tail = flowing(
            [
                (0.012 * side, -0.049, 0.16),
                (0.019 * side, -0.06, 0.148),
                (0.028 * side, -0.066, 0.15 - long * 0.55),
                (0.03 * side, -0.07, 0.15 - long),
            ],
            40,
        )
        things.append(
            smooth(sweep("scarf end", tail, lambda s: oval(0.02 + 0.01 * s, 0.005, 20, 4), red, up=(0, -1, 0)), 1)
        )
    things.append(_blob("knot", (0, -0.053, 0.158), (0.014, 0.01, 0.012), red))
    return place(things, (0, 0.02, 0.004), (math.radians(-3), 0, math.radians(13)))


def _bedroom() -> None:
    rumpled(
        cloth("#d3d6d6", thread=0.0005, size=1.8, sheen=0.15),
        size=1.8,
        steps=460,
        depth=0.055,
        folds=2.0,
        seed=14,
        flat=((0, -0.03, 0.13),),
        at=(0, 0.35),
    )
    back = upright(wall("#b6a79b"), y=1.5)
    back.location[2] = -0.5
    surroundings("#dcdcda", "#857769", 0.42)
    window((1.3, -0.2, 1.0), (0, 0, 0.1), size=(1.1, 1.3), power=46)
    window((-1.2, -1.0, 0.9), (0, 0, 0.1), size=(0.6, 0.9), power=7, tint="#ffe9d0", panes=(1, 2))
    curtain((-0.75, 1.42, -0.5), width=0.5, tint="#8da0a6")
    books((0.35, 0.75, 0.01), count=3, upright=False, seed=28, turn=0.4)


SHOTS = (
    Shot(
        "teddy",
        "Plush bear with scarf",
        "TOY-BEAR-BROWN",
        "Fur: thousands of hairs along the edge",
        build,
        _bedroom,
        Camera((0.03, -0.66, 0.3), (0.004, -0.02, 0.128), zoom=1.75, roll=0.6, focus=(0, -0.07, 0.17)),
        Phone(
            exposure=0.05,
            warmth=0.1,
            iso=200,
            seconds=(1, 60),
            orientation=6,
            thumbnail=True,
            taken="2026:10:11 16:05:51",
        ),
        portrait=True,
        seed=91,
    ),
)
