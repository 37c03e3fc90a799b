"""Controls made from fields: each kind, the mixed value, the default, and one undo step a drag."""

from typing import Annotated, Any, Literal

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from pytestqt.qtbot import QtBot

from studio.app.workspace.workspace import MISSING, MIXED
from studio.model.matte import CutoutSettings
from studio.model.params import Colour, Label, Params, Span
from studio.ui.controls.check import CheckControl
from studio.ui.controls.choice import ComboControl, SegmentedControl
from studio.ui.controls.colour import ColourControl
from studio.ui.controls.number import NumberField
from studio.ui.controls.span import SpanControl
from studio.ui.controls.words import WordsControl
from studio.ui.fields import fields_of
from studio.ui.form import Form, control_for


class Inner(Params):
    depth: Annotated[int, Span(0, 10, 1, "px"), Label("Depth")] = 3


class Everything(Params):
    share: Annotated[float, Span(0, 1, 0.01, "%"), Label("Share", "A share")] = 0.5
    few: Literal["off", "on"] = "off"
    many: Literal["one", "two", "three", "four-five"] = "one"
    tint: Annotated[Colour, Label("Tint")] = "#ffffff"
    tick: bool = True
    words: str = ""
    inner: Inner = Inner()
    fixed: Literal[1] = 1
    listed: tuple[str, ...] = ()


def test_every_kind_of_field_gets_its_control(qtbot: QtBot) -> None:
    kinds = {field.name: field.kind for field in fields_of(Everything)}
    assert kinds == {
        "share": "span", "few": "choice", "many": "choice", "tint": "colour", "tick": "check", "words": "words",
        "inner": "group",
    }  # fmt: skip
    controls = [control_for(field) for field in fields_of(Everything) if field.kind != "group"]
    for control in controls:
        qtbot.addWidget(control)
    expected = [SpanControl, SegmentedControl, ComboControl, ColourControl, CheckControl, WordsControl]
    assert [type(control) for control in controls] == expected


def test_a_drag_is_live_and_ends_once(qtbot: QtBot) -> None:
    control = SpanControl(Span(0, 1, 0.01, "%"), 0.5)
    qtbot.addWidget(control)
    control.resize(240, 28)
    control.show()
    heard: list[tuple[Any, bool]] = []
    control.edited.connect(lambda value, final: heard.append((value, final)))
    slider = control._slider
    at = QPoint(slider.width() // 2, 14)
    qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseMove(slider, at + QPoint(30, 0))
    qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=at + QPoint(30, 0))
    assert [final for _, final in heard].count(True) == 1
    assert heard[-1][1]
    assert heard[-1][0] > 0.5
    assert control._field.text().endswith(" %")
    qtbot.mouseDClick(slider, Qt.MouseButton.LeftButton, pos=at)
    assert heard[-1] == (0.5, True)


def test_the_wheel_steps_only_where_the_focus_is(qtbot: QtBot) -> None:
    control = SpanControl(Span(0, 1, 0.01), 0.5)
    qtbot.addWidget(control)
    control.show()
    qtbot.waitExposed(control)
    heard: list[float] = []
    control.edited.connect(lambda value, final: heard.append(value))
    wheel = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, 0), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    control._slider.clearFocus()
    control._field.setFocus()
    control._slider.wheelEvent(wheel)
    assert heard == []
    control.activateWindow()
    control._slider.setFocus()
    qtbot.waitUntil(control._slider.hasFocus)
    control._slider.wheelEvent(wheel)
    assert heard == [0.51]


@pytest.mark.parametrize(
    ("typed", "value"), [("35", 0.35), ("35 %", 0.35), ("12,5", 0.125), ("999", 1.0), ("-3", 0.0), ("−3", 0.0)]
)
def test_typed_numbers_are_understood_and_kept_in_range(qtbot: QtBot, typed: str, value: float) -> None:
    field = NumberField(Span(0, 1, 0.001, "%"))
    qtbot.addWidget(field)
    field.show_number(0.5)
    field.setText(typed)
    assert field.read() == pytest.approx(value)


def test_nonsense_brings_the_number_back(qtbot: QtBot) -> None:
    field = NumberField(Span(0, 90, 1, "°"))
    qtbot.addWidget(field)
    field.show_number(45)
    field.setText("much")
    with qtbot.assertNotEmitted(field.typed):
        field.editingFinished.emit()
    assert field.text() == "45°"


