"""Photos made ready in the background: glimpses and cutouts for the window, from crash-contained processes.

    previews = Previews(workspace, workers, painters, folder, deliver=bridge.deliver)
    previews.on_glimpse, previews.on_developed = ..., ...
    previews.look_at(current, in_sight)

Runs entirely on the thread of its workspace: `deliver(future, receiver)` must call `receiver(future)` there. It follows
the workspace by itself, works on what is looked at first, and reports every photo's state to it. Memory is bounded:
full cutouts of the photos used last (as plates in `folder`), small ones (for thumbnails) of all.
"""

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable
from concurrent.futures import CancelledError, Future
from pathlib import Path
from typing import Any, Protocol

from studio.app.photo import develop
from studio.app.photo.develop import Developed
from studio.app.photo.telling import problem_of, reasons_to_look
from studio.app.workspace.agenda import Agenda, Work
from studio.app.workspace.document import PhotoState, Problem
from studio.app.workspace.plates import Plate
from studio.app.workspace.workspace import Change, Workspace
from studio.model.errors import Cancelled, StudioError
from studio.model.matte import Cutout, CutoutSettings
from studio.model.picture import Picture
from studio.model.touchup import TouchUp

MEMORY = 350_000_000
"""Bytes of full cutouts kept."""
PATIENCE = 60.0
"""Seconds that one photo may take."""

Receiver = Callable[["Future[Any]"], object]
Deliver = Callable[["Future[Any]", Receiver], object]


class Pool(Protocol):
    """Where work is sent: `studio.app.batch.workers.Workers`, or anything with its `submit`."""

    def submit(self, function: Callable[..., Any], *arguments: Any, timeout: float | None = None) -> "Future[Any]":
        """Run a function elsewhere."""


def _nobody(_photo_id: str) -> None:
    pass


