"""Write an item's folder as studio/model/mockup.py defines it: AVIF, PNG and mockup.toml."""

import io
import struct
import zlib
from pathlib import Path

import numpy as np
from develop import Developed
from item import Item, Surface
from PIL import Image

Array = np.ndarray
Box = tuple[int, int, int, int]
QUALITY = {"scene": 82, "light": 82, "gloss": 75}


def write(item: Item, made: Developed, albedo: Array, folder: Path) -> int:
    """Write all passes; returns their bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    seen = box_of(made.share > 0, 6)
    light_scale, gloss_scale = _scale(made.light, made.share), _scale(made.gloss, made.share)
    (folder / "scene.avif").write_bytes(avif(made.picture(albedo), QUALITY["scene"]))
    (folder / "light.avif").write_bytes(avif(cut(made.light, seen) / light_scale, QUALITY["light"]))
    (folder / "gloss.avif").write_bytes(avif(cut(made.gloss, seen) / gloss_scale, QUALITY["gloss"]))
    share = np.round(cut(made.share, seen) * 255).astype(np.uint8)
    (folder / "colour.png").write_bytes(png(share[..., None]))
    offsets = {}
    for surface in item.surfaces:
        part = box_of(made.cover[surface.id] > 0, 4)
        offsets[surface.id] = part[:2]
        map_ = np.concatenate([cut(made.uv[surface.id], part), cut(made.cover[surface.id], part)[..., None]], -1)
        (folder / f"uv-{surface.id}.png").write_bytes(png(_sixteen(map_)))
    text = describe(item, made.share.shape[:2], (light_scale, gloss_scale), seen[:2], offsets)
    (folder / "mockup.toml").write_text(text, encoding="utf-8")
    return sum(path.stat().st_size for path in folder.iterdir())


def _sixteen(map_: Array) -> Array:
    """UV and cover as 16 bits; steps much smaller than a pixel are dropped, they are only noise to the packer."""
    codes = np.clip(map_, 0, 1) * 65535
    slope = np.median(np.abs(np.diff(codes[..., :2], axis=1)).max(-1)) + np.median(
        np.abs(np.diff(codes[..., :2], axis=0)).max(-1)
    )
    step = np.array([max(1, int(slope / 22)), max(1, int(slope / 22)), 257])
    return np.clip(np.round(codes / step) * step, 0, 65535).astype(np.uint16)


def _scale(light: Array, share: Array) -> float:
    return max(0.05, float(np.ceil(np.percentile(light[share > 0.5].max(-1), 99.9) * 105) / 100))


def box_of(mask: Array, margin: int) -> Box:
    """left, top, right, bottom of a mask, with a margin, in the frame."""
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    height, width = mask.shape
    return (
        max(0, int(columns[0]) - margin),
        max(0, int(rows[0]) - margin),
        min(width, int(columns[-1]) + 1 + margin),
        min(height, int(rows[-1]) + 1 + margin),
    )


def cut(picture: Array, box: Box) -> Array:
    return picture[box[1] : box[3], box[0] : box[2]]


def srgb(linear: Array) -> Array:
    """8-bit sRGB codes of linear light."""
    c = np.clip(linear, 0, 1)
    return np.round(np.where(c <= 0.0031308, c * 12.92, 1.055 * c ** (1 / 2.4) - 0.055) * 255).astype(np.uint8)


def linear(codes: Array) -> Array:
    c = np.asarray(codes, np.float32) / 255
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4).astype(np.float32)


def avif(light: Array, quality: int) -> bytes:
    return packed(srgb(light), quality)


def packed(codes: Array, quality: int) -> bytes:
    """An AVIF of (H,W,3) bytes."""
    data = io.BytesIO()
    Image.fromarray(codes).save(data, "AVIF", quality=quality, subsampling="4:4:4", speed=8)
    return data.getvalue()


def png(codes: Array) -> bytes:
    """A PNG of (H,W,1|3) 8- or 16-bit codes, packed smallest by one filter for all rows or by one for each."""
    height, width, channels = codes.shape
    depth = codes.dtype.itemsize
    rows = codes.astype(codes.dtype.newbyteorder(">")).view(np.uint8).reshape(height, -1).astype(np.int16)
    each = channels * depth
    left = np.pad(rows, ((0, 0), (each, 0)))[:, :-each]
    up = np.pad(rows, ((1, 0), (0, 0)))[:-1]
    corner = np.pad(left, ((1, 0), (0, 0)))[:-1]
    guess = left + up - corner
    a, b, c = np.abs(guess - left), np.abs(guess - up), np.abs(guess - corner)
    paeth = np.where((a <= b) & (a <= c), left, np.where(b <= c, up, corner))
    filtered = np.stack([rows, rows - left, rows - up, rows - (left + up) // 2, rows - paeth]).astype(np.uint8)
    cost = np.abs(filtered.view(np.int8).astype(np.int16)).sum(-1)
    best = cost.argmin(0)
    filters = [best, *(np.full(height, kind) for kind in range(5))]
    shortest = min((zlib.compress(_lines(filtered, kinds), 9) for kinds in filters), key=len)
    header = struct.pack(">IIBBBBB", width, height, depth * 8, {1: 0, 3: 2}[channels], 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", shortest), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in parts
    )


def _lines(filtered: Array, kinds: Array) -> bytes:
    """Rows as PNG wants them, each behind the number of its filter; `filtered` is (5,H,bytes)."""
    rows = filtered[kinds, np.arange(len(kinds))]
    return np.concatenate([kinds[:, None].astype(np.uint8), rows], 1).tobytes()


def describe(
    item: Item,
    size: tuple[int, int],
    scales: tuple[float, float],
    offset: tuple[int, int],
    offsets: dict[str, tuple[int, int]],
) -> str:
    """The content of mockup.toml."""
    lines = ["# Rendered by packaging/mockups/make.py, which also writes this file.", "format = 1", f'id = "{item.id}"']
    lines += [f'name = "{item.name}"', f'category = "{item.category}"', f"keywords = {_list(item.keywords)}"]
    lines += ['author = "Listing Studio"', 'licence = "Apache-2.0"', f"size = [{size[1]}, {size[0]}]", "", "[passes]"]
    lines += [f"light_scale = {scales[0]}", f"gloss_scale = {scales[1]}", f"offset = [{offset[0]}, {offset[1]}]"]
    for key, name, value in item.colours:
        lines += ["", "[[colourways]]", f'id = "{key}"', f'name = "{name}"', f'colour = "{value}"']
    for surface in item.surfaces:
        lines += ["", "[[surfaces]]", *_surface(surface, offsets[surface.id])]
    return "\n".join(lines) + "\n"


def _surface(surface: Surface, offset: tuple[int, int]) -> list[str]:
    lines = [f'id = "{surface.id}"', f'name = "{surface.name}"']
    lines += [f"width_cm = {surface.width_cm}", f"height_cm = {surface.height_cm}"]
    lines += ["wrap = true"] if surface.wrap else []
    lines += [f"gloss = {surface.gloss}"] if surface.gloss != 1.0 else []
    return [*lines, f"offset = [{offset[0]}, {offset[1]}]"]


def _list(words: object) -> str:
    return "[" + ", ".join(f'"{word}"' for word in words) + "]"  # type: ignore[attr-defined]
