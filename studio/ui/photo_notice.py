"""What the photo on the canvas needs, said over it with the button that does it: a failure, or a doubtful cutout.

notice = PhotoNotice(session, banner, touching, place=self._place_banner)
notice.tell()                 # after anything changed; says each thing once, and takes it back with its photo
"""

from collections.abc import Callable

from studio.app.workspace.workspace import PhotoState, Problem
from studio.ui.error_box import ErrorBox
from studio.ui.session import Session
from studio.ui.touchup.mode import TouchMode

CURE = "Compare it with the photo (Space), then touch up what is wrong, or choose another model under Cutout."
Doubt = tuple[str, tuple[str, ...]]
"""A photo's id and the reasons to look at its cutout."""


class PhotoNotice:
    """Lives on the window's thread. A doubt that was dismissed or acted on is not told again; a failure is."""

    def __init__(self, session: Session, banner: ErrorBox, touching: TouchMode, place: Callable[[], object]) -> None:
        self._session, self._banner, self._touching, self._place = session, banner, touching, place
        self._told: Problem | Doubt | None = None
        self._known: set[Doubt] = set()
        banner.closed.connect(self._closed)
        touching.changed.connect(self.tell)

    def tell(self) -> None:
        """Say what the photo on the canvas needs, and take back what another needed."""
        current = self._session.workspace.current
        state = self._session.workspace.state_of(current) if current else PhotoState()
        doubt = (current or "", state.reasons) if state.reasons and not self._touching.active else None
        wanted = state.problem or (None if doubt in self._known else doubt)
        if wanted == self._told:
            return
        self._told = wanted
        if wanted is None:
            self._banner.hide()
            return
        if isinstance(wanted, Problem):
            self._banner.tell(wanted.message, wanted.hint, action="Try again", run=self._retry)
        else:
            words = " ".join(wanted[1][:2])
            self._banner.tell(words, CURE, severity="warning", action="Touch up", run=self._touching.enter)
        self._place()

    def _closed(self) -> None:
        if isinstance(self._told, tuple):
            self._known.add(self._told)

    def _retry(self) -> None:
        current = self._session.workspace.current
        if current is not None:
            self._session.previews.retry(current)
