"""How a row of the filmstrip is painted."""

from unicodedata import bidirectional

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from studio.app.workspace.workspace import Workspace
from studio.model.photo import Photo
from studio.ui import icons
from studio.ui.filmstrip.badges import badge_of
from studio.ui.filmstrip.model import ROW
from studio.ui.filmstrip.rows import Heading
from studio.ui.filmstrip.thumbnails import Thumbnails
from studio.ui.theme import CAPTION, colours, sized

THUMB = 56
HEIGHT = 72
HEADING = 36
GAP = 8


class FilmDelegate(QStyledItemDelegate):
    """Paints headings and photos; asks the workspace for states and `thumbnails` for pictures."""

    def __init__(self, workspace: Workspace, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._workspace = workspace
        self._thumbnails = thumbnails

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(160, HEADING if isinstance(index.data(ROW), Heading) else HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(ROW)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, Heading):
            self._heading(painter, rect, row)
        else:
            state: QStyle.StateFlag = option.state
            self._ground(painter, rect, row, state)
            self._photo(painter, rect, row)
        painter.restore()

    def _heading(self, painter: QPainter, rect: QRect, row: Heading) -> None:
        arrow = QRect(rect.left() + 4, rect.center().y() - 7, 16, 16)
        icons.draw(painter, arrow, "chevron-right" if row.folded else "chevron-down", colours().quiet)
        painter.setFont(sized(painter.font(), CAPTION, bold=True))
        count = str(row.count)
        wide = painter.fontMetrics().horizontalAdvance(count)
        place = rect.adjusted(24, 4, -GAP - 8, 0)
        painter.setPen(QColor(colours().quiet))
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, count)
        painter.setPen(QColor(colours().text))
        _line(painter, place.adjusted(0, 0, -wide - GAP, 0), row.sku)

    def _ground(self, painter: QPainter, rect: QRect, row: Photo, state: QStyle.StateFlag) -> None:
        box = QRectF(rect).adjusted(4, 2, -4, -2)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        current = row.id == self._workspace.current
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours().selected if chosen else colours().hover))
            painter.drawRoundedRect(box, 6, 6)
        if current:
            painter.setPen(QPen(QColor(colours().accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.75, 0.75, -0.75, -0.75), 6, 6)

    def _photo(self, painter: QPainter, rect: QRect, row: Photo) -> None:
        thumb = QRect(rect.left() + 12, rect.center().y() - THUMB // 2 + 1, THUMB, THUMB)
        self._thumbnail(painter, thumb, row.id)
        left = thumb.right() + 10
        badge = badge_of(self._workspace.state_of(row.id))
        painter.setPen(QColor(colours().text))
        _line(painter, QRect(left, rect.center().y() - 20, rect.right() - left - 10, 20), row.path.name, middle=True)
        icons.draw(painter, QRect(left, rect.center().y() + 3, 14, 14), badge.icon, getattr(colours(), badge.role))
        painter.setFont(sized(painter.font(), CAPTION))
        painter.setPen(QColor(colours().quiet))
        _line(painter, QRect(left + 19, rect.center().y(), rect.right() - left - 29, 20), badge.word)

    def _thumbnail(self, painter: QPainter, place: QRect, photo_id: str) -> None:
        ratio = painter.device().devicePixelRatioF()
        pixmap = self._thumbnails.get(photo_id, round(THUMB * ratio))
        if pixmap is None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours().hover))
            painter.drawRoundedRect(QRectF(place), 4, 4)
            icons.draw(painter, place.adjusted(18, 18, -18, -18), "photo", colours().faint)
            return
        pixmap.setDevicePixelRatio(ratio)
        wide, high = pixmap.width() / ratio, pixmap.height() / ratio
        painter.drawPixmap(place.center().x() - int(wide / 2), place.center().y() - int(high / 2), pixmap)


def _line(painter: QPainter, place: QRect, text: str, *, middle: bool = False) -> None:
    """One line, shortened where it does not fit; names written right to left are shortened where they end."""
    metrics = QFontMetrics(painter.font())
    mode = Qt.TextElideMode.ElideMiddle if middle and not _right_to_left(text) else Qt.TextElideMode.ElideRight
    shown = metrics.elidedText(text, mode, place.width())
    if _right_to_left(text):
        shown += "\u200f"  # so that the dots stand where such a name ends: on its left
    side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(place, side, shown)


def _right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction is written right to left."""
    direction = next((kind for kind in map(bidirectional, text) if kind in ("L", "R", "AL")), "L")
    return direction != "L"
