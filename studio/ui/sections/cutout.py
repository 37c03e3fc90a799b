"""Cutout: which method, how the edge is treated, and what the studio is unsure of."""

from typing import Any, ClassVar

from PySide6.QtWidgets import QLabel

from studio.app.workspace import Workspace
from studio.model.matte import CutoutSettings
from studio.ui.controls.choice import ComboControl
from studio.ui.form import Form, Row
from studio.ui.sections.section import Section


class CutoutSection(Section):
    """The settings of `CutoutSettings`, with the models that are on this computer."""

    title: ClassVar[str] = "Cutout"
    glyph: ClassVar[str] = "cutout"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._reasons = QLabel(self)
        self._reasons.setWordWrap(True)
        self._reasons.setProperty("role", "warning")
        self.column.addWidget(self._reasons)
        models = Form(CutoutSettings, only=())
        control = ComboControl(installed_models(), CutoutSettings().model)
        models.add_row(Row("cutout.model", "Method", "Which method finds the product", control))
        self.add_form(models)
        self.add_form(Form(CutoutSettings, prefix="cutout.", skip=("model",)))

    def refresh(self) -> None:
        super().refresh()
        current = self.workspace.current
        reasons = self.workspace.state_of(current).reasons if current else ()
        self._reasons.setText("\n".join(reasons))
        self._reasons.setVisible(bool(reasons))


def installed_models() -> list[tuple[str, str]]:
    """Return id and name of the cutout methods that can be used now."""
    import studio.cutout

    catalogue: Any = getattr(studio.cutout, "cutout_models", None)
    if catalogue is None:
        return [("embedded", "Built in")]
    usable = [model for model in catalogue() if getattr(model, "available", True)]
    return [(model.id, getattr(model, "title", model.id)) for model in usable]
