"""Straight edges of flat prints, made steady: what a denoiser broke into dashes is averaged along the edge.

A mat's bevel is a line a pixel wide, and the light in a pixel that is half print is known from a few paths only. Along
a straight edge both are the same all the way, so each place takes the mean of its neighbours along the edge; across it
nothing is moved.

    python packaging/mockups/steady.py poster-shelf poster-sofa

does so to passes that are written already; `make.py` does it to items with `steady = True`.
"""

import sys
import tomllib
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
from develop import Developed
from item import Item
from PIL import Image
from write import QUALITY, Array, linear, packed, png, srgb

NEAR, FADED = 5.0, 7.0  # pixels from the edge: as far wholly, and from there on not at all
ALONG = 26.0  # pixels, the mean's standard deviation
FINE = 2  # places a pixel across the edge
AGAIN = 10  # quality added where a pass is packed a second time
LOST = np.array([1, -1, 1])  # codes, nearly: what packing takes of red, green and blue each time, by rounding
Quad = Array
"""The print's corners in pixels (4,2), in order."""


def steadied(item: Item, made: Developed) -> Developed:
    """The passes of an item before they are written."""
    for surface in item.surfaces:
        quad = corners(made.uv[surface.id], made.cover[surface.id])
        made = replace(
            made,
            behind=steady(made.behind, quad),
            light=steady(made.light, quad),
            gloss=steady(made.gloss, quad),
            share=steady(made.share, quad),
            cover={**made.cover, surface.id: steady(made.cover[surface.id], quad)},
        )
    return made


def corners(uv: Array, cover: Array) -> Quad:
    """Where u and v are 0 and 1, by the perspective that the whole of a flat print shows."""
    rows, columns = np.nonzero(cover > 0.99)
    some = slice(None, None, max(1, rows.size // 20_000))
    seen = uv[rows[some], columns[some]].astype(np.float64)
    places = np.stack([columns[some], rows[some]], -1).astype(np.float64)
    turn, _ = cv2.findHomography(seen, places, 0)
    away = np.abs(cv2.perspectiveTransform(seen[None], turn)[0] - places).max()
    if away > 1.5:
        raise SystemExit(f"the print is not flat: {away:.1f} pixels off a plane")
    return cv2.perspectiveTransform(np.array([[[0, 0], [1, 0], [1, 1], [0, 1]]], np.float64), turn)[0]


def steady(picture: Array, quad: Quad) -> Array:
    """A picture (H,W) or (H,W,C) with what lies along the four edges averaged along them."""
    before, after = picture.astype(np.float32), picture.astype(np.float32).copy()
    for number in range(4):
        edge = quad[number], quad[(number + 1) % 4]
        box, along, across, own = _near(quad, number, picture.shape)
        strip = _strip(before, *edge)
        mean = cv2.GaussianBlur(strip, (0, 0), sigmaX=ALONG, sigmaY=0.1, borderType=cv2.BORDER_REFLECT)
        x = np.clip(along - FADED, 0, strip.shape[1] - 1).astype(np.float32)
        y = ((across + FADED) * FINE).astype(np.float32)
        found = cv2.remap(mean, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        share = np.clip((FADED - np.abs(across)) / (FADED - NEAR), 0, 1) * own
        after[box] += (share if picture.ndim == 2 else share[..., None]) * (found - before[box])
    return after


def _near(quad: Quad, number: int, shape: tuple[int, ...]) -> tuple[tuple[slice, slice], Array, Array, Array]:
    """An edge's box of the picture, and there the place along it and across it (inwards), and which pixels are its own.

    Of two edges that meet, each has what lies on its side of the line that halves the corner, within and without.
    """
    start, end = quad[number], quad[(number + 1) % 4]
    margin = int(FADED) + 2
    left, top = np.maximum(np.floor(np.minimum(start, end) - margin), 0).astype(int)
    right, bottom = np.minimum(np.ceil(np.maximum(start, end) + margin + 1), (shape[1], shape[0])).astype(int)
    y, x = np.mgrid[top:bottom, left:right].astype(np.float64)
    places = [_places(x, y, quad[one], quad[(one + 1) % 4]) for one in range(4)]
    along, across = places[number]
    own = across <= np.minimum.reduce([other for _, other in places])
    return np.s_[top:bottom, left:right], along, across, own.astype(np.float64)


def _places(x: Array, y: Array, start: Array, end: Array) -> tuple[Array, Array]:
    way = (end - start) / np.hypot(*(end - start))
    return (x - start[0]) * way[0] + (y - start[1]) * way[1], (y - start[1]) * way[0] - (x - start[0]) * way[1]


def _strip(picture: Array, start: Array, end: Array) -> Array:
    """The picture along an edge, laid out straight: a column each pixel along it, FINE rows each pixel across.

    It begins and ends where the edges that meet it no longer show.
    """
    long = np.hypot(*(end - start))
    way = (end - start) / long
    along = np.arange(FADED, long - FADED)[None]
    across = (np.arange(-FADED, FADED + 1 / FINE, 1 / FINE))[:, None]
    x = (start[0] + along * way[0] - across * way[1]).astype(np.float32)
    y = (start[1] + along * way[1] + across * way[0]).astype(np.float32)
    return cv2.remap(picture, x, y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)


def _again(folder: Path) -> None:
    """Steady the passes of a folder."""
    said = tomllib.loads((folder / "mockup.toml").read_text("utf-8"))
    for surface in said["surfaces"]:
        path = folder / f"uv-{surface['id']}.png"
        codes = cv2.cvtColor(cv2.imread(str(path), cv2.IMREAD_UNCHANGED), cv2.COLOR_BGR2RGB)
        quad = corners(codes[..., :2] / 65535.0, codes[..., 2] / 65535.0)
        codes[..., 2] = np.round(np.clip(steady(codes[..., 2] / 257.0, quad), 0, 255)) * 257
        path.write_bytes(png(codes))
        quad = quad + surface["offset"]
        for name, offset in (("scene", (0, 0)), *((one, said["passes"]["offset"]) for one in ("light", "gloss"))):
            pass_ = folder / f"{name}.avif"
            light = linear(np.asarray(Image.open(pass_).convert("RGB")))
            codes = srgb(steady(light, quad - offset)) + LOST
            pass_.write_bytes(packed(np.clip(codes, 0, 255).astype(np.uint8), QUALITY[name] + AGAIN))
        share = cv2.imread(str(folder / "colour.png"), cv2.IMREAD_UNCHANGED)
        share = np.round(np.clip(steady(share, quad - said["passes"]["offset"]), 0, 255)).astype(np.uint8)
        (folder / "colour.png").write_bytes(png(share[..., None]))


if __name__ == "__main__":
    for item_id in sys.argv[1:]:
        _again(Path(__file__).resolve().parents[2] / "resources" / "mockups" / item_id)
