"""Whether somebody sits at the computer, asked of a real screen: a hand on the mouse is noticed."""

import sys

import pytest

from studio.app.queue.untouched import seconds_untouched
from tests.ui.screen import screen, until


@pytest.mark.window
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X11")
def test_a_hand_on_the_mouse_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    with screen(320, 200) as desktop:
        monkeypatch.setenv("DISPLAY", desktop.name)
        if seconds_untouched() is None:
            pytest.skip("the library of X11's screen saver extension is not installed")
        rested = until(lambda: (found := seconds_untouched()) is not None and found > 1.5 and found, "a rest")
        desktop.tool("mousemove", 50, 60)
        until(lambda: (found := seconds_untouched()) is not None and found < rested, "the hand to be noticed")


def test_without_a_screen_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("DISPLAY", ":987")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert seconds_untouched() is None
    monkeypatch.delenv("DISPLAY")
    assert seconds_untouched() is None
