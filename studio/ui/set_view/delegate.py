"""One picture of a set: with its lines of size and place, its name, and in what it stands out."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from studio.ui import icons
from studio.ui.set_view.model import PHOTO, Index, SetModel
from studio.ui.theme import CAPTION, colours, sized

PICTURE, WORDS, GAP = 220, 50, 12
LINE = "#e0409a"


class SetDelegate(QStyledItemDelegate):
    """Paints from a `SetModel`. `guides`: whether the lines are drawn."""

    def __init__(self, model: SetModel) -> None:
        super().__init__(model)
        self._model = model
        self.guides = True

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(PICTURE + GAP, PICTURE + WORDS + GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now, photo_id = colours(), str(index.data(PHOTO))
        off = self._model.remarks(photo_id)
        box = QRectF(option.rect).adjusted(GAP / 2, GAP / 2, -GAP / 2, -GAP / 2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(QColor(now.accent), 2))
            painter.setBrush(QColor(now.selected))
            painter.drawRoundedRect(box.adjusted(-3, -3, 3, 3), 8, 8)
        frame = QRectF(box.left(), box.top(), PICTURE, PICTURE)
        painter.fillRect(frame, QColor(now.surround))
        self._picture(painter, frame, photo_id)
        painter.setPen(QColor(now.text))
        words = QRect(int(box.left()), int(box.top()) + PICTURE + 4, PICTURE, 20)
        name = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideMiddle, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, name)
        self._off(painter, words.translated(0, 20), off)
        painter.restore()

    def _off(self, painter: QPainter, room: QRect, off: tuple[str, ...]) -> None:
        now = colours()
        painter.setFont(sized(painter.font(), CAPTION))
        icons.draw(
            painter,
            QRect(room.left(), room.top() + 2, 16, 16),
            "look" if off else "tick",
            now.warning if off else now.quiet,
        )
        painter.setPen(QColor(now.warning if off else now.quiet))
        text = " · ".join(off) or "Like the others"
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width() - 22)
        painter.drawText(room.adjusted(22, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, shown)

    def _picture(self, painter: QPainter, frame: QRectF, photo_id: str) -> None:
        image = self._model.images.get(photo_id)
        if image is None:
            painter.setPen(QColor(colours().quiet))
            note = self._model.notes.get(photo_id, "Being rendered…")
            painter.drawText(
                frame.adjusted(12, 12, -12, -12), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, note
            )
            return
        share = min(frame.width() / image.width(), frame.height() / image.height())
        wide, high = image.width() * share, image.height() * share
        place = QRectF(frame.left() + (frame.width() - wide) / 2, frame.top() + (frame.height() - high) / 2, wide, high)
        painter.drawImage(place, image)
        standing = self._model.standings.get(photo_id)
        if self.guides and standing is not None:
            painter.setPen(QPen(QColor(LINE), 1, Qt.PenStyle.DashLine))
            x, y = place.left() + standing.centre * wide, place.top() + standing.foot * high
            painter.drawLine(QPointF(x, place.top()), QPointF(x, place.bottom()))
            painter.drawLine(QPointF(place.left(), y), QPointF(place.right(), y))
