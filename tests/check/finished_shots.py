"""Finished pictures made by code, for the tests of the checks."""

import io
from functools import cache
from typing import Any

import cv2
import numpy as np
from PIL import Image

from studio.check import Finished, find_channel, read_finished
from studio.check.inspection import Inspection
from studio.check.registry import all_checks
from studio.model.channel import Channel, Rule, RuleSource
from studio.model.finding import Finding
from studio.model.picture import Picture
from studio.model.render import Rendition

SOURCE = RuleSource("page", "https://example.org/rules", "Picture rules", "2026-01-01")


def shot(size: int = 800, fill: float = 0.88, backdrop: int = 255) -> tuple[np.ndarray, np.ndarray]:
    """Return (rgb, alpha) of an upright textured oval on an even backdrop; `fill` is its height's share."""
    alpha = np.zeros((size, size), np.uint8)
    axes = (round(size * fill * 0.3), round(size * fill / 2))
    cv2.ellipse(alpha, (size // 2, size // 2), axes, 0, 0, 360, 255, -1, cv2.LINE_AA)
    times = -(-size // 200)
    texture = np.tile(cloth(), (times, times, 1))[:size, :size]
    cover = cv2.merge([alpha] * 3).astype(np.uint16)
    return ((np.uint16(backdrop) * (255 - cover) + texture * cover + 127) // 255).astype(np.uint8), alpha


@cache
def cloth() -> np.ndarray:
    """Return 200 × 200 px of sharp coloured grain."""
    grain = cv2.GaussianBlur(np.random.default_rng(7).normal(0, 90, (200, 200, 3)), (0, 0), 1.0)
    return np.clip(grain + np.array([150, 70, 45]), 0, 250).astype(np.uint16)


def encoded(rgb: np.ndarray, kind: str = "JPEG", **options: Any) -> bytes:
    """Return the bytes of a picture file; JPEG at quality 92, 4:4:4 unless told."""
    if kind == "JPEG":
        options = {"quality": 92, "subsampling": 0} | options
    buffer = io.BytesIO()
    Image.fromarray(rgb).save(buffer, kind, **options)
    return buffer.getvalue()


def finished(rgb: np.ndarray, kind: str = "JPEG", name: str = "shot.jpg", **options: Any) -> Finished:
    """Return a picture as it is after saving and reading it back."""
    return read_finished(encoded(rgb, kind, **options), name)


def rendition(
    rgb: np.ndarray, alpha: np.ndarray, touched: np.ndarray | None = None, enlarged: float = 0.8
) -> Rendition:
    """Return a rendition whose product is `alpha` and which touched nothing else, unless told."""
    box = tuple(int(value) for value in cv2.boundingRect((alpha > 127).astype(np.uint8)))
    drawn = alpha if touched is None else touched
    return Rendition(Picture(rgb), alpha, drawn, {"product": box}, {"product": enlarged})  # type: ignore[dict-item]


def channel(**rules: Any) -> Channel:
    """Return a channel of hard official rules: `min_px=500`, or `min_px={"value": 500, "level": "must", "side": …}`."""
    made = {}
    for key, given in rules.items():
        fields = dict(given) if isinstance(given, dict) else {"value": given}
        value, level = fields.pop("value"), fields.pop("level", "hard")
        made[key] = Rule(key, value, level, fields.pop("basis", "official"), (SOURCE,), fields)
    return Channel("test-main", "Testmarket", "main", "high", made)


def found(
    check: str, file: Finished, rules: Channel | str, made: Rendition | None = None, **more: Any
) -> list[Finding]:
    """Return what one check finds."""
    rules = find_channel(rules) if isinstance(rules, str) else rules
    return list(all_checks()[check].look(Inspection(file, rules, made, **more)))
