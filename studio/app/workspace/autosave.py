"""The workspace on disk: written shortly after each change, found again after a crash or a power cut."""

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath
from threading import Lock, Timer
from typing import Any

from studio.app.workspace.document import Document, Look
from studio.app.workspace.workspace import Change, Workspace
from studio.model.errors import StudioError
from studio.model.matte import CutoutSettings
from studio.model.newer_scene import read_known
from studio.model.photo import Listing, Photo
from studio.model.preset import Output
from studio.model.touchup import TouchUp

VERSION = 1


def to_json(document: Document, selection: tuple[str, ...] = (), current: str | None = None) -> dict[str, Any]:
    """Return a document as plain data; looks that photos share are written once."""
    shared = {id(look): look for look in (document.newcomer, *document.looks.values())}
    looks, places = list(shared.values()), {key: place for place, key in enumerate(shared)}
    numbers = {photo_id: places[id(look)] for photo_id, look in document.looks.items()}
    return {
        "version": VERSION,
        "looks": [
            {"preset": it.preset, "scene": it.scene.model_dump(mode="json"), "cutout": it.cutout.model_dump()}
            for it in looks
        ],
        "listings": [
            {
                "sku": listing.sku,
                "photos": [
                    {"path": str(photo.path), "relative": str(photo.relative), "look": numbers.get(photo.id, 0)}
                    for photo in listing.photos
                ],
            }
            for listing in document.listings
        ],
        "channels": list(document.channels),
        "destination": str(document.destination) if document.destination else None,
        "output": document.output.model_dump(),
        "touchups": {key: touchup.model_dump(mode="json") for key, touchup in document.touchups.items()},
        "selection": list(selection),
        "current": current,
    }


def from_json(data: Mapping[str, Any], told: list[str] | None = None) -> tuple[Document, tuple[str, ...], str | None]:
    """Return document, selection and current photo from plain data; raises StudioError or ValueError where unusable.

    `told` gains a sentence for each part of a scene that only a newer studio knows.
    """
    if data.get("version") != VERSION:
        raise ValueError(f"workspace version {data.get('version')!r}")
    looks = [_look(entry, [] if told is None else told) for entry in data["looks"]]
    listings, by_photo = [], {}
    for entry in data["listings"]:
        photos = [Photo(Path(it["path"]), PurePosixPath(it["relative"])) for it in entry["photos"]]
        by_photo.update({photo.id: looks[it["look"]] for photo, it in zip(photos, entry["photos"], strict=True)})
        listings.append(Listing(entry["sku"], tuple(photos)))
    destination = Path(data["destination"]) if data["destination"] else None
    output = Output.model_validate(data["output"])
    touchups = {
        key: TouchUp.model_validate(entry) for key, entry in data.get("touchups", {}).items() if key in by_photo
    }
    document = Document(looks[0], tuple(listings), by_photo, tuple(data["channels"]), destination, output, touchups)
    return document, tuple(data["selection"]), data["current"]


def _look(entry: Mapping[str, Any], told: list[str]) -> Look:
    scene, unknown = read_known(entry["scene"], "The saved workspace")
    told += (sentence for sentence in unknown if sentence not in told)
    return Look(scene, CutoutSettings.model_validate(entry["cutout"]), entry["preset"])


class Autosave:
    """Writes a workspace to `path` once it has been quiet for `delay` seconds, on a thread of its own."""

    def __init__(self, workspace: Workspace, path: Path, delay: float = 1.0) -> None:
        self._workspace = workspace
        self._path = path
        self._delay = delay
        self._timer: Timer | None = None
        self._writing = Lock()
        self.told: list[str] = []  # what of the workspace last opened only a newer studio knows
        self._unsubscribe = workspace.subscribe(self._heard)

    def restore(self) -> bool:
        """Open what was saved last; returns whether there was anything. A broken file is kept aside."""
        if not self._path.exists():
            return False
        try:
            document, selection, current = from_json(json.loads(self._path.read_text("utf-8")), self.told)
        except (StudioError, ValueError, KeyError, TypeError, IndexError, AttributeError):
            self._path.replace(self._path.with_suffix(".broken.json"))
            return False
        if not document.photos:
            return False
        self._workspace.open(document, selection, current)
        return True

    def _heard(self, change: Change) -> None:
        if change.kind not in ("state", "clipboard"):
            self._later()

    def _later(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        workspace = self._workspace
        self._timer = Timer(
            self._delay, self._write_quietly, [workspace.document, workspace.selection, workspace.current]
        )
        self._timer.daemon = True
        self._timer.start()

    def _write_quietly(self, document: Document, selection: tuple[str, ...], current: str | None) -> None:
        """On the timer's thread: a disk that refuses now is tried again with the next change."""
        with suppress(StudioError, OSError):
            self._write(document, selection, current)

    def _write(self, document: Document, selection: tuple[str, ...], current: str | None) -> None:
        from studio.store import atomic

        with self._writing:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            atomic.write_text(self._path, json.dumps(to_json(document, selection, current), ensure_ascii=False))

    def flush(self) -> None:
        """Write now, on this thread; raises WriteError where the disk refuses."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._write(self._workspace.document, self._workspace.selection, self._workspace.current)

    def wait(self, seconds: float) -> None:
        """Wait until what was due is written."""
        if self._timer is not None:
            self._timer.join(seconds)

    def close(self) -> None:
        """Write for the last time and stop listening."""
        self._unsubscribe()
        self.flush()
