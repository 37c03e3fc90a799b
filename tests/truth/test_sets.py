"""What the studio composes into a set comes near to what was rendered there, and nearer than the usual drop shadow."""

import numpy as np
import pytest

from tests.benchmarks.sets import Error, measure, pairs


@pytest.fixture(scope="module")
def errors() -> list[Error]:
    return [measure(pair) for pair in pairs()]


def test_there_is_truth_for_a_dozen_pairs() -> None:
    assert len(pairs()) >= 12
    assert len({pair.split(".")[0] for pair in pairs()}) >= 12


def test_shadows_beat_a_drop_shadow_by_far(errors: list[Error]) -> None:
    ours, dropped, none = (np.mean([error.delta[kind] for error in errors]) for kind in ("ours", "drop shadow", "none"))
    assert ours < 0.65 * dropped
    assert ours < none
    ours, dropped = (np.mean([error.similarity[kind] for error in errors]) for kind in ("ours", "drop shadow"))
    assert 1 - ours < 0.65 * (1 - dropped)


def test_no_pair_is_worse_than_a_drop_shadow(errors: list[Error]) -> None:
    worse = {error.pair: error.delta for error in errors if error.delta["ours"] > error.delta["drop shadow"]}
    assert not worse
