"""The presets below the canvas, each shown on the seller's own photo. A click gives the chosen photos that look.

    PresetsStrip(workspace)                 # a QWidget, about 120 pixels high
    strip.wanted                            # Signal(PresetKey, Scene): render the photo in this scene, some time soon
    strip.take(key, image)                  # the answer, a QImage
    strip.trouble                           # Signal(message, hint): for the window's banner
    strip.save_look()                       # the command "save-preset"

Only tiles in sight are asked for, once the photo is cut out and the choosing has come to rest; pictures are kept.
"""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QImage, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QListView, QMenu, QToolButton, QWidget

from studio.app.ai.brand import brand_of
from studio.app.workspace.commands import Command
from studio.app.workspace.workspace import Change, Workspace
from studio.model.errors import StudioError
from studio.model.preset import Preset
from studio.store import presets
from studio.ui import icons
from studio.ui.ask_name import AskName
from studio.ui.preset_model import TILE, PresetKey, PresetModel, free_id
from studio.ui.preset_tiles import GAP, NAME, PresetTiles
from studio.ui.theme import PADDING

__all__ = ["PresetKey", "PresetsStrip", "free_id", "preset_commands"]
REST = 160  # milliseconds without another photo chosen


class PresetsStrip(QWidget):
    """See the module."""

    wanted = Signal(object, object)
    trouble = Signal(str, str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._model = PresetModel(self)
        self._chosen = Preset(id="none", name="none")  # under the menu that is open
        self._asked: set[PresetKey] = set()
        self.setAccessibleName("Presets")
        self.setFixedHeight(TILE + NAME + 22)
        self.view = QListView(self)
        self.view.setModel(self._model)
        self.view.setItemDelegate(PresetTiles(self._model, self))
        self.view.setFlow(QListView.Flow.LeftToRight)
        self.view.setWrapping(False)
        self.view.setMouseTracking(True)
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setAccessibleName("Presets on your photo")
        self.view.clicked.connect(self._apply)
        self.view.activated.connect(self._apply)
        self._add = QToolButton(self)
        self._add.setIcon(icons.icon("add"))
        self._add.setIconSize(QSize(icons.SMALL, icons.SMALL))
        self._add.setToolTip("Keep this look as a preset (Ctrl+S)")
        self._add.setAccessibleName("Keep this look as a preset")
        self._add.clicked.connect(self.save_look)
        row = QHBoxLayout(self)
        row.setContentsMargins(PADDING - GAP // 2, 4, PADDING, 0)
        row.addWidget(self.view, 1)
        row.addWidget(self._add, 0, Qt.AlignmentFlag.AlignVCenter)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._ask)
        self.view.horizontalScrollBar().valueChanged.connect(self._rest.start)
        self._unsubscribe = workspace.subscribe(self._heard)
        self._model.load()
        self._follow()
        QTimer.singleShot(0, self, self._tell_broken)

    def _tell_broken(self) -> None:
        """Say which of the person's own presets cannot be read; soon, when somebody listens."""
        for error in presets.find_presets()[1][:1]:
            self.trouble.emit(error.message, error.hint)

    # --- following ---------------------------------------------------------------------------------------------------

    def _heard(self, change: Change) -> None:
        current = self._workspace.current
        if change.kind in ("selection", "photos", "look") or (change.kind == "state" and current in change.ids):
            self._follow()

    def _follow(self) -> None:
        current = self._workspace.current or ""
        self._model.photo_id = current
        self._model.hopeless = not current or self._workspace.state_of(current).status == "failed"
        used = {self._workspace.preset_of(key) for key in self._workspace.selection}
        in_use = used.pop() if len(used) == 1 else ""
        if in_use != self._model.in_use:
            self._model.in_use = in_use
            self._bring_into_sight()
        self._model.altered = self._is_altered()
        self.view.viewport().update()
        self._rest.start()

    def _bring_into_sight(self) -> None:
        row = next((n for n, it in enumerate(self._model.presets) if it.id == self._model.in_use), None)
        if row is not None:
            self.view.scrollTo(self._model.index(row, 0), QListView.ScrollHint.EnsureVisible)

    def _is_altered(self) -> bool:
        preset = next((it for it in self._model.presets if it.id == self._model.in_use), None)
        scenes = {id(scene): scene for scene in map(self._workspace.scene_of, self._workspace.selection)}
        return preset is not None and any(scene != preset.scene for scene in scenes.values())

    def _ask(self) -> None:
        """Ask for the tiles in sight that were never rendered for this photo."""
        photo_id = self._workspace.current
        if photo_id is None or self._workspace.state_of(photo_id).status in ("waiting", "working", "failed"):
            return
        sight = self.view.viewport().rect()
        for row, preset in enumerate(self._model.presets):
            key = PresetKey(preset.id, photo_id)
            if key not in self._asked and self.view.visualRect(self._model.index(row, 0)).intersects(sight):
                self._asked.add(key)
                self.wanted.emit(key, preset.scene)

    def take(self, key: PresetKey, image: QImage) -> None:
        """Show a rendered tile."""
        self._model.keep(key, image)

    def forget(self, photo_id: str) -> None:
        """Ask anew for a photo whose cutout has changed."""
        self._asked = {key for key in self._asked if key.photo_id != photo_id}
        self._rest.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._rest.start()

    # --- doing -------------------------------------------------------------------------------------------------------

    def _apply(self, index: QModelIndex) -> None:
        if index.isValid() and self._workspace.selection:
            self._workspace.apply_preset(self._model.presets[index.row()])

    def apply(self, *ids: str) -> bool:
        """Give the chosen photos the first of these presets that is there; returns whether there is one."""
        by_id = {preset.id: preset for preset in self._model.presets}
        found = next((by_id[each] for each in ids if each in by_id), None)
        if found is not None:
            self._workspace.apply_preset(found)
        return found is not None

    @property
    def known(self) -> list[Preset]:
        """The presets shown, in their order."""
        return list(self._model.presets)

    def save_look(self) -> None:
        """Ask for a name and keep the look of the photo on the canvas as a preset of one's own."""
        if self._workspace.current is not None:
            ask = AskName("Name of the preset", "Keep", self)
            ask.named.connect(self._save)
            ask.open_above(self._add)

    def _save(self, name: str) -> None:
        current = self._workspace.current
        if current is None:
            return
        look = self._workspace.look_of(current)
        preset = Preset(
            id=free_id(name, {preset.id for preset in self._model.presets}),
            name=name[:80],
            cutout=look.cutout,
            scene=look.scene,
            channels=self._workspace.channels,
            output=self._workspace.output,
        )
        try:
            presets.save_preset(preset.model_copy(update={"brand": brand_of()}))
        except StudioError as error:
            self.trouble.emit(error.message, error.hint)
            return
        self.reload()
        self._workspace.apply_preset(preset)

    def reload(self) -> None:
        """Read the presets again."""
        self._model.load()
        self._follow()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.view.indexAt(self.view.viewport().mapFromGlobal(event.globalPos()))
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Keep this look as a preset…", self.save_look)
        menu.addAction("Add a preset from a file…", self.import_file)
        if index.isValid():
            self._chosen = self._model.presets[index.row()]
            menu.addSeparator()
            menu.addAction(f"Save “{self._chosen.name}” as a file…", self._export)
            own = (presets.own_folder() / f"{self._chosen.id}.toml").is_file()
            review = menu.addAction("Review before delivery", self._turn_review)
            review.setCheckable(True)
            review.setChecked(self._chosen.review)
            review.setEnabled(own)
            menu.addAction("Delete this preset", self._delete).setEnabled(own)
        menu.popup(event.globalPos())

    def import_file(self) -> None:
        """Ask for a preset file and keep a copy of it."""
        file, _ = QFileDialog.getOpenFileName(self.window(), "Add a preset", "", "Presets (*.toml)")
        if not file:
            return
        try:
            presets.save_preset(presets.read_preset(Path(file)))
        except StudioError as error:
            self.trouble.emit(error.message, error.hint)
        self.reload()

    def _export(self) -> None:
        name = f"{self._chosen.id}.toml"
        file, _ = QFileDialog.getSaveFileName(self.window(), "Save the preset", name, "Presets (*.toml)")
        if not file:
            return
        try:
            presets.save_preset(self._chosen, Path(file))
        except StudioError as error:
            self.trouble.emit(error.message, error.hint)

    def _turn_review(self) -> None:
        """Let pictures of the preset wait for a person before they are delivered, or no longer."""
        try:
            presets.save_preset(self._chosen.model_copy(update={"review": not self._chosen.review}))
        except StudioError as error:
            self.trouble.emit(error.message, error.hint)
        self.reload()

    def _delete(self) -> None:
        presets.delete_preset(self._chosen.id)
        self.reload()


def preset_commands(strip: PresetsStrip, workspace: Workspace) -> list[Command]:
    """Return what can be done about presets, for keys and palette."""

    def some() -> bool:
        return workspace.current is not None

    return [
        Command("save-preset", "Keep this look as a preset…", strip.save_look, ("Ctrl+S",), "Edit", "save", some),
        Command("import-preset", "Add a preset from a file…", strip.import_file, (), "Edit", "presets"),
    ]


def preset_choices(strip: PresetsStrip, workspace: Workspace) -> list[Command]:
    """Return one command for every preset: it is applied to the chosen photos."""

    def some() -> bool:
        return bool(workspace.selection)

    return [
        Command(f"use-{preset.id}", f"Use preset: {preset.name}", partial(strip.apply, preset.id), enabled=some)
        for preset in strip.known
    ]
