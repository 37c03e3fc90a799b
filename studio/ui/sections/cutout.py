"""Cutout: which method, how the edge is treated, what it is compared with, and what the studio is unsure of."""

from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton

from studio.app.workspace.workspace import Workspace
from studio.model.matte import CutoutSettings
from studio.ui.controls.choice import ComboControl
from studio.ui.cutouts.methods import installed_methods
from studio.ui.cutouts.photo_wish import PhotoWish
from studio.ui.cutouts.surety import Surety
from studio.ui.fields import fields_of
from studio.ui.form import Form, Row
from studio.ui.sections.section import Section

COMPARED = ("clean_plate", "second_shot")


class CutoutSection(Section):
    """The settings of `CutoutSettings`, with the models that are on this computer."""

    title: ClassVar[str] = "Cutout"
    glyph: ClassVar[str] = "cutout"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._surety = Surety(self)
        self.column.addWidget(self._surety)
        self._reasons = QLabel(self)
        self._reasons.setWordWrap(True)
        self._reasons.setProperty("role", "warning")
        self.column.addWidget(self._reasons)
        methods = Form(CutoutSettings, only=())
        control = ComboControl(installed_methods(), CutoutSettings().model)
        methods.add_row(Row("cutout.model", "Method", "Which method finds the product", control))
        self.add_form(methods)
        self.column.addLayout(self._more())
        self.add_form(Form(CutoutSettings, prefix="cutout.", skip=("model", *COMPARED)))
        compared = Form(CutoutSettings, only=())
        for field in fields_of(CutoutSettings):
            if field.name in COMPARED:
                compared.add_row(Row(f"cutout.{field.name}", field.label, field.hint, PhotoWish()))
        self.add_form(compared)

    def _more(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for words, command in (("Compare methods…", "compare-methods"), ("Get more…", "cutout-catalogue")):
            button = QPushButton(words, self)
            button.setObjectName(command)
            button.clicked.connect(self._run)
            row.addWidget(button, 1)
        return row

    def _run(self) -> None:
        self.wanted.emit(self.sender().objectName())

    def refresh(self) -> None:
        super().refresh()
        current = self.workspace.current
        state = self.workspace.state_of(current) if current else None
        self._surety.show_confidence(state.confidence if state else None)
        reasons = state.reasons if state else ()
        self._reasons.setText("\n".join(reasons))
        self._reasons.setVisible(bool(reasons))
