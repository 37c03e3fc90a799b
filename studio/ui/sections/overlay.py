"""Text & pictures: what lies over the product, to add, change, put in order and take away."""

from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from studio.app.workspace.workspace import Workspace
from studio.model.scene import Element, Scene, element_kinds
from studio.ui import icons
from studio.ui.controls.group import Group
from studio.ui.form import Form
from studio.ui.sections.backdrop import PICTURES, is_backdrop
from studio.ui.sections.section import Section

GLYPHS = {"text": "text", "picture": "picture"}


def overlay_kinds() -> list[type[Element]]:
    """Return the element kinds that lie over a product."""
    return [
        kind for kind in element_kinds().values() if not kind.kind.startswith("backdrop") and kind.kind != "product"
    ]


def is_overlay(element: Element) -> bool:
    """Whether an element lies over the product."""
    return not is_backdrop(element) and element.kind != "product"


def file_field(kind: type[Element]) -> str | None:
    """Return the name of a kind's field that names a picture file, None where it needs none."""
    return next((name for name in ("picture", "file", "path") if name in kind.model_fields), None)


def without(scene: Scene, place: int) -> Scene:
    """Return the scene without the element at a place."""
    return scene.model_copy(update={"elements": scene.elements[:place] + scene.elements[place + 1 :]})


def raised(scene: Scene, place: int) -> Scene:
    """Return the scene with the element at a place one higher."""
    elements = list(scene.elements)
    if place + 1 < len(elements):
        elements[place], elements[place + 1] = elements[place + 1], elements[place]
    return scene.model_copy(update={"elements": tuple(elements)})


def added(scene: Scene, element: Element) -> Scene:
    """Return the scene with an element on top."""
    return scene.model_copy(update={"elements": (*scene.elements, element)})


class _Tools(QWidget):
    """Raise and remove, in the header of an element's group."""

    pressed = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for action, words in (("up", f"Bring {name} forward"), ("delete", f"Remove {name}")):
            button = QToolButton()
            button.setIcon(icons.icon(action, "quiet"))
            button.setIconSize(QSize(16, 16))
            button.setToolTip(words)
            button.setAccessibleName(words)
            button.setObjectName(action)
            button.clicked.connect(self._press)
            row.addWidget(button)

    def _press(self) -> None:
        self.pressed.emit(self.sender().objectName())


class OverlaySection(Section):
    """One group for every text and picture of the scene on the canvas; edits go to the chosen photos."""

    title: ClassVar[str] = "Text & pictures"
    glyph: ClassVar[str] = "text"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._shown: tuple[str, ...] | None = None
        self._groups: list[Group] = []
        self._places: list[int] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self._none = QLabel("Nothing over the product yet.", self)
        self._none.setProperty("role", "caption")
        self.column.addWidget(self._none)
        self.column.addLayout(self._list)
        row = QHBoxLayout()
        row.setSpacing(8)
        for kind in overlay_kinds():
            button = QPushButton(icons.icon(GLYPHS.get(kind.kind, "add")), f" Add {kind.title.lower()}", self)
            button.setAccessibleName(f"Add {kind.title.lower()}")
            button.setObjectName(kind.kind)
            button.setToolTip(f"Add {kind.title.lower()} to the chosen photos")
            button.clicked.connect(self._add)
            row.addWidget(button)
        row.addStretch(1)
        self.column.addLayout(row)

    def _add(self) -> None:
        kind = element_kinds()[self.sender().objectName()]
        values: dict[str, Any] = {}
        field = file_field(kind)
        if field is not None:
            file, _ = QFileDialog.getOpenFileName(self.window(), "Choose a picture", "", PICTURES)
            if not file:
                return
            values[field] = str(Path(file))
        element = kind(**values)
        self.workspace.edit(lambda scene: added(scene, element), name=f"Add {kind.title.lower()}")

    def refresh(self) -> None:
        scene = self.scene
        elements = scene.elements if scene else ()
        overlays = [(place, element) for place, element in enumerate(elements) if is_overlay(element)]
        self._places = [place for place, _ in overlays]
        kinds = tuple(element.kind for _, element in overlays)
        if kinds != self._shown:
            self._rebuild([element for _, element in overlays])
            self._shown = kinds
        self._none.setVisible(not overlays)
        for group, (_, element) in zip(self._groups, overlays, strict=True):
            group.set_title(title_of(element))
        super().refresh()

    def _rebuild(self, elements: list[Element]) -> None:
        for group in self._groups:
            self._list.removeWidget(group)
            group.hide()
            group.deleteLater()
        self._groups, self._forms = [], []
        counts: dict[str, int] = {}
        for place, element in enumerate(elements):
            index = counts[element.kind] = counts.get(element.kind, -1) + 1
            prefix = f"{element.kind}:{index}." if index else f"{element.kind}."
            self._groups.append(self._group(place, element, prefix, last=place == len(elements) - 1))

    def _group(self, place: int, element: Element, prefix: str, *, last: bool) -> Group:
        def build() -> QWidget:
            skip = [name for name in [file_field(type(element))] if name]
            form = Form(type(element), prefix=prefix, skip=skip)
            form.edited.connect(self.set_value)
            form.show_values(self.workspace.value_of)
            self._forms.append(form)
            return form

        group = Group(title_of(element), build, glyph=GLYPHS.get(element.kind, "add"), level=1, parent=self)
        tools = _Tools(element.title.lower())
        tools.setObjectName(str(place))
        tools.pressed.connect(self._tool)
        group.add_to_header(tools)
        self._list.addWidget(group)
        group.set_open(last)
        return group

    def _tool(self, action: str) -> None:
        place = self._places[int(self.sender().objectName())]
        change, name = (raised, "Bring forward") if action == "up" else (without, "Remove from picture")
        self.workspace.edit(lambda scene: change(scene, place), name=name)


def title_of(element: Element) -> str:
    """Return what a group of one overlay is called: its words, its file's name, or its kind."""
    words = getattr(element, "text", "") or Path(str(getattr(element, file_field(type(element)) or "", ""))).name
    return f"{element.title}: {words}" if words else element.title
