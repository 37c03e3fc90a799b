"""A number in a range: slider and field, always agreeing."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from studio.model.params import Span
from studio.ui.controls.control import MIXED, Control
from studio.ui.controls.number import NumberField
from studio.ui.controls.slider import Slider


class SpanControl(Control):
    """Drag = live, double click = default, wheel and arrows = one step, or type a number."""

    def __init__(self, span: Span, default: float, *, whole: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._span, self.default, self._whole = span, default, whole
        self._slider = Slider(max(1, round((span.high - span.low) / span.step)), self)
        self._slider.origin = self._step_of(0.0 if span.low < 0 < span.high else span.low)
        self._field = NumberField(span, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._slider, 1)
        row.addWidget(self._field)
        self.setFocusProxy(self._slider)
        self._slider.moved.connect(self._dragged)
        self._slider.defaulted.connect(self.restore)
        self._field.typed.connect(self._typed)
        self.show_value(default)

    def describe(self, name: str, hint: str) -> None:
        super().describe(name, hint)
        self._slider.setAccessibleName(name)
        self._slider.setAccessibleDescription(hint)
        self._slider.setToolTip(f"{hint or name}\nArrow keys or wheel: fine step · double click: default")
        self._field.setAccessibleName(f"{name}, {self._span.unit or 'number'}")
        self._field.setToolTip(hint or name)

    def show_value(self, value: Any) -> None:
        if value is MIXED:
            self._slider.show_step(self._step_of(self.default), mixed=True)
            self._field.show_number(None)
            return
        self._slider.show_step(self._step_of(value))
        self._field.show_number(value)

    def _step_of(self, value: float) -> int:
        return round((value - self._span.low) / self._span.step)

    def _dragged(self, step: int, final: bool) -> None:
        value = min(self._span.high, self._span.low + step * self._span.step)
        value = round(value, 9) + 0.0  # 0.35, not 0.35000000000000003, in files that people read
        self._field.show_number(value)
        self.edited.emit(int(value) if self._whole else value, final)

    def _typed(self, value: float) -> None:
        value = round(value) if self._whole else round(value, 9)
        self.show_value(value)
        self.edited.emit(value, True)
