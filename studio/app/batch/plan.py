"""What a batch will do, settled before it does anything: every output's place, and that no original is in danger."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from studio.app.photo.file_wish import file_wish
from studio.app.photo.job import Job, Target
from studio.export import extension
from studio.export.names import Planned, Wanted, expand_name, plan_names, safe_name
from studio.intake import gather, group
from studio.model.channel import Channel
from studio.model.errors import UsageError
from studio.model.photo import Listing, Photo
from studio.model.preset import Preset
from studio.model.touchup import UNTOUCHED, TouchUp

_ASIN = re.compile(r"[A-Z0-9]{10}")


@dataclass(frozen=True)
class Plan:
    """The jobs in the order of the photos, and a sentence for each output that needed another name.

    `left_out` are files of the folders that are no photos.
    """

    jobs: tuple[Job, ...]
    collisions: tuple[str, ...]
    out_dir: Path
    left_out: tuple[str, ...] = ()


def photos_in(
    paths: Iterable[Path], out_dir: Path | None = None, *, skipped: Callable[[Path, str], None] = lambda path, why: None
) -> list[Photo]:
    """Return the photos below some paths; what lies in the output folder is earlier output, not a photo.

    A file that is named itself is always taken; a folder's files that are no photos are told to `skipped`. Raises
    UsageError where nothing is left.
    """
    named, out = [Path(path) for path in paths], out_dir.absolute() if out_dir is not None else None
    explicit = {path.absolute() for path in named if not path.is_dir()}
    photos = [
        photo
        for photo in gather(named, skipped=skipped)
        if photo.path in explicit or not _is_output(photo.path, out, {path.absolute() for path in named})
    ]
    if not photos:
        raise UsageError(
            f"No photos were found in {', '.join(str(path) for path in named) or 'nothing'}.",
            "Name a photo, or a folder that holds some (JPEG, PNG, WebP, HEIC, TIFF, …).",
        )
    return photos


def _is_output(path: Path, out: Path | None, named: set[Path]) -> bool:
    """Whether a walk came upon an earlier result: below an output folder inside the photos', or beside a receipt."""
    inside = out is not None and out in path.parents and any(folder in out.parents for folder in named)
    return inside or path.with_name(path.name + ".receipt.json").exists()


def make_plan(
    photos: Sequence[Photo],
    preset: Preset,
    channels: Sequence[Channel],
    out_dir: Path,
    *,
    own: Mapping[str, Preset] | None = None,
    touchups: Mapping[str, TouchUp] | None = None,
    listings: Sequence[Listing] | None = None,
    left_out: Sequence[str] = (),
    clean_plate: Path | None = None,
) -> Plan:
    """Return the plan: `<channel>/<sub-folder>/<name>` for every photo and channel.

    `own` gives single photos (by id) a preset of their own, `touchups` what was done to their cutouts by hand;
    `clean_plate` is a photo of the empty backdrop of them all;
    `listings` the SKUs where the seller has arranged them.
    Raises UsageError for a bad name template, and where an output would take the place of an original.
    """
    facts = _facts(listings if listings is not None else group(photos))
    presets = own or {}
    wanted, owners = [], []
    for photo in photos:
        for channel in channels:
            chosen = presets.get(photo.id, preset)
            name = expand_name(chosen.output.name, _fields(photo, channel, chosen, facts))
            wanted.append(Wanted(photo.relative.as_posix(), PurePosixPath(channel.id) / photo.relative.parent, name))
            owners.append(channel)
    planned = plan_names(wanted)
    _protect_originals(photos, [out_dir / place.output for place in planned])
    count = len(channels)
    jobs = tuple(
        Job(
            photo,
            presets.get(photo.id, preset),
            tuple(
                Target(channel, place.output)
                for channel, place in zip(channels, planned[at * count : (at + 1) * count], strict=True)
            ),
            (touchups or {}).get(photo.id, UNTOUCHED),
            clean_plate,
        )
        for at, photo in enumerate(photos)
    )
    return Plan(jobs, tuple(_told(planned)), out_dir, tuple(left_out))


def plan_pngs(photos: Sequence[Photo], out_dir: Path) -> tuple[list[PurePosixPath], list[str]]:
    """Return each photo's `<sub-folder>/<stem>.png` in order, and a sentence for each that needed another name."""
    wanted = [
        Wanted(photo.relative.as_posix(), photo.relative.parent, safe_name(f"{photo.relative.stem}.png"))
        for photo in photos
    ]
    planned = plan_names(wanted)
    _protect_originals(photos, [out_dir / place.output for place in planned])
    return [place.output for place in planned], _told(planned)


def _told(planned: Iterable[Planned]) -> list[str]:
    return [
        f"{place.owner} would have taken the name of {place.collided_with}: written as {place.output}."
        for place in planned
        if place.collided_with
    ]


def _facts(listings: Sequence[Listing]) -> dict[str, tuple[str, int]]:
    """Return (sku, place in the listing from 0) by photo id."""
    return {photo.id: (listing.sku, at) for listing in listings for at, photo in enumerate(listing.photos)}


def _fields(photo: Photo, channel: Channel, preset: Preset, facts: Mapping[str, tuple[str, int]]) -> dict[str, str]:
    sku, at = facts.get(photo.id, (photo.relative.stem, 0))
    return {
        "stem": photo.relative.stem,
        "sku": sku,
        "asin": sku if _ASIN.fullmatch(sku) else "",
        "variant": "MAIN" if at == 0 else f"PT{at:02d}",
        "index": str(at + 1),
        "channel": channel.id,
        "ext": extension(file_wish(preset.output, channel).format),
    }


def _protect_originals(photos: Sequence[Photo], outputs: Iterable[Path]) -> None:
    originals = {_place(photo.path): photo for photo in photos}
    for output in outputs:
        original = originals.get(_place(output))
        if original is not None:
            raise UsageError(
                f"The result would overwrite the original {original.path}.", "Choose another output folder."
            )


def _place(path: Path) -> str:
    """Return a path as the file system sees it: links resolved, and case ignored, as Windows and macOS do."""
    return str(path.resolve()).casefold()
