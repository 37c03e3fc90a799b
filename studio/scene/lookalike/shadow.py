"""What a reference's shadow tells: where the light comes from, how soft it is, and which shadows there are."""

from dataclasses import dataclass
from math import atan2, degrees, hypot, radians, sin

import cv2
import numpy as np

from studio.model.scene import Camera, Light
from studio.scene.ambient_occlusion import AmbientOcclusion
from studio.scene.cast_shadow import CastShadow
from studio.scene.contact_shadow import ContactShadow
from studio.scene.lookalike.reference import Inferred, Planes, Reference

LEAST = 0.05  # of the light: what takes less is no shadow worth copying
RUNS_OUT = 0.985  # of the height: a product that reaches further down is cut off by the picture's edge
SIDES = ((20, "behind"), (70, "behind on the"), (110, "the"), (160, "the front on the"), (181, "the front"))


@dataclass(frozen=True)
class Lit:
    """The light and the shadows that a reference was read as."""

    light: Light
    contact: ContactShadow
    cast: CastShadow
    ambient: AmbientOcclusion
    inferred: tuple[Inferred, ...]


def lit(reference: Reference, lost: Planes, camera: Camera, doubt: float) -> Lit:
    """Return light and shadows; without a shadow to read, none are copied and the light stays as it is by default.

    `lost`: the share of the light that each pixel of the backdrop lacks; `doubt`: how far that may be wrong.
    """
    lost = _of_the_product(lost, reference)
    peak = float(np.percentile(lost[lost > 0.02], 97)) if (lost > 0.02).sum() > 20 else 0.0
    if peak < LEAST + 2 * doubt:
        told = Inferred("Shadow", "None that could be told from the backdrop", 0.6)
        return Lit(Light(), ContactShadow(), CastShadow(), AmbientOcclusion(), (told,))
    height, width = lost.shape
    box = reference.box
    tall, wide = max(1.0, box.height * height), box.width * width
    deep = 0.5 * min(wide, tall) * sin(radians(camera.pitch))  # from the foot's near edge to its middle, as it is seen
    foot = (box.left + box.right) / 2 * width, box.bottom * height - deep
    right, down = _reach(lost, foot, peak)
    towards = down / max(sin(radians(camera.pitch)), 0.1)
    length = hypot(right, towards) / tall
    thrown = length > 0.3
    azimuth = degrees(atan2(-right, towards)) if thrown else Light().azimuth
    elevation = float(np.clip(degrees(atan2(1.0, max(length, 0.15))), 15, 85)) if thrown else 75.0
    softness = _softness(lost, peak)
    light = Light(azimuth=round(azimuth), elevation=round(elevation), softness=round(softness, 2))
    strength = round(float(np.clip(peak, 0.05, 0.85)), 2)
    contact = ContactShadow(opacity=min(0.8, round(strength * 0.9, 2)), softness=round(0.2 + 0.5 * softness, 2))
    cast = CastShadow(kind="ground", opacity=strength) if thrown else CastShadow()
    ambient = AmbientOcclusion(opacity=round(0.35 * strength, 2))
    return Lit(light, contact, cast, ambient, _told(light, strength, thrown))


def guessed(reference: Reference) -> Lit:
    """Return the shadow that whatever stands has at its foot: for a place or pattern, on which none can be read.

    None where the product runs out of the picture: it hangs, or is worn.
    """
    if reference.box.bottom > RUNS_OUT:
        told = Inferred("Shadow", "None: the product runs out of the picture", 0.4)
        return Lit(Light(), ContactShadow(), CastShadow(), AmbientOcclusion(), (told,))
    told = Inferred("Shadow", "At the foot only, soft: none could be told from the backdrop", 0.2)
    return Lit(Light(), ContactShadow(opacity=0.5, softness=0.4), CastShadow(), AmbientOcclusion(opacity=0.3), (told,))


def _of_the_product(lost: Planes, reference: Reference) -> Planes:
    """Return only what touches the product: other dark places are not its shadow."""
    seen = np.where(reference.free, cv2.GaussianBlur(np.where(reference.free, lost, 0), (0, 0), 1), 0)
    both = ((seen > 0.02) | ~reference.free).astype(np.uint8)
    _, names = cv2.connectedComponents(both)
    own = np.unique(names[reference.product > 0.5])
    return np.where(np.isin(names, own[own > 0]), seen, 0).astype(np.float32)


def _reach(lost: Planes, foot: tuple[float, float], peak: float) -> tuple[float, float]:
    """Return how far, in pixels right and down, the shadow reaches from the product's foot: its far end."""
    rows, columns = np.nonzero(lost > 0.3 * peak)
    weight = lost[rows, columns]
    across, down = columns + 0.5 - foot[0], rows + 0.5 - foot[1]
    way = np.array([np.average(across, weights=weight), np.average(down, weights=weight)])
    size = float(np.hypot(*way))
    if size < 1e-3:
        return 0.0, 0.0
    way /= size
    along = across * way[0] + down * way[1]
    end = float(np.percentile(along, 95))
    return end * way[0], end * way[1]


def _softness(lost: Planes, peak: float) -> float:
    """Return 0 for a hard edge to 1 for one that spreads over a tenth of the picture."""
    slope = np.hypot(cv2.Sobel(lost, cv2.CV_32F, 1, 0, scale=1 / 8), cv2.Sobel(lost, cv2.CV_32F, 0, 1, scale=1 / 8))
    edge = slope[(lost > 0.3 * peak) & (lost < 0.8 * peak)]
    steep = float(np.percentile(edge, 60)) if edge.size > 10 else 0.1 * peak
    wide = peak / max(steep, 1e-4)  # pixels over which it fades
    return float(np.clip((wide - 3) / (0.1 * max(lost.shape)), 0.05, 1))


def _told(light: Light, strength: float, thrown: bool) -> tuple[Inferred, ...]:
    words = next(word for limit, word in SIDES if abs(light.azimuth) <= limit)
    side = "left" if light.azimuth < 0 else "right"
    whence = words if words in ("behind", "the front") else f"{words} {side}"
    soft = "hard" if light.softness < 0.25 else "soft" if light.softness < 0.7 else "very soft"
    kind = "Thrown on the ground" if thrown else "At the foot only"
    said = [Inferred("Shadow", f"{kind}, {soft}, {round(strength * 100)} % dark", 0.7)]
    if thrown:
        said.insert(0, Inferred("Light", f"From {whence}, {round(light.elevation)}° high", 0.6))
    return tuple(said)
