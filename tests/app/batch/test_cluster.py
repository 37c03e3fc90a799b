"""Many machines, on loopback: a real scheduler and two worker processes, one of them killed in the middle."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import studio.scene  # noqa: F401  (makes the element kinds known)
from studio.app.batch import cluster
from studio.app.batch.batch import run_plan, work_off
from studio.app.batch.cluster import ClusterCrew, ClusterError, ClusterGoneError, parcel_of
from studio.app.batch.cluster_task import Made, work_parcel
from studio.app.batch.plan import Plan, make_plan, photos_in
from studio.app.batch.report import Item
from studio.app.queue import Queue, Runner
from studio.app.wishes import chosen_channels, chosen_preset
from studio.export.receipts import is_whole, read_receipt
from studio.intake import fingerprint
from tests.app.shots import shot


def plan_of(folder: Path, out: Path, *channels: str) -> Plan:
    preset = chosen_preset("clean-white")
    return make_plan(photos_in([folder], out), preset, chosen_channels(preset, channels or ("plain",)), out)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shop")
    for seed in range(6):
        shot(folder / f"sub-{seed % 2}" / f"{seed}.jpg", (300, 200), seed=seed)
    (folder / "broken.jpg").write_bytes((folder / "sub-0" / "0.jpg").read_bytes()[:300])
    return folder


class Machines:
    """A scheduler and workers as `dask scheduler` and `dask worker` start them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._environment = {**os.environ, "STUDIO_HOME": str(folder / "home")}
        self._processes: list[subprocess.Popen[bytes]] = []
        note = folder / "scheduler.json"
        self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(note))
        end = time.monotonic() + 60
        while not note.exists() or not note.read_text():
            assert time.monotonic() < end, "the scheduler did not start"
            time.sleep(0.05)
        self.address = str(json.loads(note.read_text())["address"])

    def add_worker(self) -> "subprocess.Popen[bytes]":
        return self._start("worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard")

    def _start(self, *arguments: str) -> "subprocess.Popen[bytes]":
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", *arguments],
            cwd=self._folder,
            env=self._environment,
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        self._processes.append(process)
        return process

    def end(self) -> None:
        for process in reversed(self._processes):
            process.kill()
            process.wait()


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Machines]:
    found = Machines(tmp_path)
    yield found
    found.end()


def test_a_batch_survives_a_worker_killed_in_the_middle(machines: Machines, shop: Path, tmp_path: Path) -> None:
    workers = [machines.add_worker(), machines.add_worker()]
    crew = ClusterCrew(machines.address)
    crew._client.wait_for_workers(2, timeout=60)
    crew.shutdown()
    crew = ClusterCrew(machines.address)
    assert crew.count == 2

    def kill(done: int, total: int, items: Any) -> None:
        if done == 2:
            workers[0].send_signal(signal.SIGKILL)

    plan = plan_of(shop, tmp_path / "out")
    report = run_plan(plan, crew=crew, progress=kill)
    assert workers[0].wait(10) == -signal.SIGKILL
    by_photo = {item.photo: item for item in report.items}
    assert len(by_photo) == 7
    assert by_photo["broken.jpg"].error is not None
    assert by_photo["broken.jpg"].error["kind"] == "unreadable-photo"
    for item in report.items:
        if item.output is not None:
            receipt = read_receipt(tmp_path / "out" / item.output)
            assert receipt is not None
            assert is_whole(tmp_path / "out" / item.output, receipt)
            assert receipt.photo_sha256 == fingerprint(shop / item.photo)
    assert sum(item.status != "failed" for item in report.items) == 6
    again = ClusterCrew(machines.address)
    assert all(item.again for item in run_plan(plan, crew=again, resume=True).items if item.output)


def test_a_cluster_that_goes_away_for_good_ends_the_run(machines: Machines, shop: Path, tmp_path: Path) -> None:
    machines.add_worker()
    plan = plan_of(shop, tmp_path / "out")
    crew = ClusterCrew(machines.address, patience=0.0)

    def end(done: int, total: int, items: Any) -> None:
        if done == 2:
            machines.end()

    with pytest.raises(ClusterGoneError, match="gone"):
        run_plan(plan, crew=crew, progress=end)
    told = json.loads((tmp_path / "out" / "batch.json").read_text())
    assert len(told["items"]) == 2
    assert not list((tmp_path / "out").rglob("*.part"))


def test_no_cluster_is_told() -> None:
    with pytest.raises(ClusterError, match="No scheduler"):
        cluster._connected("tcp://127.0.0.1:1", seconds=0.5)
    with pytest.raises(ClusterError, match="address"):
        ClusterCrew("10.0.0.1")


class Here(ClusterCrew):
    """A crew whose other machine is this process; `spoil` does what a broken one would."""

    def __init__(self, *, spoil: Any = lambda made: made, share_paths: bool = True) -> None:
        self.sent: list[bool] = []
        self._spoil = spoil
        self._peak, self.count, self._share_paths = 0, 1, share_paths
        self._threads, self._calls = ThreadPoolExecutor(1), {}
        self._client = self  # which is closed at the end
        self.closed = False

    def close(self) -> None:
        self.closed = True

    def _sent(self, parcel: Any, timeout: float | None, called_off: threading.Event) -> Made:
        data = parcel.originals["photo"].data is not None
        self.sent.append(data)
        if not data and "elsewhere" in parcel.originals["photo"].path:
            return Made(missing=True)
        return self._spoil(work_parcel(parcel))


