"""What a workspace holds and how it tells of changes; the commands over it stand in `editing` and `workspace`."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from studio.app.workspace import fields
from studio.app.workspace.document import NOTHING, Document, Look, PhotoState, Status
from studio.app.workspace.fields import MIXED
from studio.app.workspace.history import History
from studio.model.errors import UsageError
from studio.model.matte import CutoutSettings
from studio.model.photo import Listing, Photo
from studio.model.preset import Output
from studio.model.scene import Scene
from studio.model.touchup import UNTOUCHED, TouchUp

ChangeKind = Literal["photos", "selection", "look", "state", "wishes", "clipboard"]


@dataclass(frozen=True)
class Change:
    """What changed. `ids` are the photos concerned, empty where it concerns all or none.

    photos: added, removed, moved, listing renamed · selection: chosen or current photo · look: scene, cutout, touch-up
    or preset (undo and redo included) · state: status, reasons, findings · wishes: channels, destination, output.
    """

    kind: ChangeKind
    ids: tuple[str, ...] = ()


class Missing:
    """The value of a setting that none of the chosen photos has (no such element); there is one, `MISSING`."""

    def __bool__(self) -> bool:
        return False


MISSING: Final = Missing()
WAITING = PhotoState()
Listener = Callable[[Change], object]


class WorkspaceCore:
    """The document with its history, what is chosen, and what became of each photo; whoever listens is told."""

    def __init__(self, start: Look | None = None, channels: Sequence[str] = ("amazon-main",)) -> None:
        self._history = History(Document(start or plain_look(), channels=tuple(channels)))
        self._states: dict[str, PhotoState] = {}
        self._photos: dict[str, Photo] = {}
        self._selection: tuple[str, ...] = ()
        self._current: str | None = None
        self._copied: Look | None = None
        self._listeners: list[Listener] = []

    # --- listening ---------------------------------------------------------------------------------------------------

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener(change)` after every change, on the thread that changed; returns what unsubscribes it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def _tell(self, kind: ChangeKind, ids: Iterable[str] = ()) -> None:
        change = Change(kind, tuple(ids))
        for listener in tuple(self._listeners):
            listener(change)

    # --- reading -----------------------------------------------------------------------------------------------------

    @property
    def document(self) -> Document:
        """Everything at once, as an immutable value."""
        return self._history.state

    @property
    def listings(self) -> tuple[Listing, ...]:
        """The products, in order."""
        return self.document.listings

    @property
    def photos(self) -> tuple[Photo, ...]:
        """Every photo, in the order of the listings."""
        return tuple(self._photos.values())

    @property
    def selection(self) -> tuple[str, ...]:
        """Ids of the chosen photos, in the order shown; edits mean these."""
        return self._selection

    @property
    def current(self) -> str | None:
        """Id of the one photo on the canvas: one of the chosen, or None in an empty workspace."""
        return self._current

    def photo(self, photo_id: str) -> Photo:
        """Return a photo by id; raises UsageError for one that is not here."""
        if photo_id not in self._photos:
            raise UsageError(f"{Path(photo_id).name} is not in this workspace.")
        return self._photos[photo_id]

    def listing_of(self, photo_id: str) -> Listing:
        """Return the listing that a photo belongs to."""
        photo = self.photo(photo_id)
        return next(listing for listing in self.listings if photo in listing.photos)

    def look_of(self, photo_id: str) -> Look:
        """Return the look of a photo."""
        self.photo(photo_id)
        return self.document.looks[photo_id]

    def scene_of(self, photo_id: str) -> Scene:
        """Return the scene of a photo."""
        return self.look_of(photo_id).scene

    def cutout_settings_of(self, photo_id: str) -> CutoutSettings:
        """Return the cutout settings of a photo."""
        return self.look_of(photo_id).cutout

    def touchup_of(self, photo_id: str) -> TouchUp:
        """Return what was done to a photo's cutout by hand."""
        self.photo(photo_id)
        return self.document.touchups.get(photo_id, UNTOUCHED)

    def preset_of(self, photo_id: str) -> str:
        """Return the id of the preset that a photo's look started from, or ""."""
        return self.look_of(photo_id).preset

    def state_of(self, photo_id: str) -> PhotoState:
        """Return what is known of a photo's work."""
        return self._states.get(photo_id, WAITING)

    def failed(self) -> list[str]:
        """Return the ids of the photos that failed."""
        return [photo.id for photo in self.photos if self.state_of(photo.id).status == "failed"]

    def value_of(self, path: str, ids: Iterable[str] | None = None) -> Any:
        """Return the setting at `path` of the chosen photos: a value, MIXED, or MISSING where none has it."""
        values = []
        for look in unlike(self._looks(ids).values()):
            try:
                values.append(fields.read(look, path))
            except UsageError:
                continue
        if not values:
            return MISSING
        return values[0] if all(value == values[0] for value in values) else MIXED

    def _looks(self, ids: Iterable[str] | None) -> dict[str, Look]:
        chosen = self._selection if ids is None else tuple(ids)
        return {photo_id: self.look_of(photo_id) for photo_id in chosen}

    # --- export wishes -----------------------------------------------------------------------------------------------

    @property
    def channels(self) -> tuple[str, ...]:
        """Ids of the channels to export for, in the order chosen."""
        return self.document.channels

    @property
    def destination(self) -> Path | None:
        """The folder to export to, or None where the usual one is meant."""
        return self.document.destination

    @property
    def output(self) -> Output:
        """How pictures are written where a channel leaves it open."""
        return self.document.output

    # --- choosing ----------------------------------------------------------------------------------------------------

    def select(self, ids: Iterable[str], current: str | None = None) -> None:
        """Choose photos; `current` (default: kept where chosen, else the first) is the one on the canvas."""
        wanted = set(ids)
        chosen = tuple(photo_id for photo_id in self._photos if photo_id in wanted)
        kept = current or self._current
        now = kept if kept in chosen else (chosen[0] if chosen else None)
        if (chosen, now) != (self._selection, self._current):
            self._history.settle()
            self._selection, self._current = chosen, now
            self._tell("selection", chosen)

    def select_all(self) -> None:
        """Choose every photo; the one on the canvas stays."""
        self.select(self._photos)

    def step(self, by: int) -> None:
        """Show and choose the next (1) or previous (-1) photo; stops at the ends."""
        ids = tuple(self._photos)
        if ids:
            at = ids.index(self._current) if self._current in ids else 0
            self.select([ids[max(0, min(len(ids) - 1, at + by))]])

    # --- changing ----------------------------------------------------------------------------------------------------

    def _push(self, document: Document, name: str, kind: ChangeKind, *, amend: bool = False) -> None:
        before = self.document
        if document != before:
            self._history.push(document, name, amend=amend)
            self._changed(before)

    def _changed(self, before: Document) -> None:
        """Tell what differs between the document before and now."""
        now = self.document
        if now.listings != before.listings:
            self._refresh()
            was, is_ = dict.fromkeys(p.id for p in before.photos), dict.fromkeys(p.id for p in now.photos)
            self._tell("photos", [*(key for key in is_ if key not in was), *(key for key in was if key not in is_)])
            chosen = [photo_id for photo_id in self._selection if photo_id in self._photos]
            self.select(chosen or self._neighbour(before), None)
        differ = [key for key in now.looks if key in before.looks and _unlike(before, now, key)]
        if differ:
            self._rework(differ)
            self._tell("look", differ)
        if now.channels != before.channels:
            self._forget_findings(now.channels)
        if (now.channels, now.destination, now.output) != (before.channels, before.destination, before.output):
            self._tell("wishes")

    def _refresh(self) -> None:
        self._photos = {photo.id: photo for photo in self.document.photos}
        self._states = {key: state for key, state in self._states.items() if key in self._photos}

    def _neighbour(self, before: Document) -> list[str]:
        """The photo to show where the chosen one has gone: the one that took its place."""
        old = [photo.id for photo in before.photos]
        at = old.index(self._current) if self._current in old else 0
        return [key for key in old[at:] + old[:at][::-1] if key in self._photos][:1] or list(self._photos)[:1]

    def _rework(self, ids: Iterable[str]) -> None:
        """A changed look makes exported files and findings old: back to ready, what needs mending is found anew."""
        for photo_id in ids:
            state = self.state_of(photo_id)
            over = state.status == "exported" or (state.status == "look" and not state.reasons)
            status: Status = "ready" if over else state.status
            fresh = state.changed(status=status, outputs=(), findings=NOTHING, sizes=NOTHING)
            if fresh != state:
                self._states[photo_id] = fresh
                self._tell("state", [photo_id])

    def _forget_findings(self, channels: tuple[str, ...]) -> None:
        """Findings of a channel that is not exported to any more are nobody's business."""
        for photo_id, state in tuple(self._states.items()):
            left = {key: found for key, found in state.findings.items() if key in channels}
            if len(left) < len(state.findings):
                self._states[photo_id] = state.changed(findings=left)
                self._tell("state", [photo_id])


def _unlike(before: Document, now: Document, photo_id: str) -> bool:
    """Whether a photo is to look otherwise than before."""
    touched = before.touchups.get(photo_id, UNTOUCHED) != now.touchups.get(photo_id, UNTOUCHED)
    return touched or before.looks[photo_id] != now.looks[photo_id]


def plain_look() -> Look:
    """The look of a new photo: the default preset's, the product on clean white."""
    import studio.scene  # noqa: F401  (presets are read with its element kinds)
    from studio.store.presets import DEFAULT, load_preset

    preset = load_preset(DEFAULT)
    return Look(preset.scene, preset.cutout, preset.id)


def unlike(looks: Iterable[Look]) -> list[Look]:
    """Return each look object once: photos edited together share theirs, so editing 500 costs little more than one."""
    return list({id(look): look for look in looks}.values())
