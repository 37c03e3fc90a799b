"""The inspector shows and changes the chosen photos, whatever they are; an edit by hand is one undo step."""

from pathlib import Path, PurePosixPath
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from studio.app.workspace.commands import Commands, editing_commands
from studio.app.workspace.workspace import Workspace
from studio.model.photo import Listing, Photo
from studio.model.render import Relit
from studio.model.viewpoint import Viewpoint
from studio.scene import ColourBackdrop
from studio.ui.controls.slider import Slider
from studio.ui.form import Row
from studio.ui.inspector import SECTIONS, Inspector
from studio.ui.sections.backdrop import BackdropSection
from studio.ui.sections.light import LightSection
from studio.ui.sections.overlay import OverlaySection
from studio.ui.sections.placement import SHAPES, reshaped, shape_of


@pytest.fixture
def workspace() -> Workspace:
    workspace = Workspace()
    photos = tuple(Photo(Path(f"/shop/{name}.jpg"), PurePosixPath(f"{name}.jpg")) for name in ("front", "back"))
    workspace.add_listings([Listing("RED", photos)])
    return workspace


@pytest.fixture
def inspector(workspace: Workspace, qtbot: QtBot) -> Inspector:
    inspector = Inspector(workspace, Commands(editing_commands(workspace)))
    qtbot.addWidget(inspector)
    inspector.resize(320, 900)
    inspector.show()
    inspector.set_open([section.title for section in SECTIONS])
    return inspector


def row(inspector: Inspector, path: str) -> Row:
    return next(row for row in inspector.findChildren(Row) if row.path == path)


