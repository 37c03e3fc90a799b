"""Every control that can be reached has a name, and every button without words a tooltip that says what it does."""

from pathlib import Path, PurePosixPath

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLineEdit, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from studio.app.workspace.commands import Commands, editing_commands
from studio.app.workspace.workspace import Workspace
from studio.model.photo import Listing, Photo
from studio.scene.elements import GradientBackdrop, PictureOverlay, Text
from studio.ui.bridge import Bridge
from studio.ui.controls.slider import Slider
from studio.ui.export_panel import ExportPanel
from studio.ui.inspector import SECTIONS, Inspector
from studio.ui.presets_strip import PresetsStrip


@pytest.fixture
def panels(qtbot: QtBot) -> list[QWidget]:
    workspace = Workspace(channels=("amazon-main", "poshmark-listing"))
    workspace.add_listings([Listing("RED", (Photo(Path("/shop/a.jpg"), PurePosixPath("a.jpg")),))])
    workspace.edit(
        lambda scene: scene.model_copy(
            update={"elements": (GradientBackdrop(), *scene.elements[1:], Text(), PictureOverlay(picture="/logo.png"))}
        ),
        name="Everything",
    )
    commands = Commands(editing_commands(workspace))
    inspector = Inspector(workspace, commands)
    inspector.set_open([section.title for section in SECTIONS])
    bridge = Bridge()
    export = ExportPanel(workspace, bridge)
    bridge.setParent(export)
    found: list[QWidget] = [inspector, export, PresetsStrip(workspace)]
    for panel in found:
        qtbot.addWidget(panel)
    return found


def reachable(panel: QWidget) -> list[QWidget]:
    kinds = (QAbstractButton, QAbstractItemView, QLineEdit, Slider)
    return [
        widget
        for widget in panel.findChildren(QWidget)
        if isinstance(widget, kinds)
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not isinstance(widget, QScrollBar)
        and widget.window() is panel.window()  # not the list of a combo box, which is its own window
    ]


def test_every_control_has_a_name(panels: list[QWidget]) -> None:
    controls = [widget for panel in panels for widget in reachable(panel)]
    assert len(controls) > 60
    nameless = [
        f"{type(widget).__name__} in {type(widget.parent()).__name__}"
        for widget in controls
        if not widget.accessibleName() and not (isinstance(widget, QAbstractButton) and widget.text())
    ]
    assert nameless == []


def test_every_button_without_words_has_a_tooltip(panels: list[QWidget]) -> None:
    silent = [
        widget.accessibleName()
        for panel in panels
        for widget in reachable(panel)
        if isinstance(widget, QAbstractButton) and not widget.text() and not widget.toolTip()
    ]
    assert silent == []


def test_sliders_are_sliders_for_screen_readers(panels: list[QWidget]) -> None:
    sliders = [slider for panel in panels for slider in panel.findChildren(Slider)]
    assert len(sliders) > 20
    assert all(slider.maximum() > 0 for slider in sliders)
