"""The product moved and scaled by hand: drag it, pull a corner; it snaps to the middle and to even margins."""

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen

from studio.app.workspace.workspace import Workspace
from studio.ui.canvas.canvas import Canvas
from studio.ui.canvas.tool import Tool
from studio.ui.theme import colours

REACH = 9.0
SIZE = 9.0
SNAP = 7.0
"""Pixels within which an edge or the middle is caught; hold Alt to be left alone."""
MARGIN = 0.075
"""Share of the picture left free by a product that fills 85 %."""
X, Y, FILL = "product.placement.x", "product.placement.y", "product.placement.fill"


@dataclass(frozen=True)
class _Grip:
    """The start of a drag: what was pulled, where, and how the product stood."""

    corner: int | None  # 0–3 clockwise from top left; None: the product itself
    at: QPointF
    box: QRectF  # shares
    x: float
    y: float
    fill: float


class ProductHand(Tool):
    """Every movement amends one undo step; the workspace's change brings the new picture."""

    def __init__(self, canvas: Canvas, workspace: Workspace) -> None:
        super().__init__(canvas)
        self._workspace = workspace
        self._grip: _Grip | None = None
        self._guides: list[QLineF] = []

    # --- where -------------------------------------------------------------------------------------------------------

    def _box(self) -> QRectF | None:
        """The product's box in widget coordinates."""
        share = self.canvas.shown.product
        if share is None or self._workspace.current is None or self.canvas.split is not None:
            return None
        return self.canvas.view.shares_to_widget(share.x(), share.y(), share.width(), share.height())

    def _corner_at(self, at: QPointF) -> int | None:
        box = self._box()
        if box is None:
            return None
        near = ((at - corner).manhattanLength() <= 2 * REACH for corner in _corners(box))
        return next((number for number, hit in enumerate(near) if hit), None)

    def cursor(self, at: QPointF) -> Qt.CursorShape | None:
        if self.canvas.hand:
            return None
        if self._grip is not None and self._grip.corner is None:
            return Qt.CursorShape.SizeAllCursor
        corner = self._grip.corner if self._grip is not None else self._corner_at(at)
        if corner is not None:
            return Qt.CursorShape.SizeFDiagCursor if corner % 2 == 0 else Qt.CursorShape.SizeBDiagCursor
        box = self._box()
        return Qt.CursorShape.SizeAllCursor if box is not None and box.contains(at) else None

    # --- dragging ----------------------------------------------------------------------------------------------------

    def press(self, event: QMouseEvent) -> bool:
        box, share = self._box(), self.canvas.shown.product
        if event.button() != Qt.MouseButton.LeftButton or self.canvas.hand or box is None or share is None:
            return False
        corner = self._corner_at(event.position())
        if corner is None and not box.contains(event.position()):
            return False
        values = [self._workspace.value_of(path, [self._workspace.current or ""]) for path in (X, Y, FILL)]
        if not all(isinstance(value, float) for value in values):
            return False
        self._grip = _Grip(corner, event.position(), QRectF(share), *values)
        return True

    def drag(self, event: QMouseEvent) -> None:
        grip = self._grip
        if grip is None:
            return
        free = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if grip.corner is None:
            self._move(grip, event.position() - grip.at, free)
        else:
            self._scale(grip, event.position(), free)

    def release(self, event: QMouseEvent) -> None:
        self._grip = None
        self._guides = []
        self._workspace.settle()
        self.canvas.update()

    def _move(self, grip: _Grip, by: QPointF, free: bool) -> None:
        frame = self.canvas.view.rect
        reach = QPointF(SNAP / frame.width(), SNAP / frame.height())
        box = grip.box.translated(by.x() / frame.width(), by.y() / frame.height())
        self._guides = []
        across = None if free else snap(box.left(), box.center().x(), box.right(), reach.x())
        down = None if free else snap(box.top(), box.center().y(), box.bottom(), reach.y())
        shift = QPointF(across[0] if across else 0.0, down[0] if down else 0.0)
        if across:
            self._guides.append(QLineF(across[1], 0, across[1], 1))
        if down:
            self._guides.append(QLineF(0, down[1], 1, down[1]))
        moved = box.translated(shift).topLeft() - grip.box.topLeft()
        self._set("Move product", {X: _kept(grip.x + moved.x()), Y: _kept(grip.y + moved.y())})

    def _scale(self, grip: _Grip, at: QPointF, free: bool) -> None:
        frame = self.canvas.view.rect
        middle = self.canvas.view.shares_to_widget(grip.box.center().x(), grip.box.center().y(), 0, 0).topLeft()
        before, now = QLineF(middle, grip.at).length(), QLineF(middle, at).length()
        factor = now / max(before, 1.0)
        longest = max(grip.box.width() * factor, grip.box.height() * factor)
        whole = 1 - 2 * MARGIN
        self._guides = []
        if not free and abs(longest - whole) * min(frame.width(), frame.height()) < 2 * SNAP:
            factor *= whole / longest
            self._guides = [QLineF(MARGIN, 0, MARGIN, 1), QLineF(1 - MARGIN, 0, 1 - MARGIN, 1)]
            self._guides += [QLineF(0, MARGIN, 1, MARGIN), QLineF(0, 1 - MARGIN, 1, 1 - MARGIN)]
        self._set("Scale product", {FILL: min(1.0, max(0.05, grip.fill * factor))})

    def _set(self, name: str, values: dict[str, float]) -> None:
        self._workspace.set_values(values, name=name, amend=True)

    # --- painting ----------------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter) -> None:
        box = self._box()
        if box is None or not (self.canvas.underMouse() or self._grip):
            return
        accent = QColor(colours().accent)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(accent, 1))
        painter.drawRect(box)
        for corner in _corners(box):
            painter.setPen(QPen(accent, 1.5))
            painter.setBrush(QColor("#ffffff"))
            painter.drawRoundedRect(QRectF(corner.x() - SIZE / 2, corner.y() - SIZE / 2, SIZE, SIZE), 2, 2)
        painter.setPen(QPen(QColor("#e0409a"), 1))
        for guide in self._guides:
            ends = (
                self.canvas.view.shares_to_widget(point.x(), point.y(), 0, 0).topLeft()
                for point in (guide.p1(), guide.p2())
            )
            painter.drawLine(QLineF(*ends))


def snap(low: float, middle: float, high: float, reach: float) -> tuple[float, float] | None:
    """Return (shift, guide) for the nearest of middle and even margins within reach, all in shares; None where free."""
    tries = [(0.5 - middle, 0.5), (MARGIN - low, MARGIN), (1 - MARGIN - high, 1 - MARGIN)]
    best = min(tries, key=lambda each: abs(each[0]))
    return best if abs(best[0]) <= reach else None


def _corners(box: QRectF) -> list[QPointF]:
    return [box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft()]


def _kept(value: float) -> float:
    return round(min(1.0, max(0.0, value)), 5)
