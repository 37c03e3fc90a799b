"""The workspace: photos, how each is to look, what is chosen, and what became of each. No Qt, no threads.

Front ends call its methods (its *commands*) and `subscribe` to hear what changed. Everything runs synchronously on
the caller's thread; whoever computes in the background hands results over on that same thread with `report`.

    workspace = Workspace()
    workspace.subscribe(lambda change: ...)            # Change(kind, ids)
    workspace.add([Path("shoes/")])                    # or add_listings(...) when gathered elsewhere
    workspace.select(ids)                              # edits mean the selection unless told otherwise
    workspace.value_of("product.placement.fill")       # a value, or MIXED, or MISSING
    workspace.set_value("product.placement.fill", 0.9, name="Fill", amend=True)   # while dragging
    workspace.settle()                                 # on release
    workspace.edit(lambda scene: ..., name="Add text") # anything else: Scene in, Scene out
    workspace.undo()

Paths of settings are explained in `studio.app.fields`, the value that is undone in `studio.app.document`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, Literal

from studio.app import fields
from studio.app.document import NOTHING, Document, Look, PhotoState, Problem, Status
from studio.app.fields import MIXED, Mixed
from studio.app.history import History
from studio.model.errors import UsageError
from studio.model.matte import CutoutSettings
from studio.model.photo import Listing, Photo
from studio.model.preset import Output, Preset
from studio.model.scene import Scene

__all__ = ["MISSING", "MIXED", "Change", "Look", "Missing", "Mixed", "PhotoState", "Problem", "Status", "Workspace"]

ChangeKind = Literal["photos", "selection", "look", "state", "wishes", "clipboard"]


@dataclass(frozen=True)
class Change:
    """What changed. `ids` are the photos concerned, empty where it concerns all or none.

    photos: added, removed, moved, listing renamed · selection: chosen or current photo · look: scene, cutout or
    preset (undo and redo included) · state: status, reasons, findings · wishes: channels, destination, output.
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


