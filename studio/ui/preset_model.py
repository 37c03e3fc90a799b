"""The presets as a list model, with the pictures that were rendered of them."""

import re
from collections import OrderedDict
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QImage

from studio.model.preset import Preset
from studio.store import presets
from studio.ui.filmstrip.thumbnails import rounded

Index = QModelIndex | QPersistentModelIndex
KEPT = 240  # pictures
TILE = 76  # side of a tile, pixels


@dataclass(frozen=True)
class PresetKey:
    """Which preset on which photo."""

    preset_id: str
    photo_id: str


class PresetModel(QAbstractListModel):
    """Every preset; pictures by preset and photo, the newest kept."""

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


def _tile(image: QImage) -> QImage:
    """Return the picture as large as it is shown, its corners round: made once, painted as a plain copy."""
    ratio = QGuiApplication.primaryScreen().devicePixelRatio()
    side = round(TILE * ratio)
    smooth = Qt.TransformationMode.SmoothTransformation
    tile = rounded(image.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, smooth), 5 * ratio)
    tile.setDevicePixelRatio(ratio)
    return tile


def free_id(name: str, taken: set[str]) -> str:
    """Return a preset id made from a name, with a number where it is taken."""
    base = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:56] or "preset"
    number = 2
    found = base
    while found in taken:
        found, number = f"{base}-{number}", number + 1
    return found
