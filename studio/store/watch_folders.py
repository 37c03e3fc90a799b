"""Which folders the window watches, remembered from day to day: `watch-folders.json` under the studio's home."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from studio.store import atomic, paths


@dataclass(frozen=True)
class WatchFolder:
    """A folder whose photos go through a preset (its id) into channels (their ids), below `out`.

    `deliver`: the address that what passed is brought to, "" for none; its password is in the keyring.
    """

    folder: Path
    out: Path
    preset: str
    channels: tuple[str, ...]
    paused: bool = False
    deliver: str = ""

    @property
    def id(self) -> str:
        """What tells it from others: the same wish has the same id, paused or not, delivered or not."""
        wish = json.dumps([str(self.folder), str(self.out), self.preset, list(self.channels)])
        return hashlib.sha256(wish.encode()).hexdigest()[:16]


def watch_folders_file() -> Path:
    """Return the place of the file."""
    return paths.home() / "watch-folders.json"


def watch_folders_broken() -> bool:
    """Whether there is a file, and it cannot be read."""
    return _read() is None


def load_watch_folders(told: list[str] | None = None) -> tuple[WatchFolder, ...]:
    """Return what was remembered; a file that cannot be read counts as none.

    With `told` such a file is kept aside as `watch-folders.broken.json`, and `told` gains a sentence about it.
    """
    found = _read()
    if found is None and told is not None:
        file = watch_folders_file()
        aside = file.with_suffix(".broken.json")
        try:
            file.replace(aside)
            told.append(f"The list of watched folders could not be read. It is kept as {aside}.")
        except OSError as error:
            told.append(f"The list of watched folders, {file}, could not be read: {error.strerror or error}.")
    return found or ()


def _read() -> tuple[WatchFolder, ...] | None:
    """Return what the file says: nothing where there is none, None where it cannot be read."""
    try:
        document = json.loads(watch_folders_file().read_bytes())
        return tuple(
            WatchFolder(
                Path(each["folder"]),
                Path(each["out"]),
                str(each["preset"]),
                tuple(str(channel) for channel in each["channels"]),
                bool(each["paused"]),
                str(each.get("deliver", "")),
            )
            for each in document["folders"]
        )
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def save_watch_folders(folders: Iterable[WatchFolder]) -> None:
    """Write them in one step; raises WriteError."""
    listed = [
        {
            "folder": str(each.folder),
            "out": str(each.out),
            "preset": each.preset,
            "channels": list(each.channels),
            "paused": each.paused,
            "deliver": each.deliver,
        }
        for each in folders
    ]
    atomic.write_json(watch_folders_file(), {"version": 1, "folders": listed}, parents=True)
