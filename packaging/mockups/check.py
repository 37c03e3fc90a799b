"""Look at passes: a test artwork laid by UV, and how well the passes recombine into the render."""

import cv2
import numpy as np
from develop import Developed
from item import Surface
from PIL import Image, ImageDraw, ImageFont
from write import linear, srgb

Array = np.ndarray


def artwork(surface: Surface, longest: int = 2400) -> Array:
    """A checker with ruled borders and words, (H,W,4) sRGB bytes, in the surface's shape."""
    scale = longest / max(surface.width_cm, surface.height_cm)
    width, height = round(surface.width_cm * scale), round(surface.height_cm * scale)
    picture = Image.new("RGBA", (width, height), "#f4efe2")
    draw = ImageDraw.Draw(picture)
    cell = min(width, height) / 8
    for row in range(int(height / cell) + 1):
        for column in range(int(width / cell) + 1):
            if (row + column) % 2:
                x, y = column * cell, row * cell
                draw.rectangle((x, y, x + cell - 1, y + cell - 1), fill="#2f6f8f" if column % 4 else "#c8553d")
    thick = max(2, round(cell / 12))
    draw.rectangle((0, 0, width - 1, height - 1), outline="#1c1c1c", width=thick * 2)
    for share, words in ((0.3, "Handmade"), (0.5, "with care"), (0.7, "Qq&g 0123456789")):
        font = ImageFont.load_default(max(8, round(min(cell * 1.5, width / len(words) * 1.6))))
        length = draw.textlength(words, font)
        at = ((width - length) / 2, height * share - cell * 0.9)
        draw.text(at, words, "#111111", font, stroke_width=thick, stroke_fill="#fffdf6")
    return np.asarray(picture)


def laid(made: Developed, surface: str, art: Array, albedo: Array) -> Array:
    """Albedo (H,W,3), linear, with the artwork warped by UV over the item's own; 2×2 samples a pixel."""
    uv, cover = made.uv[surface], made.cover[surface]
    height, width = uv.shape[:2]
    share = max(1e-6, float(np.median(np.abs(np.diff(uv[..., 0], axis=1))[cover[:, 1:] > 0.9])))
    shrunk = min(1.0, 2.0 / (share * art.shape[1]))
    small = cv2.resize(art, None, fx=shrunk, fy=shrunk, interpolation=cv2.INTER_AREA)
    ink = np.dstack([linear(small[..., :3]), small[..., 3] / 255]).astype(np.float32)
    ink[..., :3] *= ink[..., 3:]
    fine = cv2.resize(uv, (width * 2, height * 2), interpolation=cv2.INTER_LINEAR)
    where = fine * np.array([small.shape[1], small.shape[0]], np.float32) - 0.5
    warped = cv2.remap(ink, where, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    warped = cv2.resize(warped, (width, height), interpolation=cv2.INTER_AREA)
    part = (np.minimum(cover / np.maximum(made.share, 1e-3), 1))[..., None]
    return albedo * (1 - warped[..., 3:] * part) + warped[..., :3] * part


def compare(made: Developed, albedo: Array, plain: dict[str, Array]) -> str:
    """How albedo × light + gloss differs from the render of the item, noise blurred away: mean ΔE (1976)."""
    own = made.share[..., None] * (albedo * made.light + made.gloss)
    side = (own.shape[1] // 8, own.shape[0] // 8)
    pair = [cv2.resize(p.astype(np.float32), side, interpolation=cv2.INTER_AREA) for p in (own, plain["beauty"])]
    inside = cv2.resize(plain["share"], side, interpolation=cv2.INTER_AREA) > 0.99
    labs = [cv2.cvtColor(srgb(p).astype(np.float32) / 255, cv2.COLOR_RGB2LAB) for p in pair]
    difference = np.linalg.norm(labs[0] - labs[1], axis=-1)[inside]
    return f"ΔE {difference.mean():.2f}"
