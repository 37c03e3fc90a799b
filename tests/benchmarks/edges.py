"""How true the edge is: the matting literature's four measures, in the band where the matte is uncertain.

The refinement alone is judged, not the finding: it is given the truth as a network would have seen it (reduced to 256
pixels and smoothed), and brings it to full size. Yardsticks: the same mask only enlarged, and pymatting's closed form
with a trimap of the same band. Truth: our own renders, and the shared photos whose alpha is exact, where they are.
SAD, MSE, gradient and connectivity as in Rhemann et al., "A perceptually motivated online benchmark for image matting"
(CVPR 2009); SAD, gradient and connectivity in thousands, MSE in thousandths.
"""

import csv
import warnings
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.cutout import cut
from studio.cutout.box import product_box
from studio.intake import load
from studio.model.matte import CutoutSettings, Matte
from studio.model.picture import Picture

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data"
SEEN = 256  # pixels of the side at which a network sees a photo
LONGEST = 1200
BAND = 0.012  # of the longest side, on either side of the edge
MEASURES = ("SAD", "MSE", "gradient", "connectivity")
EXACT = ("gt-alpha", "composite-exact-alpha")
Planes = NDArray[np.float32]


def measure(quick: bool) -> list[dict[str, Any]]:
    """Return the figures; `quick` takes every fourth photo."""
    totals: dict[str, dict[str, list[list[float]]]] = defaultdict(lambda: defaultdict(list))
    for name, photo, truth in list(_photos())[:: 4 if quick else 1]:
        for method, alpha in _answers(photo, truth).items():
            totals[name][method].append(list(errors(alpha, truth, _band(truth))))
    figures = []
    for name, methods in totals.items():
        means = {method: np.mean(rows, axis=0) for method, rows in methods.items()}
        for against in ("only enlarged", "closed form"):
            for ours in ("fast", "best"):
                figures += _figures(f"{name} ({len(methods[ours])})", ours, means[ours], against, means[against])
    return figures


def _figures(
    name: str, ours: str, value: NDArray[np.float64], against: str, other: NDArray[np.float64]
) -> Iterator[dict[str, Any]]:
    for measured, mine, theirs in zip(MEASURES, value, other, strict=True):
        yield {
            "name": f"{measured}, refine {ours}, {name}",
            "value": round(float(mine), 4),
            "unit": "error",
            "yardstick": against,
            "yardstick_value": round(float(theirs), 4),
            "ratio": round(float(theirs / max(mine, 1e-9)), 3),
        }


def _photos() -> Iterator[tuple[str, Picture, Planes]]:
    for path in sorted((ROOT / "tests" / "truth").glob("*.png")):
        yield _pair("our renders", ROOT / "resources" / "samples" / f"{path.stem}.jpg", path)
    listed = SHARED / "manifest.csv"
    if listed.is_file():
        with listed.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                mask = SHARED / row.get("mask", "") if row.get("mask") else None
                if row.get("truth") in EXACT and mask is not None and mask.is_file():
                    yield _pair(row["truth"], SHARED / row["file"], mask)


def _pair(name: str, photo: Path, mask: Path) -> tuple[str, Picture, Planes]:
    picture = load(photo, longest=LONGEST).picture
    truth = cv2.imread(str(mask), cv2.IMREAD_GRAYSCALE)
    assert truth is not None
    size = (picture.width, picture.height)
    return name, picture, np.asarray(cv2.resize(truth, size, interpolation=cv2.INTER_AREA) / np.float32(255))


def _band(truth: Planes) -> NDArray[np.bool_]:
    reach = max(2, round(BAND * max(truth.shape)))
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
    whole, some = (truth > 0.98).astype(np.uint8), (truth > 0.02).astype(np.uint8)
    return np.asarray(cv2.dilate(some, kernel) > cv2.erode(whole, kernel))


def _answers(photo: Picture, truth: Planes) -> dict[str, Planes]:
    seen = cv2.GaussianBlur(cv2.resize(truth, (SEEN, SEEN), interpolation=cv2.INTER_AREA), (0, 0), 1)
    size = (photo.width, photo.height)
    enlarged = np.clip(cv2.resize(seen, size, interpolation=cv2.INTER_CUBIC), 0, 1)
    alpha = np.rint(enlarged * 255).astype(np.uint8)
    matte = Matte(alpha, 1.0, "embedded", box=product_box(alpha))
    found = {"only enlarged": enlarged, "closed form": _closed_form(photo, truth)}
    for how in ("fast", "best"):
        cutout = cut(photo, matte, CutoutSettings.model_validate({"refine": how}), size)
        whole = np.zeros(truth.shape, np.float32)
        x, y, width, height = cutout.region.pixels(photo.width, photo.height)
        assert cutout.picture.alpha is not None
        whole[y : y + height, x : x + width] = cutout.picture.alpha[:height, :width] / np.float32(255)
        found[how] = whole
    return found


def _closed_form(photo: Picture, truth: Planes) -> Planes:
    from pymatting import estimate_alpha_cf

    trimap = np.where(_band(truth), 0.5, truth > 0.5).astype(np.float64)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return np.asarray(estimate_alpha_cf(photo.rgb / 255.0, trimap), dtype=np.float32)


def errors(alpha: Planes, truth: Planes, band: NDArray[np.bool_]) -> tuple[float, float, float, float]:
    """Return SAD, MSE, gradient and connectivity errors inside the band; alpha and truth 0–1."""
    off = np.abs(alpha - truth)[band]
    return (
        float(off.sum() / 1000),
        float((off**2).mean() * 1000),
        float(((_slope(alpha) - _slope(truth)) ** 2)[band].sum() / 1000),
        float(np.abs(_connected(alpha, truth) - _connected(truth, truth))[band].sum() / 1000),
    )


def _slope(alpha: Planes) -> Planes:
    """Return the gradient's magnitude by derivatives of a Gaussian (sigma 1.4)."""
    smooth = cv2.GaussianBlur(alpha, (0, 0), 1.4)
    across, down = cv2.Sobel(smooth, cv2.CV_32F, 1, 0, scale=1 / 8), cv2.Sobel(smooth, cv2.CV_32F, 0, 1, scale=1 / 8)
    return np.asarray(np.hypot(across, down), dtype=np.float32)


def _connected(alpha: Planes, truth: Planes) -> Planes:
    """Return how well each pixel hangs together with the solid whole that both mattes share (steps of a tenth)."""
    level = np.ones_like(alpha)
    reached = np.zeros(alpha.shape, np.float32)
    for step in np.arange(0.1, 1.01, 0.1):
        both = ((alpha >= step) & (truth >= step)).astype(np.uint8)
        count, names, facts, _ = cv2.connectedComponentsWithStats(both)
        if count > 1:
            largest = 1 + int(np.argmax(facts[1:, cv2.CC_STAT_AREA]))
            reached[names == largest] = step
    off = alpha - reached
    return np.asarray(level - off * (off >= 0.15), dtype=np.float32)
