"""Places on the photo that one click changes: holes to cut, pieces to leave or keep."""

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from studio.cutout.touchup import Hole, Piece
from studio.model.touchup import CutHole, LeavePiece, Operation

RADIUS = 10.0  # logical pixels of a badge
COLOURS = {"hole": "#ffd23f", "piece": "#5cc8ff", "left": "#c0c0c0"}


@dataclass(frozen=True)
class Mark:
    """`does`: the operation that a click makes, or takes back where `undoes`. `lines`: outlines in shares."""

    kind: str  # "hole", "piece" or "left"
    at: tuple[float, float]
    does: Operation
    words: str
    lines: tuple[tuple[tuple[float, float], ...], ...] = ()
    badge_only: bool = False  # a click means it on its badge alone, so that the brush can paint within it

    @property
    def undoes(self) -> bool:
        """Whether a click takes back what was done earlier."""
        return self.kind == "left"

    def path(self, frame: QRectF) -> QPainterPath:
        """Return the outline in a frame that the whole photo fills."""
        path = QPainterPath()
        for line in self.lines:
            points = [QPointF(frame.x() + x * frame.width(), frame.y() + y * frame.height()) for x, y in line]
            path.addPolygon(QPolygonF(points))
            path.closeSubpath()
        return path

    def badge(self, frame: QRectF) -> QPointF:
        """Return the middle of its badge in a frame that the whole photo fills."""
        return QPointF(frame.x() + self.at[0] * frame.width(), frame.y() + self.at[1] * frame.height())

    def holds(self, at: QPointF, frame: QRectF) -> bool:
        """Whether a click at a place of the frame means it."""
        if QLineF(at, self.badge(frame)).length() <= RADIUS:
            return True
        return bool(self.lines) and not self.badge_only and self.path(frame).contains(at)


def of_hole(hole: Hole) -> Mark:
    """Return the mark of a place that may be a hole."""
    words = f"Click to cut this hole out ({hole.score:.0%} sure)"
    return Mark("hole", hole.at, CutHole(at=hole.at), words, hole.outline)


def of_piece(piece: Piece, main: bool) -> Mark:
    """Return the mark of a separate piece; of the main one the badge must be clicked."""
    words = f"Click to leave this piece out ({piece.area:.1%} of the photo)"
    return Mark("piece", piece.at, LeavePiece(at=piece.at), words, piece.outline, main)


def of_left(left: LeavePiece) -> Mark:
    """Return the mark of a piece that was left out."""
    return Mark("left", left.at, left, "Click to take this piece back in")


def paint(painter: QPainter, frame: QRectF, mark: Mark, number: int, chosen: bool) -> None:
    """Draw a mark: its outline, and its number where a click means it."""
    colour = QColor(COLOURS[mark.kind])
    path = mark.path(frame)
    painter.setBrush(QColor(colour.red(), colour.green(), colour.blue(), 110 if chosen else 50))
    painter.setPen(QPen(QColor(0, 0, 0, 140), 3))
    painter.drawPath(path)
    style = Qt.PenStyle.SolidLine if chosen else Qt.PenStyle.DashLine
    painter.setPen(QPen(colour, 2.0 if chosen else 1.5, style))
    painter.drawPath(path)
    middle = mark.badge(frame)
    painter.setPen(QPen(QColor("#101010"), 1))
    painter.setBrush(colour)
    painter.drawEllipse(middle, RADIUS, RADIUS)
    sign = "+" if mark.undoes else "✂" if mark.kind == "hole" else str(number)
    painter.drawText(
        QRectF(middle.x() - RADIUS, middle.y() - RADIUS, 2 * RADIUS, 2 * RADIUS), Qt.AlignmentFlag.AlignCenter, sign
    )
