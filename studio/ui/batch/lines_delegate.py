"""How a line of a batch is painted: picture, photo and channel, what was found, its state and its seconds."""

from pathlib import Path

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from studio.app.queue.follow import Line
from studio.ui import icons
from studio.ui.batch.lines_model import LINE, Index
from studio.ui.batch.pictures import Pictures
from studio.ui.batch.words import badge_of, channel_of, sentence_of
from studio.ui.theme import CAPTION, colours, sized

HEIGHT, THUMB, GAP = 64, 48, 8
_STATE, _SECONDS = 104, 56  # widths in pixels
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter


class LinesDelegate(QStyledItemDelegate):
    """`out_dir` is where the finished pictures lie."""

    def __init__(self, pictures: Pictures) -> None:
        super().__init__()
        self._pictures = pictures
        self.out_dir = Path()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(320, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Line = index.data(LINE)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours().selected if chosen else colours().hover))
            painter.drawRoundedRect(QRectF(rect).adjusted(4, 2, -4, -2), 6, 6)
        left, top = rect.left() + 12, rect.center().y()
        self._picture(painter, QRect(left, top - THUMB // 2, THUMB, THUMB), line)
        left += THUMB + GAP + 4
        right = rect.right() - 12
        self._state(painter, QRect(right - _STATE - _SECONDS, top - 14, _STATE + _SECONDS, 28), line)
        wide = right - _STATE - _SECONDS - GAP - left
        painter.setPen(QColor(colours().text))
        self._line(painter, QRect(left, top - 22, wide, 20), line.item.photo, Qt.TextElideMode.ElideMiddle)
        painter.setFont(sized(painter.font(), CAPTION))
        painter.setPen(QColor(colours().quiet))
        channel, said = channel_of(line.item), sentence_of(line.item)
        text = f"{channel} · {said}" if said else channel
        self._line(painter, QRect(left, top, wide, 20), text, Qt.TextElideMode.ElideRight)
        painter.restore()

    def _picture(self, painter: QPainter, place: QRect, line: Line) -> None:
        ratio = painter.device().devicePixelRatioF()
        image = None
        if line.item.output is not None:
            version = hash((line.item.sha256, line.item.length))
            image = self._pictures.get(self.out_dir / line.item.output, round(THUMB * ratio), version)
        if image is None or image.isNull():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours().hover))
            painter.drawRoundedRect(QRectF(place), 4, 4)
            glyph, role = ("photo", "faint") if line.item.output is not None else ("failed", "error")
            icons.draw(painter, place.adjusted(14, 14, -14, -14), glyph, getattr(colours(), role))
            return
        wide, high = image.width() / ratio, image.height() / ratio
        box = QRectF(place.center().x() - wide / 2, place.center().y() - high / 2, wide, high)
        painter.drawImage(box, image)

    def _state(self, painter: QPainter, place: QRect, line: Line) -> None:
        badge = badge_of(line)
        mark = QRect(place.left(), place.center().y() - 6, 14, 14)
        icons.draw(painter, mark, badge.icon, getattr(colours(), badge.role))
        painter.setPen(QColor(colours().quiet))
        painter.drawText(place.adjusted(20, 0, 0, 0), _LEFT, badge.word)
        seconds = sum(line.item.seconds.values())
        if seconds and not line.item.again:
            painter.drawText(place, _RIGHT, f"{seconds:.1f} s")

    @staticmethod
    def _line(painter: QPainter, place: QRect, text: str, mode: Qt.TextElideMode) -> None:
        shown = painter.fontMetrics().elidedText(text, mode, place.width())
        painter.drawText(place, _LEFT, shown)
