"""How fast products are cut out and how well: each figure beside a yardstick taken in the same run.

Speed is measured on a drawn photo, so that it can be measured anywhere; quality on our own renders, and on the shared
photos where they lie beside the checkout, per value of their `truth` and never pooled.
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

from studio.cutout import cut, embedded, find_matte
from studio.cutout.embedded.network import probabilities
from studio.cutout.sizes import fit_within
from studio.intake import load
from studio.model.matte import NEEDS_A_LOOK, CutoutSettings
from studio.model.picture import Picture

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data"
PROXY = 1600
DECODED = 0.038
"""Seconds in which a 12 MP file was decoded on the machine that the goals were set on (two cores)."""


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
    yield from _against_decoding(max(3, rounds))
    yardstick = "cv2.grabCut, 5 rounds, same size"
    yield _figure("matte at 1600 px", found, "s CPU", yardstick=yardstick, against=alone, ratio=alone / found)
    for how in ("off", "fast", "best"):
        settings = CutoutSettings.model_validate({"refine": how})
        spent = _seconds(partial(cut, large, matte, settings, (4000, 3000)), rounds)
        yield _figure(f"cut at 12 MP, refine {how}", spent, "s CPU", yardstick="goal", against=0.5, ratio=0.5 / spent)


def _against_decoding(rounds: int) -> Iterator[dict[str, Any]]:
    """The goals for a 12 MP file, in decodings of that file: one took 38 ms where the goals were set."""
    import simplejpeg

    file = ROOT / "resources" / "samples" / "mug_front.jpg"
    data = file.read_bytes()
    proxy = load(file, longest=PROXY).picture
    embedded.prepare()

    def previewed() -> None:
        picture = load(file, longest=PROXY).picture
        cut(picture, find_matte(picture), CutoutSettings(), (4000, 3000))

    once = _seconds(lambda: simplejpeg.decode_jpeg(data), rounds)
    works = (
        ("decoded, found and refined for the preview, 12 MP file", previewed, 0.5),
        (
            "the model alone: cues and both networks",
            lambda: probabilities(proxy.rgb),
            0.12,
        ),
    )
    for name, work, goal in works:
        spent, allowed = _seconds(work, rounds), goal / DECODED * once
        told = f"{goal / DECODED:.1f} decodings of the file"
        yield _figure(name, spent, "s CPU", yardstick=told, against=allowed, ratio=allowed / spent)


def _grabcut(picture: Picture) -> None:
    labels = np.zeros((picture.height, picture.width), np.uint8)
    box = (picture.width // 5, picture.height // 10, picture.width * 3 // 5, picture.height * 4 // 5)
    cv2.setRNGSeed(1)
    cv2.grabCut(picture.rgb.copy(), labels, box, np.zeros((1, 65)), np.zeros((1, 65)), 5, cv2.GC_INIT_WITH_RECT)


def _quality(every: int) -> Iterator[dict[str, Any]]:
    """Per set, the built-in model beside the method by rule, each cut out through to its full-size alpha."""
    for truth, pairs in sorted(_sets().items()):
        taken = pairs[::every]
        ours, rule = (np.array([score(*pair, model) for pair in taken]) for model in ("embedded", "classical"))
        for name, unit, value in SUMMARIES:
            mine, other = value(ours), value(rule)
            ratio = other / max(mine, 1e-6) if unit == "error" else mine / max(other, 1e-6)
            label = f"{name}, {truth} ({len(taken)})"
            yield _figure(label, mine, unit, yardstick="classical", against=other, ratio=ratio)
        good, flagged = ours[:, 0] >= 0.9, ours[:, 3] < NEEDS_A_LOOK
        for name, which in (("overlap < 0.9", ~good), ("overlap >= 0.9", good)):
            if which.any():
                share = float(flagged[which].mean())
                label = f"needs a look where {name}, {truth} ({int(which.sum())})"
                yield _figure(label, share, "share", yardstick="all", against=float(flagged.mean()), ratio=1.0)


def _sets() -> dict[str, list[tuple[Path, Path]]]:
    found: dict[str, list[tuple[Path, Path]]] = defaultdict(list)
    masks = sorted((SHARED / "handmask").glob("*.mask.png"))
    found["hand-drawn"] = [(mask.with_name(mask.name.replace(".mask.png", ".jpg")), mask) for mask in masks]
    if (SHARED / "manifest.csv").is_file():
        with (SHARED / "manifest.csv").open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                if row["set"] == "cutout" and row["mask"]:
                    found[row["truth"]].append((SHARED / row["file"], SHARED / row["mask"]))
    for truth in sorted((ROOT / "tests" / "truth").glob("*.png")):
        found["our own renders"].append((ROOT / "resources" / "samples" / f"{truth.stem}.jpg", truth))
    return {truth: pairs for truth, pairs in found.items() if pairs}


def score(photo: Path, mask: Path, model: str) -> tuple[float, float, float, float]:
    """Return overlap (IoU), mean absolute error, boundary F (2 px at 512) of a cutout's alpha, and its confidence."""
    picture = load(photo).picture
    matte = find_matte(Picture(fit_within(picture.rgb, PROXY)), model)
    height, width = picture.rgb.shape[:2]
    alpha = np.zeros((height, width), np.float32)
    if not matte.empty:
        made = cut(picture, matte, CutoutSettings(model=model), (width, height))
        x, y = round(made.region.left * width), round(made.region.top * height)
        plane = made.picture.alpha
        assert plane is not None
        alpha[y : y + plane.shape[0], x : x + plane.shape[1]] = plane.astype(np.float32) / 255
    truth = cv2.imread(str(mask), cv2.IMREAD_GRAYSCALE).astype(np.float32) / 255
    size = tuple(max(1, round(side * 512 / max(truth.shape))) for side in truth.shape[::-1])
    alpha, truth = (cv2.resize(plane, size, interpolation=cv2.INTER_AREA) for plane in (alpha, truth))
    found, there = alpha > 0.5, truth > 0.5
    overlap = float((found & there).sum() / max(1, (found | there).sum()))
    return overlap, float(np.abs(alpha - truth).mean()), _boundary(found, there), matte.confidence


def _boundary(found: NDArray[np.bool_], there: NDArray[np.bool_]) -> float:
    """Return the F measure of the outlines, 2 pixels apart at most (Martin, Fowlkes & Malik, TPAMI 2004)."""
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (5, 5))
    lines, reach = [], []
    for mask in (found, there):
        line = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)) > 0
        lines.append(line)
        reach.append(cv2.dilate(line.astype(np.uint8), disc) > 0)
    precision = (lines[0] & reach[1]).sum() / max(1, lines[0].sum())
    recall = (lines[1] & reach[0]).sum() / max(1, lines[1].sum())
    return float(2 * precision * recall / max(1e-6, precision + recall))


SUMMARIES: tuple[tuple[str, str, Callable[[NDArray[Any]], float]], ...] = (
    ("overlap, mean", "IoU", lambda rows: float(rows[:, 0].mean())),
    ("overlap, median", "IoU", lambda rows: float(np.median(rows[:, 0]))),
    ("photos with overlap >= 0.9", "share", lambda rows: float((rows[:, 0] >= 0.9).mean())),
    ("mean absolute error", "error", lambda rows: float(rows[:, 1].mean())),
    ("boundary within 2 px at 512", "F", lambda rows: float(rows[:, 2].mean())),
)
