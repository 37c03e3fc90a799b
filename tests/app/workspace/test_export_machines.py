"""An export follows the machines chosen on the Batch page, and goes on alone where they are not there."""

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from studio.app.batch import batch
from studio.app.batch.cluster_task import ClusterError, ClusterGoneError
from studio.app.workspace import export_run
from studio.app.workspace.export_run import ExportRun, ExportState, order_of
from studio.app.workspace.workspace import Workspace
from studio.store.connections import Connections, save_connections
from tests.app.queued import written

ADDRESS = "tcp://10.0.0.5:8786"


class Crew:
    """Does the work of a crew at once, on the caller's thread; from the photo `gone` on it is not there any more."""

    count = 1

    def __init__(self, *, gone: int = 99) -> None:
        self.done: list[str] = []
        self._gone = gone

    def submit(self, _function: Callable[..., Any], *arguments: Any, timeout: float | None = None) -> "Future[Any]":
        future: Future[Any] = Future()
        if len(self.done) >= self._gone:
            future.set_exception(ClusterGoneError("The scheduler is gone."))
        else:
            self.done.append(arguments[0].photo.path.name)
            future.set_result(written(*arguments))
        return future

    def peak_memory(self) -> int:
        return 1

    def shutdown(self, *, kill: bool = False) -> None:
        pass


def exported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, other: Crew | None) -> tuple[Crew, list[ExportState]]:
    """Export three photos with other machines (None: no answer); return this computer's crew, and what was told."""
    here, asked = Crew(), []

    def machines(address: str, **_options: float) -> Crew:
        asked.append(address)
        if other is None:
            raise ClusterError(f"No scheduler answers at {address}.")
        return other

    monkeypatch.setattr(export_run, "ClusterCrew", machines)
    monkeypatch.setattr(batch, "Workers", lambda *_arguments, **_options: here)
    save_connections(Connections(cluster=ADDRESS))
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.jpg").write_bytes(name.encode())
    workspace = Workspace(channels=("plain",))
    workspace.add([tmp_path])
    workspace.set_destination(tmp_path / "out")
    states: list[ExportState] = []
    run = ExportRun(order_of(workspace), on_state=states.append, on_items=lambda photo_id, items: None)
    run.start()
    run.join(30)
    assert asked == [ADDRESS]
    return here, states


def test_the_chosen_machines_do_the_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Crew()
    here, states = exported(tmp_path, monkeypatch, other)
    assert (other.done, here.done) == (["a.jpg", "b.jpg", "c.jpg"], [])
    assert (states[-1].stage, states[-1].machines, states[-1].note) == ("done", ADDRESS, "")


def test_where_they_do_not_answer_this_computer_does_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here, states = exported(tmp_path, monkeypatch, None)
    assert here.done == ["a.jpg", "b.jpg", "c.jpg"]
    assert (states[-1].stage, states[-1].machines) == ("done", "")
    assert ADDRESS in states[-1].note


def test_where_they_go_away_this_computer_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Crew(gone=1)
    here, states = exported(tmp_path, monkeypatch, other)
    assert other.done == ["a.jpg"]
    assert set(here.done) >= {"b.jpg", "c.jpg"}
    assert (states[-1].stage, states[-1].done, states[-1].counts) == ("done", 3, {"done": 3})
    assert states[-1].note == "The scheduler is gone. This computer goes on alone."
