"""Commands found by typing, presets shown and applied, errors told quietly."""

from pathlib import Path, PurePosixPath

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from studio.app.workspace.commands import Command, Commands, editing_commands
from studio.app.workspace.export_run import order_of
from studio.app.workspace.workspace import PhotoState, Workspace
from studio.model.photo import Listing, Photo
from studio.store.presets import list_presets, load_preset, own_folder
from studio.ui.error_box import ErrorBox
from studio.ui.icon_names import NAMES
from studio.ui.palette import CommandPalette, rank
from studio.ui.presets_strip import PresetKey, PresetsStrip, free_id


@pytest.fixture
def workspace() -> Workspace:
    workspace = Workspace()
    workspace.add_listings([Listing("RED", (Photo(Path("/shop/front.jpg"), PurePosixPath("front.jpg")),))])
    return workspace


def test_typing_finds_and_enter_runs(workspace: Workspace, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1100, 700)
    ran: list[str] = []
    commands = Commands(
        [*editing_commands(workspace), Command("x", "Export all photos", lambda: ran.append("x"), ("Ctrl+Return",))]
    )
    palette = CommandPalette(commands, window)
    window.show()
    palette.open()
    assert len(palette._found.shown) == len(list(commands))
    qtbot.keyClicks(palette._wanted, "photos exp")
    assert [command.id for command in palette._found.shown] == ["x"]
    qtbot.keyClick(palette._wanted, Qt.Key.Key_Return)
    assert ran == ["x"]
    assert not palette.isVisible()


def test_a_command_that_cannot_run_now_comes_last_and_does_nothing(workspace: Workspace, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    palette = CommandPalette(Commands(editing_commands(workspace)), window)
    palette.open()
    qtbot.keyClicks(palette._wanted, "paste settings")
    qtbot.keyClick(palette._wanted, Qt.Key.Key_Return)
    assert workspace.undo_name == "Add photos"


def test_better_fits_come_first() -> None:
    fit = Command("fit", "Fit", lambda: None, words="zoom")
    zoom = Command("zoom", "Zoom in", lambda: None)
    assert rank(zoom, "zoom") == 0
    assert rank(fit, "zoom") == 2
    assert rank(fit, "shadow") is None


def test_every_command_has_an_icon_we_have(workspace: Workspace) -> None:
    for command in editing_commands(workspace):
        assert command.icon in NAMES, command.id


def test_tiles_are_asked_for_once_when_the_photo_is_cut_out(workspace: Workspace, qtbot: QtBot) -> None:
    strip = PresetsStrip(workspace)
    qtbot.addWidget(strip)
    strip.resize(900, strip.height())
    strip.show()
    asked: list[PresetKey] = []
    strip.wanted.connect(lambda key, scene: asked.append(key))
    qtbot.wait(300)
    assert asked == []
    photo = workspace.photos[0]
    workspace.report(photo.id, PhotoState("ready"))
    qtbot.waitUntil(lambda: len(asked) > 3)
    workspace.set_value("product.placement.fill", 0.5, name="Size")
    qtbot.wait(300)
    assert len(set(asked)) == len(asked)
    assert asked[0] == PresetKey("clean-white", photo.id)
    strip.take(asked[0], QImage(20, 20, QImage.Format.Format_RGB32))
    assert asked[0] in strip._model.pictures


def test_a_click_gives_the_look_and_marks_it(workspace: Workspace, qtbot: QtBot) -> None:
    strip = PresetsStrip(workspace)
    qtbot.addWidget(strip)
    strip.show()
    before = strip._model.in_use
    wanted = next(preset for preset in list_presets() if preset.id != "clean-white")
    row = [preset.id for preset in strip._model.presets].index(wanted.id)
    strip._apply(strip._model.index(row, 0))
    assert workspace.scene_of(workspace.photos[0].id) == wanted.scene
    assert strip._model.in_use == wanted.id
    workspace.undo()
    assert strip._model.in_use == before


def test_a_look_is_kept_as_a_preset_of_ones_own(workspace: Workspace, qtbot: QtBot) -> None:
    strip = PresetsStrip(workspace)
    qtbot.addWidget(strip)
    workspace.set_value("product.placement.fill", 0.42, name="Size")
    strip._save("Mein Stil")
    assert (own_folder() / "mein-stil.toml").is_file()
    preset = load_preset("mein-stil")
    assert preset.name == "Mein Stil"
    assert preset.scene == workspace.scene_of(workspace.photos[0].id)
    assert strip._model.in_use == "mein-stil"


def test_a_preset_of_ones_own_lets_its_pictures_wait_for_review(workspace: Workspace, qtbot: QtBot) -> None:
    workspace.set_channels(["plain"])
    strip = PresetsStrip(workspace)
    qtbot.addWidget(strip)
    strip._save("Checked twice")
    assert not order_of(workspace).presets[workspace.photos[0].id].review
    strip._chosen = next(preset for preset in strip.known if preset.name == "Checked twice")
    strip._turn_review()
    assert load_preset(strip._chosen.id).review
    assert order_of(workspace).presets[workspace.photos[0].id].review


@pytest.mark.parametrize(
    ("name", "found"), [("My look", "my-look-2"), ("كوب", "preset"), ("../../x", "x"), ("A" * 90, "a" * 56)]
)
def test_ids_are_free_and_safe(name: str, found: str) -> None:
    assert free_id(name, {"my-look"}) == found


def test_the_banner_says_what_to_do_and_does_it(qtbot: QtBot) -> None:
    banner = ErrorBox()
    qtbot.addWidget(banner)
    done: list[bool] = []
    banner.tell("<b>mug</b>.jpg is damaged.", "Copy it again.", action="Try again", run=lambda: done.append(True))
    assert banner.isVisible()
    assert banner._message.text() == "<b>mug</b>.jpg is damaged."
    assert banner._message.textFormat() == Qt.TextFormat.PlainText
    qtbot.mouseClick(banner._action, Qt.MouseButton.LeftButton)
    assert done == [True]
    assert not banner.isVisible()


def test_a_broken_preset_of_ones_own_is_named(workspace: Workspace, qtbot: QtBot) -> None:
    own_folder().mkdir(parents=True)
    (own_folder() / "mine.toml").write_text("version = 1\nname = 3 = 4")
    strip = PresetsStrip(workspace)
    qtbot.addWidget(strip)
    with qtbot.waitSignal(strip.trouble) as heard:
        pass
    assert heard.args is not None
    assert "mine.toml" in heard.args[0]
    assert strip._model.presets


def test_presets_and_sections_are_found_by_typing_only(qtbot, tmp_path: Path) -> None:
    ran: list[str] = []
    window = QWidget()
    window.resize(900, 700)
    qtbot.addWidget(window)
    commands = Commands([Command("undo", "Undo", lambda: ran.append("undo"))])
    further = [Command("use-cosmetics", "Use preset: Cosmetics", lambda: ran.append("cosmetics"))]
    palette = CommandPalette(commands, window, lambda: further)
    window.show()
    palette.open()
    assert [command.id for command in palette._found.shown] == ["undo"]
    low = palette.height()
    palette._wanted.setText("cosm")
    assert [command.id for command in palette._found.shown] == ["use-cosmetics"]
    assert palette.height() == low, "one line either way"
    palette._run(palette._found.index(0, 0))
    assert ran == ["cosmetics"]
