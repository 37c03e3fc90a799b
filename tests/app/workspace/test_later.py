"""Only the newest of many wishes is done, and only once nothing newer comes."""

from threading import Event

import pytest

from studio.app.workspace.later import Later


def test_of_many_wishes_the_last_one_is_done_once() -> None:
    done: list[int] = []
    later = Later(0.02, done.append)
    for number in range(100):
        later.ask(number)
    assert later.wait(10)
    later.ask(7)
    assert later.wait(10)
    assert done[-2:] == [99, 7]
    assert len(done) < 50
    later.end()


def test_what_was_cancelled_is_not_done() -> None:
    done: list[str] = []
    later = Later(60, done.append)
    later.ask("never")
    later.cancel()
    assert later.wait(10)
    assert done == []
    later.end()


def test_a_wish_while_another_is_done_is_not_lost() -> None:
    done: list[str] = []
    begun, free = Event(), Event()

    def work(what: str) -> None:
        begun.set()
        free.wait(10)
        done.append(what)

    later = Later(0.0, work)
    later.ask("first")
    assert begun.wait(10)
    later.ask("second")
    free.set()
    assert later.wait(10)
    assert done == ["first", "second"]
    later.end()


def test_work_that_fails_unforeseen_does_not_end_what_comes_later(caplog: pytest.LogCaptureFixture) -> None:
    done: list[str] = []

    def work(what: str) -> None:
        if what == "bad":
            raise RuntimeError(what)
        done.append(what)

    later = Later(0.0, work)
    later.ask("bad")
    assert later.wait(10)
    later.ask("good")
    assert later.wait(10)
    assert done == ["good"]
    assert "RuntimeError: bad" in caplog.text
    later.end()
