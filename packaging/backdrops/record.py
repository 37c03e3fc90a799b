"""What is written down about a backdrop beside its picture, for the studio to stand a product in it."""

import numpy as np
from backdrop import Backdrop, Top

Array = np.ndarray
SOFTEST = 14.0  # degrees of lamp that the studio's softest shadow stands for


def disparity(depth: Array, view_distance: float) -> tuple[Array, float]:
    """Return bytes (H, W) and the metres that 255 stands for: near / depth, so that sharpness is even in steps."""
    near = max(float(np.percentile(depth, 0.2)), 0.2 * view_distance)
    return np.clip(np.round(255 * near / np.maximum(depth, 1e-3)), 1, 255).astype(np.uint8), near


def facts(backdrop: Backdrop, card: Array, ambient: Array, near: float) -> str:
    """Return the TOML."""
    view, key = backdrop.view, backdrop.key
    whole, rest = (float(light @ np.array([0.2126, 0.7152, 0.0722])) for light in (card, ambient))
    share = min(max(1 - rest / whole, 0.0), 1.0)
    words = ", ".join(f'"{word}"' for word in backdrop.keywords)
    lines = [
        f"# Written by packaging/backdrops/make.py from packaging/backdrops/sets/{backdrop.name.replace('-', '_')}.py",
        f'name = "{backdrop.title}"',
        f"keywords = [{words}]",
        f"front = {str(bool(backdrop.front)).lower()}",
        "",
        "[camera]  # shares of the picture's height, centimetres, degrees",
        f"horizon = {view.horizon:.4f}",
        f"height = {view.position[2] * 100:.1f}",
        f"distance = {view.distance * 100:.1f}",
        f"tilt = {view.tilt:.1f}",
        f"steepness = {view.steepness:.4f}",
        "",
        "[ground]  # where a product stands; centimetres the picture is wide there, and to a wall behind; right size",
        f"x = {view.x:.4f}",
        f"y = {view.y:.4f}",
        f"width = {view.across * 100:.1f}",
        f"fill = {backdrop.fill:.2f}",
        f"reflection = {backdrop.reflection:.2f}",
        *([] if backdrop.wall is None else [f"wall = {backdrop.wall * 100:.1f}"]),
        "",
        *_top(backdrop.top),
        "[light]  # as in a scene; strength is the key light's share of all light on the ground",
        f"azimuth = {key.azimuth:.1f}",
        f"elevation = {key.elevation:.1f}",
        f"softness = {min(1.0, key.spread / SOFTEST):.3f}",
        f'colour = "{key.tint}"',
        f"strength = {share:.3f}",
        "",
        "[depth]  # near: centimetres that 255 stands for; focus: the product's; aperture: of the picture's width",
        f"near = {near * 100:.2f}",
        f"focus = {view.distance * 100:.2f}",
        f"aperture = {0.024 * view.far / view.fstop / view.across:.5f}",
        "",
    ]
    return "\n".join(lines)


def _top(top: Top | None) -> list[str]:
    if top is None:
        return []
    return [
        "[top]  # what it stands on ends: centimetres from its place, and down to the next ground",
        *(f"{side} = {getattr(top, side) * 100:.1f}" for side in ("left", "right", "behind", "before")),
        f"round = {str(top.round).lower()}",
        f"drop = {top.drop * 100:.1f}",
        "",
    ]
