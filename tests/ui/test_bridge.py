"""Every result arrives on the window's thread, in order, in short turns, and never at a widget that has gone."""

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from time import sleep
from typing import Any

import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from studio.ui.bridge import Bridge


class Receiver(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.got: list[Any] = []
        self.threads: set[int] = set()
        self.slow = 0.0

    def take(self, value: Any) -> None:
        self.got.append(value.result() if isinstance(value, Future) else value)
        self.threads.add(threading.get_ident())
        sleep(self.slow)


def test_all_results_of_many_threads_arrive_here(qtbot: QtBot) -> None:
    bridge, receiver = Bridge(), Receiver()
    with ThreadPoolExecutor(8) as pool:
        for number in range(500):
            bridge.deliver(pool.submit(pow, number, 2), receiver.take)
        qtbot.waitUntil(lambda: len(receiver.got) == 500, timeout=10_000)
    assert sorted(receiver.got) == [number**2 for number in range(500)]
    assert receiver.threads == {threading.get_ident()}


def test_calls_of_one_thread_keep_their_order(qtbot: QtBot) -> None:
    bridge, receiver = Bridge(), Receiver()
    thread = threading.Thread(target=lambda: [bridge.call(receiver.take, number) for number in range(200)])
    thread.start()
    qtbot.waitUntil(lambda: len(receiver.got) == 200, timeout=10_000)
    assert receiver.got == list(range(200))


def test_many_results_at_once_leave_the_event_loop_its_turns(qtbot: QtBot) -> None:
    bridge, receiver = Bridge(), Receiver()
    receiver.slow = 0.002
    for number in range(100):
        bridge.call(receiver.take, number)
    bridge._hand_out()
    assert len(receiver.got) < 50
    qtbot.waitUntil(lambda: len(receiver.got) == 100, timeout=10_000)


def test_a_deleted_receiver_is_passed_over(qtbot: QtBot) -> None:
    bridge, receiver, other = Bridge(), Receiver(), Receiver()
    bridge.call(receiver.take, 1)
    bridge.call(other.take, 2)
    shiboken6.delete(receiver)
    qtbot.waitUntil(lambda: other.got == [2], timeout=5_000)
    assert receiver.got == []


def test_nothing_arrives_after_closing(qtbot: QtBot) -> None:
    bridge, receiver = Bridge(), Receiver()
    bridge.call(receiver.take, 1)
    bridge.close()
    bridge.call(receiver.take, 2)
    qtbot.wait(30)
    assert receiver.got == []
