"""Which folders the window watches, remembered from day to day: `watch-folders.json` under the studio's home."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from studio.store import atomic, paths


@dataclass(frozen=True)
class WatchFolder:
    """A folder whose photos go through a preset (its id) into channels (their ids), below `out`."""

    folder: Path
    out: Path
    preset: str
    channels: tuple[str, ...]
    paused: bool = False

    @property
    def id(self) -> str:
        """What tells it from others: the same wish has the same id, paused or not."""
        wish = json.dumps([str(self.folder), str(self.out), self.preset, list(self.channels)])
        return hashlib.sha256(wish.encode()).hexdigest()[:16]


def watch_folders_file() -> Path:
    """Return the place of the file."""
    return paths.home() / "watch-folders.json"


def load_watch_folders() -> tuple[WatchFolder, ...]:
    """Return what was remembered; a file that cannot be read counts as none."""
    try:
        document = json.loads(watch_folders_file().read_bytes())
        return tuple(
            WatchFolder(
                Path(each["folder"]),
                Path(each["out"]),
                str(each["preset"]),
                tuple(str(channel) for channel in each["channels"]),
                bool(each["paused"]),
            )
            for each in document["folders"]
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ()


def save_watch_folders(folders: Iterable[WatchFolder]) -> None:
    """Write them in one step; raises WriteError."""
    listed = [
        {
            "folder": str(each.folder),
            "out": str(each.out),
            "preset": each.preset,
            "channels": list(each.channels),
            "paused": each.paused,
        }
        for each in folders
    ]
    atomic.write_json(watch_folders_file(), {"version": 1, "folders": listed}, parents=True)