def done(crew: Here, plan: Plan, *, resume: bool = False) -> list[Item]:
    return crew._work_off(plan.jobs[0], plan.out_dir, resume, None, threading.Event())


def test_results_are_those_of_this_machine(shop: Path, tmp_path: Path) -> None:
    there, here = plan_of(shop / "sub-0", tmp_path / "a"), plan_of(shop / "sub-0", tmp_path / "b")
    items = done(Here(share_paths=False), there)
    own = work_off(here.jobs[0], here.out_dir, False)
    assert [item.output for item in items] == [item.output for item in own]
    first, second = (plan.out_dir / items[0].output for plan in (there, here))  # type: ignore[operator]
    assert first.read_bytes() == second.read_bytes()
    keys = [receipt.key for path in (first, second) if (receipt := read_receipt(path)) is not None]
    assert keys[0] == keys[1]


def test_photos_travel_by_path_where_it_is_shared_else_by_content(shop: Path, tmp_path: Path) -> None:
    shared = Here()
    done(shared, plan_of(shop / "sub-0", tmp_path / "a"))
    assert shared.sent == [False]
    shot(tmp_path / "elsewhere" / "x.jpg", (300, 200))
    apart = Here()
    plan = plan_of(tmp_path / "elsewhere", tmp_path / "b")
    assert done(apart, plan)[0].output == "plain/x.jpg"
    done(apart, plan)
    assert apart.sent == [False, True, True]  # asked once, then known


def test_what_comes_back_damaged_or_otherwise_is_not_taken(shop: Path, tmp_path: Path) -> None:
    def damaged(made: Made) -> Made:
        return replace(made, files={name: (data + b"?", text) for name, (data, text) in made.files.items()})

    def another(made: Made) -> Made:
        files = {}
        for name, (data, text) in made.files.items():
            key = hashlib.sha256(b"another scene").hexdigest()
            receipt = read_key(text)
            files[name] = data, text.replace(receipt.encode(), key.encode())
        return replace(made, files=files)

    for spoil in (damaged, another, lambda made: replace(made, files={})):
        plan = plan_of(shop / "sub-0", tmp_path / "out")
        items = done(Here(spoil=spoil), plan)
        assert items[0].error is not None
        assert items[0].error["kind"] == "cluster"
        assert not (plan.out_dir / "plain").exists()


def read_key(text: bytes) -> str:
    from studio.model.receipt import Receipt

    return Receipt.model_validate_json(text).key


def test_another_version_is_refused(shop: Path, tmp_path: Path) -> None:
    plan = plan_of(shop / "sub-0", tmp_path)
    job = plan.jobs[0]
    parcel = parcel_of(job, fingerprint(job.photo.path), job.targets, data=True)
    with pytest.raises(ClusterError, match="version"):
        work_parcel(replace(parcel, engine="older"))
    with pytest.raises(ClusterError, match="picture"):
        work_parcel(replace(parcel, pictures={"shelf": "00"}))


def test_one_channel_that_is_done_is_not_done_again(shop: Path, tmp_path: Path) -> None:
    plan = plan_of(shop / "sub-0", tmp_path / "out", "plain", "etsy")
    first = replace(plan, jobs=(replace(plan.jobs[0], targets=plan.jobs[0].targets[:1]),))
    done(Here(), first)
    asked: list[int] = []

    def counted(made: Made) -> Made:
        asked.append(len(made.items))
        return made

    items = done(Here(spoil=counted), plan, resume=True)
    assert asked == [1]
    assert [item.again for item in items] == [True, False]
    assert [item.channel for item in items] == [target.channel.id for target in plan.jobs[0].targets]


def test_the_queue_and_its_journal_are_those_of_one_machine(shop: Path, tmp_path: Path) -> None:
    queue, crew = Queue(), Here(share_paths=False)
    plan = plan_of(shop / "sub-0", tmp_path / "out")
    batch = queue.submit(plan)
    Runner(queue, crew=crew).run(wait=False)
    assert crew.closed
    assert queue.batch(batch.id).stage == "done"
    assert [item.photo for item in queue.items(batch.id)] == ["0.jpg", "2.jpg", "4.jpg"]
    assert crew.sent == [True] * 3
    again = Here()
    Runner(queue, crew=again).run(wait=False)
    assert again.sent == []
    assert not list((tmp_path / "out").rglob("*.part"))


def test_what_comes_back_after_a_cancellation_stays_out_of_the_journal(shop: Path, tmp_path: Path) -> None:
    queue = Queue()
    batch = queue.submit(plan_of(shop / "sub-0", tmp_path / "out"))

    def cancelling(made: Made) -> Made:
        queue.cancel(batch.id)
        return made

    Runner(queue, crew=Here(spoil=cancelling)).run(wait=False)
    assert queue.batch(batch.id).stage == "cancelled"
    assert queue.items(batch.id) == []
