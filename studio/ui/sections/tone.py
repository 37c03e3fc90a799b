"""Product tone: brightness, contrast, white balance, colourfulness."""

from typing import ClassVar

from studio.app.workspace import Workspace
from studio.scene import Product
from studio.ui.form import Form
from studio.ui.sections.section import Section


class ToneSection(Section):
    """The product's `Tone`."""

    title: ClassVar[str] = "Product tone"
    glyph: ClassVar[str] = "tone"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        tone = type(Product().tone)
        self.add_form(Form(tone, prefix="product.tone."))
