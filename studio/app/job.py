"""One photo's share of a batch."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from studio.model.channel import Channel
from studio.model.photo import Photo
from studio.model.preset import Preset


@dataclass(frozen=True)
class Target:
    """A channel and the place of its file under the output folder."""

    channel: Channel
    output: PurePosixPath


@dataclass(frozen=True)
class Job:
    """One photo, how it is to look, and its outputs."""

    photo: Photo
    preset: Preset
    targets: tuple[Target, ...]
