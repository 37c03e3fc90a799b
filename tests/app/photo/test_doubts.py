"""A second method's word about a cutout: asked where the first is unsure, kept, and told where they differ."""

from dataclasses import replace

import numpy as np
import pytest

from studio.app.batch.report import Item, status_of
from studio.app.photo import doubts
from studio.app.photo.doubts import doubts_of, edge_doubts, overlap, second_opinion
from studio.app.queue.risk import risk_of
from studio.cutout.judge import UNSURE
from studio.model.matte import Cutout, Matte
from studio.model.picture import WHOLE, Picture
from tests.app.shots import shot


def matte(columns: int, confidence: float = 0.5, model: str = "embedded", size: int = 100) -> Matte:
    alpha = np.zeros((size, size), np.uint8)
    alpha[:, : columns * size // 100] = 255
    return Matte(alpha, confidence, model)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The other method's answer is half of the picture."""
    models: list[str] = []

    def other(sha256: str, picture: object, model: str, **_: object) -> Matte:
        models.append(model)
        return matte(50, model=model, size=50)

    monkeypatch.setattr(doubts, "found_matte", other)
    return models


def opinion(first: Matte, *, always: bool = False) -> Matte:
    return second_opinion(first, "sha", lambda: Picture(np.zeros((4, 4, 3), np.uint8)), always=always)


def test_methods_that_differ_are_a_reason_to_look(asked: list[str]) -> None:
    first = matte(80)
    told = opinion(first)
    assert told.reasons == ("A second look found another outline: only 62% of the two is the same.",)
    assert np.array_equal(told.alpha, first.alpha)
    assert status_of(doubts_of(told, whole=False)) == "flagged", "doubtful by itself, and another method disagrees"
    assert status_of(doubts_of(first, whole=False)) == "done"
    assert asked == ["classical"]
    assert opinion(matte(52)).reasons == ()
    assert opinion(matte(80, model="classical")).reasons
    assert asked[-1] == "embedded"


def test_a_sure_cutout_is_only_asked_about_where_somebody_reviews(asked: list[str]) -> None:
    sure = matte(80, confidence=0.95)
    assert opinion(sure) is sure
    assert opinion(replace(sure, model="file", confidence=0.1)).reasons == ()
    assert opinion(matte(0)).reasons == ()
    assert asked == []
    told = opinion(sure, always=True)
    assert asked == ["classical"]
    found = doubts_of(told, whole=False)
    item = Item("a.jpg", "", "plain", "a.jpg", status_of(found), "embedded", findings=tuple(found), confidence=0.95)
    assert item.status == "done", "a doubt does not hold a file back"
    assert risk_of(item) >= 0.25, "but a person sees it"


def test_what_is_probably_wrong_is_not_called_uncertain_too() -> None:
    other = "A second look found another outline."
    unsure = replace(matte(50, confidence=0.5), reasons=(UNSURE, other))
    assert [doubt.message for doubt in doubts_of(unsure, whole=False)] == [UNSURE, other]
    wrong, told = doubts_of(replace(unsure, confidence=0.2), whole=False)
    assert (wrong.severity, told.message) == ("error", other)


def test_overlap_is_a_share_of_what_either_holds() -> None:
    assert overlap(matte(50), matte(50, size=40)) == pytest.approx(1.0, abs=0.03)
    assert overlap(matte(25), matte(50)) == 0.5
    assert overlap(matte(0), matte(0)) == 1.0


def test_both_methods_agree_on_a_plain_shot(studio_home: object, tmp_path: object) -> None:
    from pathlib import Path

    from studio.app.photo.mattes import PROXY
    from studio.intake import fingerprint, load

    photo = shot(Path(str(tmp_path)) / "a.jpg", size=(300, 240))
    picture = load(photo, longest=PROXY).picture
    first = doubts.found_matte(fingerprint(photo), lambda: picture, "embedded")
    assert second_opinion(first, fingerprint(photo), lambda: picture, always=True).reasons == first.reasons


def test_a_halo_is_told_as_a_hint() -> None:
    picture = Picture(np.zeros((4, 4, 3), np.uint8), np.full((4, 4), 255, np.uint8))
    cutout = Cutout(picture, WHOLE, WHOLE, 4, 4, 4, 4, 1.0, "embedded", halo=0.45)
    (finding,) = edge_doubts(cutout)
    assert (finding.severity, "45%" in finding.message) == ("info", True)
    assert not edge_doubts(replace(cutout, halo=0.1))


@pytest.mark.parametrize(("measured", "word"), [("fringe", "remains"), ("jag", "uneven")])
def test_fringe_and_jag_are_told_as_hints(measured: str, word: str) -> None:
    picture = Picture(np.zeros((4, 4, 3), np.uint8), np.full((4, 4), 255, np.uint8))
    cutout = Cutout(picture, WHOLE, WHOLE, 4, 4, 4, 4, 1.0, "embedded")
    (finding,) = edge_doubts(replace(cutout, **{measured: 0.4}))
    assert (finding.severity, "40%" in finding.message, word in finding.message) == ("info", True, True)
    assert not edge_doubts(replace(cutout, **{measured: 0.02}))


def test_a_refinement_that_was_not_asked_for_is_told() -> None:
    picture = Picture(np.zeros((4, 4, 3), np.uint8), np.full((4, 4), 255, np.uint8))
    cutout = Cutout(picture, WHOLE, WHOLE, 4, 4, 4, 4, 1.0, "embedded", refined="best")
    (finding,) = edge_doubts(cutout, "fast")
    assert (finding.severity, "finer" in finding.message) == ("info", True)
    assert not edge_doubts(cutout, "best")
    assert not edge_doubts(cutout)
