"""Designs of our own for the contact sheet, drawn by rule: a landscape, an emblem, a pattern, a label."""

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
CREAM, INK, CLAY, SAGE, SUN, SEA = "#f3ead9", "#2c2a2b", "#b8573a", "#8a9a7b", "#e3a84a", "#3d6273"
Size = tuple[int, int]


def font(name: str, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / f"Inter-{name}.otf", size)


def spaced(
    draw: ImageDraw.ImageDraw, at: tuple[float, float], words: str, kind: ImageFont.FreeTypeFont, ink: str
) -> None:
    """Words in capitals with air between the letters, centred at x, their top at y."""
    gap = kind.size * 0.22
    x = at[0] - (sum(draw.textlength(letter, kind) + gap for letter in words) - gap) / 2
    for letter in words:
        draw.text((x, at[1]), letter, ink, kind)
        x += draw.textlength(letter, kind) + gap


def hills(size: Size) -> Image.Image:
    """A sun over five ranges of hills, paper grain over all."""
    width, height = size
    unit = min(size)
    picture = Image.new("RGB", size, CREAM)
    draw = ImageDraw.Draw(picture)
    radius, at = unit * 0.19, (width * 0.62, height * 0.33)
    draw.ellipse((at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius), SUN)
    across = np.linspace(0, width, 400)
    tones = ("#e7bf94", "#d08a62", CLAY, "#6f5a58", SEA)
    for layer, tone in enumerate(tones):
        level = height * (0.44 + 0.125 * layer)
        swing = unit * (0.07 - 0.005 * layer)
        phase = across / unit * (2.1 + 0.6 * layer) + layer * 1.9
        line = level + swing * (np.sin(phase) + 0.45 * np.sin(phase * 2.3 + layer))
        draw.polygon([*zip(across, line, strict=True), (width, height), (0, height)], tone)
    grain = np.random.default_rng(5).normal(0, 3.0, (height, width, 1))
    return Image.fromarray(np.clip(np.asarray(picture) + grain, 0, 255).astype(np.uint8))


def emblem(size: Size, ink: str = INK) -> Image.Image:
    """On nothing: a branch in a ring, words below; one ink, as for a screen print."""
    picture = Image.new("RGBA", size, (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    unit, middle = min(size), (size[0] / 2, size[1] * 0.42)
    ring = unit * 0.3
    draw.ellipse(
        (middle[0] - ring, middle[1] - ring, middle[0] + ring, middle[1] + ring), outline=ink, width=round(unit * 0.014)
    )
    branch(draw, (middle[0], middle[1] + ring * 0.72), ring * 1.42, ink)
    spaced(draw, (middle[0], middle[1] + ring * 1.2), "WILD & SLOW", font("Bold", unit * 0.088), ink)
    spaced(draw, (middle[0], middle[1] + ring * 1.62), "OUTDOOR CLUB · EST. 2019", font("Regular", unit * 0.034), ink)
    return picture


def branch(draw: ImageDraw.ImageDraw, foot: tuple[float, float], tall: float, ink: str) -> None:
    """An upright branch with pairs of leaves that get smaller towards its tip."""
    x, y = foot
    draw.line((x, y, x, y - tall * 0.93), ink, round(tall * 0.022))
    for pair in range(5):
        at, long = y - tall * (0.14 + 0.17 * pair), tall * (0.32 - 0.038 * pair)
        for side in (-1, 1):
            leaf(draw, (x, at), side, long, ink)


def leaf(draw: ImageDraw.ImageDraw, foot: tuple[float, float], side: int, long: float, ink: str) -> None:
    t = np.linspace(0, 1, 40)
    wide = 0.2 * long * np.sin(np.pi * t**0.8)
    axis = np.stack([side * 0.8 * t, -0.6 * t], 1) * long
    normal = np.array([0.6, side * 0.8])
    edge = np.concatenate([axis + wide[:, None] * normal, (axis - wide[:, None] * normal)[::-1]])
    draw.polygon([(foot[0] + a, foot[1] + b) for a, b in edge], ink)


def pattern(side: int, ground: str = "#e9dcc6") -> Image.Image:
    """A repeat of arches and leaves, seamless."""
    picture = Image.new("RGB", (side, side), ground)
    draw = ImageDraw.Draw(picture)
    cell = side / 2
    for row in range(-1, 3):
        for column in range(-1, 3):
            x, y = (column + 0.5) * cell, (row + 0.5) * cell
            if (row + column) % 2:
                for ring, tone in ((0.4, CLAY), (0.29, SUN), (0.18, SAGE), (0.08, ground)):
                    r = ring * cell
                    draw.pieslice((x - r, y - r, x + r, y + r), 180, 360, tone)
            else:
                branch(draw, (x, y + cell * 0.36), cell * 0.72, SEA)
    return picture


def lettered(size: Size, words: str, ground: str = SEA) -> Image.Image:
    """Words across a strip."""
    picture = Image.new("RGB", size, ground)
    kind = font("Bold", size[1] * 0.3)
    spaced(ImageDraw.Draw(picture), (size[0] / 2, size[1] * 0.3), words, kind, CREAM)
    return picture


def label(size: Size, name: str, kind: str, tone: str = SAGE) -> Image.Image:
    """A quiet label: a frame, a branch, a name, what it is."""
    picture = Image.new("RGB", size, CREAM)
    draw = ImageDraw.Draw(picture)
    width, height = size
    unit = min(size)
    edge = unit * 0.05
    draw.rectangle((edge, edge, width - edge, height - edge), outline=INK, width=max(2, round(unit * 0.006)))
    branch(draw, (width / 2, height * 0.42), unit * 0.28, tone)
    spaced(draw, (width / 2, height * 0.47), name, font("Bold", unit * 0.1), INK)
    spaced(draw, (width / 2, height * 0.64), kind, font("Regular", unit * 0.045), INK)
    draw.rectangle((width / 2 - unit * 0.06, height * 0.75, width / 2 + unit * 0.06, height * 0.755), tone)
    spaced(draw, (width / 2, height * 0.8), "SMALL BATCH · MADE BY HAND", font("Regular", unit * 0.03), INK)
    return picture
