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

Paths of settings are explained in `fields`, the value that is undone in `document`, both beside this file.
"""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from studio.app.workspace.core import MISSING, Change, Missing, plain_look
from studio.app.workspace.document import Document, Look, PhotoState, Problem, Status
from studio.app.workspace.editing import Editing
from studio.app.workspace.fields import MIXED, Mixed
from studio.app.workspace.history import History
from studio.app.workspace.touch_ups import TouchUps
from studio.model.photo import Listing
from studio.model.preset import Output

__all__ = [
    "MISSING",
    "MIXED",
    "Change",
    "Look",
    "Missing",
    "Mixed",
    "PhotoState",
    "Problem",
    "Status",
    "Workspace",
    "plain_look",
]


class Workspace(Editing, TouchUps):
    """See the module. `start` is the look that new photos get; by default the plain white one."""

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

    # --- export wishes ----------------------------------------------------------------------------------------------

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
