"""Jobs and items as plain data for the catalogue, and back. Paths that are not text are kept by JSON's escapes."""

import json
from functools import lru_cache
from pathlib import Path, PurePosixPath
from time import monotonic
from typing import Any

from studio.app.batch.report import Item
from studio.app.photo.job import Job, Target
from studio.check import find_channel
from studio.model.channel import Channel
from studio.model.finding import Finding
from studio.model.photo import Photo
from studio.model.preset import Preset
from studio.model.touchup import UNTOUCHED, TouchUp


def as_text(value: Any) -> str:
    """Return plain data as JSON in ASCII: every path, text or not, is the same again after reading."""
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def job_text(job: Job) -> str:
    """Return a job without its preset as JSON."""
    document: dict[str, Any] = {
        "photo": str(job.photo.path),
        "relative": str(job.photo.relative),
        "targets": [[target.channel.id, str(target.output)] for target in job.targets],
    }
    if job.touchup.operations:
        document["touchup"] = job.touchup.model_dump(mode="json")
    if job.plate is not None:
        document["plate"] = str(job.plate)
    return as_text(document)


def touched(text: str, touchup: TouchUp) -> str:
    """Return a job's JSON with another touch-up."""
    document = {key: value for key, value in json.loads(text).items() if key != "touchup"}
    if touchup.operations:
        document["touchup"] = touchup.model_dump(mode="json")
    return as_text(document)


def job_of(text: str, preset: str) -> Job:
    """Return a job from its JSON and its preset's, with the channels' rules of today.

    Raises UnknownChannelError where a channel is no more, pydantic.ValidationError where the preset fits no more.
    """
    import studio.scene  # noqa: F401  (makes the element kinds known, which presets name)

    document = json.loads(text)
    return Job(
        photo_of(text),
        Preset.model_validate_json(preset),
        tuple(Target(_channel(channel, _minute()), PurePosixPath(output)) for channel, output in document["targets"]),
        TouchUp.model_validate(document["touchup"]) if "touchup" in document else UNTOUCHED,
        Path(document["plate"]) if "plate" in document else None,
    )


@lru_cache(64)
def _channel(name: str, _minute: int) -> Channel:
    """Return a channel as its file says in this minute: finding it takes 10 ms, which is not asked of every photo."""
    return find_channel(name)


def _minute() -> int:
    return int(monotonic() // 60)


def photo_of(text: str) -> Photo:
    """Return the photo of a job."""
    document = json.loads(text)
    return Photo(Path(document["photo"]), PurePosixPath(document["relative"]))


def item_of(text: str) -> Item:
    """Return an item from its JSON as in batch.json."""
    document = json.loads(text)
    size = document.get("size")
    return Item(
        photo=document["photo"],
        sha256=document["sha256"],
        channel=document["channel"],
        output=document["output"],
        status=document["status"],
        model=document["model"],
        findings=tuple(_finding(each) for each in document["findings"]),
        error=document["error"],
        mended=tuple(document.get("mended", ())),
        seconds=document.get("seconds", {}),
        size=(size[0], size[1]) if size else None,
        again=document.get("again", False),
        confidence=document.get("confidence"),
        length=document.get("bytes"),
        output_sha256=document.get("output_sha256"),
        review=document.get("review", False),
        device=document.get("device", ""),
    )


def _finding(document: dict[str, Any]) -> Finding:
    where = document.get("where")
    return Finding(**{**document, "where": tuple(where) if where else None})
