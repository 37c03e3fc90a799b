"""Painting the canvas, layer by layer: surround, picture, its edge, findings, progress line."""

from functools import cache
from math import ceil, floor

from PySide6.QtCore import QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen, QPixmap

from studio.ui.canvas.shown import Ground, Outline, Shown
from studio.ui.canvas.view import View
from studio.ui.theme import colours

SQUARE = 8
EDGE = QColor(128, 128, 128, 90)
CUTOUT = {"cutout-white": "#ffffff", "cutout-grey": "#808080", "cutout-black": "#000000", "cutout-colour": "#e0409a"}
"""Plain grounds on which the edge of a cutout is checked; what is left of the old backdrop shows on one of them."""


def ground_colour(ground: Ground) -> QColor:
    """Return the colour around the picture."""
    return QColor({"white": "#ffffff", "grey": "#808080", "black": "#000000"}.get(ground, colours().surround))


@cache
def checkerboard(dark: bool) -> QBrush:
    """Return the brush that stands for "nothing here"."""
    light, deep = ("#4d4d4d", "#3d3d3d") if dark else ("#ffffff", "#dcdcdc")
    tile = QPixmap(2 * SQUARE, 2 * SQUARE)
    tile.fill(QColor(light))
    painter = QPainter(tile)
    painter.fillRect(0, 0, SQUARE, SQUARE, QColor(deep))
    painter.fillRect(SQUARE, SQUARE, SQUARE, SQUARE, QColor(deep))
    painter.end()
    return QBrush(tile)


def alone(ground: Ground) -> bool:
    """Whether the cutout is shown without its scene."""
    return ground == "checkerboard" or ground in CUTOUT


def paint_surround(painter: QPainter, room: QRect, view: View, shown: Shown, ground: Ground) -> None:
    """Fill what no picture is going to cover."""
    covered = QRect()
    if shown.after is not None and not shown.after.hasAlphaChannel():
        place = place_of(painter, view, shown)
        left, top, right, bottom = ceil(place.left()), ceil(place.top()), floor(place.right()), floor(place.bottom())
        covered = QRect(left + 1, top + 1, right - left - 2, bottom - top - 2)
    for rect in _around(covered.intersected(room), room):
        painter.fillRect(rect, ground_colour(ground))


def _around(inner: QRect, outer: QRect) -> list[QRect]:
    """Return what of a rectangle lies outside of one in it: above, below, left, right of it."""
    if inner.isEmpty():
        return [outer]
    left, right, wide = outer.left(), inner.right() + 1, outer.width()
    return [
        QRect(left, outer.top(), wide, inner.top() - outer.top()),
        QRect(left, inner.bottom() + 1, wide, outer.bottom() - inner.bottom()),
        QRect(left, inner.top(), inner.left() - left, inner.height()),
        QRect(right, inner.top(), outer.right() + 1 - right, inner.height()),
    ]


def pixel_for_pixel(painter: QPainter, view: View, image: QImage) -> bool:
    """Whether a picture is drawn as it is, without any scaling by Qt."""
    return painter.device().devicePixelRatioF() == 1 and _at_its_size(painter, view.rect, image)


def place_of(painter: QPainter, view: View, shown: Shown) -> QRectF:
    """Where the finished picture is drawn: on whole pixels of the screen where it has as many as it takes there."""
    frame, image, ratio = view.rect, shown.after, painter.device().devicePixelRatioF()
    if image is None or not _at_its_size(painter, frame, image):
        return frame
    left, top = round(frame.left() * ratio) / ratio, round(frame.top() * ratio) / ratio
    return QRectF(left, top, image.width() / ratio, image.height() / ratio)


def _at_its_size(painter: QPainter, frame: QRectF, image: QImage) -> bool:
    return abs(frame.width() * painter.device().devicePixelRatioF() - image.width()) < 1.5