def test_mixed_values_show_as_mixed_and_missing_ones_hide(qtbot: QtBot) -> None:
    form = Form(Everything, prefix="it.")
    qtbot.addWidget(form)
    form.show()
    form.show_values(lambda path: MISSING if path == "it.words" else MIXED)
    rows = {row.path: row for row in form._rows}
    assert not rows["it.words"].isVisible()
    share = rows["it.share"].control
    assert isinstance(share, SpanControl)
    assert share._field.text() == ""
    assert share._field.placeholderText() == "Mixed"
    few = rows["it.few"].control
    assert isinstance(few, SegmentedControl)
    assert few._group.checkedButton() is None


def test_reset_shows_only_where_changed_and_brings_the_default_back(qtbot: QtBot) -> None:
    form = Form(CutoutSettings, prefix="cutout.", only=("shift",))
    qtbot.addWidget(form)
    form.show()
    row = form._rows[0]
    form.show_values(lambda path: 0.0)
    assert not row._reset.isVisible()
    form.show_values(lambda path: 0.004)
    assert row._reset.isVisible()
    with qtbot.waitSignal(form.edited) as heard:
        qtbot.mouseClick(row._reset, Qt.MouseButton.LeftButton)
    assert heard.args == ["cutout.shift", "Shift edge", 0.0, True]
    assert not row._reset.isVisible()


def test_a_group_is_built_when_first_opened_and_shows_its_values(qtbot: QtBot) -> None:
    form = Form(Everything)
    qtbot.addWidget(form)
    form.show_values(lambda path: {"inner.depth": 7}.get(path, MIXED))
    group, _ = form._groups[0]
    assert group.body is None
    group.set_open(True)
    assert isinstance(group.body, Form)
    depth = group.body._rows[0]
    assert depth.path == "inner.depth"
    assert isinstance(depth.control, SpanControl)
    assert depth.control._field.text() == "7 px"


def test_typing_words_is_live_and_one_step(qtbot: QtBot) -> None:
    control = WordsControl("")
    qtbot.addWidget(control)
    heard: list[tuple[Any, bool]] = []
    control.edited.connect(lambda value, final: heard.append((value, final)))
    qtbot.keyClicks(control._field, "new")
    control._field.editingFinished.emit()
    control._field.editingFinished.emit()
    assert heard == [("n", False), ("ne", False), ("new", False), ("new", True)]


def test_every_control_has_a_name_for_screen_readers(qtbot: QtBot) -> None:
    form = Form(Everything)
    qtbot.addWidget(form)
    for row in form._rows:
        assert row.control.accessibleName()
        assert row.control.focusPolicy() or row.control.focusProxy() is not None or row.path == "few"


def test_the_picker_is_dragged_live_and_its_swatches_are_one_click(qtbot: QtBot) -> None:
    control = ColourControl("#ffffff")
    qtbot.addWidget(control)
    control.show()
    heard: list[tuple[Any, bool]] = []
    control.edited.connect(lambda value, final: heard.append((value, final)))
    control._open()
    picker = control._picker
    assert picker is not None
    qtbot.mouseClick(picker._swatches[1], Qt.MouseButton.LeftButton)
    assert heard == [("#f6f6f4", True)]
    field = picker._field
    qtbot.mousePress(field, Qt.MouseButton.LeftButton, pos=QPoint(field.width() - 1, 0))
    qtbot.mouseRelease(field, Qt.MouseButton.LeftButton, pos=QPoint(field.width() - 1, 0))
    colour, final = heard[-1]
    assert final
    assert QColor(colour).hsvSaturationF() > 0.95
    assert control._hex.text() == colour
    picker.close()


def test_a_typed_colour_needs_no_hash(qtbot: QtBot) -> None:
    control = ColourControl("#ffffff")
    qtbot.addWidget(control)
    heard: list[Any] = []
    control.edited.connect(lambda value, final: heard.append(value))
    control._hex.setText("1a2b3c")
    control._hex.editingFinished.emit()
    control._hex.setText("nonsense")
    control._hex.editingFinished.emit()
    assert heard == ["#1a2b3c"]
    assert control._hex.text() == "#1a2b3c"
