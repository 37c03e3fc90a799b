"""The better of two refinements: made where the first has a fault, taken where it measures better, and said."""

import cv2
import numpy as np
import pytest

import studio.cutout.freed as freed_module
from studio.cutout import cut
from studio.cutout.box import product_box
from studio.cutout.second_look import Freed, better, worth_another
from studio.model.matte import FRINGE, HALO, JAG, CutoutSettings, Matte
from studio.model.picture import Bytes, Picture
from tests.cutout.drawn import disc_alpha, photo_of

NOTHING = np.zeros((1, 1, 3), np.uint8)


def _freed(halo: float, fringe: float, jag: float, refine: str = "fast") -> Freed:
    return Freed(NOTHING, NOTHING[..., 0], "best" if refine == "best" else "fast", halo, fringe, jag)


@pytest.mark.parametrize(
    ("halo", "fringe", "jag", "wanted"),
    [
        (0.9 * HALO, 0.9 * FRINGE, 0.9 * JAG, False),
        (2 * HALO, 0, 0, False),
        (0, FRINGE, 0, True),
        (0, 0, JAG, True),
    ],
)
def test_a_fringe_or_jag_that_is_told_is_worth_another_look(
    halo: float, fringe: float, jag: float, wanted: bool
) -> None:
    assert worth_another(_freed(halo, fringe, jag)) == wanted


def test_the_one_with_fewer_faults_is_taken_and_the_first_where_they_are_alike() -> None:
    first, cleaner, alike = _freed(0.3, 0.06, 0.1), _freed(0.3, 0.03, 0.1, "best"), _freed(0.3, 0.06, 0.1, "best")
    assert better(first, cleaner) is cleaner
    assert better(cleaner, first) is cleaner
    assert better(first, alike) is first


def _furry(side: int = 900) -> Bytes:
    """Return a disc with two hundred fine hairs, 900 pixels wide."""
    random = np.random.default_rng(2)
    big = np.zeros((side * 2, side * 2), np.uint8)
    cv2.circle(big, (side, side), side // 2, 255, -1)
    for turn in random.uniform(0, 2 * np.pi, 200):
        lean, length = turn + random.normal(0, 0.15), side * random.uniform(0.6, 0.75)
        start, end = ((side + r * np.cos(a), side + r * np.sin(a)) for r, a in ((side / 2, turn), (length, lean)))
        cv2.line(big, np.int32(start).tolist(), np.int32(end).tolist(), 255, 2, cv2.LINE_AA)
    return np.asarray(cv2.resize(big, (side, side), interpolation=cv2.INTER_AREA), np.uint8)


def _looks(monkeypatch: pytest.MonkeyPatch, truth: Bytes, *, second: bool | None = None) -> tuple[int, str]:
    """Return how often a photo's edge was refined and which was taken; `second`: have that one taken."""
    seen: list[str] = []
    once = freed_module._refined

    def counted(part: Picture, matte: Matte, settings: CutoutSettings, *rest: object, **how: object) -> Freed:
        seen.append(settings.refine)
        return once(part, matte, settings, *rest, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(freed_module, "_refined", counted)
    if second is not None:
        monkeypatch.setattr(freed_module, "better", lambda one, other: other if second else one)
    height, width = truth.shape
    small = cv2.GaussianBlur(cv2.resize(truth, (256, 256), interpolation=cv2.INTER_AREA), (0, 0), 1)
    alpha = np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC), np.uint8)
    photo = photo_of(truth, (90, 50, 30), (200, 205, 210))
    cutout = cut(photo, Matte(alpha, 1.0, "embedded", box=product_box(alpha)), CutoutSettings(), (width, height))
    return len(seen), cutout.refined


def test_a_plain_edge_is_refined_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _looks(monkeypatch, disc_alpha()) == (1, "fast")


@pytest.mark.parametrize(("second", "taken"), [(False, "fast"), (True, "best")])
def test_fur_is_refined_twice_and_which_was_taken_is_told(
    monkeypatch: pytest.MonkeyPatch, second: bool, taken: str
) -> None:
    assert _looks(monkeypatch, _furry(), second=second) == (2, taken)
