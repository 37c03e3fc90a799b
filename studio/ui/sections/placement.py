"""Placement: size and place of the product, and the picture's shape."""

from typing import Any, ClassVar

from studio.app.workspace.workspace import MISSING, MIXED, Workspace
from studio.model.scene import Canvas, Scene
from studio.scene import Product
from studio.ui.controls.choice import ComboControl
from studio.ui.form import Form, Row
from studio.ui.sections.section import Section

SHAPES = (
    ((1, 1), "Square 1:1"),
    ((4, 5), "Portrait 4:5"),
    ((3, 4), "Portrait 3:4"),
    ((2, 3), "Portrait 2:3"),
    ((4, 3), "Landscape 4:3"),
    ((3, 2), "Landscape 3:2"),
    ((16, 9), "Wide 16:9"),
)


class PlacementSection(Section):
    """The product's `Placement`, and the canvas."""

    title: ClassVar[str] = "Placement"
    glyph: ClassVar[str] = "placement"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        placement = type(Product().placement)
        self._shape = ComboControl(SHAPES, (1, 1))
        self._shape_row = Row("canvas", "Picture shape", "Channels that want another shape get their own", self._shape)
        self._shape.edited.connect(self._reshape)
        self.column.addWidget(self._shape_row)
        self.add_form(Form(placement, prefix="product.placement."))

    def value_of(self, path: str) -> Any:
        """Return a value, or MISSING for the real size where no set tells how large a centimetre is."""
        if path.endswith(".real") and self.workspace.value_of("backdrop-set.picture") is MISSING:
            return MISSING
        return super().value_of(path)

    def _reshape(self, shape: Any, final: bool) -> None:
        self.workspace.edit(lambda scene: reshaped(scene, shape), name="Picture shape")

    def refresh(self) -> None:
        super().refresh()
        canvases = {self.workspace.value_of("canvas", [key]) for key in self.workspace.selection} - {MISSING}
        shapes = {shape_of(canvas) for canvas in canvases if isinstance(canvas, Canvas)}
        self._shape_row.show_value(shapes.pop() if len(shapes) == 1 else MIXED if shapes else MISSING)


def shape_of(canvas: Canvas) -> tuple[int, int]:
    """Return the known shape (across, down) nearest to a canvas."""
    share = canvas.width / canvas.height
    return min((shape for shape, _ in SHAPES), key=lambda shape: abs(shape[0] / shape[1] - share))


def reshaped(scene: Scene, shape: tuple[int, int]) -> Scene:
    """Return the scene on a canvas of a shape whose longest side stays as long as it was."""
    longest = max(scene.canvas.width, scene.canvas.height)
    across, down = shape
    width, height = round(longest * min(1, across / down)), round(longest * min(1, down / across))
    return scene.model_copy(update={"canvas": Canvas(width=width, height=height)})