def paint_picture(painter: QPainter, view: View, shown: Shown, split: float | None, ground: Ground = "theme") -> None:
    """Draw after, and left of the split before; a picture with alpha lies on its ground."""
    frame = view.rect
    cut = frame.left() + (split or 0.0) * frame.width()
    if shown.after is not None:
        _draw_after(painter, shown.after, place_of(painter, view, shown), ground)
    if shown.before is not None and (split is not None or shown.after is None):
        whole = QRectF(place_of(painter, view, shown).toAlignedRect())  # what lies below may reach to the next pixel
        part = QRectF(whole.left(), whole.top(), cut - whole.left(), whole.height()) if split is not None else frame
        painter.save()
        painter.setClipRect(part, Qt.ClipOperation.IntersectClip)
        painter.fillRect(part, QColor(colours().panel))
        share = shown.before_at
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(view.shares_to_widget(share.x(), share.y(), share.width(), share.height()), shown.before)
        painter.restore()


def _draw_after(painter: QPainter, image: QImage, frame: QRectF, ground: Ground) -> None:
    if image.hasAlphaChannel():
        plain = CUTOUT.get(ground)
        painter.fillRect(frame, QColor(plain) if plain else checkerboard(colours().dark))
    near = _at_its_size(painter, frame, image)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not near)
    painter.drawImage(frame, image)


def paint_edge(painter: QPainter, view: View, shown: Shown) -> None:
    """A hairline, so that white on white still shows where the picture ends."""
    place = place_of(painter, view, shown).toAlignedRect()
    for rect in _around(place, place.adjusted(-1, -1, 1, 1)):
        painter.fillRect(rect, EDGE)


def paint_outlines(painter: QPainter, view: View, outlines: tuple[Outline, ...], chosen: int | None) -> None:
    """Findings as dashed boxes with a number; the chosen one solid."""
    for index, outline in enumerate(outlines):
        box = view.shares_to_widget(*_sides(outline.where)).adjusted(-2, -2, 2, 2)
        colour = QColor(
            {"error": colours().error, "warning": colours().warning}.get(outline.severity, colours().accent)
        )
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(0, 0, 0, 120), 3.5))
        painter.drawRoundedRect(box, 4, 4)
        style = Qt.PenStyle.SolidLine if index == chosen else Qt.PenStyle.DashLine
        painter.setPen(QPen(colour, 2 if index == chosen else 1.5, style))
        painter.drawRoundedRect(box, 4, 4)
        _paint_mark(painter, box, colour, "✕" if outline.severity == "error" else "!")


def _paint_mark(painter: QPainter, box: QRectF, colour: QColor, sign: str) -> None:
    mark = QRectF(box.left() - 2, box.top() - 9, 18, 18)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(mark)
    painter.setPen(QColor("#101010" if colour.lightnessF() > 0.5 else "#ffffff"))
    painter.drawText(mark, Qt.AlignmentFlag.AlignCenter, sign)


def paint_welcome(painter: QPainter, room: QRectF) -> None:
    """Something is being dragged over the canvas: a frame, and what letting go will do."""
    accent = QColor(colours().accent)
    painter.setPen(QPen(accent, 3, Qt.PenStyle.DashLine))
    painter.setBrush(QColor(accent.red(), accent.green(), accent.blue(), 28))
    painter.drawRoundedRect(room.adjusted(8, 8, -8, -8), 10, 10)
    words = "Drop to add"
    wide = painter.fontMetrics().horizontalAdvance(words) + 32
    label = QRectF(room.center().x() - wide / 2, room.center().y() - 18, wide, 36)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours().fill))
    painter.drawRoundedRect(label, 18, 18)
    painter.setPen(QColor(colours().on_fill))
    painter.drawText(label, Qt.AlignmentFlag.AlignCenter, words)


def paint_progress(painter: QPainter, room: QSizeF, phase: float) -> None:
    """A thin line along the bottom edge; `phase` (0–1) tells where its bright part is."""
    wide = room.width() * 0.3
    left = phase * (room.width() + wide) - wide
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours().accent))
    painter.drawRect(QRectF(left, room.height() - 2, wide, 2))


def _sides(rect: QRectF) -> tuple[float, float, float, float]:
    return rect.x(), rect.y(), rect.width(), rect.height()
