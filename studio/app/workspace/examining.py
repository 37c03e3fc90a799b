"""What each channel would say to each photo, found out quietly before anybody exports.

    examiner = Examiner(workspace, pool, bridge.deliver)
    examiner.rest()        # whenever hands and processors have been still for a moment

One photo for each call: the one on the canvas first, then all others. It makes the very file that an export would make
and throws it away, so that what is said before and after exporting is the same.
"""

from collections.abc import Sequence
from concurrent.futures import Future
from typing import Any

from studio.app.workspace.document import Document, Look, PhotoState
from studio.app.workspace.preview import PATIENCE, Deliver, Pool
from studio.app.workspace.workspace import Workspace
from studio.model.channel import Channel
from studio.model.preset import Preset
from studio.model.touchup import TouchUp

READY = ("ready", "look")
Question = tuple[Look, TouchUp, tuple[str, ...]]
KNOWN_ONLY_THEN = ("file-name",)
"""Checks whose answer depends on how files are named when they are exported."""


class Examiner:
    """Runs on the workspace's thread; `channels` are all that are known, by id."""

    def __init__(self, workspace: Workspace, pool: Pool, channels: dict[str, Channel], *, deliver: Deliver) -> None:
        self._workspace = workspace
        self._pool = pool
        self._channels = channels
        self._deliver = deliver
        self._asked: tuple[str, Question] | None = None
        self._known: dict[str, Question] = {}
        self.paused = False

    @property
    def busy(self) -> bool:
        """Whether an answer is awaited."""
        return self._asked is not None

    def rest(self) -> None:
        """Ask about the next photo, unless one is being asked about or nothing is unknown."""
        photo_id = None if self.busy or self.paused else self._next()
        if photo_id is None:
            return
        look, touchup, channels = question = self._question(photo_id)
        self._asked = (photo_id, question)
        wanted = [self._channels[key] for key in channels if key in self._channels]
        photo, preset = self._workspace.photo(photo_id), preset_of(look, self._workspace.document)
        self._deliver(self._pool.submit(_examine, photo, preset, wanted, touchup, timeout=PATIENCE), self._answered)

    def _next(self) -> str | None:
        """The photo on the canvas where it is unknown, else the first unknown one."""
        if not self._workspace.channels:
            return None
        current = self._workspace.current
        ids = [*([current] if current else []), *(photo.id for photo in self._workspace.photos)]
        return next((key for key in ids if self._unknown(key)), None)

    def _unknown(self, photo_id: str) -> bool:
        now = self._question(photo_id)
        return self._workspace.state_of(photo_id).status in READY and self._known.get(photo_id) != now

    def _question(self, photo_id: str) -> Question:
        """Return everything that the answer about a photo depends on."""
        workspace = self._workspace
        return workspace.look_of(photo_id), workspace.touchup_of(photo_id), workspace.channels

    def _answered(self, future: "Future[Any]") -> None:
        asked, self._asked = self._asked, None
        if asked is None:
            return
        photo_id, question = asked
        here = photo_id in self._workspace.document.looks
        if here and self._question(photo_id) == question:
            self._known[photo_id] = question
            if not future.cancelled() and future.exception() is None:
                state = self._workspace.state_of(photo_id)
                self._workspace.report(photo_id, _told(state, future.result()))


def preset_of(look: Look, document: Document) -> Preset:
    """Return a photo's look as the preset that an export would use."""
    return Preset(id="own-look", name="Own look", scene=look.scene, cutout=look.cutout, output=document.output)


def _told(state: PhotoState, answers: dict[str, Any]) -> PhotoState:
    findings = {
        channel: tuple(finding for finding in found if finding.check not in KNOWN_ONLY_THEN)
        for channel, (found, _) in answers.items()
    }
    return state.changed(findings=findings, sizes={channel: size for channel, (_, size) in answers.items()})


def _examine(photo: Any, preset: Preset, channels: Sequence[Channel], touchup: TouchUp) -> dict[str, Any]:
    """In a worker process."""
    from studio.app.photo.questions import examine_photo

    return examine_photo(photo, preset, channels, touchup)
