"""One export of a workspace in the background: told step by step, paused, called off. No Qt.

    run = ExportRun(order_of(workspace), on_state=..., on_items=...)   # both are called on the run's own thread
    run.start();  run.pause();  run.resume();  run.cancel();  run.join()

What became of each photo is turned into the workspace's terms by `state_after`.
"""

import threading
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Literal

from studio.app.batch.batch import run_plan
from studio.app.batch.cluster import ClusterCrew, ClusterError
from studio.app.batch.plan import Plan, make_plan
from studio.app.batch.report import Item, Report
from studio.app.batch.workers import worker_count
from studio.app.workspace.document import PhotoState, Problem
from studio.app.workspace.work_clock import WorkClock
from studio.app.workspace.workspace import Workspace
from studio.check import load_channels
from studio.model.channel import Channel
from studio.model.errors import Cancelled, StudioError, UsageError
from studio.model.photo import Listing, Photo
from studio.model.preset import Preset
from studio.model.touchup import TouchUp
from studio.store.connections import load_connections

Stage = Literal["waiting", "running", "paused", "cancelling", "done", "cancelled", "failed"]
OWN = "own-look"
"""Preset id in the receipt of a photo whose look came from no preset."""
FOLDER = "listing-ready"
UNUSABLE = {"unreadable-photo", "photo-too-large", "missing-reader", "no-product"}
"""Kinds of problems that another export would only meet again."""
ANSWER = 10.0
"""Seconds within which other machines must answer, at first and after they went away."""
_SECONDS_A_PHOTO, _SECONDS_A_PICTURE, _SECONDS_TO_START = 0.9, 0.25, 1.5


@dataclass(frozen=True)
class Order:
    """What is to be exported: photos, the look of each as a preset, their touch-ups, channels, and where to."""

    photos: tuple[Photo, ...]
    presets: Mapping[str, Preset]
    channels: tuple[Channel, ...]
    listings: tuple[Listing, ...]
    out_dir: Path
    touchups: Mapping[str, TouchUp] = field(default_factory=dict)

    @property
    def pictures(self) -> int:
        """How many files it will give."""
        return len(self.photos) * len(self.channels)


@dataclass(frozen=True)
class ExportState:
    """How far an export is. `left` are seconds, None while they cannot be told; `name` is the photo finished last.

    `machines`: address of the scheduler whose workers do it, "" for this computer. `note`: why those could not.
    """

    stage: Stage = "waiting"
    done: int = 0
    total: int = 0
    left: float | None = None
    name: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    problem: Problem | None = None
    report: Report | None = None
    machines: str = ""
    note: str = ""

    @property
    def over(self) -> bool:
        """Whether nothing more will come."""
        return self.stage in ("done", "cancelled", "failed")


@cache
def usual_folder() -> Path:
    """Return where exports go when no folder was chosen: `listing-ready` among the person's pictures."""
    import platformdirs

    return platformdirs.user_pictures_path() / FOLDER


def exportable(workspace: Workspace, ids: Iterable[str] | None = None) -> tuple[Photo, ...]:
    """Return the photos that can be exported: those asked for (default: all) that can be read and show a product."""
    wanted = None if ids is None else set(ids)
    asked = (photo for photo in workspace.photos if wanted is None or photo.id in wanted)
    return tuple(photo for photo in asked if not _unusable(workspace.state_of(photo.id)))


def _unusable(state: PhotoState) -> bool:
    return state.status == "failed" and state.problem is not None and state.problem.kind in UNUSABLE


def order_of(workspace: Workspace, ids: Iterable[str] | None = None) -> Order:
    """Return what exporting (some photos of) the workspace means; raises UsageError where there is nothing to do."""
    photos = exportable(workspace, ids)
    known = load_channels()
    channels = tuple(known[channel] for channel in workspace.channels if channel in known)
    if not photos:
        raise UsageError("There is no photo to export.", "Add photos first.")
    if not channels:
        raise UsageError("No channel is chosen.", "Choose at least one channel with +, or “Your own folder”.")
    wanting = _wanting_review({workspace.preset_of(photo.id) for photo in photos})
    presets = {photo.id: _as_preset(workspace, photo.id, wanting) for photo in photos}
    out_dir, touchups = workspace.destination or usual_folder(), workspace.document.touchups
    return Order(photos, presets, channels, workspace.listings, out_dir, touchups)


def _as_preset(workspace: Workspace, photo_id: str, wanting: Collection[str]) -> Preset:
    look = workspace.look_of(photo_id)
    return Preset(
        id=look.preset or OWN,
        name="As in the window",
        cutout=look.cutout,
        scene=look.scene,
        output=workspace.output,
        review=look.preset in wanting,
    )


def _wanting_review(ids: Iterable[str]) -> set[str]:
    """Return those presets that want a person's look before delivery."""
    import studio.scene  # noqa: F401  (presets are read with its element kinds)
    from studio.store.presets import load_preset

    found = set()
    for preset in ids:
        with suppress(StudioError):  # of a preset that is no more nothing is known
            if preset and load_preset(preset).review:
                found.add(preset)
    return found


def plan_of(order: Order) -> Plan:
    """Return where everything will be written; raises UsageError as `make_plan` does."""
    return make_plan(
        order.photos,
        next(iter(order.presets.values())),
        order.channels,
        order.out_dir,
        own=order.presets,
        listings=order.listings,
        touchups=order.touchups,
    )