class Workspace:
    """See the module. `start` is the look that new photos get; by default the plain white one."""

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

    def preset_of(self, photo_id: str) -> str:
        """Return the id of the preset that a photo's look started from, or ""."""
        return self.look_of(photo_id).preset

    def state_of(self, photo_id: str) -> PhotoState:
        """Return what is known of a photo's work."""
        return self._states.get(photo_id, WAITING)

    def value_of(self, path: str, ids: Iterable[str] | None = None) -> Any:
        """Return the setting at `path` of the chosen photos: a value, MIXED, or MISSING where none has it."""
        values = []
        for look in _unlike(self._looks(ids).values()):
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

    # --- photos ------------------------------------------------------------------------------------------------------

    def add(self, paths: Iterable[Path]) -> tuple[str, ...]:
        """Add files and folders, grouped into listings; returns the new photos' ids. Reads folders: may take long."""
        from studio.intake import gather, group

        return self.add_listings(group(gather(paths)))

    def add_listings(self, listings: Iterable[Listing], name: str = "Add photos") -> tuple[str, ...]:
        """Add photos that were gathered and grouped already; returns the new ids. Selects the first where none was."""
        before = set(self._photos)
        self._push(self.document.with_listings(listings), name, "photos")
        return tuple(photo_id for photo_id in self._photos if photo_id not in before)

    def remove(self, ids: Iterable[str] | None = None) -> None:
        """Take photos (default: the chosen) out of the workspace; the files stay where they are."""
        gone = self._selection if ids is None else tuple(ids)
        if gone:
            self._push(self.document.without(gone), "Remove photos" if len(gone) > 1 else "Remove photo", "photos")

    def move(self, ids: Iterable[str], sku: str, before: str | None = None) -> None:
        """Move photos into another listing (a new one where the SKU is unknown), before a photo or last."""
        self._push(self.document.moved(tuple(ids), sku, before), f"Move to {sku}", "photos")

    def rename_listing(self, sku: str, new: str) -> None:
        """Give a listing another SKU; where that exists, the two become one."""
        if new.strip():
            self._push(self.document.renamed(sku, new.strip()), f"Rename to {new.strip()}", "photos")

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

    # --- editing -----------------------------------------------------------------------------------------------------

    def edit(
        self, change: Callable[[Scene], Scene], ids: Iterable[str] | None = None, *, name: str, amend: bool = False
    ) -> None:
        """Change the scenes of photos (default: the chosen) as one named step; `amend` joins the open gesture."""
        self.edit_looks(lambda look: look.changed(scene=change(look.scene)), ids, name=name, amend=amend)

    def edit_cutout(
        self,
        change: Callable[[CutoutSettings], CutoutSettings],
        ids: Iterable[str] | None = None,
        *,
        name: str,
        amend: bool = False,
    ) -> None:
        """Change the cutout settings of photos (default: the chosen) as one named step."""
        self.edit_looks(lambda look: look.changed(cutout=change(look.cutout)), ids, name=name, amend=amend)

    def edit_looks(
        self, change: Callable[[Look], Look], ids: Iterable[str] | None = None, *, name: str, amend: bool = False
    ) -> None:
        """Change whole looks as one named step; photos whose look stays equal are left alone."""
        before = self._looks(ids)
        after = {id(look): (change(look), look) for look in _unlike(before.values())}
        new = {key: changed for key, (changed, look) in after.items() if changed != look}
        differ = {photo_id: new[id(look)] for photo_id, look in before.items() if id(look) in new}
        if differ:
            self._push(self.document.with_looks(differ), name, "look", amend=amend)

    def set_value(
        self, path: str, value: Any, ids: Iterable[str] | None = None, *, name: str, amend: bool = False
    ) -> None:
        """Set one setting by its path on the photos that have it; pydantic.ValidationError if unfit."""
        self.set_values({path: value}, ids, name=name, amend=amend)

    def set_values(
        self, values: Mapping[str, Any], ids: Iterable[str] | None = None, *, name: str, amend: bool = False
    ) -> None:
        """Set several settings as one step, each on the photos that have it; pydantic.ValidationError if unfit."""

        def change(look: Look) -> Look:
            for path, value in values.items():
                if fields.has(look, path):
                    look = fields.written(look, path, value)
            return look

        self.edit_looks(change, ids, name=name, amend=amend)

    def settle(self) -> None:
        """End the open gesture: the next edit is a step of its own."""
        self._history.settle()

    def apply_preset(self, preset: Preset, ids: Iterable[str] | None = None) -> None:
        """Give photos (default: the chosen) a preset's look; given to all, photos added later get it too."""
        chosen = self._selection if ids is None else tuple(ids)
        look = Look(preset.scene, preset.cutout, preset.id)
        document = self.document.with_looks(dict.fromkeys(chosen, look))
        if set(chosen) == set(self._photos):
            document = replace(document, newcomer=look)
        self._push(document, f"Preset {preset.name}", "look")

    def copy_settings(self, photo_id: str | None = None) -> None:
        """Remember the look of a photo (default: the current) for `paste_settings`."""
        source = photo_id or self._current
        if source is not None:
            self._copied = self.look_of(source)
            self._tell("clipboard")

    @property
    def can_paste(self) -> bool:
        """Whether settings were copied."""
        return self._copied is not None

    def paste_settings(self, ids: Iterable[str] | None = None, *, name: str = "Paste settings") -> None:
        """Give photos (default: the chosen) the copied look."""
        copied = self._copied
        if copied is not None:
            self.edit_looks(lambda look: copied, ids, name=name)

    def apply_to_listing(self) -> None:
        """Give every photo of the current one's listing its look."""
        if self._current is not None:
            look = self.look_of(self._current)
            ids = [photo.id for photo in self.listing_of(self._current).photos]
            self.edit_looks(lambda _: look, ids, name="Apply to listing")

    def apply_to_all(self) -> None:
        """Give every photo, and those added later, the current one's look."""
        if self._current is not None:
            look = self.look_of(self._current)
            document = self.document.with_looks(dict.fromkeys(self._photos, look))
            self._push(replace(document, newcomer=look), "Apply to all", "look")

    # --- undo --------------------------------------------------------------------------------------------------------

    @property
    def undo_name(self) -> str | None:
        """What `undo` takes back, in the seller's words, or None."""
        return self._history.undo_name

    @property
    def redo_name(self) -> str | None:
        """What `redo` does again, or None."""
        return self._history.redo_name

    def undo(self) -> str | None:
        """Take the last step back; returns its name, or None where there is none."""
        before = self.document
        name = self._history.undo()
        self._changed(before)
        return name

    def redo(self) -> str | None:
        """Do the last undone step again; returns its name, or None."""
        before = self.document
        name = self._history.redo()
        self._changed(before)
        return name

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

    def set_channels(self, channels: Iterable[str]) -> None:
        """Choose the channels to export for."""
        chosen = tuple(dict.fromkeys(channels))
        if chosen != self.channels:
            self._push(replace(self.document, channels=chosen), "Choose channels", "wishes")

    def set_destination(self, folder: Path | None) -> None:
        """Choose the folder to export to."""
        if folder != self.destination:
            self._push(replace(self.document, destination=folder), "Choose folder", "wishes")

    def set_output(self, output: Output, *, name: str = "Output", amend: bool = False) -> None:
        """Choose how pictures are written."""
        if output != self.output:
            self._push(replace(self.document, output=output), name, "wishes", amend=amend)

    # --- what became of the photos -----------------------------------------------------------------------------------

    def report(self, photo_id: str, state: PhotoState) -> None:
        """Note what became of a photo; a photo no longer here, or no news, is passed over in silence."""
        if photo_id in self._photos and self.state_of(photo_id) != state:
            self._states[photo_id] = state
            self._tell("state", [photo_id])

    # --- whole documents ---------------------------------------------------------------------------------------------

    def open(self, document: Document, selection: Iterable[str] = (), current: str | None = None) -> None:
        """Replace everything by a saved document; earlier steps are forgotten."""
        self._history = History(document)
        self._states.clear()
        self._refresh()
        self._selection, self._current = (), None
        self._tell("photos", self._photos)
        self._tell("wishes")
        self.select(tuple(selection) or tuple(self._photos)[:1], current)

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
        differ = [key for key, look in now.looks.items() if before.looks.get(key, look) != look]
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


def _unlike(looks: Iterable[Look]) -> list[Look]:
    """Return each look object once: photos edited together share theirs, so editing 500 costs little more than one."""
    return list({id(look): look for look in looks}.values())


def plain_look() -> Look:
    """The look of a new photo: the default preset's, the product on clean white."""
    import studio.scene  # noqa: F401  (presets are read with its element kinds)
    from studio.store.presets import DEFAULT, load_preset

    preset = load_preset(DEFAULT)
    return Look(preset.scene, preset.cutout, preset.id)
