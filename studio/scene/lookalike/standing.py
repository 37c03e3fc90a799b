"""How a reference's product stands in its picture: crop, size, place, camera, mirror image, and its tone."""

import cv2
import numpy as np

from studio.model.scene import Camera, Canvas
from studio.model.viewpoint import Viewpoint
from studio.scene.elements import GradientBackdrop
from studio.scene.lookalike.backdrop import PATTERN, Fit
from studio.scene.lookalike.reference import LUMINANCE, Inferred, Planes, Reference
from studio.scene.placement import Placement
from studio.scene.reflection import Reflection
from studio.scene.tone import Tone
from studio.scene.viewpoint import BY

LONGEST = 2000  # pixels of the canvas
ALIKE = 0.5  # correlation from which what lies below the product is its mirror image
BOUND = 0.2  # no tone is taken further than that: the reference shows another product


def canvas_of(reference: Reference) -> tuple[Canvas, Inferred]:
    """Return a canvas of the reference's shape."""
    wide, high = reference.width, reference.height
    share = LONGEST / max(wide, high)
    canvas = Canvas(width=max(16, round(wide * share)), height=max(16, round(high * share)))
    return canvas, Inferred("Crop", f"{canvas.width} × {canvas.height}", 1.0)


def placement_of(reference: Reference, grounded: bool) -> tuple[Placement, Inferred]:
    """Return size and place of the product: by its foot where it stands on something, else by its middle."""
    box = reference.box
    fill = float(np.clip(max(box.width, box.height), 0.05, 1))
    x = (box.left + box.right) / 2
    y = box.bottom if grounded else (box.top + box.bottom) / 2
    placement = Placement(fill=round(fill, 3), x=round(x, 3), y=round(y, 3), anchor="base" if grounded else "centre")
    return placement, Inferred("Product", f"{round(fill * 100)} % of the picture, {_where(x, y)}", 0.9)


def _where(x: float, y: float) -> str:
    across = "left of the middle" if x < 0.45 else "right of the middle" if x > 0.55 else "in the middle"
    return across if 0.35 < y < 0.75 else f"{across}, {'high' if y <= 0.35 else 'low'}"


def camera_of(backdrop: object, reference: Reference, viewpoint: Viewpoint | None) -> tuple[Camera, Inferred]:
    """Return the camera as the product's outline tells it.

    Else by the floor: the nearer its far edge is to the top, the further down the camera looks.
    """
    if viewpoint is not None:
        pitch = float(np.clip(viewpoint.pitch, 4, 60))
        return Camera(pitch=pitch), Inferred("Camera", f"Looks down by about {pitch:.0f}°, {BY[viewpoint.by]}", 0.7)
    if not isinstance(backdrop, GradientBackdrop) or backdrop.shape != "sweep":
        return Camera(), Inferred("Camera", "Height not told by base or backdrop; the usual one", 0.2)
    above = reference.box.bottom - backdrop.horizon  # of the picture's height, from the horizon to the foot
    pitch = float(np.clip(6 + 60 * max(above, 0.0), 4, 45))
    return Camera(pitch=round(pitch)), Inferred("Camera", f"Looks down by about {round(pitch)}°", 0.4)


def reflection_of(reference: Reference, backdrop: Fit) -> tuple[Reflection, Inferred | None]:
    """Return the mirror image below the product where the picture there resembles the product turned upside down."""
    if backdrop.off > PATTERN:
        return Reflection(), None
    own, below = _mirrored(reference, np.asarray((reference.colour - backdrop.made) @ LUMINANCE, np.float32))
    if own.size < 200 or own.std() < 4 or below.std() < 1:
        return Reflection(), None
    alike = float(np.corrcoef(own.ravel(), below.ravel())[0, 1])
    share = float(np.clip(np.polyfit(own.ravel(), below.ravel(), 1)[0], 0, 0.6))
    if alike < ALIKE or share < 0.04:
        return Reflection(), None
    made = Reflection(opacity=round(min(0.6, 1.5 * share), 2), length=0.4)
    return made, Inferred("Mirror image", f"Below the product, {round(made.opacity * 100)} %", alike)


def _mirrored(reference: Reference, light: Planes) -> tuple[Planes, Planes]:
    """Return (rows, columns) of the product above its foot, upside down, and of the picture below the foot.

    Each column is taken from its own foot: round things stand on a curve.
    """
    height, width = reference.product.shape
    x, y, wide, high = reference.box.pixels(width, height)
    solid = reference.product > 0.9
    near, deep = max(3, high // 24), high // 4  # the contact shadow lies nearer
    pairs = []
    for column in range(x, min(x + wide, width)):
        rows = np.flatnonzero(solid[:, column])
        if not len(rows) or rows[-1] < y + 0.7 * high or rows[-1] + deep >= height or rows[-1] - rows[0] < deep:
            continue
        foot = int(rows[-1])
        pairs.append((light[foot - deep : foot - near + 1, column][::-1], light[foot + near : foot + deep + 1, column]))
    if not pairs:
        return np.zeros((0, 0), np.float32), np.zeros((0, 0), np.float32)
    own, below = (np.stack(part, axis=1).astype(np.float32) for part in zip(*pairs, strict=True))
    return tuple(cv2.GaussianBlur(plane, (0, 0), 2).astype(np.float32) for plane in (own, below))  # type: ignore[return-value]


def tone_of(reference: Reference) -> tuple[Tone, Inferred]:
    """Return a gentle grade towards the reference's contrast, warmth and colourfulness."""
    solid = reference.product > 0.95
    seen = reference.colour[solid] / 255
    if len(seen) < 50:
        return Tone(), Inferred("Colours", "As they are", 0.1)
    light = seen @ LUMINANCE
    low, high = np.percentile(light, [5, 95])
    chroma = (seen.max(axis=1) - seen.min(axis=1)).mean()
    free = reference.colour[reference.free] / 255
    bright = free[free @ LUMINANCE > 0.6] if len(free) else free
    cast = float((bright[:, 0] - bright[:, 2]).mean()) if len(bright) > 50 else 0.0
    tone = Tone(
        contrast=_bounded(0.25 * ((high - low) - 0.6)),
        saturation=_bounded(0.5 * (chroma - 0.25)),
        temperature=_bounded(1.2 * cast) if abs(cast) < 0.12 else 0.0,  # more is the backdrop's own colour
    )
    words = [f"contrast {tone.contrast * 100:+.0f} %", f"colourfulness {tone.saturation * 100:+.0f} %"]
    if tone.temperature:
        words.append("warmer" if tone.temperature > 0 else "cooler")
    return tone, Inferred("Colours", ", ".join(words), 0.3)


def _bounded(value: float) -> float:
    return float(np.clip(round(float(value), 2), -BOUND, BOUND))
