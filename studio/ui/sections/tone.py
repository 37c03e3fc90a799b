"""Product tone: brightness, contrast, white balance, colourfulness, and how its surface comes out."""

from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QPushButton

from studio.app.workspace.workspace import Workspace
from studio.scene import Product
from studio.ui.form import Form
from studio.ui.sections.section import Section

BUTTONS = (
    ("Match shoot…", "match-light", "Gives the other photos the white balance and brightness of this one"),
    ("Pick neutral…", "pick-neutral", "Click on a grey card or anything grey: its tint is taken out"),
)


class ToneSection(Section):
    """The product's `Tone` and `Material`."""

    title: ClassVar[str] = "Product tone"
    glyph: ClassVar[str] = "tone"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        row = QHBoxLayout()
        row.setSpacing(8)
        for words, command, hint in BUTTONS:
            button = QPushButton(words, self)
            button.setObjectName(command)
            button.setToolTip(hint)
            button.clicked.connect(self._run)
            row.addWidget(button, 1)
        self.column.addLayout(row)
        product = Product()
        self.add_form(Form(type(product.tone), prefix="product.tone."))
        self.add_form(Form(type(product.material), prefix="product.material.", within="Surface"))

    def _run(self) -> None:
        self.wanted.emit(self.sender().objectName())
