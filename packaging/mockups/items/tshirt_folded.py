"""A t-shirt folded to a packet, the chest above, on a pile of two others."""

import math
from typing import Any

import numpy as np
from fabric import creased, crumple, folds, jersey, quads, rib
from item import Built, Camera, Item, Surface
from material import prints, tinted
from rooms import overhead
from shader import Shader
from shapes import Array, grid, mesh, noise, oval, place, smooth, sweep
from tee import COLOURS, NECK, NECK_HALF, SHOULDER, TINT, WORDS, neckline
from timber import planks

HALF, LOW = 0.132, -0.028  # half the packet's width; y of its lower fold, in the pattern of the shirt
BEND = 0.0065  # radius of a fold: the packet's leaf is two of them thick
LEAF = 2 * BEND
STRIP = 0.034  # cloth that goes on round the fold
ROWS, COLUMNS = 210, 180
SLOPE = 0.3  # fall of the shoulder
CREASES = (
    (-0.125, 0.2, 205, 0.14),
    (0.127, 0.14, 165, 0.15),
    (0.12, 0.3, 240, 0.12),
    (-0.11, 0.3, 300, 0.12),
    (0.05, -0.02, 96, 0.13),
    (-0.07, -0.02, 80, 0.11),
)


def _shoulder(x: Any) -> Any:
    return SHOULDER[1] - SLOPE * np.maximum(np.abs(x) - NECK_HALF, 0)


def _pattern(neck: float | None) -> Array:
    """Lattice (H,W,2), top row first, of the leaf with the strips that go round its folds; a neck is cut out."""
    side, beyond = HALF + STRIP, 0.024
    x = np.linspace(-side, side, COLUMNS)
    top = _shoulder(x) + beyond * np.clip((np.abs(x) - NECK_HALF) / 0.014, 0, 1)
    if neck is not None:
        angle = np.linspace(0, np.pi / 2, 200)
        rim = SHOULDER[1] - neck * np.cos(angle) ** 0.8
        cut = np.interp(np.abs(x), NECK_HALF * np.sin(angle) ** 0.9, rim)
        top = np.where(np.abs(x) < NECK_HALF, cut, top)
    v = np.linspace(1, 0, ROWS)[:, None]
    low, straight, share = LOW - STRIP, 0.22, 0.62  # rows run straight as far as there, or they shear below the collar
    upper = straight + (v - share) / (1 - share) * (top - straight)
    y = np.where(v < share, low + v / share * (straight - low), upper)
    return np.stack([np.broadcast_to(x, y.shape), y], -1)


def _turned(past: Array, radius: float) -> tuple[Array, Array]:
    """How far along and how far down cloth lies that goes `past` metres beyond the start of a fold."""
    angle = np.clip(past / radius, 0, np.pi)
    beyond = np.maximum(past - np.pi * radius, 0)
    along = np.where(past < 0, past, radius * np.sin(angle) - beyond)
    return along, radius * (1 - np.cos(angle))


def _leaf(neck: float | None, seed: int, *, creases: float = 0.003) -> tuple[Array, Array, Array]:
    """Points, quads and UV of one leaf, its upper side at z = 0, folded under all round."""
    uv = _pattern(neck).reshape(-1, 2)
    faces = quads(np.arange(ROWS * COLUMNS).reshape(ROWS, COLUMNS))
    x, y = uv.T
    where = np.concatenate([uv, np.zeros((len(uv), 1))], 1)
    radius = BEND * (1 + 0.12 * noise(where * 11, seed + 4, 2))
    side = HALF - BEND + 0.0024 * noise(where * (0, 9, 0) + seed, seed, 2)
    low = LOW + BEND + 0.002 * noise(where * (8, 0, 0) + seed, seed + 1, 2)
    high = _shoulder(x) - BEND
    across, down = _turned(np.abs(x) - side, radius)
    under, fall = _turned(low - y, radius)
    over, drop = _turned(y - high, radius)
    lying = np.stack([np.sign(x) * (side + across), np.where(y < 0.1, low - under, high + over), 0 * x], -1)
    lying[:, 0] *= 1 - 0.035 * np.clip(fall / BEND, 0, 2)  # a corner is tucked in
    lying[:, 1] += 0.0045 * np.clip(down / BEND, 0, 2) * np.sign(0.1 - y)
    flat = np.clip(1 - np.maximum(down, np.maximum(fall, drop)) / BEND, 0, 1)
    rise = folds(uv, creased(seed, CREASES, height=creases, each=3))
    rise += 0.0014 * noise(where * np.array([6.0, 4.5, 0]) + seed, seed + 6, 2)
    soft = 0.0035 * np.minimum(np.abs(x) / HALF, 1) ** 4  # a packet is lower at its sides
    lying[:, 2] = flat * rise - soft - np.minimum(down + fall + drop, 2 * radius)
    lying = crumple(lying, uv, by=0.0005, scale=34, seed=seed + 3)
    return lying, faces, uv


