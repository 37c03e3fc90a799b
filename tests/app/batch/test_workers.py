"""One bad call must not take anything else with it."""

import os
import signal
import sys
import time

import pytest

from studio.app.batch.workers import Workers
from studio.model.errors import UnreadablePhotoError, WorkerCrashedError
from studio.model.progress import Progress


def double(number: int) -> int:
    return number * 2


def die(how: int) -> None:
    os.kill(os.getpid(), how)


def sleep(seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


def refuse() -> None:
    raise UnreadablePhotoError("a.jpg is damaged.", "Save it anew.")


def print_loudly() -> None:
    print("noise")
    os.write(1, b"noise")
    os.write(2, b"noise")


def allocate(size: int) -> int:
    return len(bytearray(size))


def page_faults_of_a_photo() -> int:
    import resource

    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    bytearray(36 << 20)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def tell(progress: Progress) -> str:
    progress.at(0.5, "half")
    return "told"


def heavy_modules() -> list[str]:
    return [name for name in ("numpy", "cv2", "pydantic", "typer", "PIL") if name in sys.modules]


def test_a_crash_fails_only_its_own_call() -> None:
    with Workers(2, timeout=30) as workers:
        before = [workers.submit(double, n) for n in range(5)]
        crash = workers.submit(die, signal.SIGKILL)
        after = [workers.submit(double, n) for n in range(5)]
        assert [f.result(30) for f in before + after] == [0, 2, 4, 6, 8] * 2
        with pytest.raises(WorkerCrashedError, match="signal 9"):
            crash.result(30)


def test_a_call_that_takes_too_long_is_stopped() -> None:
    with Workers(1) as workers:
        slow = workers.submit(sleep, 60, timeout=0.7)
        with pytest.raises(WorkerCrashedError, match="longer than"):
            slow.result(20)
        assert workers.submit(double, 4).result(20) == 8


def test_a_process_killed_while_idle_is_replaced() -> None:
    with Workers(1) as workers:
        os.kill(workers.submit(sleep, 0).result(20), signal.SIGKILL)
        time.sleep(0.2)
        assert workers.submit(double, 4).result(20) == 8


def test_errors_for_people_travel_whole() -> None:
    with Workers(1) as workers, pytest.raises(UnreadablePhotoError) as raised:
        workers.submit(refuse).result(20)
    assert raised.value.as_json() == {
        "kind": "unreadable-photo",
        "message": "a.jpg is damaged.",
        "hint": "Save it anew.",
    }


def test_a_child_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    with Workers(1) as workers:
        workers.submit(print_loudly).result(20)
    assert capfd.readouterr() == ("", "")


def test_progress_arrives() -> None:
    told: list[tuple[float, str]] = []
    with Workers(1) as workers:
        done = workers.submit(tell, on_progress=lambda share, what: told.append((share, what)))
        assert done.result(20) == "told"
    assert told == [(0.5, "half")]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux limits memory")
def test_memory_limit_fails_the_call_and_not_the_process() -> None:
    with Workers(1, memory_limit=300_000_000) as workers:
        with pytest.raises(MemoryError):
            workers.submit(allocate, 600_000_000).result(20)
        assert workers.submit(allocate, 100_000_000).result(20) == 100_000_000
        assert workers.peak_memory() > 100_000_000


def test_a_result_that_cannot_travel_is_an_error() -> None:
    with Workers(1) as workers:
        with pytest.raises(TypeError, match="cannot travel"):
            workers.submit(_unpicklable).result(20)
        assert workers.submit(double, 4).result(20) == 8


def _unpicklable() -> object:
    return lambda: None


def test_the_child_starts_light() -> None:
    with Workers(1) as workers:
        assert workers.submit(_heavy_before_work).result(20) == []


def _heavy_before_work() -> list[str]:
    return [name for name in heavy_modules() if name not in _loaded_by_this_test]


_loaded_by_this_test = ("pydantic",) if "pydantic" in sys.modules else ()


def test_shutdown_with_kill_ends_running_work() -> None:
    workers = Workers(1)
    running, waiting = workers.submit(sleep, 60), workers.submit(double, 1)
    time.sleep(0.5)
    started = time.monotonic()
    workers.shutdown(kill=True)
    assert time.monotonic() - started < 10
    assert waiting.cancelled()
    with pytest.raises(WorkerCrashedError):
        running.result(1)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks glibc to keep memory")
def test_a_second_photo_of_the_same_size_takes_the_memory_of_the_first() -> None:
    with Workers(1) as workers:
        first, second = (workers.submit(page_faults_of_a_photo).result(30) for _ in range(2))
    assert first > 2000
    assert second < first / 10
