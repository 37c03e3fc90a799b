"""Comparing results without knowing whose they are: the seller's own eye as a score."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal

from studio.app.trial.item import TrialItem
from studio.app.trial.trial import Trial

Vote = Literal["left", "same", "right"]


@dataclass(frozen=True)
class Pair:
    """Two results for one photo, sides drawn by lot."""

    photo: str
    left: TrialItem
    right: TrialItem


def pairs(trial: Trial, chance: random.Random | None = None) -> list[Pair]:
    """Return every two results of a photo in a random order and on random sides, so that no model can be guessed."""
    draw = chance or random.Random()
    done = [item for item in trial.items if item.status == "done"]
    found = []
    for first, second in combinations(done, 2):
        if first.photo == second.photo:
            left, right = (first, second) if draw.random() < 0.5 else (second, first)
            found.append(Pair(first.photo, left, right))
    draw.shuffle(found)
    return found


def preferences(votes: Sequence[tuple[Pair, Vote]]) -> dict[str, float]:
    """Return by model the share of its comparisons that it won; a draw is half."""
    points: dict[str, list[float]] = {}
    for pair, vote in votes:
        left = {"left": 1.0, "same": 0.5, "right": 0.0}[vote]
        points.setdefault(pair.left.model, []).append(left)
        points.setdefault(pair.right.model, []).append(1.0 - left)
    return {model: sum(each) / len(each) for model, each in points.items()}


def judged(trial: Trial, preferred: Mapping[str, float]) -> Trial:
    """Return the trial with the person's preference among the scores, as “preferred”."""
    summary = []
    for each in trial.summary:
        scores = {name: value for name, value in each.scores.items() if name != "preferred"}
        if each.model in preferred:
            scores["preferred"] = round(preferred[each.model], 4)
        score = round(sum(scores.values()) / len(scores), 4) if scores else None
        summary.append(replace(each, scores=scores, score=score))
    return replace(trial, summary=tuple(summary))
