"""How many tokens a photo counts as, by each provider's own documented rule.

Sources: OpenAI's guide to images and vision (tiles, patches), Anthropic's page on vision (squares of 28 px), 2026.
Every worked example of those pages is a test of ours.
"""

from collections.abc import Mapping
from math import ceil, floor, sqrt
from typing import Any

PATCH, TILE, SQUARE = 32, 512, 28  # pixels a side


def image_tokens(width: int, height: int, rule: Mapping[str, Any]) -> int | None:
    """Return the tokens of a photo of `width` × `height` px at high detail; None where no rule is known.

    `rule`: the `[image_tokens]` table of a model's card: `rule` = "tiles" (base, tile), "patches" (multiplier, budget,
    longest) or "squares" (longest, most).
    """
    match rule.get("rule"):
        case "tiles":
            return _tiles(width, height, rule["base"], rule["tile"])
        case "patches":
            return _patches(width, height, rule["multiplier"], rule["budget"], rule["longest"])
        case "squares":
            return _squares(width, height, rule["longest"], rule["most"])
    return None


def _tiles(width: int, height: int, base: int, tile: int) -> int:
    """Fit into 2048 × 2048, then the short side to 768 at most, never enlarged; so much for each tile of 512."""
    scale = min(1.0, 2048 / max(width, height))
    scale *= min(1.0, 768 / (min(width, height) * scale))
    wide, high = round(width * scale), round(height * scale)
    return base + tile * ceil(wide / TILE) * ceil(high / TILE)


def _patches(width: int, height: int, multiplier: float, budget: int, longest: int) -> int:
    """Count patches of 32 px; over the budget, shrink until whole patches fit into it."""
    scale = min(1.0, longest / max(width, height))
    wide, high = floor(width * scale), floor(height * scale)
    if ceil(wide / PATCH) * ceil(high / PATCH) > budget:
        shrink = sqrt(PATCH * PATCH * budget / (wide * high))
        across, down = wide * shrink / PATCH, high * shrink / PATCH
        shrink *= min(floor(across) / across, floor(down) / down)
        wide, high = floor(wide * shrink), floor(high * shrink)
    return ceil(round(ceil(wide / PATCH) * ceil(high / PATCH) * multiplier, 6))


def _squares(width: int, height: int, longest: int, most: int) -> int:
    """Count squares of 28 px after shrinking to the tier's longest side and most tokens (largest size that fits)."""
    top = min(1.0, longest / max(width, height))
    if _squared(width, height, top) <= most:
        return _squared(width, height, top)
    low, high = 0.0, top
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if _squared(width, height, middle) <= most else (low, middle)
    return _squared(width, height, low)


def _squared(width: int, height: int, scale: float) -> int:
    return ceil(max(1, floor(width * scale)) / SQUARE) * ceil(max(1, floor(height * scale)) / SQUARE)
