"""The brand's limits: how far a product may have changed before a generated picture is refused."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from studio.model.errors import StudioError
from studio.model.kept import KeptLimits
from studio.store.ai_settings import load_ai_settings, save_ai_settings
from studio.ui.ai.rows import button, row, words
from studio.ui.form import Form
from studio.ui.theme import PADDING


class LimitsDialog(QDialog):
    """Kept with the AI settings when Keep is pressed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("When is a picture refused?")
        self.setMinimumWidth(460)
        self.limits = load_ai_settings().limits
        self.form = Form(KeptLimits, prefix="", within="Limits")
        self.form.edited.connect(self._edited)
        self.said = words("", "error")
        self.said.hide()
        told = (
            "Your product's own pixels are always put back. A picture in which the model had drawn it too differently "
            "is refused all the same, for its outline or its lettering would not fit. You see it with the reason."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(PADDING, PADDING, PADDING, PADDING)
        column.setSpacing(8)
        column.addWidget(words(told))
        column.addWidget(self.form)
        column.addWidget(self.said)
        usual = button("Usual limits", self._usual, role="flat")
        column.addLayout(row(usual, 1, button("Cancel", self.close), button("Keep", self.keep, role="primary")))
        self._show()

    def _show(self) -> None:
        self.form.show_values(lambda path: getattr(self.limits, path))

    def _edited(self, path: str, _label: str, value: Any, _final: bool) -> None:
        self.limits = self.limits.changed(**{path: value})
        self._show()

    def _usual(self) -> None:
        self.limits = KeptLimits()
        self._show()

    def keep(self) -> None:
        """Let these limits hold from now on."""
        try:
            save_ai_settings(replace(load_ai_settings(), limits=self.limits))
        except StudioError as error:
            self.said.setText(str(error))
            self.said.show()
            return
        self.close()
