"""Whether a product came through generation unchanged: figures, a heat map, the verdict by a brand's limits."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.check.label_text import compared
from studio.check.outline import outline_shift
from studio.model.colour_difference import ciede2000, lab_of
from studio.model.kept import Kept, KeptLimits
from studio.model.picture import Bytes, Picture

VISIBLE = 2.0  # CIEDE2000: hardly visible side by side
_COLOURED = 8.0  # chroma in CIELAB: below it a hue is noise
_ENOUGH = 20_000  # pixels compared, spread evenly
_HEAT = 640  # px, longest side of the heat map
_HOT = 12.0  # CIEDE2000 that is drawn brightest


def kept(product: Picture, seen: Picture, provider: Picture, result: Picture, limits: KeptLimits) -> Kept:
    """Measure a generated picture.

    `product`: own colour and alpha on the canvas; `seen`: the same on the plain ground that the provider was shown;
    `provider`: its picture as it came, at the same size; `result`: what would be used. All of one size.
    """
    assert product.alpha is not None
    locked = np.flatnonzero(product.alpha == 255)
    own = product.rgb.reshape(-1, 3)
    equal = (result.rgb.reshape(-1, 3)[locked] == own[locked]).all(1)
    some = locked[:: max(1, locked.size // _ENOUGH)]
    mine = lab_of(own[some])
    after = ciede2000(lab_of(result.rgb.reshape(-1, 3)[some]), mine)
    inner = _inner(product.alpha)
    theirs = ciede2000(lab_of(provider.rgb.reshape(-1, 3)[inner]), lab_of(own[inner]))
    shift = outline_shift(seen.rgb, provider.rgb, product.alpha)
    read = compared(seen, result, product.alpha) if limits.text else None
    lost = read.lost if read else ()
    figures = {
        "locked_equal": _rounded(equal.mean() if equal.size else 1.0),
        "mean_delta_e": _rounded(after.mean() if after.size else 0.0),
        "p95_delta_e": _rounded(np.percentile(after, 95) if after.size else 0.0),
        "provider_changed": _rounded((theirs > VISIBLE).mean() if theirs.size else 0.0),
        "provider_mean_delta_e": _rounded(theirs.mean() if theirs.size else 0.0),
        "provider_p95_delta_e": _rounded(np.percentile(theirs, 95) if theirs.size else 0.0),
        "provider_hue": _rounded(_hue_turn(lab_of(own[inner]), lab_of(provider.rgb.reshape(-1, 3)[inner]))),
        "outline_out": _rounded(shift[0]) if shift else -1.0,
        "outline_in": _rounded(shift[1]) if shift else -1.0,
        "words_kept": _rounded(read.kept) if read else -1.0,
    }
    return Kept(
        figures=figures,
        heat=heat_map(product, provider),
        words=read.words if read else (),
        words_lost=lost,
        text_read=read is not None,
        refused=_reason(figures, lost, limits),
    )


def _inner(alpha: Bytes) -> NDArray[Any]:
    """Return indices of the product's pixels without its rim, below which a provider may paint."""
    width = max(3, round(max(alpha.shape) * 0.006))
    solid = cv2.erode((alpha == 255).astype(np.uint8), np.ones((2 * width + 1, 2 * width + 1), np.uint8), borderValue=1)
    inside = np.flatnonzero(solid)
    return inside[:: max(1, inside.size // _ENOUGH)]


def _hue_turn(own: NDArray[Any], theirs: NDArray[Any]) -> float:
    """Return by how many degrees hues are turned (0–180), pixels weighted by their chroma; greys have no hue."""
    mine, drawn = (lab[:, 1] + 1j * lab[:, 2] for lab in (own, theirs))
    if not mine.size or min(np.abs(mine).mean(), np.abs(drawn).mean()) < _COLOURED:
        return 0.0
    return abs(float(np.degrees(np.angle((drawn * mine.conj()).sum()))))


def _reason(figures: dict[str, float], lost: tuple[str, ...], limits: KeptLimits) -> str | None:
    """Return why the picture cannot be used, None where it can."""
    reasons = []
    if figures["locked_equal"] < 1 and figures["p95_delta_e"] > limits.colour:
        share = 1 - figures["locked_equal"]
        reasons.append(
            f"{share:.1%} of the product's pixels are not the photo's own "
            f"(colour difference {figures['p95_delta_e']:.1f}, allowed {limits.colour:.1f})."
        )
    if figures["outline_out"] > limits.outline:
        reasons.append(
            f"The model drew the product {figures['outline_out']:.1%} beyond its true outline "
            f"(allowed {limits.outline:.1%}): a second outline would show."
        )
    if figures["provider_mean_delta_e"] > limits.drawn:
        reasons.append(
            f"The model drew the product in other colours (mean difference {figures['provider_mean_delta_e']:.0f}, "
            f"allowed {limits.drawn:.0f}): the light and reflections that it made belong to those."
        )
    if figures["provider_hue"] > limits.hue:
        reasons.append(
            f"The model turned the product's hues by {figures['provider_hue']:.0f}° (allowed {limits.hue:.0f}°): "
            "the light and reflections that it made belong to another colour."
        )
    if lost:
        reasons.append(f"Words on the product cannot be read any more: {', '.join(lost[:5])}.")
    return " ".join(reasons) or None


def heat_map(product: Picture, provider: Picture) -> Picture:
    """Return the provider's changes over the product, 640 px at most: dark for none, bright from CIEDE2000 12 on."""
    assert product.alpha is not None
    scale = min(1.0, _HEAT / max(product.width, product.height))
    size = (max(1, round(product.width * scale)), max(1, round(product.height * scale)))
    own, theirs, alpha = (_small(plane, size) for plane in (product.rgb, provider.rgb, product.alpha))
    inside = alpha > 250
    apart = np.zeros(alpha.shape, np.float64)
    apart[inside] = ciede2000(lab_of(own[inside]), lab_of(theirs[inside]))
    heat = np.asarray(np.clip(apart / _HOT, 0, 1) * 255, np.uint8)
    drawn = cv2.cvtColor(cv2.applyColorMap(heat, cv2.COLORMAP_INFERNO), cv2.COLOR_BGR2RGB)
    return Picture(np.asarray(np.where(inside[..., None], drawn, 64), np.uint8))


def _small(plane: Bytes, size: tuple[int, int]) -> Bytes:
    return np.asarray(cv2.resize(plane, size, interpolation=cv2.INTER_AREA), np.uint8)


def _rounded(value: float | NDArray[Any]) -> float:
    return round(float(value), 4)
