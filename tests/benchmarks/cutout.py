"""How fast products are cut out and how well: each figure beside a yardstick taken in the same run.

Speed is measured on a drawn photo, so that it can be measured anywhere; quality on the shared photos, where they lie
beside the checkout, per value of their `truth` and never pooled.
"""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from time import process_time
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.cutout import cut, find_matte
from studio.model.matte import CutoutSettings
from studio.model.picture import Picture

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"
PROXY = 1600


def measure(quick: bool) -> list[dict[str, Any]]:
    """Return the figures; `quick` leaves out most of the photos."""
    return [*_speed(1 if quick else 3), *_quality(6 if quick else 1)]


def _figure(name: str, value: float, unit: str, *, yardstick: str, against: float, ratio: float) -> dict[str, Any]:
    return {
        "name": name,
        "value": round(value, 4),
        "unit": unit,
        "yardstick": yardstick,
        "yardstick_value": round(against, 4),
        "ratio": round(ratio, 3),
    }


def _drawn(width: int, height: int) -> Picture:
    """Return a striped bottle-like thing on a table before a wall, with noise."""
    random = np.random.default_rng(7)
    ground = np.linspace((232, 226, 214), (196, 186, 170), height).astype(np.float32)[:, None].repeat(width, axis=1)
    cv2.ellipse(ground, (width // 2, height * 5 // 9), (width // 6, height // 3), 0, 0, 360, (60, 90, 160), -1)
    cv2.rectangle(ground, (width * 4 // 9, height // 9), (width * 5 // 9, height // 3), (180, 60, 50), -1)
    noise = random.normal(0, 4, (height // 4, width // 4, 3)).astype(np.float32)
    return Picture(np.clip(ground + cv2.resize(noise, (width, height)), 0, 255).astype(np.uint8))


def _seconds(work: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        start = process_time()
        work()
        times.append(process_time() - start)
    return float(np.median(times))


def _speed(rounds: int) -> Iterator[dict[str, Any]]:
    proxy, large = _drawn(PROXY, 1200), _drawn(4000, 3000)
    matte = find_matte(proxy)
    alone = _seconds(lambda: _grabcut(proxy), 1)
    found = _seconds(lambda: find_matte(proxy), rounds)
    yardstick = "cv2.grabCut, 5 rounds, same size"
    yield _figure("matte at 1600 px", found, "s CPU", yardstick=yardstick, against=alone, ratio=alone / found)
    for how in ("off", "fast", "best"):
        settings = CutoutSettings.model_validate({"refine": how})
        spent = _seconds(partial(cut, large, matte, settings, (4000, 3000)), rounds)
        yield _figure(f"cut at 12 MP, refine {how}", spent, "s CPU", yardstick="goal", against=0.5, ratio=0.5 / spent)


def _grabcut(picture: Picture) -> None:
    labels = np.zeros((picture.height, picture.width), np.uint8)
    box = (picture.width // 5, picture.height // 10, picture.width * 3 // 5, picture.height * 4 // 5)
    cv2.setRNGSeed(1)
    cv2.grabCut(picture.rgb.copy(), labels, box, np.zeros((1, 65)), np.zeros((1, 65)), 5, cv2.GC_INIT_WITH_RECT)


def _quality(every: int) -> Iterator[dict[str, Any]]:
    for truth, pairs in sorted(_sets().items()):
        scores = np.array([_score(*pair) for pair in pairs[::every]])
        found, sure, alone = scores[:, 0], scores[:, 1] > 0.9, scores[:, 2]
        for name, kind in (("mean overlap", np.mean), ("median overlap", np.median)):
            value, against = float(kind(found)), float(kind(alone))
            ratio = value / max(against, 1e-6)
            yield _figure(f"{name}, {truth}", value, "IoU", yardstick="cv2.grabCut alone", against=against, ratio=ratio)
        if not sure.any():
            continue  # nothing was claimed, so there is nothing to hold it to
        share, of_sure = float((found > 0.9).mean()), float((found[sure] > 0.9).mean())
        yield _figure(
            f"overlap > 0.9 where confidence > 0.9, {truth}", of_sure, "share of photos",
            yardstick="all photos", against=share, ratio=of_sure / max(share, 1e-6),
        )  # fmt: skip


def _sets() -> dict[str, list[tuple[Path, Path]]]:
    found: dict[str, list[tuple[Path, Path]]] = defaultdict(list)
    masks = sorted((SHARED / "handmask").glob("*.mask.png"))
    found["hand-drawn"] = [(mask.with_name(mask.name.replace(".mask.png", ".jpg")), mask) for mask in masks]
    if (SHARED / "manifest.csv").is_file():
        with (SHARED / "manifest.csv").open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                if row["set"] == "cutout" and row["mask"]:
                    found[row["truth"]].append((SHARED / row["file"], SHARED / row["mask"]))
    return {truth: pairs for truth, pairs in found.items() if pairs}


def _score(photo: Path, mask: Path) -> tuple[float, float, float]:
    """Return the matte's overlap, its confidence, and the overlap of GrabCut alone, all at 512 px."""
    pixels = cv2.imread(str(photo), cv2.IMREAD_COLOR_RGB)
    share = min(1.0, 512 / max(pixels.shape))
    pixels = cv2.resize(pixels, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    height, width = pixels.shape[:2]
    truth = cv2.resize(cv2.imread(str(mask), cv2.IMREAD_GRAYSCALE), (width, height), interpolation=cv2.INTER_AREA) > 127
    matte = find_matte(Picture(pixels))
    small = cv2.resize(pixels, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    labels = np.zeros(small.shape[:2], np.uint8)
    rows, columns = labels.shape
    box = (columns // 10, rows // 10, columns * 8 // 10, rows * 8 // 10)
    cv2.setRNGSeed(1)
    cv2.grabCut(small, labels, box, np.zeros((1, 65)), np.zeros((1, 65)), 5, cv2.GC_INIT_WITH_RECT)
    alone = cv2.resize(labels & 1, (width, height), interpolation=cv2.INTER_NEAREST) > 0
    return _overlap(matte.alpha > 127, truth), matte.confidence, _overlap(alone, truth)


def _overlap(found: NDArray[np.bool_], truth: NDArray[np.bool_]) -> float:
    return float((found & truth).sum() / max(1, (found | truth).sum()))
