"""What every section of the inspector has in common."""

from typing import Any, ClassVar

from pydantic import ValidationError
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from studio.app.workspace.workspace import Workspace
from studio.model.scene import Scene
from studio.ui.controls.group import Staged
from studio.ui.form import Form


class Section(Staged):
    """A body of rows. `title`, `glyph` and `starts_open` describe it; `refresh` shows the workspace's present values.

    Made when it is first opened, so that a closed section costs nothing.
    """

    wanted = Signal(str)  # a command, by its id
    asked = Signal(object)  # something of a model, as `studio.ui.ai.asking.Asking`

    title: ClassVar[str] = ""
    glyph: ClassVar[str] = ""
    starts_open: ClassVar[bool] = False

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)
        self._forms: list[Form] = []
        self._refreshed = False

    def add_form(self, form: Form) -> Form:
        """Place a form whose edits go to the chosen photos."""
        form.edited.connect(self.set_value)
        self._forms.append(form)
        self.column.addWidget(form)
        if self._refreshed:
            form.show_values(self.value_of)
        return form

    def drop_form(self, form: Form) -> None:
        """Take a form away."""
        self._forms.remove(form)
        self.column.removeWidget(form)
        form.hide()
        form.deleteLater()

    def set_value(self, path: str, label: str, value: Any, final: bool) -> None:
        """Set one value; a drag is one step, closed when the hand lets go. What does not fit is not taken."""
        try:
            self.workspace.set_value(path, value, name=label, amend=True)
        except ValidationError:
            self.refresh()
        if final:
            self.workspace.settle()

    def refresh(self) -> None:
        """Show the present values."""
        self._refreshed = True
        for form in self._forms:
            form.show_values(self.value_of)

    def value_of(self, path: str) -> Any:
        """Return what the row at `path` shows: a value, MIXED, or MISSING (the row hides)."""
        return self.workspace.value_of(path)

    @property
    def scene(self) -> Scene | None:
        """The scene of the photo on the canvas, None in an empty workspace."""
        current = self.workspace.current
        return self.workspace.scene_of(current) if current else None
