"""Two hundred calls under way at once, and the window's thread goes on: by processor time, as machines may be busy."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio.ai.demo import DemoServer

PROGRAM = Path(__file__).parent / "programs" / "many_calls.py"
COUNT = 200
BEAT = 50  # milliseconds that may lie between two beats of the window's thread, where the goal was set


def begun(server: DemoServer) -> "subprocess.Popen[str]":
    command = [sys.executable, str(PROGRAM), server.openai_address, str(COUNT)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True)


def ended(program: "subprocess.Popen[str]", words: str | None = None) -> Any:
    told, complaints = program.communicate(words, timeout=240)
    assert program.returncode == 0, complaints
    assert not complaints
    return json.loads(told)


def calmest(run: Callable[[], Any], most: float) -> Any:
    """Return the first of three runs that kept its beat: a core may be taken from the window's thread alone."""
    for _ in range(3):
        told = run()
        if told["longest"] < most:
            break
    return told


def all_answered() -> Any:
    with DemoServer(delay=1.0) as server:  # all are under way together
        told = ended(begun(server), "")
    assert told["came"] == server.billed == COUNT
    assert server.most_at_once > COUNT / 2
    return told


def all_called_off() -> Any:
    with DemoServer() as server:
        server.misbehave(always="hang")
        program = begun(server)
        end = time.monotonic() + 120
        while len(server.calls) < COUNT and program.poll() is None:
            assert time.monotonic() < end, "not all calls arrived"
            time.sleep(0.02)
        told = ended(program, "enough\n")
    assert (told["came"], told["called_off"]) == (0, COUNT)
    return told


@pytest.mark.window
def test_the_window_never_waits_for_two_hundred_calls(slower: float) -> None:
    most = BEAT * slower
    assert calmest(all_answered, most)["longest"] < most


@pytest.mark.window
def test_closing_the_window_with_two_hundred_calls_on_their_way_ends_them_all(slower: float) -> None:
    most = BEAT * slower
    assert calmest(all_called_off, most)["longest"] < most
