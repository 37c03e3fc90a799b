"""Product tone: brightness, contrast, white balance, colourfulness, and how its surface comes out."""

from typing import ClassVar

from studio.app.workspace import Workspace
from studio.scene import Product
from studio.ui.form import Form
from studio.ui.sections.section import Section


class ToneSection(Section):
    """The product's `Tone` and `Material`."""

    title: ClassVar[str] = "Product tone"
    glyph: ClassVar[str] = "tone"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        product = Product()
        self.add_form(Form(type(product.tone), prefix="product.tone."))
        self.add_form(Form(type(product.material), prefix="product.material.", within="Surface"))
