"""Scores from 0 to 1 for the results of a trial: what can be measured without a person, each named for what it is.

complete    share of the answer's fields that say something
founded     1 for a text without claims that must be checked, less for each that must (task `copy`)
agreement   how far the words of an answer are those of the other models for the same photo (task answers only)
confidence  of a cutout, as the method measures it
fidelity    share of the product's pixels in the result that are the photo's own, to the code (scene-edit, model-shot)
untouched   share of the product's pixels that the provider's own picture had left as they were
rules       1 for a picture that a channel would take, less for each error and, a quarter as much, each warning
"""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from studio.app.trial.item import TrialItem
from studio.model.channel import Channel
from studio.model.picture import Picture

_WORD = re.compile(r"[^\W\d_]{3,}")
_NOTHING: tuple[Any, ...] = (None, "", [], {}, "cannot tell")


def own_scores(value: BaseModel) -> dict[str, float]:
    """Return the scores of an answer by itself."""
    data = value.model_dump(mode="json")
    scores = {"complete": round(_complete(data), 4)}
    if "claims" in data:
        from studio.ai.tasks.copy import doubts

        scores["founded"] = round(1 / (1 + len(doubts(value, {}))), 4)
    return scores


def rules_score(picture: Picture, channel: Channel, name: str) -> float:
    """Return how far a picture keeps a channel's rules, as the JPEG that would be uploaded."""
    from studio.check import check, read_finished
    from studio.export import encode

    findings = check(read_finished(encode(picture, format="jpeg").data, f"{name}.jpg"), channel)
    severities = [finding.severity for finding in findings]
    return round(1 / (1 + severities.count("error") + severities.count("warning") / 4), 4)


def agreement(items: Sequence[TrialItem], folder: Path) -> list[TrialItem]:
    """Add to each answer how far it agrees with the other models' answers about its photo; where there are any."""
    words = {id(item): _words(folder / item.output) for item in items if item.output and item.output.endswith(".json")}
    result = []
    for item in items:
        others = [
            words[id(other)]
            for other in items
            if other.photo == item.photo and other.model != item.model and id(other) in words
        ]
        if id(item) in words and others:
            own = words[id(item)]
            shares = [len(own & other) / len(own | other) if own | other else 1.0 for other in others]
            scores = {**item.scores, "agreement": round(sum(shares) / len(shares), 4)}
            result.append(replace(item, scores=scores))
        else:
            result.append(item)
    return result


def _complete(data: Any) -> float:
    values = list(data.values())
    return sum(value not in _NOTHING for value in values) / len(values) if values else 0.0


def _words(path: Path) -> set[str]:
    return {word.casefold() for text in _texts(json.loads(path.read_text())) for word in _WORD.findall(text)}


def _texts(data: Any) -> list[str]:
    if isinstance(data, dict):
        return [text for value in data.values() for text in _texts(value)]
    if isinstance(data, list):
        return [text for value in data for text in _texts(value)]
    return [data] if isinstance(data, str) else []
