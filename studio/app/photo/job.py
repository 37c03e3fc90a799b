"""One photo's share of a batch."""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from studio.model.channel import Channel
from studio.model.photo import Photo
from studio.model.preset import Preset
from studio.model.touchup import UNTOUCHED, TouchUp


@dataclass(frozen=True)
class Target:
    """A channel and the place of its file under the output folder."""

    channel: Channel
    output: PurePosixPath


@dataclass(frozen=True)
class Job:
    """One photo, how it is to look, its outputs, and what was done to its cutout by hand."""

    photo: Photo
    preset: Preset
    targets: tuple[Target, ...]
    touchup: TouchUp = UNTOUCHED
    plate: Path | None = None
    """A photo of the empty backdrop, chosen for this photo."""
