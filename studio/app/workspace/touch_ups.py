"""The commands that touch cutouts up by hand; what was done is kept for each photo, whatever look it is given."""

from collections.abc import Iterable

from studio.app.workspace.core import WorkspaceCore
from studio.model.picture import Box
from studio.model.touchup import UNTOUCHED, Operation, TouchUp


class TouchUps(WorkspaceCore):
    """Touch-ups mean the photo on the canvas unless told otherwise; each is one named step that can be undone."""

    def touch_up(self, *operations: Operation, photo_id: str | None = None, name: str = "") -> None:
        """Do something more to a photo's cutout by hand."""
        chosen = photo_id or self._current
        if chosen is not None and operations:
            self.set_touchup(self.touchup_of(chosen).then(*operations), chosen, name=name or operations[-1].name)

    def untouch(self, *operations: Operation, photo_id: str | None = None, name: str) -> None:
        """Take single operations back that were made earlier (a hole, a piece), and leave those made since."""
        chosen = photo_id or self._current
        if chosen is not None:
            self.set_touchup(self.touchup_of(chosen).without(*operations), chosen, name=name)

    def set_touchup(self, touchup: TouchUp, photo_id: str | None = None, *, name: str) -> None:
        """Exchange all that was done to a photo's cutout by hand."""
        chosen = photo_id or self._current
        if chosen is not None:
            self.photo(chosen)
            self._push(self.document.with_touchups({chosen: touchup}), name, "look")

    def clear_touchup(self, ids: Iterable[str] | None = None) -> None:
        """Take back everything that was done to photos (default: the chosen) by hand."""
        chosen = self._selection if ids is None else tuple(ids)
        self._push(self.document.with_touchups(dict.fromkeys(chosen, UNTOUCHED)), "Remove touch-up", "look")

    def siblings_of(self, photo_id: str) -> tuple[str, ...]:
        """Return the ids of the other photos of a photo's listing."""
        return tuple(photo.id for photo in self.listing_of(photo_id).photos if photo.id != photo_id)

    def carry_touchup(self, box: Box | None, photo_id: str | None = None) -> None:
        """Do the same to the other photos of the listing, before what was done to them themselves.

        `box`: where the model found the product on this photo; each operation then follows the product's box on the
        other photos. With None it stays at the same place of the frame, as for photos from a tripod.
        """
        chosen = photo_id or self._current
        if chosen is None:
            return
        carried = self.touchup_of(chosen).carried(box)
        given = {}
        for other in self.siblings_of(chosen):
            own = [operation for operation in self.touchup_of(other).operations if not operation.carried]
            given[other] = carried.then(*own)
        self._push(self.document.with_touchups(given), "Carry touch-up to listing", "look")
