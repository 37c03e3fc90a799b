"""The window's side of the queue: a thread that looks, a thread that steers, and a runner that works it off."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from math import inf
from time import monotonic
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from studio.app.batch.cluster import ClusterCrew, ClusterError
from studio.app.batch.plan import Plan
from studio.app.queue import Queue, Runner, Wish
from studio.app.queue.estimate import estimate_of
from studio.app.queue.follow import Follower, Snapshot
from studio.app.workspace.export_run import Order, order_of, plan_of
from studio.app.workspace.workspace import Workspace
from studio.model.errors import StudioError
from studio.store.connections import load_connections, save_connections
from studio.ui.batch.new_batch import Prepared
from studio.ui.bridge import Bridge

LOOK = 700
"""Milliseconds between two looks at the queue."""
REST = 30.0
"""Seconds after which a cluster that was not there is tried again."""
CONNECT = 10.0
"""Seconds within which it must answer."""


class Desk(QObject):
    """`shown(snapshot)` after every look. `trouble(message, hint)` tells what could not be done.

    `prepared(what a batch would be)` as asked for. `machines(address, trouble)`: who works, and why they cannot: an
    address of a dask scheduler, "" for this computer.
    """

    shown = Signal(object)
    trouble = Signal(str, str)
    machines = Signal(str, str)
    prepared = Signal(object)

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._thread = ThreadPoolExecutor(1, "queue")
        self._follower: Follower | None = None
        self._stop = threading.Event()
        self._leave = threading.Event()  # of the runner at work
        self._cluster = load_connections().cluster
        self._complaint = ""  # about the cluster, told once
        self._rest_until = 0.0
        self._runner: threading.Thread | None = None
        self._looking: Future[Any] | None = None
        self.chosen: str | None = None
        self._timer = QTimer(self, interval=LOOK)
        self._timer.timeout.connect(self.look)

    def open(self) -> None:
        """Begin to look, and go on with what an earlier program left unfinished."""
        if not self._timer.isActive():
            self.machines.emit(self._cluster, "")
            self._timer.start()
            self.look()

    def close(self) -> None:
        """Stop at once; what is in work is given back and done by the next program."""
        self._timer.stop()
        self._stop.set()
        self._leave.set()
        self._thread.shutdown(wait=False, cancel_futures=True)
        if self._runner is not None:
            self._runner.join(30)

    def choose(self, batch: str | None) -> None:
        """Look at the lines of a batch."""
        self.chosen = batch
        self.look()

    def look(self) -> None:
        """Look now, unless a look is under way."""
        if self._looking is None and not self._stop.is_set():
            self._looking = self._thread.submit(self._look, self.chosen)
            self._bridge.deliver(self._looking, self._looked)

    def prepare(self, workspace: Workspace) -> bool:
        """Work out what a batch of the workspace's photos, as they look now, would be; `prepared` tells it.

        False where there is nothing to be done, which is told as trouble.
        """
        try:
            order = order_of(workspace)
        except StudioError as error:
            self.trouble.emit(error.message, error.hint)
            return False
        self.steer(lambda queue: _prepared(queue, order), self._worked_out)
        return True

    def _worked_out(self, future: "Future[Any]") -> None:
        if self._told(future):
            self.prepared.emit(future.result())

    def submit(self, plan: Plan, wish: Wish) -> None:
        """Put a plan into the queue."""
        self.steer(lambda queue: queue.submit(plan, wish).id, self._submitted)

    def forget(self, batch: str) -> None:
        """Take a batch that is over off the list; its files stay."""
        self.chosen = None if self.chosen == batch else self.chosen
        self.steer(lambda queue: queue.forget(batch))

    def steer(self, deed: Callable[[Queue], object], heard: Callable[["Future[Any]"], object] | None = None) -> None:
        """Do something to the queue; `heard(future)` afterwards on the window's thread."""
        future = self._thread.submit(lambda: deed(self._open_queue().queue))
        self._bridge.deliver(future, heard or self._steered)

    def _submitted(self, future: "Future[Any]") -> None:
        if self._told(future):
            self.chosen = future.result()
        self.look()

    def _steered(self, future: "Future[Any]") -> None:
        self._told(future)
        self.look()

    def _looked(self, future: "Future[Any]") -> None:
        self._looking = None
        if not self._told(future):
            self._timer.stop()
            return
        snapshot: Snapshot = future.result()
        if any(batch.stage in ("waiting", "running", "held") for batch in snapshot.batches):
            self._work()
        self.shown.emit(snapshot)
        if snapshot.batch is None and self.chosen is None and snapshot.batches:
            self.choose(snapshot.batches[0].id)

    def _told(self, future: "Future[Any]") -> bool:
        error = None if future.cancelled() else future.exception()
        if error is not None:
            self.trouble.emit(getattr(error, "message", str(error)), getattr(error, "hint", ""))
        return error is None and not future.cancelled()

    def _open_queue(self) -> Follower:
        if self._follower is None:
            self._follower = Follower(Queue())
        return self._follower

    def _look(self, chosen: str | None) -> Snapshot:
        return self._open_queue().look(chosen)

    def work_on(self, address: str) -> None:
        """Let other machines work from now on, "" for this computer; what is in work is given back and done there."""
        self._cluster, self._complaint, self._rest_until = address, "", 0.0
        self._leave.set()
        try:
            save_connections(replace(load_connections(), cluster=address))
        except StudioError as error:
            self.trouble.emit(error.message, error.hint)
        self.machines.emit(address, "")

    def _work(self) -> None:
        """Start a runner of our own where none is at work."""
        alive = self._runner is not None and self._runner.is_alive()
        if not alive and not self._stop.is_set() and monotonic() >= self._rest_until:
            self._leave = threading.Event()
            self._runner = threading.Thread(
                target=self._run, args=(self._cluster, self._leave), name="batch runner", daemon=True
            )
            self._runner.start()

    def _run(self, cluster: str, leave: threading.Event) -> None:
        try:
            runner = Runner(Queue(), crew=_crew(cluster)) if cluster else Runner(Queue())
            if cluster:
                self._bridge.call(self._reached, cluster)
            runner.run(leave)
        except ClusterError as error:
            self._bridge.call(self._not_reached, cluster, error.message, error.hint)
        except StudioError as error:
            self._bridge.call(self._say, error.message, error.hint)

    def _reached(self, cluster: str) -> None:
        if cluster == self._cluster:
            self._complaint = ""
            self.machines.emit(cluster, "")

    def _not_reached(self, cluster: str, message: str, hint: str) -> None:
        """Try again after a while; say so once."""
        if cluster == self._cluster:
            self._rest_until = monotonic() + REST
            self.machines.emit(cluster, message)
            if message != self._complaint:
                self._say(message, hint)
            self._complaint = message

    def _say(self, message: str, hint: str) -> None:
        self.trouble.emit(message, hint)


def _prepared(queue: Queue, order: Order) -> Prepared:
    plan = plan_of(order)
    return Prepared(plan, estimate_of(queue, plan))


def _crew(cluster: str) -> ClusterCrew:
    return ClusterCrew(cluster, patience=inf, seconds=CONNECT)