def _packet(top: float, seed: int, material: Shader) -> Any:
    """A leaf without a neck: what lies below."""
    points, faces, uv = _leaf(None, seed)
    points[:, 2] += top
    return mesh("leaf", points, faces.tolist(), material, uv)


def _upper(top: float) -> list[Any]:
    """The leaf with the chest, the nape behind it, the two halves of the collar."""
    s, variation = jersey(TINT, count=0.0012, relief=0.15)
    prints(s, "front", TINT, s.coordinates("UV"), area=(-0.105, 0.012, 0.105, 0.222), variation=variation)
    points, faces, uv = _leaf(NECK, 4)
    points[:, 2] += top
    nape, under, flat = _leaf(0.03, 9, creases=0.0)
    nape[:, 2] += top - 0.0045
    nape[:, 1] += 0.001
    things = [
        mesh("front", points, faces.tolist(), s, uv),
        mesh("nape", nape, under.tolist(), jersey(TINT, count=0.0012, relief=0.15)[0], flat),
    ]
    for lying, where, drop, lift in ((points, uv, NECK, 0.0006), (nape, flat, 0.03, 0.0008)):
        rim = neckline(lying, where, drop, lift)
        rim[:, 1] += 0.004
        things.append(smooth(sweep("collar", rim, oval(0.018, 0.0024, 20, 3.2), rib(TINT, count=170), up=(0, 0, 1)), 1))
    return things


def _label(top: float) -> Any:
    v, u = np.mgrid[0:1:10j, -1:1:16j]
    points = np.stack([u * 0.019, 0.303 - 0.03 * v, top - 0.0015 + 0.0016 * np.sin(v * 2.6) + 0 * u], -1)
    woven = tinted(Shader("label", roughness=0.7), "#f2f0ea")
    return grid("label", points[::-1], woven)


def _folded() -> Built:
    item, rest = _upper(6 * LEAF + 0.004), [_label(6 * LEAF + 0.004)]
    item.append(_packet(5 * LEAF + 0.003, 12, jersey(TINT, count=0.0012, relief=0.15)[0]))
    for layer, tint in enumerate(("#c8b79a", "#8f9aa1")):
        cloth, _ = jersey(tint, count=0.0012, relief=0.15)
        for leaf in (0, 1):
            rest.append(_packet((4 - 2 * layer - leaf) * LEAF + 0.0015, 21 + 3 * layer + leaf, cloth))
    for index, thing in enumerate(rest[1:]):
        thing.location = (0.0035 * math.sin(index // 2 * 2.1 + 1), -0.003 * (index // 2), 0)
    place([*item, *rest], (0, -0.155, 0), (0, 0, math.radians(-9)))
    overhead(planks("#bd9a72", "#8d6a48", width=0.2, length=2.4, gap=0.0005, turn=0.2), power=60, fill=6, low=True)
    return Built(item)


ITEMS = (
    Item(
        "t-shirt-folded",
        "T-shirt, folded on a pile",
        "clothing",
        (*WORDS, "folded"),
        COLOURS,
        (Surface("front", "Chest", 21, 21),),
        _folded,
        Camera((0.06, -0.6, 0.78), (0.012, 0.0, 0.05), lens=76, fstop=16),
        light=2000,
        seed=53,
    ),
)
