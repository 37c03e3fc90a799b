"""How a tile of the shelf and of the gallery is painted: picture, name, and a ring where it is chosen."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from studio.ui import icons
from studio.ui.theme import CAPTION, colours, sized

Index = QModelIndex | QPersistentModelIndex
PICTURE = Qt.ItemDataRole.UserRole + 1
GAP, NAME = 6, 20


class TilePainter(QStyledItemDelegate):
    """`side`: pixels of a tile's picture; `elide`: where a name that is too long is shortened."""

    def __init__(self, side: int, elide: Qt.TextElideMode, parent: QWidget) -> None:
        super().__init__(parent)
        self._side, self._elide = side, elide

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._side + 2 * GAP, self._side + NAME + 2 * GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now, state = colours(), option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        focus = bool(state & QStyle.StateFlag.State_HasFocus)
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        box = QRectF(option.rect.x() + GAP, option.rect.y() + GAP, self._side, self._side)
        path = QPainterPath()
        path.addRoundedRect(box, 5, 5)
        painter.fillPath(path, QColor(now.panel))
        self._picture(painter, path, box, index.data(PICTURE))
        painter.setPen(QPen(QColor(now.edge if over else now.line), 1))
        painter.drawPath(path)
        if chosen or focus:
            painter.setPen(QPen(QColor(now.accent), 2 if chosen else 1))
            painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), 7, 7)
        painter.setFont(sized(option.font, CAPTION, bold=chosen))
        painter.setPen(QColor(now.text if chosen or over else now.quiet))
        line = QRectF(box.left(), box.bottom() + 3, box.width(), NAME)
        name = painter.fontMetrics().elidedText(str(index.data() or ""), self._elide, int(line.width()))
        painter.drawText(line, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter), name)
        painter.restore()

    @staticmethod
    def _picture(painter: QPainter, path: QPainterPath, box: QRectF, image: QImage | None) -> None:
        if image is None or image.isNull():
            middle = box.toRect().adjusted(box.toRect().width() // 3, 0, -box.toRect().width() // 3, 0)
            icons.draw(painter, middle, "image", colours().faint)
            return
        share = min(box.width() / image.width(), box.height() / image.height())
        wide, tall = image.width() * share, image.height() * share
        painter.setClipPath(path)
        painter.drawImage(QRectF(box.center().x() - wide / 2, box.center().y() - tall / 2, wide, tall), image)
        painter.setClipping(False)
