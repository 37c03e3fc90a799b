"""Mockups as files to hand on: one zip each, or a bare folder; what comes in is checked before it is kept."""

import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from studio.app.mockups.own import free_id
from studio.app.mockups.shelf import Item, own_folder
from studio.model.errors import UsageError
from studio.model.mockup import COLOUR, FILE, GLOSS, LIGHT, SCENE, InvalidMockupError
from studio.scene.mockup import read_passes
from studio.store import atomic

MOST_FILES, LARGEST_FILE, LARGEST = 40, 100_000_000, 300_000_000
_PASS = re.compile(r"uv-[a-z0-9][a-z0-9-]{0,63}\.png")
_DAY = (1980, 1, 1, 0, 0, 0)  # the same mockup makes the same bytes


def share(item: Item, path: Path) -> Path:
    """Write a mockup as a zip; returns its path, which ends in .zip. Raises InvalidMockupError, WriteError."""
    item.passes()  # what is broken is not handed on
    names = (FILE, SCENE, LIGHT, GLOSS, COLOUR, *(surface.file for surface in item.mockup.surfaces))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:  # the passes are packed already
        for name in names:
            archive.writestr(zipfile.ZipInfo(f"{item.id}/{name}", _DAY), (item.folder / name).read_bytes())
    whole = path if path.suffix.lower() == ".zip" else path.with_name(path.name + ".zip")
    atomic.write_bytes(whole, packed.getvalue(), parents=True)
    return whole


def is_shared(path: Path) -> bool:
    """Whether a path looks like a mockup from elsewhere: a folder with its file, or a zip with one in it."""
    if path.is_dir():
        return (path / FILE).is_file()
    if path.suffix.lower() != ".zip":
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            return any(PurePosixPath(name).name == FILE for name in archive.namelist()[: 50 * MOST_FILES])
    except (OSError, zipfile.BadZipFile):
        return False


def take_in(path: Path) -> Item:
    """Keep a mockup from elsewhere among the person's own; raises UsageError, InvalidMockupError, WriteError."""
    try:
        found = dict(_folder_files(path) if path.is_dir() else _zip_files(path))
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError) as error:
        raise UsageError(f"{path.name} cannot be read: {str(error)[:100]}.", "Ask for it again.") from error
    if FILE not in found:
        raise UsageError(f"{path.name} holds no mockup: {FILE} is missing.", "A mockup is a folder with that file.")
    mockup_id = free_id(path.stem if path.suffix.lower() == ".zip" else path.name)
    waiting = own_folder() / ".incoming" / mockup_id
    try:
        for name, data in found.items():
            atomic.write_bytes(waiting / name, data, parents=True)
        mockup = read_passes(waiting).mockup
        folder = own_folder() / mockup_id
        waiting.replace(folder)
    except InvalidMockupError as error:
        raise InvalidMockupError(f"{path.name}: {error.message}", error.hint) from error
    finally:
        shutil.rmtree(own_folder() / ".incoming", ignore_errors=True)
    return Item(mockup, folder, own=True)


def _known(name: str) -> bool:
    return name in (FILE, SCENE, LIGHT, GLOSS, COLOUR) or _PASS.fullmatch(name) is not None


def _folder_files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for file in sorted(folder.iterdir()):
        if _known(file.name) and file.is_file():
            if file.is_symlink():
                raise UsageError(f"{folder.name}/{file.name} is a link to another file.", "Ask for the file itself.")
            _allow(folder.name, file.name, file.stat().st_size)
            yield file.name, file.read_bytes()


def _zip_files(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the one mockup in a zip; where its names lead does not matter, only what they end in."""
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
        homes = {PurePosixPath(entry.filename).parent for entry in entries if entry.filename.endswith(FILE)}
        if len(homes) > 1:
            raise UsageError(f"{path.name} holds {len(homes)} mockups.", "Unpack it and drop the folders one by one.")
        total = 0
        for entry in entries:
            place = PurePosixPath(entry.filename)
            if place.parent not in homes or not _known(place.name):
                continue
            _allow(path.name, place.name, entry.file_size)
            with archive.open(entry) as file:
                data = file.read(LARGEST_FILE + 1)  # a header may lie about the size
            total += len(data)
            _allow(path.name, place.name, len(data))
            if total > LARGEST:
                raise UsageError(f"{path.name} unfolds into more than 300 MB.", "That is no mockup.")
            yield place.name, data


def _allow(where: str, name: str, size: int) -> None:
    if size > LARGEST_FILE:
        raise UsageError(f"{where}: {name} is larger than 100 MB.", "That is no mockup.")
