"""Controls made from the fields of a Params class.

    form = Form(CutoutSettings, prefix="cutout.", only=("refine", "shift"))
    form.show_values(lambda path: workspace.value_of(path))   # a value, MIXED, or MISSING (the row hides)
    form.edited                                               # Signal(path: str, label: str, value, final: bool)

Span → slider with field · Literal → side by side or list · Colour → swatch · bool → switch · str → field ·
Params → group.
"""

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from studio.app.workspace.workspace import MISSING
from studio.model.params import Params
from studio.ui import icons
from studio.ui.controls.check import CheckControl
from studio.ui.controls.choice import ComboControl, SegmentedControl
from studio.ui.controls.colour import ColourControl
from studio.ui.controls.control import MIXED, Control
from studio.ui.controls.group import Group
from studio.ui.controls.span import SpanControl
from studio.ui.controls.words import WordsControl
from studio.ui.fields import FieldKind, fields_of
from studio.ui.theme import CONTROL, LABEL

_NARROW = 22  # letters that fit side by side


def control_for(field: FieldKind) -> Control:
    """Return the control that suits a field."""
    if field.kind == "span" and field.span is not None:
        return SpanControl(field.span, field.default, whole=field.whole)
    if field.kind == "choice":
        narrow = len(field.options) <= 3 and sum(len(text) for _, text in field.options) <= _NARROW
        return (SegmentedControl if narrow else ComboControl)(field.options, field.default)
    if field.kind == "colour":
        return ColourControl(field.default)
    if field.kind == "check":
        return CheckControl(field.default)
    return WordsControl(field.default)


class Row(QWidget):
    """Label, control, and a button that brings the default back, seen only where the value is another."""

    edited = Signal(str, str, object, bool)

    def __init__(
        self,
        path: str,
        label: str,
        hint: str,
        control: Control,
        parent: QWidget | None = None,
        *,
        within: str = "",
    ) -> None:
        super().__init__(parent)
        self.path, self._label_text, self.control = path, label, control
        self._label = QLabel(label, self)
        self._label.setFixedWidth(LABEL)
        self._label.setWordWrap(len(label) > 13)
        self._label.setToolTip(hint or label)
        self._label.setBuddy(control)
        self._reset = QToolButton(self)
        self._reset.setIcon(icons.icon("reset", "quiet"))
        self._reset.setIconSize(QSize(14, 14))
        self._reset.setProperty("role", "row")
        self._reset.setToolTip(f"Reset {label}")
        self._reset.setAccessibleName(f"Reset {label}")
        self._reset.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = self._reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # nothing moves when it comes and goes
        self._reset.setSizePolicy(policy)
        self._reset.hide()
        control.describe(f"{within}: {label}" if within else label, hint)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._label)
        row.addWidget(control, 1)
        row.addWidget(self._reset)
        self.setMinimumHeight(CONTROL)
        control.edited.connect(self._edited)
        self._reset.clicked.connect(control.restore)

    def show_value(self, value: Any) -> None:
        """Show a value, MIXED or MISSING."""
        self.setVisible(value is not MISSING)
        if value is not MISSING:
            self.control.show_value(value)
            self._mark(value)

    def _mark(self, value: Any) -> None:
        default = self.control.default
        same = abs(value - default) < 1e-9 if _number(value) and _number(default) else value == default
        self._reset.setVisible(value is not MIXED and not same)

    def _edited(self, value: Any, final: bool) -> None:
        self._mark(value)
        self.edited.emit(self.path, self._label_text, value, final)


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


class Form(QWidget):
    """See the module."""

    edited = Signal(str, str, object, bool)

    def __init__(
        self,
        params: type[Params],
        *,
        prefix: str = "",
        only: Iterable[str] | None = None,
        skip: Iterable[str] = (),
        defaults: Params | None = None,
        open_groups: bool = False,
        within: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._groups: list[tuple[Group, str]] = []
        self._values: Callable[[str], Any] | None = None
        self._open_groups, self._within = open_groups, within
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        wanted = tuple(only) if only is not None else None
        unwanted = set(skip)
        for field in fields_of(params):
            if (wanted is None or field.name in wanted) and field.name not in unwanted:
                self._add(field, prefix, defaults)

    def _add(self, field: FieldKind, prefix: str, defaults: Params | None) -> None:
        path = prefix + field.name
        own = getattr(defaults, field.name, field.default)
        if field.kind == "group" and field.inner is not None:
            self._add_group(field, field.inner, path, own)
            return
        control = control_for(field)
        if own is not None:
            control.default = own
        row = Row(path, field.label, field.hint, control, self, within=self._within)
        row.edited.connect(self.edited)
        self._rows.append(row)
        self._column.addWidget(row)

    def _add_group(self, field: FieldKind, inner: type[Params], path: str, own: Any) -> None:
        def build() -> QWidget:
            usual = own if isinstance(own, Params) else None
            form = Form(inner, prefix=path + ".", defaults=usual, within=field.label)
            form.edited.connect(self.edited)
            if self._values is not None:
                form.show_values(self._values)
            return form

        group = Group(field.label, build, level=1, parent=self)
        group.set_open(self._open_groups)
        self._groups.append((group, path))
        self._column.addWidget(group)

    @property
    def groups(self) -> list[Group]:
        """The groups of rows in it, in order."""
        return [group for group, _ in self._groups]

    def add_row(self, row: Row) -> None:
        """Put a hand-made row below the others."""
        row.edited.connect(self.edited)
        self._rows.append(row)
        self._column.addWidget(row)

    def show_values(self, value_of: Callable[[str], Any]) -> None:
        """Show what `value_of(path)` gives for each row."""
        self._values = value_of
        for row in self._rows:
            row.show_value(value_of(row.path))
        for group, _ in self._groups:
            if isinstance(group.body, Form):
                group.body.show_values(value_of)