class Previews:
    """See the module. `lanes` is how many photos are worked on at once; one more is queued so that no lane idles.

    `painters` is the pool that also renders: it cuts anew, at once, when only the edge's settings change.
    """

    def __init__(
        self, workspace: Workspace, pool: Pool, painters: Pool, folder: Path, *, deliver: Deliver, lanes: int = 2
    ) -> None:
        self.on_glimpse: Callable[[str], object] = _nobody
        self.on_developed: Callable[[str], object] = _nobody
        self._workspace = workspace
        self._pool = pool
        self._painters = painters
        self._folder = folder
        self._deliver = deliver
        self._lanes = lanes
        self._agenda = Agenda()
        self._running: dict[Future[Any], tuple[Work, str]] = {}
        self._recutting: Future[Any] | None = None
        self._detail = develop.PROXY
        self._glimpses: dict[str, Picture] = {}
        self._small: dict[str, Cutout] = {}
        self._full: OrderedDict[str, Developed] = OrderedDict()
        self._unsubscribe = workspace.subscribe(self._heard)
        self._arrived(workspace.photos)

    # --- asking ------------------------------------------------------------------------------------------------------

    def glimpse_of(self, photo_id: str) -> Picture | None:
        """Return the small picture of the original, where it has come."""
        return self._glimpses.get(photo_id)

    def small_of(self, photo_id: str) -> Cutout | None:
        """Return the small cutout, where it has come."""
        return self._small.get(photo_id)

    def developed(self, photo_id: str) -> Developed | None:
        """Return the full cutout where it is in memory (perhaps of earlier settings), and remember it was used."""
        if photo_id in self._full:
            self._full.move_to_end(photo_id)
        return self._full.get(photo_id)

    @property
    def busy(self) -> int:
        """How many photos are still to be worked on."""
        return len(self._agenda) + len(self._running)

    def working_on(self, photo_id: str) -> bool:
        """Return whether a photo's cutout is still to come."""
        return self._agenda.wants("develop", photo_id) or ("develop", photo_id) in self._running.values()

    def look_at(self, current: str | None, in_sight: Iterable[str] = ()) -> None:
        """Tell what is on the canvas and in sight: that comes first. A cutout that was let go is made again."""
        self._agenda.look_at(current, in_sight)
        if current is not None:
            self._want_best(current)
        self._pump()

    def look_closely(self, closely: bool) -> None:
        """Tell whether somebody has zoomed in: then the photo on the canvas is cut out from all its pixels."""
        detail = develop.CLOSE if closely else develop.PROXY
        if detail != self._detail:
            self._detail = detail
            if self._workspace.current is not None:
                self._want_best(self._workspace.current)
            self._pump()

    def retry(self, photo_id: str) -> None:
        """Try a failed photo again."""
        self._workspace.report(photo_id, PhotoState())
        self._want(photo_id)
        self._pump()

    def close(self) -> None:
        """Stop listening and start nothing more; the pool belongs to whoever made it."""
        self._unsubscribe()
        self._agenda = Agenda()

    # --- following the workspace -------------------------------------------------------------------------------------

    def _heard(self, change: Change) -> None:
        if change.kind == "photos":
            self._arrived(self._workspace.photo(key) for key in change.ids if self._here(key))
            for key in change.ids:
                if not self._here(key):
                    self._forget(key)
        elif change.kind == "look":
            for key in change.ids:
                self._recut(key)
            self._pump()

    def _here(self, photo_id: str) -> bool:
        return photo_id in self._workspace.document.looks

    def _arrived(self, photos: Iterable[Any]) -> None:
        for photo in photos:
            self._want(photo.id)
        self._pump()

    def _want(self, photo_id: str) -> None:
        if photo_id not in self._small:
            self._agenda.want("develop", photo_id)
            if photo_id not in self._glimpses:
                self._agenda.want("glimpse", photo_id)

    def _forget(self, photo_id: str) -> None:
        """Keep the little that undoing a removal needs at once; let the large go."""
        self._agenda.forget(photo_id)
        self._let_go(photo_id)

    def _want_best(self, photo_id: str) -> None:
        """Put on the agenda what the photo on the canvas still lacks: a cutout of its settings, or a sharp one."""
        if self._workspace.state_of(photo_id).status == "failed" or self.working_on(photo_id):
            return
        kept = self._full.get(photo_id)
        settings = self._workspace.cutout_settings_of(photo_id)
        if kept is None or kept.settings.found_by != settings.found_by:
            self._agenda.want("develop", photo_id)
        elif not self._fits(kept) or not kept.shows(self._detail):
            self._agenda.want("sharpen", photo_id)

    def _recut(self, photo_id: str) -> None:
        """Cut anew where the cutout settings changed: a draft at once from the matte at hand, else by a process."""
        settings, touchup = self._wished(photo_id)
        kept = self._full.get(photo_id)
        if kept is not None and self._fits(kept):
            return
        if kept is not None and kept.settings.found_by == settings.found_by and photo_id == self._workspace.current:
            if self._recutting is not None:
                self._recutting.cancel()
            self._recutting = self._painters.submit(
                develop.redevelop, kept, settings, self._folder, develop.DRAFT, touchup
            )
            self._deliver(self._recutting, self._recut_done)
        elif kept is not None or photo_id in self._small or self._lacks_product(photo_id):
            self._agenda.want("develop", photo_id)

    def _lacks_product(self, photo_id: str) -> bool:
        """Whether nothing was found in it: other settings, or a hand, may find something."""
        problem = self._workspace.state_of(photo_id).problem
        return problem is not None and problem.kind == "no-product"

    # --- working -----------------------------------------------------------------------------------------------------

    def _pump(self) -> None:
        while len(self._running) <= self._lanes and (entry := self._agenda.take()):
            future = self._begin(*entry) if self._here(entry[1]) else None
            if future is not None:
                self._running[future] = entry
                self._deliver(future, self._done)

    def _begin(self, work: Work, photo_id: str) -> "Future[Any] | None":
        """Send work to the pool; None where it has become needless."""
        settings, touchup = self._wished(photo_id)
        if work == "glimpse":
            return self._pool.submit(develop.glimpse, photo_id, timeout=PATIENCE)
        kept = self._full.get(photo_id)
        if work == "develop":
            if kept is None or kept.settings != settings:
                self._report(photo_id, status="working")
            return self._pool.submit(develop.develop, photo_id, settings, self._folder, touchup, timeout=PATIENCE)
        if kept is None or photo_id != self._workspace.current:
            return None
        return self._pool.submit(
            develop.redevelop, kept, settings, self._folder, self._detail, touchup, timeout=PATIENCE
        )

    def _done(self, future: "Future[Any]") -> None:
        work, photo_id = self._running.pop(future)
        if work == "glimpse":
            self._glimpsed(photo_id, future)
        elif self._here(photo_id):
            self._settle(photo_id, future)
        elif not future.cancelled() and future.exception() is None:
            for plate in future.result().plates:
                plate.remove()
        self._pump()

    def _glimpsed(self, photo_id: str, future: "Future[Any]") -> None:
        if not future.cancelled() and future.exception() is None:
            self._glimpses[photo_id] = future.result()
            self.on_glimpse(photo_id)

    def _recut_done(self, future: "Future[Any]") -> None:
        if not future.cancelled() and future.exception() is None and self._here(future.result().photo_id):
            self._settle(future.result().photo_id, future)
            self._pump()

    def _settle(self, photo_id: str, future: "Future[Any]") -> None:
        try:
            developed: Developed = future.result()
        except (CancelledError, Cancelled):
            self._report(photo_id, status="waiting")
        except FileNotFoundError:  # its plates went while it waited; made again when it is looked at
            self._let_go(photo_id)
        except StudioError as error:
            self._report(photo_id, status="failed", problem=problem_of(photo_id, error))
        except Exception as error:
            sentence = f"{Path(photo_id).name} could not be worked on ({type(error).__name__}: {error})."
            self._report(photo_id, status="failed", problem=Problem("bug", sentence, "Try again, or report it."))
        else:
            self._arrive(developed)

    def _arrive(self, developed: Developed) -> None:
        photo_id = developed.photo_id
        self._keep(developed)
        reasons = reasons_to_look(developed.cutout.facts)
        sure = developed.cutout.facts.confidence
        known = {"confidence": sure, "reasons": reasons, "viewpoint": developed.viewpoint}
        self._report(photo_id, status="look" if reasons else "ready", problem=None, **known)
        self.on_developed(photo_id)
        if not self._fits(developed):
            self._recut(photo_id)
        elif photo_id == self._workspace.current:
            self._want_best(photo_id)

    def _wished(self, photo_id: str) -> tuple[CutoutSettings, TouchUp]:
        return self._workspace.cutout_settings_of(photo_id), self._workspace.touchup_of(photo_id)

    def _fits(self, developed: Developed) -> bool:
        """Whether a cutout is what is wished for now, but perhaps for its detail."""
        return (developed.settings, developed.touchup) == self._wished(developed.photo_id)

    def _report(self, photo_id: str, **values: Any) -> None:
        """Tell the workspace; making an exported photo's cutout again for the canvas does not make it unexported."""
        state = self._workspace.state_of(photo_id)
        if state.status == "exported" and values["status"] != "failed":
            del values["status"]
        self._workspace.report(photo_id, state.changed(**values))

    def _keep(self, developed: Developed) -> None:
        photo_id = developed.photo_id
        self._small[photo_id] = developed.small
        self._glimpses.pop(photo_id, None)
        self._let_go(photo_id, but=developed.plates)
        self._full[photo_id] = developed
        held = sum(each.size for each in self._full.values())
        for key in list(self._full):
            if held <= MEMORY:
                break
            if key not in (photo_id, self._workspace.current):
                held -= self._full[key].size
                self._let_go(key)

    def _let_go(self, photo_id: str, but: Collection[Plate] = ()) -> None:
        """Give a photo's shared memory back, except what its successor still uses."""
        developed = self._full.pop(photo_id, None)
        for plate in developed.plates if developed else ():
            if plate not in but:
                plate.remove()
