"""What happens on another machine: a parcel with everything a photo needs becomes finished files in memory.

Runs inside a `dask worker`. Photos travel as paths where the other machine sees the same file (told by its hash), else
as bytes. Nothing of the sender's disk is written to from here.
"""

import tempfile
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from studio.app.batch.report import Item
from studio.app.batch.worker_process import peak_memory
from studio.app.photo.job import Target
from studio.model.errors import StudioError
from studio.model.photo import Photo
from studio.model.preset import Preset
from studio.model.touchup import TouchUp

_one_at_a_time = threading.Lock()  # a photo takes a whole process's share of memory, whatever --nthreads says


class ClusterError(StudioError):
    """The machines of a cluster cannot be used: not reached, gone, or with another version of the studio."""

    kind = "cluster"


class ClusterGoneError(ClusterError):
    """The cluster went away and did not come back: nothing more can be done there, whichever the photo."""


@dataclass(frozen=True)
class Original:
    """A file of the sender's by content; `data` is None while its path may do. `name` is without folders."""

    path: str
    name: str
    sha256: str
    data: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Parcel:
    """One photo's work. `originals` are "photo" and, where they serve it, "plate" and "second".

    `engine` and `pictures` (name → sha256 of what the scene names) must be the same on the other machine.
    """

    relative: str
    originals: Mapping[str, Original]
    preset: Preset
    targets: tuple[Target, ...]
    touchup: TouchUp
    engine: str
    pictures: Mapping[str, str]


@dataclass(frozen=True)
class Made:
    """What came of a parcel: items in the order of its targets, and by output the file's bytes and its receipt.

    `missing` tells that the paths lead to nothing there: send the bytes.
    """

    items: tuple[Item, ...] = ()
    files: Mapping[str, tuple[bytes, bytes]] = field(default_factory=dict, repr=False)
    peak: int = 0
    missing: bool = False


def work_parcel(parcel: Parcel) -> Made:
    """Do a parcel's work; raises ClusterError where this machine would make something else than the sender's."""
    import studio.scene  # noqa: F401  (makes the element kinds known, which presets name)
    from studio.app.photo.engine import engine

    if engine() != parcel.engine:
        raise ClusterError(
            f"A worker has another version of the studio ({engine()}, not {parcel.engine}).",
            "Install the same version on every machine.",
        )
    with _one_at_a_time, tempfile.TemporaryDirectory(prefix="listing-studio-") as scratch:
        places = {role: _place(original, Path(scratch) / role) for role, original in parcel.originals.items()}
        if None in places.values():
            return Made(missing=True)
        _check_pictures(parcel)
        return _made(parcel, {role: place for role, place in places.items() if place}, Path(scratch) / "out")


def _made(parcel: Parcel, places: Mapping[str, Path], out_dir: Path) -> Made:
    from studio.app.photo.pipeline import process_photo
    from studio.export.receipts import receipt_path

    cutout = parcel.preset.cutout.changed(
        clean_plate=str(places.get("plate", "")), second_shot=str(places.get("second", ""))
    )
    preset = parcel.preset.model_copy(update={"cutout": cutout})
    photo = Photo(places["photo"], PurePosixPath(parcel.relative))
    items = process_photo(photo, preset, parcel.targets, out_dir, touchup=parcel.touchup)
    files = {
        item.output: ((out_dir / item.output).read_bytes(), receipt_path(out_dir / item.output).read_bytes())
        for item in items
        if item.output is not None
    }
    return Made(tuple(items), files, peak_memory())


def _place(original: Original, folder: Path) -> Path | None:
    """Return where a file lies on this machine, written into a folder of its own where it came as bytes."""
    from studio.intake import fingerprint

    if original.data is not None:
        path = folder / original.name
        folder.mkdir()
        path.write_bytes(original.data)
        return path
    with suppress(StudioError, OSError, ValueError):
        if fingerprint(Path(original.path)) == original.sha256:
            return Path(original.path)
    return None


def _check_pictures(parcel: Parcel) -> None:
    from studio.app.photo.pictures import picture_files
    from studio.intake import fingerprint

    here = {name: fingerprint(path) for name, path in picture_files(parcel.preset.scene).items()}
    for name, sha256 in parcel.pictures.items():
        if here.get(name) != sha256:
            raise ClusterError(
                f"A worker does not have the picture {name} that the scene names.",
                "Put it on a path that every machine sees, or into the studio's pictures folder there.",
            )
