"""What can be asked of a photo's work without doing it: what is finished already, and what the checks would say."""

from collections.abc import Sequence
from pathlib import Path

from studio.app.batch.report import Item
from studio.app.photo.finding import backdrops_of
from studio.app.photo.job import Target
from studio.app.photo.pipeline import PhotoWork
from studio.model.channel import Channel
from studio.model.finding import Finding
from studio.model.photo import Photo
from studio.model.preset import Preset
from studio.model.touchup import UNTOUCHED, TouchUp


def known_items(
    photo: Photo,
    preset: Preset,
    targets: Sequence[Target],
    out_dir: Path,
    *,
    touchup: TouchUp = UNTOUCHED,
    plate: Path | None = None,
) -> tuple[str, dict[int, Item], dict[int, str]]:
    """Return the photo's sha256, the items of an earlier run that still hold, and the key of each other one's receipt.

    Both by place in `targets`. Raises StudioError where the photo cannot be read.
    """
    work = PhotoWork(photo, preset, touchup, out_dir, backdrops_of(photo.path, preset.cutout, plate))
    work.identify()
    items = {at: item for at, target in enumerate(targets) if (item := work.again(target)) is not None}
    keys = {at: work.key(target.channel) for at, target in enumerate(targets) if at not in items}
    return work.sha256, items, keys


def examine_photo(
    photo: Photo, preset: Preset, channels: Sequence[Channel], touchup: TouchUp = UNTOUCHED
) -> dict[str, tuple[tuple[Finding, ...], tuple[int, int]]]:
    """Return by channel the findings and the size of the file that would be made; writes none; raises StudioError."""
    work = PhotoWork(photo, preset, touchup, Path(), backdrops_of(photo.path, preset.cutout))
    work.identify()
    work.prepare(channels)
    return {channel.id: work.examined(channel) for channel in channels}
