"""The workspace on disk: written shortly after each change, found again after a crash or a power cut."""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath
from threading import Lock
from typing import Any

from studio.app.workspace.document import Document, Look
from studio.app.workspace.exported import exported_as_json, exported_from_json
from studio.app.workspace.later import Later
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
        self._saving = Later(delay, self._write_quietly)
        self._writing = Lock()
        self._exported: dict[str, dict[str, Any]] = {}
        self.told: list[str] = []  # what of the workspace last opened only a newer studio knows
        self._unsubscribe = workspace.subscribe(self._heard)

    def restore(self) -> bool:
        """Open what was saved last; returns whether there was anything. A broken file is kept aside."""
        if not self._path.exists():
            return False
        try:
            data = json.loads(self._path.read_text("utf-8"))
            document, selection, current = from_json(data, self.told)
            exported = {key: data["exported"][key] for key in data.get("exported", {}) if key in document.looks}
            states = {key: state for key, entry in exported.items() if (state := exported_from_json(entry))}
        except (StudioError, ValueError, KeyError, TypeError, IndexError, AttributeError):
            self._path.replace(self._path.with_suffix(".broken.json"))
            return False
        if not document.photos:
            return False
        self._workspace.open(document, selection, current)
        self._exported = {key: exported[key] for key in states}
        for key, state in states.items():
            self._workspace.report(key, state)
        return True

    def _heard(self, change: Change) -> None:
        if change.kind == "state":
            if self._note_exported(change.ids):
                self._saving.ask(self._everything())
        elif change.kind != "clipboard":
            self._saving.ask(self._everything())

    def _note_exported(self, ids: Iterable[str]) -> bool:
        """Follow which photos have been exported; returns whether that is other than before."""
        differs = False
        for photo_id in ids:
            state, before = self._workspace.state_of(photo_id), self._exported.get(photo_id)
            now = exported_as_json(photo_id, state, before) if state.outputs else None
            differs |= now != before
            if now is not None:
                self._exported[photo_id] = now
            else:
                self._exported.pop(photo_id, None)
        return differs

    def _everything(self) -> dict[str, Any]:
        """Return what stands now, to be written by another thread."""
        workspace = self._workspace
        document = workspace.document
        return {
            "document": document,
            "selection": workspace.selection,
            "current": workspace.current,
            "exported": {key: entry for key, entry in self._exported.items() if key in document.looks},
        }

    def _write_quietly(self, everything: Mapping[str, Any]) -> None:
        """On a thread of its own: a disk that refuses now is tried again with the next change."""
        with suppress(StudioError, OSError):
            self._write(everything)

    def _write(self, everything: Mapping[str, Any]) -> None:
        from studio.store import atomic

        with self._writing:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            data = to_json(everything["document"], everything["selection"], everything["current"])
            data["exported"] = everything["exported"]
            atomic.write_text(self._path, json.dumps(data, ensure_ascii=False))

    def flush(self) -> None:
        """Write now, on this thread; raises WriteError where the disk refuses."""
        self._saving.cancel()
        self._write(self._everything())

    def wait(self, seconds: float) -> None:
        """Wait until what was due is written."""
        self._saving.wait(seconds)

    def close(self) -> None:
        """Write for the last time and stop listening."""
        self._unsubscribe()
        self._saving.end()
        self.flush()
