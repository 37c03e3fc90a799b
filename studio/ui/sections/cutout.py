"""Cutout: which method, how the edge is treated, and what the studio is unsure of."""

from typing import ClassVar

from PySide6.QtWidgets import QLabel

from studio.app.workspace import Workspace
from studio.model.matte import CutoutSettings
from studio.ui.controls.choice import ComboControl
from studio.ui.form import Form, Row
from studio.ui.sections.section import Section

NAMES = {
    "embedded": "Built in",
    "classical": "By rule, without a model",
    "u2netp": "U²-Net small",
    "u2net": "U²-Net",
    "silueta": "Silueta",
    "isnet-general-use": "IS-Net",
    "birefnet-general": "BiRefNet",
    "birefnet-general-lite": "BiRefNet light",
}


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
    from studio.cutout import cutout_models

    return [(model.id, NAMES.get(model.id, model.id)) for model in cutout_models() if model.available]
