"""Photoshop's ready-made warps (arc, flag, bulge …) as Bézier nets over the flat smart object.

A net is rows of control points, (rows, columns, 2), in pixels from the upper left corner; bend runs from −1 to 1. The
shapes are those that programs which read such documents agree on: arcs turn by up to half a circle, waves raise their
inner points by up to twice the height.
"""

import math
from collections.abc import Callable

import numpy as np

Net = np.ndarray
Style = Callable[[float, float, float], Net]
"""Bend, width and height → net."""


def warp_grid(
    style: str, bend: float, size: tuple[float, float], distortion: tuple[float, float], *, upright: bool, points: int
) -> np.ndarray | None:
    """Return a grid (points, points, 2) of places in shares of the flat smart object; None for a style not known.

    `style` as documents name it ("warpArc"); `distortion` to the right and down, −1 to 1; `upright`: turned by 90°.
    """
    made = STYLES.get(style)
    if made is None:
        return None
    wide, tall = size
    bend = min(max(bend, -1.0), 1.0)
    net = made(bend, tall, wide).transpose(1, 0, 2)[..., ::-1] if upright else made(bend, wide, tall)
    net = _narrowed(net, distortion[1], across=True)
    net = _narrowed(net, distortion[0], across=False)
    return on_net(net / (wide, tall), points)


def on_net(net: Net, points: int) -> np.ndarray:
    """Return evenly spaced places (points, points, 2) of a Bézier patch."""
    down, across = (_weights(count, points) for count in net.shape[:2])
    return np.asarray(np.einsum("ri,cj,ijk->rck", down, across, net))


def on_quilt(net: Net, slices: tuple[np.ndarray, np.ndarray], points: int) -> np.ndarray:
    """Return evenly spaced places (points, points, 2) of Bézier patches side by side, which share their edges.

    `net`: three control points each way for each patch, and one; `slices`: where patches begin and end, 0–1.
    """
    down, across = (_patched(cuts, points) for cuts in slices)
    return np.asarray(np.einsum("ri,cj,ijk->rck", down, across, net))


def _patched(cuts: np.ndarray, points: int) -> np.ndarray:
    """Return the weights (points, 3 × patches + 1) of control points along one side."""
    t = np.linspace(0, 1, points)
    patch = np.clip(np.searchsorted(cuts, t, side="right") - 1, 0, len(cuts) - 2)
    inside = (t - cuts[patch]) / np.maximum(cuts[patch + 1] - cuts[patch], 1e-9)
    weights = np.zeros((points, 3 * (len(cuts) - 1) + 1))
    for k in range(4):
        weights[np.arange(points), 3 * patch + k] += math.comb(3, k) * inside**k * (1 - inside) ** (3 - k)
    return weights


def _weights(count: int, points: int) -> np.ndarray:
    """Return Bernstein's polynomials (points, count)."""
    t, last = np.linspace(0, 1, points), count - 1
    return np.stack([math.comb(last, k) * t**k * (1 - t) ** (last - k) for k in range(count)], axis=1)


def _narrowed(net: Net, by: float, *, across: bool) -> Net:
    """Return a net whose rows (or columns) grow towards one end and shrink towards the other, about their middles."""
    along = net if across else net.transpose(1, 0, 2)
    scale = 1 + np.linspace(-1, 1, len(along))[:, None, None] * min(max(by, -1.0), 1.0)
    middle = (along[:, :1] + along[:, -1:]) / 2
    moved = middle + (along - middle) * scale
    return moved if across else moved.transpose(1, 0, 2)


def _flat(wide: float, tall: float, rows: int = 2, columns: int = 4) -> Net:
    return np.stack(np.meshgrid(np.linspace(0, wide, columns), np.linspace(0, tall, rows)), -1)


