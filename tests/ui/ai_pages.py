"""The page of AI models without a window round it, for tests: two photos in one listing, keys in memory only."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from types import SimpleNamespace
from typing import Any, cast

import cv2
import keyring
import numpy as np
import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from studio.app.workspace.workspace import Workspace
from studio.model.kept import KeptLimits
from studio.model.photo import Listing, Photo
from studio.model.scene import Canvas
from studio.store.ai_settings import load_ai_settings, save_ai_settings
from studio.ui.ai.page import AiPage
from studio.ui.bridge import Bridge
from tests.store.test_secrets import Memory

LONG = 30_000  # ms: the machine may be busy with other things


@pytest.fixture
def backend(monkeypatch: pytest.MonkeyPatch) -> Iterator[Memory]:
    """A keyring in memory, and no keys in the environment."""
    for name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "OPENAI_BASE_URL", "ANTHROPIC_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    before = keyring.get_keyring()
    memory = Memory()
    keyring.set_keyring(memory)
    yield memory
    keyring.set_keyring(before)


def thing(file: Path, colour: tuple[int, int, int]) -> Photo:
    """Write a photo of something on a quiet ground."""
    picture = np.full((240, 320, 3), 236, np.uint8)
    cv2.rectangle(picture, (110, 60), (210, 190), colour, -1)
    cv2.imwrite(str(file), cv2.GaussianBlur(picture, (0, 0), 1))
    return Photo(file, PurePosixPath(file.name))


@pytest.fixture
def page(qtbot: QtBot, backend: Memory, tmp_path: Path) -> Iterator[AiPage]:
    """The page, shown."""
    photos = tuple(thing(tmp_path / f"photo-{number}.png", (60 + 80 * number, 60, 40)) for number in range(2))
    workspace = Workspace()
    workspace.add_listings([Listing("RED", photos)])
    workspace.select_all()
    workspace.edit(lambda scene: scene.model_copy(update={"canvas": Canvas(width=640, height=640)}), name="Small")
    save_ai_settings(replace(load_ai_settings(), limits=KeptLimits(text=False)))  # reading labels takes seconds
    bridge = Bridge()
    made = AiPage(cast(Any, SimpleNamespace(bridge=bridge, workspace=workspace)), lambda _page: None)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    yield made
    made.close_page()
    bridge.close()


def shown(page: AiPage, qtbot: QtBot, view: str) -> Any:
    """Show a view and wait until it has read what it shows."""
    page.show_view(view)
    qtbot.waitUntil(lambda: page.background.waiting == 0, timeout=LONG)
    return page.view(view)


def press(widget: Any, text: str) -> None:
    """Press the button with these words."""
    next(each for each in widget.findChildren(QPushButton) if each.text() == text).click()
