"""How good an original photo is: measured, with sentences only where a seller can do something about it.

No marketplace gives figures for these; the limits are ours, set on product photos of shops, second-hand sellers and
phones so that a fair photo stays without remark.
"""

from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np

from studio.check.estimate import border_colour
from studio.check.sharpness import busiest_tiles, edge_width
from studio.model.finding import Finding, Severity
from studio.model.matte import Matte
from studio.model.picture import Bytes, Picture, Source

PROXY = 500
SOFT, BLURRED = 2.5, 4.5  # px of edge width at 2000 px
DARK, BRIGHT = 100, 225  # the lightest parts of a dark photo, the median of a bright one
BURNT, BLACK = 0.05, 0.25  # shares of the photo
NOISY = 6.0  # levels
TINTED = 7.0  # degrees
COLOURED = 0.45  # saturation from which a pixel shows its own colour, not the light's
ZOOM, LEAST = 1000, 500  # px on the longest side that most channels want for zoom, and at all


def analyse(picture: Picture, source: Source, matte: Matte | None = None) -> tuple[dict[str, Any], list[Finding]]:
    """Return facts about an original photo and findings for its seller.

    `picture` may be a proxy; `source` knows the file's own size; where a `matte` of the photo is given, sharpness and
    light are those of the product, else of the whole photo. Facts: `width`, `height`, `megapixels`, `format`,
    `mode`, `profile`; `edge_width` in pixels of `picture` (None where it shows no edges); `brightness` (median, 0–255),
    `lightest` (95th percentile), `contrast` (from the 5th to it), `burnt` and `black` (shares of pixels at the ends);
    `noise` (standard deviation in levels); `tint` (degrees between the light's colour and grey) and `tint_towards`;
    `background` ("white", "even" or "busy").
    """
    scale = max(1, -(-max(picture.width, picture.height) // PROXY))
    size = (max(1, picture.width // scale), max(1, picture.height // scale))
    whole = picture.rgb[: size[1] * scale, : size[0] * scale]
    proxy = np.asarray(cv2.resize(whole, size, interpolation=cv2.INTER_AREA), np.uint8)
    inside = _inside(matte, size)
    width = edge_width(busiest_tiles(picture.rgb, proxy, scale, inside))
    grey = cv2.cvtColor(proxy, cv2.COLOR_RGB2GRAY)[inside]
    low, middle, high = (float(level) for level in np.percentile(grey, (5, 50, 95)))
    tint, towards = _tint(proxy)
    facts = {
        "width": source.width,
        "height": source.height,
        "megapixels": round(source.width * source.height / 1e6, 1),
        "format": source.format,
        "mode": source.mode,
        "profile": source.profile,
        "edge_width": None if width is None else round(width, 2),
        "brightness": round(middle),
        "lightest": round(high),
        "contrast": round(high - low),
        "burnt": round(float((proxy[inside].min(axis=1) >= 252).mean()), 3),
        "black": round(float((grey <= 6).mean()), 3),
        "noise": round(_noise(picture.rgb), 1),
        "tint": round(tint, 1),
        "tint_towards": towards,
        "background": _background(proxy),
    }
    return facts, list(_findings(facts, max(picture.width, picture.height)))


def _inside(matte: Matte | None, size: tuple[int, int]) -> np.ndarray:
    """Return where the product is, at the proxy's size; everywhere where no product is known."""
    whole = np.ones((size[1], size[0]), bool)
    if matte is None or matte.empty:
        return whole
    product = cv2.resize(matte.alpha, size, interpolation=cv2.INTER_AREA) > 127
    return product if product.any() else whole


def _findings(facts: dict[str, Any], longest: int) -> Iterator[Finding]:
    size = max(facts["width"], facts["height"])
    if size < ZOOM:
        severity: Severity = "warning" if size < LEAST else "info"
        message = f"The photo is {facts['width']} × {facts['height']} px: too few for buyers to zoom in most shops."
        yield Finding("photo-resolution", severity, message, fix="Take it with more pixels, or send the original file.")
    seen = (facts["edge_width"] or 0.0) * min(1.0, 2000 / longest)
    if seen >= SOFT:
        severity = "warning" if seen >= BLURRED else "info"
        message = f"The photo is {'blurred' if seen >= BLURRED else 'a little soft'}."
        fix = "Hold the camera still, tap on the product to focus, and use more light."
        yield Finding("photo-sharpness", severity, message, fix=fix)
    yield from _light(facts)


def _light(facts: dict[str, Any]) -> Iterator[Finding]:
    white = facts["background"] == "white"
    if facts["lightest"] < DARK:
        yield Finding(
            "photo-exposure", "warning", "The photo is very dark.", fix="Use more light, or raise the exposure."
        )
    elif not white and (facts["brightness"] > BRIGHT or facts["burnt"] > BURNT):
        message = f"{facts['burnt']:.0%} of the photo is burnt out to white."
        yield Finding("photo-exposure", "info", message, fix="Lower the exposure, or take it again in softer light.")
    if facts["black"] > BLACK:
        message = f"{facts['black']:.0%} of the photo is plain black: no detail can be brought back there."
        yield Finding(
            "photo-exposure", "info", message, fix="Light the dark side, or raise the exposure when taking it."
        )
    if facts["noise"] > NOISY:
        message = f"The photo is grainy (noise of {facts['noise']:.0f} levels)."
        yield Finding(
            "photo-noise", "info", message, fix="Use more light, so that the camera needs less amplification."
        )
    if facts["tint"] > TINTED:
        message = f"The light looks {facts['tint_towards']}; colours may be misjudged."
        yield Finding("photo-tint", "info", message, fix="Check the white balance.")


def _background(proxy: Bytes) -> str:
    colour = border_colour(proxy)
    return "busy" if colour is None else "white" if min(colour) >= 235 else "even"


def _tint(proxy: Bytes) -> tuple[float, str]:
    """Estimate the light's colour by shades of grey (G. D. Finlayson, E. Trezzi, CIC 2004; norm 6).

    Returns the angle to grey in degrees, and the word for its direction. Clipped and strongly coloured pixels are left
    out; a pale wall of a colour of its own can still pass for coloured light, so the finding says "may".
    """
    level = proxy.reshape(-1, 3).astype(np.float32) / 255
    most, least = level.max(axis=1), level.min(axis=1)
    fair = level[(most < 0.98) & (most > 0.05) & (most - least < COLOURED * most)]
    if len(fair) < 0.1 * len(level):
        return 0.0, ""
    linear = np.where(fair <= 0.04045, fair / 12.92, ((fair + 0.055) / 1.055) ** 2.4)
    light = np.power(np.mean(linear.astype(np.float64) ** 6, axis=0), 1 / 6)
    cosine = float(light.sum() / (np.linalg.norm(light) * np.sqrt(3)))
    red, green, blue = (float(part) for part in light / light.mean())
    green_excess, warmth = green - (red + blue) / 2, red - blue
    if abs(green_excess) > abs(warmth):
        word = "greenish" if green_excess > 0 else "pinkish"
    else:
        word = "warm (yellowish)" if warmth > 0 else "cold (bluish)"
    return float(np.degrees(np.arccos(min(1.0, cosine)))), word


def _noise(rgb: Bytes) -> float:
    """Return the noise's standard deviation in levels, from the calmest tenth of the photo's 16-pixel blocks.

    The operator is that of J. Immerkær, "Fast noise variance estimation", CVIU 64 (1996); burnt and black blocks, where
    the ends of the scale hide the noise, are left out. Measured on at most 1000 × 1000 px of the middle.
    """
    height, width = rgb.shape[:2]
    top, left = max(0, height // 2 - 500), max(0, width // 2 - 500)
    middle = np.ascontiguousarray(rgb[top : top + 1000, left : left + 1000])
    grey = cv2.cvtColor(middle, cv2.COLOR_RGB2GRAY).astype(np.float32)
    kernel = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)
    detail = np.abs(cv2.filter2D(grey, cv2.CV_32F, kernel))
    size = (max(1, grey.shape[1] // 16), max(1, grey.shape[0] // 16))
    blocks, levels = (cv2.resize(plane, size, interpolation=cv2.INTER_AREA) for plane in (detail, grey))
    fair = blocks[(levels > 16) & (levels < 235)]
    if len(fair) < 10:
        return 0.0
    return float(np.percentile(fair, 10)) * float(np.sqrt(np.pi / 2)) / 6