def test_dragging_size_changes_every_chosen_photo_as_one_step(
    inspector: Inspector, workspace: Workspace, qtbot: QtBot
) -> None:
    workspace.select_all()
    before = workspace.value_of("product.placement.fill")
    slider = row(inspector, "product.placement.fill").findChild(Slider)
    assert slider is not None
    for x in (10, 20, 30):
        at = QPoint(x, slider.height() // 2)
        if x == 10:
            qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=at)
        qtbot.mouseMove(slider, at)
    qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(30, slider.height() // 2))
    fill = workspace.value_of("product.placement.fill")
    assert isinstance(fill, float)
    assert fill < 0.5
    assert workspace.undo_name == "Size"
    workspace.undo()
    assert workspace.value_of("product.placement.fill") == before


def test_values_that_differ_show_as_mixed_and_one_edit_makes_them_alike(
    inspector: Inspector, workspace: Workspace, qtbot: QtBot
) -> None:
    workspace.set_value("product.tone.exposure", 0.5, name="Brightness")
    workspace.select_all()
    qtbot.waitUntil(lambda: not inspector._soon.isActive())
    inspector.refresh()
    brightness = row(inspector, "product.tone.exposure")
    slider = brightness.findChild(Slider)
    assert slider is not None
    assert slider.mixed
    qtbot.keyClick(slider, Qt.Key.Key_End)
    assert workspace.value_of("product.tone.exposure") == 2.0


def test_the_inspector_follows_undo(inspector: Inspector, workspace: Workspace, qtbot: QtBot) -> None:
    slider = row(inspector, "product.placement.fill").findChild(Slider)
    assert slider is not None
    before = slider.value()
    workspace.set_value("product.placement.fill", 0.5, name="Size")
    qtbot.waitUntil(lambda: slider.value() == 45)
    workspace.undo()
    qtbot.waitUntil(lambda: slider.value() == before)


def test_a_click_on_a_tile_exchanges_the_backdrop(inspector: Inspector, workspace: Workspace, qtbot: QtBot) -> None:
    section = inspector.findChild(BackdropSection)
    assert section is not None
    cream = next(tile for tile in section._tiles if tile.toolTip() == "Cream")
    qtbot.mouseClick(cream, Qt.MouseButton.LeftButton)
    backdrops = [it for it in workspace.scene_of(workspace.photos[0].id).elements if isinstance(it, ColourBackdrop)]
    assert backdrops == [cream.element]
    assert cream.isChecked()
    assert workspace.undo_name == "Backdrop Cream"


def test_the_sun_can_be_dragged_and_moved_by_keys(inspector: Inspector, workspace: Workspace, qtbot: QtBot) -> None:
    section = inspector.findChild(LightSection)
    assert section is not None
    dome = section._dome
    right = QPoint(dome.width() - 20, dome.height() // 2)
    qtbot.mousePress(dome, Qt.MouseButton.LeftButton, pos=right)
    qtbot.mouseRelease(dome, Qt.MouseButton.LeftButton, pos=right)
    assert workspace.value_of("light.azimuth") == pytest.approx(90, abs=2)
    assert workspace.value_of("light.elevation") < 30
    before = workspace.value_of("light.elevation")
    qtbot.keyClick(dome, Qt.Key.Key_Up)
    assert workspace.value_of("light.elevation") == before + 5
    qtbot.mouseDClick(dome, Qt.MouseButton.LeftButton, pos=right)
    assert (workspace.value_of("light.azimuth"), workspace.value_of("light.elevation")) == (-35, 55)


def test_it_is_said_when_nothing_shows_where_the_light_comes_from(
    inspector: Inspector, workspace: Workspace, qtbot: QtBot
) -> None:
    section = inspector.findChild(LightSection)
    assert section is not None
    workspace.select_all()
    assert section._unseen.isVisible()
    for path, value, nothing in (("cast.kind", "ground", "none"), ("relight.amount", 0.3, 0.0)):
        workspace.set_value(f"product.{path}", value, name="Light")
        qtbot.waitUntil(lambda: not section._unseen.isVisible())
        workspace.set_value(f"product.{path}", nothing, name="Light")
        qtbot.waitUntil(section._unseen.isVisible)


@pytest.mark.parametrize("shape", [shape for shape, _ in SHAPES])
def test_shapes_keep_the_longest_side(workspace: Workspace, shape: tuple[int, int]) -> None:
    scene = reshaped(workspace.scene_of(workspace.photos[0].id), shape)
    assert max(scene.canvas.width, scene.canvas.height) == 2000
    assert shape_of(scene.canvas) == shape


def test_without_a_photo_nothing_can_be_set(qtbot: QtBot) -> None:
    inspector = Inspector(Workspace())
    qtbot.addWidget(inspector)
    assert not inspector._inside.isEnabled()


def test_a_gradient_shows_only_what_its_shape_uses(inspector: Inspector, workspace: Workspace, qtbot: QtBot) -> None:
    section = inspector.findChild(BackdropSection)
    assert section is not None
    gradient = next(tile for tile in section._tiles if tile.toolTip() == "Gradient")
    qtbot.mouseClick(gradient, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(row(inspector, "backdrop-gradient.angle").isVisible)
    assert not row(inspector, "backdrop-gradient.horizon").isVisible()
    workspace.set_value("backdrop-gradient.shape", "sweep", name="Shape")
    qtbot.waitUntil(row(inspector, "backdrop-gradient.horizon").isVisible)
    assert not row(inspector, "backdrop-gradient.angle").isVisible()


def test_text_is_added_typed_and_removed(inspector: Inspector, workspace: Workspace, qtbot: QtBot) -> None:
    section = inspector.findChild(OverlaySection)
    assert section is not None
    add = next(button for button in section.findChildren(QPushButton) if button.objectName() == "text")
    qtbot.mouseClick(add, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(section._groups) == 1)
    field = row(inspector, "text.text").findChild(QLineEdit)
    assert field is not None
    field.selectAll()
    qtbot.keyClicks(field, "Porto")
    assert workspace.value_of("text.text") == "Porto"
    field.editingFinished.emit()
    remove = next(button for button in section.findChildren(QToolButton) if button.objectName() == "delete")
    qtbot.mouseClick(remove, Qt.MouseButton.LeftButton)
    assert [element.kind for element in workspace.scene_of(workspace.photos[0].id).elements] == [
        "backdrop-colour",
        "product",
    ]
    assert workspace.undo() == "Remove from picture"
    assert workspace.undo() == "Text"
    assert workspace.undo() == "Add text"


def test_the_focus_goes_through_a_section_opened_later_before_the_next(workspace: Workspace, qtbot: QtBot) -> None:
    inspector = Inspector(workspace)
    qtbot.addWidget(inspector)
    inspector.show()
    inspector.set_open([])
    inspector.set_open(["Placement"])
    here = inspector._groups["Placement"]._header
    passed: list[str] = []
    while (here := here.nextInFocusChain()) is not inspector._groups["Placement"]._header and len(passed) < 200:
        if here.focusPolicy() & Qt.FocusPolicy.TabFocus and here.isVisible():
            passed.append(here.accessibleName())
    assert passed.index("Size") < passed.index("Text & pictures, closed")


def test_a_large_section_is_built_over_many_turns_of_the_event_loop(workspace: Workspace, qtbot: QtBot) -> None:
    inspector = Inspector(workspace)
    qtbot.addWidget(inspector)
    inspector.show()
    title = LightSection.title
    inspector.set_open([])
    inspector.open_soon([title])
    assert inspector.open_sections == (title,)
    inspector._open_next()
    first = len(inspector.findChildren(Row))
    qtbot.waitUntil(lambda: not inspector._to_open, timeout=30000)
    paths = [row.path for row in inspector.findChildren(Row)]
    assert len(paths) > first + 10
    assert {"light.azimuth", "product.relight.amount", "product.contact.opacity"} & set(paths)


def test_the_inspector_says_what_the_light_did_and_what_is_missing(inspector: Inspector) -> None:
    section = inspector.findChild(LightSection)
    assert section is not None

    def said() -> list[str]:
        return [
            label.text() for label in section.findChildren(QLabel) if label.isVisibleTo(section) and label.wordWrap()
        ]

    before = said()
    painted = SimpleNamespace(
        relit={"product": Relit(3.62, 0.41, 0.72, held=True)}, missing=("The shadow is missing.",)
    )
    inspector.hear_of(painted)  # type: ignore[arg-type]
    new = [text for text in said() if text not in before]
    assert len(new) == 2
    assert all(word in new[0] for word in ("3.6 ΔE", "0.4°", "72%"))
    assert new[1] == "The shadow is missing."
    inspector.hear_of(SimpleNamespace(relit={}, missing=()))  # type: ignore[arg-type]
    assert said() == before


def test_the_camera_of_the_photo_is_told_and_given_to_the_scene_on_a_click(
    inspector: Inspector, workspace: Workspace, qtbot: QtBot
) -> None:
    current = workspace.current
    assert current is not None
    section = inspector.findChild(LightSection)
    assert section is not None
    match = next(it for it in section.findChildren(QPushButton) if it.text() == "Camera as in the photo")
    qtbot.waitUntil(lambda: row(inspector, "camera.pitch").isVisible(), timeout=20_000)
    workspace.report(current, workspace.state_of(current).changed(confidence=0.9))
    section.refresh()
    assert any("Not sure" in label.text() for label in section.findChildren(QLabel))
    assert match.isHidden()
    seen = Viewpoint(31.0, "round base", 0.8)
    workspace.report(current, workspace.state_of(current).changed(viewpoint=seen))
    section.refresh()
    assert any("about 31°" in label.text() for label in section.findChildren(QLabel))
    assert not match.isHidden()
    qtbot.mouseClick(match, Qt.MouseButton.LeftButton)
    assert workspace.scene_of(current).camera.pitch == 31.0
    section.refresh()
    assert match.isHidden()
    workspace.undo()
    assert workspace.scene_of(current).camera.pitch != 31.0


def test_a_set_is_seen_from_where_the_photo_was_taken(inspector: Inspector, workspace: Workspace) -> None:
    current = workspace.current
    assert current is not None
    workspace.report(current, workspace.state_of(current).changed(viewpoint=Viewpoint(14.0, "phone", 0.95)))
    section = inspector.findChild(BackdropSection)
    assert section is not None
    next(tile for tile in section._tiles if tile.toolTip() == "Slate").click()
    assert workspace.scene_of(current).camera.pitch == pytest.approx(14.0, abs=0.1)
