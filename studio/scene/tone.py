"""The product's tone: exposure, contrast, highlights, white balance, saturation."""

from functools import lru_cache
from typing import Annotated

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.model.params import Label, Params, Span
from studio.model.picture import Bytes
from studio.scene.linear_light import LINEAR, to_srgb

LUMA = np.array([0.2126, 0.7152, 0.0722])  # ITU-R BT.709
KNEE = 0.6  # linear light above which brightening is rolled off


class Tone(Params):
    """How light and how colourful the product is; zero everywhere leaves its bytes untouched."""

    exposure: Annotated[float, Span(-2, 2, 0.05, "EV"), Label("Brightness")] = 0.0
    contrast: Annotated[float, Span(-0.5, 0.5, 0.01, "%"), Label("Contrast")] = 0.0
    highlights: Annotated[
        float, Span(-1, 1, 0.01, "%"), Label("Highlights", "Left brings back detail in the brightest parts")
    ] = 0.0
    shadows: Annotated[float, Span(-1, 1, 0.01, "%"), Label("Dark parts", "Right opens the darkest parts")] = 0.0
    temperature: Annotated[
        float,
        Span(-2.5, 2.5, 0.01, "%"),
        Label("Warmth", "Left bluer, right warmer. A household bulb's light needs -200 % and more"),
    ] = 0.0
    tint: Annotated[float, Span(-1.5, 1.5, 0.01, "%"), Label("Tint", "Left greener, right pinker")] = 0.0
    saturation: Annotated[float, Span(-1, 1, 0.01, "%"), Label("Colourfulness", "-100 % is grey")] = 0.0


UNCHANGED = Tone()


def toned(rgb: Bytes, tone: Tone, sheet: Bytes | None = None) -> Bytes:
    """Return sRGB bytes (height, width, 3) with the tone applied; the very same array where nothing changes.

    `sheet`: bytes of the same shape to write on.
    """
    if tone == UNCHANGED:
        return rgb
    curves = _curves(tone)
    alike = (curves == curves[..., :1]).all()  # one look-up table for all is half as slow as three
    result = cv2.LUT(rgb, np.ascontiguousarray(curves[..., 0]) if alike else curves, dst=sheet)
    if tone.saturation:
        keep = 1 + tone.saturation
        mix = np.outer(np.ones(3), LUMA) * (1 - keep) + np.eye(3) * keep
        result = cv2.transform(result, mix.astype(np.float32), dst=result)
    return np.asarray(result, np.uint8)


@lru_cache(maxsize=64)
def _curves(tone: Tone) -> NDArray[np.uint8]:
    """Return a table (1, 256, 3) from byte to byte: rising, black stays black, nothing exceeds white."""
    light = LINEAR.astype(np.float64)[:, None] * _gains(tone) * 2.0**tone.exposure
    value = np.clip(to_srgb(_shoulder(light, 2.0**tone.exposure)), 0, 1)
    value += (value * value * (3 - 2 * value) - value) * 2 * tone.contrast
    value += 0.5 * tone.highlights * value**2 * (1 - value)
    value += 0.5 * tone.shadows * value * (1 - value) ** 2
    value = np.maximum.accumulate(np.clip(value, 0, 1), axis=0)
    table: NDArray[np.uint8] = np.round(value * 255).astype(np.uint8)[None]
    return table


def _shoulder(light: NDArray[np.float64], white: float) -> NDArray[np.float64]:
    """Roll what brightening lifts above the knee off towards 1, reached by `white` (Reinhard et al. 2002, eq. 4)."""
    if white <= 1:
        return light
    over = np.maximum(light - KNEE, 0) / (1 - KNEE)
    most = (white - KNEE) / (1 - KNEE)
    rolled = KNEE + (1 - KNEE) * over * (1 + over / most**2) / (1 + over)
    return np.where(light > KNEE, rolled, light)


def _gains(tone: Tone) -> NDArray[np.float64]:
    """Return linear gains of red, green, blue that leave a grey's luminance alone (von Kries in sRGB primaries)."""
    gains = np.array([2.0 ** (0.5 * tone.temperature), 2.0 ** (-0.3 * tone.tint), 2.0 ** (-0.5 * tone.temperature)])
    result: NDArray[np.float64] = gains / (gains @ LUMA)
    return result