def expected_seconds(photos: int, channels: int) -> float:
    """Return a first guess of how long an export takes on this computer; the run itself measures."""
    work = photos * (_SECONDS_A_PHOTO + channels * _SECONDS_A_PICTURE)
    return _SECONDS_TO_START + work / worker_count()


class ExportRun:
    """See the module. `on_items(photo_id, items)` comes once for every photo, `on_state` whenever anything changed."""

    def __init__(
        self,
        order: Order,
        *,
        on_state: Callable[[ExportState], object],
        on_items: Callable[[str, Sequence[Item]], object],
    ) -> None:
        self.order = order
        self._on_state, self._on_items = on_state, on_items
        self._cancelled = threading.Event()
        self._go = threading.Event()
        self._go.set()
        self._clock = WorkClock()
        self._state = ExportState(total=len(order.photos))
        self._lock = threading.Lock()
        self._owners: dict[str, list[str]] = {}
        self._thread = threading.Thread(target=self._work, name="export", daemon=True)

    @property
    def state(self) -> ExportState:
        """How far it is now."""
        return self._state

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def pause(self) -> None:
        """Begin no further photo; those in work are finished."""
        if not self._state.over:
            self._go.clear()
            self._clock.stop()
            self._tell(stage="paused", left=None)

    def resume(self) -> None:
        """Go on after a pause."""
        if not self._state.over:
            self._clock.go()
            self._go.set()
            self._tell(stage="running")

    def cancel(self) -> None:
        """Stop soon. What is finished stays; nothing half-written is left."""
        if not self._state.over:
            self._tell(stage="cancelling", left=None)
            self._cancelled.set()
            self._go.set()

    def join(self, timeout: float | None = None) -> None:
        """Wait for the end."""
        self._thread.join(timeout)

    def _tell(self, **values: object) -> None:
        with self._lock:
            self._state = replace(self._state, **values)  # type: ignore[arg-type]
            state = self._state
        self._on_state(state)

    def _work(self) -> None:
        try:
            self._tell(stage="running")
            report = self._exported(self._plan())
            self._tell(stage="done", left=0.0, report=report)
        except Cancelled:
            self._tell(stage="cancelled", left=None)
        except StudioError as error:
            self._tell(stage="failed", problem=Problem(error.kind, error.message, error.hint))
        except Exception as error:  # a bug must not leave the window waiting for ever
            sentence = f"The export stopped ({type(error).__name__}: {error})."
            self._tell(stage="failed", problem=Problem("bug", sentence, "Export again, or report it."))

    def _exported(self, plan: Plan) -> Report:
        """Let the machines work that were chosen on the Batch page; where they are not there, this one does it."""
        machines = load_connections().cluster
        if machines:
            self._tell(machines=machines)
            try:
                return self._run(plan, ClusterCrew(machines, patience=ANSWER, seconds=ANSWER))
            except ClusterError as error:
                if self._cancelled.is_set():
                    raise Cancelled from error
                note = f"{error.message} This computer goes on alone."
                self._tell(machines="", note=note, done=0, counts={}, left=None)
                self._clock = WorkClock()
        return self._run(plan)

    def _run(self, plan: Plan, crew: ClusterCrew | None = None) -> Report:
        return run_plan(plan, resume=True, progress=self._finished, cancelled=self._cancelled, go=self._go, crew=crew)

    def _plan(self) -> Plan:
        plan = plan_of(self.order)
        for job in plan.jobs:
            self._owners.setdefault(job.photo.relative.as_posix(), []).append(job.photo.id)
            for target in job.targets:
                self._owners[target.output.as_posix()] = [job.photo.id]
        return plan

    def _finished(self, done: int, total: int, items: Sequence[Item]) -> None:
        self._on_items(self._owner(items), items)
        counts = dict(self._state.counts)
        for item in items:
            counts[item.status] = counts.get(item.status, 0) + 1
        left = None if self._state.stage in ("paused", "cancelling") else self._clock.left(done, total)
        self._tell(done=done, total=total, left=left, name=Path(items[0].photo).name, counts=counts)

    def _owner(self, items: Sequence[Item]) -> str:
        """Return the photo that items are of: by its output, which is unique, else by its relative path."""
        output = next((item.output for item in items if item.output), None)
        if output is not None:
            return self._owners[output][0]
        owners = self._owners[items[0].photo]
        return owners.pop(0) if len(owners) > 1 else owners[0]


def state_after(before: PhotoState, items: Sequence[Item], out_dir: Path) -> PhotoState:
    """Return what a photo's items mean for it: failed where one failed; to look at where one needs that.

    A cutout that the studio was unsure of stays one to look at, exported or not.
    """
    failed = next((item.error for item in items if item.status == "failed" and item.error), None)
    flagged = bool(before.reasons) or any(item.needs_look for item in items)
    return before.changed(
        status="failed" if failed else "look" if flagged else "exported",
        problem=Problem(failed["kind"], failed["message"], failed.get("hint", "")) if failed else None,
        findings={item.channel: item.findings for item in items},
        sizes={item.channel: item.size for item in items if item.size},
        outputs=tuple(out_dir / item.output for item in items if item.output),
    )
