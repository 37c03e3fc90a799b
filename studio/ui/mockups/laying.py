"""From the hand to the desk: moving and sizing the artwork of the chosen surface, a whole drag being one step."""

from typing import Any

from PySide6.QtCore import QObject, Signal

from studio.app.mockups.desk import MockupDesk
from studio.model.printing import PrintPlacement

BOUNDS = {"x": (-2.0, 2.0), "y": (-2.0, 2.0), "scale": (0.02, 4.0)}


class Laying(QObject):
    """`laid(final)`: the artwork lies elsewhere; not final while the hand still holds it."""

    laid = Signal(bool)

    def __init__(self, desk: MockupDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._before: PrintPlacement | None = None

    @property
    def worn(self) -> bool:
        """Whether there is artwork on the chosen surface."""
        desk = self._desk
        return bool(desk.items) and desk.artwork_on(desk.item, desk.surface_id) is not None

    @property
    def placement(self) -> PrintPlacement:
        """Where it lies."""
        return self._desk.placement_on(self._desk.item, self._desk.surface_id)

    def move(self, right: float, down: float, final: bool) -> None:
        """Move it by shares of the area, from where it lay when the drag began."""
        if self.worn:
            start = self._before or self.placement
            self._lay("Move artwork", final=final, x=start.x + right, y=start.y + down)

    def scale(self, factor: float, final: bool) -> None:
        """Make it larger or smaller."""
        if self.worn:
            self._lay("Size of artwork", final=final, scale=self.placement.scale * factor)

    def turn(self, degrees: float, final: bool) -> None:
        """Turn it clockwise."""
        if self.worn:
            turned = (self.placement.turn + degrees + 180) % 360 - 180
            self._lay("Turn artwork", final=final, turn=turned)

    def edit(self, path: str, label: str, value: Any, final: bool) -> None:
        """Set one field."""
        if self.worn:
            self._lay(label, final=final, **{path: value})

    def _lay(self, step: str, *, final: bool, **fields: Any) -> None:
        now = self.placement
        goes_on = self._before is not None
        self._before = None if final else (self._before or now)
        for name, (low, high) in BOUNDS.items():
            if name in fields:
                fields[name] = min(max(fields[name], low), high)
        self._desk.set_placement(now.changed(**fields), step=step, goes_on=goes_on)
        self.laid.emit(final)