def _arc(left: float, right: float, y: float, turn: float) -> Net:
    """Return a row along a circle from one point to another as high; `turn`: half its angle, upwards from 0."""
    if abs(turn) < 1e-6:
        return np.stack([np.linspace(left, right, 4), np.full(4, y)], -1)
    handle = 4 / 3 * math.tan(abs(turn) / 2) * (right - left) / (2 * math.sin(abs(turn)))
    along, rise = handle * math.cos(turn), handle * math.sin(turn)
    return np.array([(left, y), (left + along, y - rise), (right - along, y - rise), (right, y)])


def _mirrored(style: Style) -> Style:
    """Return a style upside down."""

    def made(bend: float, wide: float, tall: float) -> Net:
        return style(bend, wide, tall)[::-1] * (1, -1) + (0, tall)

    return made


def _fan(bend: float, wide: float, tall: float) -> Net:
    """Arc: both edges about one centre, the lower as wide as it was."""
    turn = abs(bend) * math.pi / 2
    out = tall * math.sin(turn)
    upper = _arc(-out, wide + out, tall * (1 - math.cos(turn)), turn)
    net = np.stack([upper, _arc(0, wide, tall, turn)])
    return net if bend >= 0 else net[::-1] * (1, -1) + (0, tall)


def _lower(bend: float, wide: float, tall: float) -> Net:
    return np.stack([_arc(0, wide, 0, 0), _arc(0, wide, tall, -bend * math.pi / 2)])


def _both(lower: int) -> Style:
    """Both edges bent, the lower one with the upper or against it."""

    def made(bend: float, wide: float, tall: float) -> Net:
        turn = bend * math.pi / 2
        return np.stack([_arc(0, wide, 0, turn), _arc(0, wide, tall, lower * turn)])

    return made


def _shell(bend: float, wide: float, tall: float) -> Net:
    """The lower edge fans out, or is drawn in; the upper stays."""
    turn, net = abs(bend) * math.pi / 2, _flat(wide, tall, 4)
    out, down = math.sin(turn), math.cos(turn)
    far = tall * (2 / 3 if bend > 0 else 1 / 3)
    y = far * down if bend > 0 else tall - far * down
    net[2, 0], net[2, 3] = (-far * out, y), (wide + far * out, y)
    net[3] = _arc(-tall * out, wide + tall * out, tall * down, -turn) if bend > 0 else _arc(0, wide, tall, turn)
    return net


def _raised(*rows: tuple[float, float, float, float]) -> Style:
    """Control points moved down by so many heights at full bend."""

    def made(bend: float, wide: float, tall: float) -> Net:
        net = _flat(wide, tall, len(rows))
        net[..., 1] += np.array(rows) * bend * tall
        return net

    return made


def _swollen(across: float, inner: float, edge: int) -> Style:
    """What lies between the corners moved away from the middle, by shares of half the size at full bend."""

    def made(bend: float, wide: float, tall: float) -> Net:
        net, middle = _flat(wide, tall, edge, edge), np.array([wide, tall]) / 2
        if edge == 4:
            net[1:3, 1:3] = middle + (net[1:3, 1:3] - middle) * (1 + inner * bend)
        else:
            net[1, [0, 2], 0] += np.array([-1, 1]) * across * bend * wide / 2
            net[[0, 2], 1, 1] += np.array([-1, 1]) * inner * bend * tall / 2
        return net

    return made


STYLES: dict[str, Style] = {
    "warpArc": _fan,
    "warpArcLower": _lower,
    "warpArcUpper": _mirrored(_lower),
    "warpArch": _both(1),
    "warpBulge": _both(-1),
    "warpShellLower": _shell,
    "warpShellUpper": _mirrored(_shell),
    "warpFlag": _raised((0, -2, 2, 0), (0, -2, 2, 0)),
    "warpWave": _raised((0, 0, 0, 0), (0, 2, -2, 0), (0, 0, 0, 0)),
    "warpFish": _raised((0, -2, 2, 0), (0, 2, -2, 0)),
    "warpRise": _raised((2, 2, 0, 0), (2, 2, 0, 0)),
    "warpFisheye": _swollen(4, 4, 4),
    "warpInflate": _swollen(1, 1, 3),
    "warpSqueeze": _swollen(-1, 1, 3),
}
"""By the name that documents use."""
