"""A framed poster in three rooms, and a stretched canvas."""

from clutter import books, cabinet, plant, vase
from framing import canvas, framed
from item import WHITE, Built, Camera, Item, Surface
from materials import wall
from rooms import sofa, sun
from shader import Shader
from shapes import box, place
from stage import ground, surroundings, window
from stage import wall as upright
from timber import planks

PAPER = (WHITE, ("natural", "Natural paper", "#e6dfcf"), ("kraft", "Kraft paper", "#b9966c"))
WORDS = ("poster", "print", "wall art", "frame", "interior")


def _living() -> Built:
    """50 × 70 cm, oak, above a sideboard; late sun through a window."""
    paper, frame = framed(0.5, 0.7, bar=0.02, depth=0.025)
    place([paper, *frame], (0.05, -0.006, 1.12))
    upright(wall("#d9d4c8"), y=0, width=8, height=3.5)
    floor = planks("#b58d62", "#83603f", width=0.14, length=1.8, gap=0.0006)
    ground(floor, width=8, depth=5, at=(0, -2))
    cabinet((0.25, -0.24, 0.0), (1.7, 0.42, 0.72), "#b99a73", doors=3)
    vase((-0.38, -0.25, 0.72), tint="#7e8c88", scale=1.1)
    books((0.62, -0.26, 0.72), count=5, upright=False, seed=8, turn=0.2)
    plant((0.95, -0.2, 0.72), seed=14, size=0.34)
    surroundings("#dfdcd6", "#85705c", 0.6)
    window((-2.4, -2.0, 1.9), (0, 0, 1.3), size=(1.3, 1.6), power=150)
    sun((-2.2, -2.6, 2.5), (0.05, 0, 1.35), power=34)
    return Built([paper])


def _leaning() -> Built:
    """A3 with a mat in a black frame, standing on a shelf, leaning against the wall."""
    paper, frame = framed(0.297, 0.42, bar=0.012, depth=0.02, mat=0.05, tones=("#2b2927", "#1d1b1a"), rough=0.35)
    place([paper, *frame], (0.02, -0.06, 0.0), (-0.085, 0, 0.0))
    upright(wall("#b7bfb6"), y=0.012, z=-1, width=6, height=3.5)
    box(
        "shelf",
        (1.8, 0.3, 0.036),
        planks("#bd9668", "#8a643f", width=0.4, length=3, gap=0.0),
        centre=(0, -0.13, -0.018),
    )
    books((0.36, -0.12, 0), count=6, upright=True, seed=21)
    vase((-0.34, -0.13, 0), tint="#d8cfbd", scale=1.25)
    plant((-0.62, -0.12, 0), seed=31, size=0.2)
    surroundings("#dcdad5", "#7d6e60", 0.5)
    window((-1.7, -1.2, 1.0), (0, 0, 0.2), size=(1.2, 1.5), power=72)
    window((1.8, -1.6, 0.8), (0, 0, 0.2), size=(0.8, 1.0), power=8, tint="#ffe8cd", panes=(1, 2))
    return Built([paper])


def _sofa() -> Built:
    """A landscape 70 × 50 cm in a white frame over a sofa, seen a little from the side."""
    paper, frame = framed(0.7, 0.5, bar=0.016, depth=0.022, mat=0.06, tones=("#eae8e3", "#e2dfd9"), rough=0.45)
    place([paper, *frame], (0.0, -0.006, 0.98))
    upright(wall("#c6b9a8"), y=0, width=8, height=3.5)
    ground(Shader("floor", base_color="#8a6f55", roughness=0.6), width=8, depth=5, at=(0, -2))
    sofa((0.1, -0.5, 0.0), cushions=False)
    surroundings("#dedad3", "#8a7767", 0.6)
    window((2.3, -1.7, 1.6), (0, 0, 1.1), size=(1.3, 1.7), power=165)
    window((-2.2, -2.2, 1.4), (0, 0, 1.0), size=(0.9, 1.2), power=22, tint="#ffe9d2", panes=(1, 2))
    plant((-1.15, -0.25, 0.55), seed=6, size=0.5, leaves=44)
    return Built([paper])


def _canvas() -> Built:
    """60 × 40 cm on a bare plaster wall, light raking across the weave."""
    picture = canvas(0.6, 0.4)
    place([picture], (0, -0.004, 1.25))
    upright(wall("#ddd8ce"), y=0, width=8, height=3.5)
    ground(Shader("floor", base_color="#907a62", roughness=0.6), width=8, depth=5, at=(0, -2))
    top = planks("#a9825a", "#77563a", width=0.5, length=3, gap=0.0)
    box("console", (1.5, 0.34, 0.03), top, centre=(0.1, -0.19, 0.965))
    vase((0.36, -0.2, 0.98), tint="#a88974", scale=1.15)
    plant((-0.42, -0.16, 0.98), seed=23, size=0.24)
    surroundings("#dedbd5", "#84725f", 0.5)
    window((-2.1, -1.1, 1.9), (0, 0, 1.3), size=(1.1, 1.4), power=110)
    window((1.8, -2.2, 1.5), (0, 0, 1.2), size=(1.0, 1.2), power=16, tint="#ffead4", panes=(1, 2))
    return Built([picture])


ITEMS = (
    Item(
        "poster-living",
        "Framed poster above a sideboard",
        "wall art",
        WORDS,
        PAPER,
        (Surface("print", "Poster", 50, 70),),
        _living,
        Camera((0.1, -2.6, 1.36), (0.1, 0, 1.36), lens=66, fstop=8),
        paths=2.0,
        seed=21,
        steady=True,
    ),
    Item(
        "poster-shelf",
        "Framed print on a shelf",
        "wall art",
        WORDS,
        PAPER,
        (Surface("print", "Print", 29.7, 42),),
        _leaning,
        Camera((0.42, -1.3, 0.36), (0.0, -0.05, 0.235), lens=62, fstop=8, roll=-0.4),
        seed=22,
        steady=True,
    ),
    Item(
        "poster-sofa",
        "Landscape poster over a sofa",
        "wall art",
        WORDS,
        PAPER,
        (Surface("print", "Poster", 70, 50),),
        _sofa,
        Camera((-0.55, -2.7, 1.2), (-0.03, 0, 1.1), lens=62, fstop=8),
        seed=23,
        steady=True,
    ),
    Item(
        "canvas",
        "Canvas print on a wall",
        "wall art",
        ("canvas", "print", "wall art", "painting"),
        (WHITE,),
        (Surface("print", "Front", 60, 40),),
        _canvas,
        Camera((0.5, -1.55, 1.42), (0.0, 0, 1.33), lens=62, fstop=9, roll=0.3),
        light=1900,
        seed=24,
    ),
)
