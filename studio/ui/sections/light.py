"""Light & shadow: the sun over the product, and the shadows it throws."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton

from studio.app.workspace.workspace import MISSING, MIXED, Workspace
from studio.model.render import Relit
from studio.model.scene import Camera, Light, Scene
from studio.scene import Product
from studio.ui.controls.dome import Dome
from studio.ui.form import Form
from studio.ui.sections.section import Section

OTHER = ("slot", "placement", "tone", "material")  # shown in sections of their own

UNSEEN = "Nothing shows yet where the light comes from: give the product a cast shadow, or light on it, below."


def shows_light(scene: Scene) -> bool:
    """Whether a scene shows from where its light comes: by a shadow that is thrown, or on a product that is lit."""
    products = [element for element in scene.elements if isinstance(element, Product)]
    return any(
        product.relight.amount > 0 or (product.cast.kind != "none" and product.cast.opacity > 0) for product in products
    )


class LightSection(Section):
    """The scene's `Light` and `Camera`, and whatever further groups the product has: its shadows."""

    title: ClassVar[str] = "Light & shadow"
    glyph: ClassVar[str] = "light"
    starts_open: ClassVar[bool] = True

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        usual = Light()
        self._dome = Dome((usual.azimuth, usual.elevation))
        self._dome.edited.connect(self._turned)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._dome)
        row.addStretch(1)
        self.column.addLayout(row)
        self._unseen = self._label("caption")
        self._unseen.setText(UNSEEN)
        self.column.addWidget(self._unseen)
        self._done, self._trouble = self._label("caption"), self._label("warning")
        self._seen, self._match = self._label("caption"), QPushButton("Camera as in the photo", self)
        self._match.hide()
        self.pieces = [
            lambda: self.add_form(Form(Light, prefix="light.")),
            self._add_camera,
            lambda: self._add_groups(Form(Product, prefix="product.", only=("relight",)), self._done),
            lambda: self._add_groups(Form(Product, prefix="product.", skip=(*OTHER, "relight")), self._trouble),
        ]

    def _add_camera(self) -> None:
        """Place the camera's form, and below it what the photo tells of its own."""
        self.add_form(Form(Camera, prefix="camera."))
        self.column.addWidget(self._seen)
        self._match.setToolTip("Sees the scene from where this photo was taken; what is inferred can be changed above")
        self._match.clicked.connect(self._matched)
        self.column.addWidget(self._match)

    def _matched(self) -> None:
        """Give each chosen photo's scene the camera that comes nearest to its own."""
        from studio.app.camera_height import offered

        looks = {}
        for key in self.workspace.selection:
            look = self.workspace.look_of(key)
            if (camera := offered(look.scene, self.workspace.state_of(key).viewpoint)) is not None:
                looks[key] = look.changed(scene=look.scene.model_copy(update={"camera": camera}))
        self.workspace.set_looks(looks, name="Camera as in the photo")

    def _tell_viewpoint(self) -> None:
        """Say from how high the photo on the canvas was taken, once it has been worked on."""
        from studio.app.camera_height import offered, told

        current, scene = self.workspace.current, self.scene
        state = None if current is None else self.workspace.state_of(current)
        if scene is None or state is None or state.confidence is None:
            self._seen.hide()
            self._match.hide()
            return
        self._seen.setText(told(scene, state.viewpoint))
        self._seen.show()
        self._match.setVisible(offered(scene, state.viewpoint) is not None)

    def _add_groups(self, form: Form, label: QLabel) -> None:
        """Place a form and what is told below it; each of its groups is a piece of its own, made before the others."""
        self.add_form(form)
        self.column.addWidget(label)
        self.pieces[:0] = [partial(group.set_open, True) for group in form.groups]

    def _label(self, role: str) -> QLabel:
        label = QLabel(self)
        label.setWordWrap(True)
        label.setProperty("role", role)
        label.hide()
        return label

    def tell(self, relit: Mapping[str, Relit], missing: Sequence[str]) -> None:
        """Show what the light did to the product on the canvas, and what of the scene could not be drawn."""
        self._done.setText("\n".join(_sentence(each) for each in relit.values()))
        self._done.setVisible(bool(relit))
        self._trouble.setText("\n".join(missing))
        self._trouble.setVisible(bool(missing))
        self._tell_viewpoint()

    def _turned(self, value: tuple[float, float], final: bool) -> None:
        def turned(scene: Scene) -> Scene:
            light = scene.light.changed(azimuth=value[0], elevation=value[1])
            return scene.model_copy(update={"light": light})

        self.workspace.edit(turned, name="Turn light", amend=True)
        if final:
            self.workspace.settle()

    def refresh(self) -> None:
        super().refresh()
        self._tell_viewpoint()
        self._unseen.setVisible(self.scene is not None and not shows_light(self.scene))
        both: list[Any] = [self.workspace.value_of(f"light.{name}") for name in ("azimuth", "elevation")]
        if MISSING not in both:
            self._dome.show_value(MIXED if MIXED in both else tuple(both))


def _sentence(relit: Relit) -> str:
    """Return what relighting did, in words."""
    held = f" Held at {relit.amount:.0%}, to stay within the limit." if relit.held else ""
    return f"Colours differ by {relit.difference:.1f} ΔE on average, hue by {relit.hue_shift:.1f}°.{held}"
