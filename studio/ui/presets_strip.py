"""The presets below the canvas, each shown on the seller's own photo. A click gives the chosen photos that look.

    PresetsStrip(workspace)                 # a QWidget, about 120 pixels high
    strip.wanted                            # Signal(PresetKey, Scene): render the photo in this scene, some time soon
    strip.take(key, image)                  # the answer, a QImage
    strip.trouble                           # Signal(message, hint): for the window's banner
    strip.save_look()                       # the command "save-preset"

Only tiles in sight are asked for, once the photo is cut out and the choosing has come to rest; pictures are kept.
"""

import re
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QContextMenuEvent, QGuiApplication, QImage, QPainter, QPainterPath, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QWidget,
)

from studio.app.commands import Command
from studio.app.workspace import Change, Workspace
from studio.model.errors import StudioError
from studio.model.preset import Preset
from studio.store import presets
from studio.ui import icons
from studio.ui.ask_name import AskName
from studio.ui.filmstrip.thumbnails import rounded
from studio.ui.theme import CAPTION, PADDING, colours, sized

Index = QModelIndex | QPersistentModelIndex
TILE, NAME, GAP = 76, 18, 8
REST = 160  # milliseconds without another photo chosen
KEPT = 240  # pictures


@dataclass(frozen=True)
class PresetKey:
    """Which preset on which photo."""

    preset_id: str
    photo_id: str


class _Presets(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.presets: list[Preset] = []
        self.pictures: OrderedDict[PresetKey, QImage] = OrderedDict()
        self.last: dict[str, QImage] = {}  # by preset: shown until the photo's own has come
        self.photo_id = ""
        self.hopeless = False  # the photo failed: no picture of it will come
        self.in_use = ""
        self.altered = False  # the look began as that preset and was changed since

    def load(self) -> None:
        self.beginResetModel()
        self.presets = presets.list_presets()
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's signature)
        return len(self.presets)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        preset = self.presets[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return preset
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{preset.name}\n{preset.description}".strip()
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"Preset {preset.name}{', in use' if preset.id == self.in_use else ''}"
        return preset.name if role == Qt.ItemDataRole.DisplayRole else None

    def picture(self, preset: Preset) -> QImage | None:
        own = self.pictures.get(PresetKey(preset.id, self.photo_id))
        return own if own is not None or self.hopeless else self.last.get(preset.id)

    def keep(self, key: PresetKey, image: QImage) -> None:
        self.pictures[key] = self.last[key.preset_id] = _tile(image)
        while len(self.pictures) > KEPT:
            self.pictures.popitem(last=False)
        for row, preset in enumerate(self.presets):
            if preset.id == key.preset_id:
                self.dataChanged.emit(self.index(row, 0), self.index(row, 0))


class _Tiles(QStyledItemDelegate):
    def __init__(self, model: _Presets, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(TILE + GAP, TILE + NAME + 6)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        preset: Preset = index.data(Qt.ItemDataRole.UserRole)
        now, rect = colours(), option.rect
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        box = QRectF(rect.left() + GAP / 2, rect.top() + 3, TILE, TILE)
        path = QPainterPath()
        path.addRoundedRect(box, 5, 5)
        self._picture(painter, path, box, preset)
        in_use = preset.id == self._model.in_use
        focus = bool(option.state & QStyle.StateFlag.State_HasFocus)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(now.accent if in_use or focus else now.edge if over else now.line), 1))
        if in_use or focus:
            painter.setPen(QPen(QColor(now.accent), 2))
        painter.drawPath(path)
        if in_use and not self._model.altered:
            badge = QRectF(box.right() - 19, box.top() + 3, 16, 16)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(now.fill))
            painter.drawEllipse(badge)
            icons.draw(painter, badge.toRect().adjusted(2, 2, -2, -2), "tick", now.on_fill)
        painter.setFont(sized(option.font, CAPTION))
        painter.setPen(QColor(now.text if in_use else now.quiet))
        line = QRect(rect.left() + 2, int(box.bottom()) + 3, rect.width() - 4, NAME)
        name = painter.fontMetrics().elidedText(preset.name, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, name)
        painter.restore()

    def _picture(self, painter: QPainter, path: QPainterPath, box: QRectF, preset: Preset) -> None:
        image = self._model.picture(preset)
        painter.fillPath(path, QColor(colours().panel))
        if image is None:
            middle = box.center().toPoint()
            icons.draw(painter, QRect(middle.x() - 10, middle.y() - 10, 20, 20), "image", colours().faint)
            return
        painter.drawImage(fitted(image.deviceIndependentSize().toSize(), box).topLeft().toPoint(), image)


def _tile(image: QImage) -> QImage:
    """Return the picture as large as it is shown, its corners round: made once, painted as a plain copy."""
    ratio = QGuiApplication.primaryScreen().devicePixelRatio()
    side = round(TILE * ratio)
    smooth = Qt.TransformationMode.SmoothTransformation
    tile = rounded(image.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, smooth), 5 * ratio)
    tile.setDevicePixelRatio(ratio)
    return tile


def fitted(size: QSize, box: QRectF) -> QRectF:
    """Return where a picture of a size lies, whole and centred, in a box."""
    scale = min(box.width() / max(1, size.width()), box.height() / max(1, size.height()))
    wide, high = size.width() * scale, size.height() * scale
    return QRectF(box.center().x() - wide / 2, box.center().y() - high / 2, wide, high)


class PresetsStrip(QWidget):
    """See the module."""

    wanted = Signal(object, object)
    trouble = Signal(str, str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._model = _Presets(self)
        self._chosen = Preset(id="none", name="none")  # under the menu that is open
        self._asked: set[PresetKey] = set()
        self.setAccessibleName("Presets")
        self.setFixedHeight(TILE + NAME + 22)
        self.view = QListView(self)
        self.view.setModel(self._model)
        self.view.setItemDelegate(_Tiles(self._model, self))
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
        QTimer.singleShot(0, self._tell_broken)

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
        return preset is not None and any(
            self._workspace.scene_of(key) != preset.scene for key in self._workspace.selection
        )

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
            presets.save_preset(preset)
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

    def _delete(self) -> None:
        presets.delete_preset(self._chosen.id)
        self.reload()


def free_id(name: str, taken: set[str]) -> str:
    """Return a preset id made from a name, with a number where it is taken."""
    base = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:56] or "preset"
    number = 2
    found = base
    while found in taken:
        found, number = f"{base}-{number}", number + 1
    return found


def preset_commands(strip: PresetsStrip, workspace: Workspace) -> list[Command]:
    """Return what can be done about presets, for keys and palette."""

    def some() -> bool:
        return workspace.current is not None

    return [
        Command("save-preset", "Keep this look as a preset…", strip.save_look, ("Ctrl+S",), "Edit", "save", some),
        Command("import-preset", "Add a preset from a file…", strip.import_file, (), "Edit", "presets"),
    ]
