"""What the photo on the canvas needs, said over it with the button that does it.

A failure; a product that seems to lie and would stand in this look; a cutout to look at.

    notice = PhotoNotice(session, banner, touching, place=self._place_banner, lay_flat=…)
    notice.tell()                 # after anything changed; says each thing once, and takes it back with its photo
"""

from collections.abc import Callable
from typing import Literal

from studio.app.photo.lying import seems_to_lie
from studio.app.workspace.workspace import PhotoState, Problem
from studio.ui.error_box import ErrorBox
from studio.ui.session import Session
from studio.ui.touchup.mode import TouchMode

CURE = "Compare it with the photo (Space); mend what is wrong."
LYING = "This seems to lie flat, and here it would stand."
LAY = "Flat lay shows it from above, as it was photographed."
Doubt = tuple[str, tuple[str, ...]]
"""A photo's id and the reasons to look at its cutout."""
Need = Problem | Doubt | Literal["lying"] | None


class PhotoNotice:
    """Lives on the window's thread. What was dismissed is not told again, but for a failure."""

    def __init__(
        self,
        session: Session,
        banner: ErrorBox,
        touching: TouchMode,
        place: Callable[[], object],
        lay_flat: Callable[[], object],
    ) -> None:
        self._session, self._banner, self._touching = session, banner, touching
        self._place, self._lay_flat = place, lay_flat
        self._told: Need = None
        self._known: set[Doubt] = set()
        self._stands = False  # a person has said that what seems to lie may stand
        self._lies: dict[str, bool] = {}
        banner.closed.connect(self._closed)
        touching.changed.connect(self.tell)

    def tell(self) -> None:
        """Say what the photo on the canvas needs, and take back what another needed."""
        need = self._need(self._session.workspace.current)
        if need == self._told:
            return
        self._told = need
        if need is None:
            self._banner.hide()
            return
        if isinstance(need, Problem):
            self._banner.tell(need.message, need.hint, action="Try again", run=self._retry)
        elif need == "lying":
            self._banner.tell(LYING, LAY, severity="info", action="Use Flat lay", run=self._lay)
        else:
            self._banner.tell(need[1][0], CURE, severity="warning", action="Touch up", run=self._touching.enter)
        self._place()

    def _need(self, current: str | None) -> Need:
        state = self._session.workspace.state_of(current) if current else PhotoState()
        if current is None or state.problem is not None or self._touching.active:
            return state.problem
        if not self._stands and self._lies_and_would_stand(current):
            return "lying"
        doubt = (current, state.reasons)
        return doubt if state.reasons and doubt not in self._known else None

    def _lies_and_would_stand(self, photo_id: str) -> bool:
        """Whether a photo from above is to stand on a ground; each photo is looked at once, for a few milliseconds."""
        if self._session.workspace.value_of("product.placement.anchor", [photo_id]) != "base":
            return False
        developed = self._session.previews.developed(photo_id)
        if photo_id not in self._lies and developed is not None:
            try:
                self._lies[photo_id] = seems_to_lie(developed.before.opened(), developed.alpha.opened())
            except OSError:  # its plates have gone; asked again when they are back
                return False
        return self._lies.get(photo_id, False)

    def _closed(self) -> None:
        if self._told == "lying":
            self._stands = True
        elif isinstance(self._told, tuple):
            self._known.add(self._told)

    def _lay(self) -> None:
        self._stands = False  # the button was pressed, not the cross
        self._lay_flat()

    def _retry(self) -> None:
        current = self._session.workspace.current
        if current is not None:
            self._session.previews.retry(current)
