"""How a preset is painted in the strip: its picture, its name, a tick where it is in use."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from studio.model.preset import Preset
from studio.ui import icons
from studio.ui.preset_model import TILE, PresetModel
from studio.ui.theme import CAPTION, colours, sized

Index = QModelIndex | QPersistentModelIndex
NAME, GAP = 18, 8


class PresetTiles(QStyledItemDelegate):
    """Paints the rows of a `PresetModel`."""

    def __init__(self, model: PresetModel, parent: QObject) -> None:
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


def fitted(size: QSize, box: QRectF) -> QRectF:
    """Return where a picture of a size lies, whole and centred, in a box."""
    scale = min(box.width() / max(1, size.width()), box.height() / max(1, size.height()))
    wide, high = size.width() * scale, size.height() * scale
    return QRectF(box.center().x() - wide / 2, box.center().y() - high / 2, wide, high)
