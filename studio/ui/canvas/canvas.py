"""The canvas widget: shows one `Shown`, zooms, pans, and lets its tools take the mouse."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.ui.canvas import paint
from studio.ui.canvas.divider import Divider
from studio.ui.canvas.loupe import Loupe, strength
from studio.ui.canvas.pan import Pan
from studio.ui.canvas.shown import Ground, Outline, Shown
from studio.ui.canvas.tool import Tool
from studio.ui.canvas.view import View
from studio.ui.to_qimage import for_scaling

STEP = 1.25
NOTCH = 120.0
FRAME = 33  # milliseconds between two steps of the progress line
PATIENCE = 250  # milliseconds before the progress line shows: quick work stays quiet


class Canvas(QWidget):
    """`tools` may be given in front of the built-in divider and pan. Keys come from the window's commands."""

    view_changed = Signal()
    split_changed = Signal()
    outline_clicked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Canvas")
        self.setAccessibleDescription("The finished picture of the photo chosen on the left")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(240, 200)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.shown = Shown(QSizeF(1, 1))
        self.view = View(QSizeF(1, 1), QSizeF(1, 1))
        self.ground: Ground = "theme"
        self.split: float | None = None
        self._last_split = 0.5
        self._hovered = False
        self.tabbed = False  # the Tab key brought the focus here, so it may take it further
        self.hand = False  # the hand key is held: a left drag pans
        self.panned = False  # since the hand key went down
        self.outlines: tuple[Outline, ...] = ()
        self.outline_chosen: int | None = None
        self.held_before = False  # the photo as it was is shown for as long as a key is held
        self.loupe = False
        self.pointer: QPointF | None = None  # where the mouse is, None while it is elsewhere
        self._glass = Loupe(self)
        self.tools: list[Tool] = [Divider(self), Pan(self)]
        self._taken: Tool | None = None
        self._phase = 0.0
        self._spin = QTimer(self, interval=FRAME)
        self._spin.timeout.connect(self._spun)
        self._soon = QTimer(self, interval=PATIENCE, singleShot=True)
        self._soon.timeout.connect(self._spin.start)

    # --- what is shown -----------------------------------------------------------------------------------------------

    def show_picture(self, shown: Shown) -> None:
        """Show another picture; the view keeps its place."""
        moved = shown.size != self.shown.size
        self.shown = shown
        if moved:
            self.set_view(self.view.resized(shown.size, QSizeF(self.size())))
        self.update()

    def set_outlines(self, outlines: Sequence[Outline], chosen: int | None = None) -> None:
        """Mark findings on the picture."""
        self.outlines, self.outline_chosen = tuple(outlines), chosen
        self.update()

    def set_ground(self, ground: Ground) -> None:
        """Choose what surrounds the picture."""
        self.ground = ground
        self.update()

    def set_split(self, share: float | None) -> None:
        """Put the before/after line at a share of the picture's width; None takes it away."""
        self.split = None if share is None else min(max(share, 0.0), 1.0)
        self.split_changed.emit()
        self.update()

    def toggle_split(self) -> None:
        """Show or hide before/after; the line comes back where it was."""
        if self.split is None:
            self.set_split(self._last_split)
        else:
            self._last_split = min(max(self.split, 0.05), 0.95)
            self.set_split(None)

    def hold_before(self, held: bool) -> None:
        """Show the photo as it was while a key is held, as soon as it is there."""
        self.held_before = held
        self.update()

    def set_hovered(self, hovered: bool) -> None:
        """Show that what is being dragged may be let go here."""
        self._hovered = hovered
        self.update()

    def set_busy(self, busy: bool) -> None:
        """Show or hide the progress line; it appears only where the work takes a moment."""
        if not busy:
            self._soon.stop()
            self._spin.stop()
            self.update()
        elif not self._spin.isActive() and not self._soon.isActive():
            self._soon.start()

    def _spun(self) -> None:
        self._phase = (self._phase + FRAME / 1400) % 1.0
        self.update(0, self.height() - 3, self.width(), 3)

    # --- view --------------------------------------------------------------------------------------------------------

    def set_view(self, view: View) -> None:
        """Show the picture elsewhere or at another scale."""
        self.view = view
        self.view_changed.emit()
        self.update()

    def fit(self) -> None:
        """Show the whole picture."""
        self.set_view(View.fit(self.shown.size, QSizeF(self.size()), self.view.above))

    def keep_free(self, above: float) -> None:
        """Leave so much of the top free of a fitted picture (logical pixels): something is written over it."""
        if above != self.view.above:
            self.view = replace(self.view, above=above)
            self.set_view(self.view.resized(self.shown.size, QSizeF(self.size())))

    def toggle_zoom(self) -> None:
        """Go to 100 % (one screen pixel for one of the finished picture) at the mouse, or back to fit."""
        real = 1.0 / self.devicePixelRatioF()
        here = QPointF(self.mapFromGlobal(self.cursor().pos()))
        at = here if QRectF(self.rect()).contains(here) else QPointF(self.rect().center())
        if self.view.fitted or abs(self.view.scale - real) > 0.001:
            self.set_view(self.view.scaled(real, at))
        else:
            self.fit()

    def toggle_loupe(self) -> None:
        """Take the magnifying glass, or put it away."""
        self.loupe = not self.loupe
        self.pointer = QPointF(self.mapFromGlobal(self.cursor().pos())) if self.underMouse() else None
        self._point(self.pointer or QPointF())
        self.view_changed.emit()
        self.update()

    @property
    def magnification(self) -> float:
        """How much larger than the view the picture is looked at."""
        return strength(self) if self.loupe else 1.0

    def zoom_by(self, steps: float) -> None:
        """Zoom in (positive) or out around the middle."""
        self.set_view(self.view.zoomed(STEP**steps, QPointF(self.width() / 2, self.height() / 2)))

    # --- events ------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.set_view(self.view.resized(self.shown.size, QSizeF(event.size())))

    def focusInEvent(self, event: QFocusEvent) -> None:
        why = Qt.FocusReason
        if event.reason() not in (why.ActiveWindowFocusReason, why.PopupFocusReason):
            self.tabbed = event.reason() in (why.TabFocusReason, why.BacktabFocusReason)
        super().focusInEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y() or event.pixelDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.set_view(self.view.panned(QPointF(event.angleDelta().y() or event.angleDelta().x(), 0)))
        else:
            self.set_view(self.view.zoomed(STEP ** (turned / NOTCH), event.position()))
        event.accept()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.set_view(self.view.zoomed(1 + event.value(), event.position()))
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The space bar is a hand while it is held; tapped, it shows before/after."""
        if event.key() != Qt.Key.Key_Space or event.modifiers():
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.hand, self.panned = True, False
            self._point(QPointF(self.mapFromGlobal(self.cursor().pos())))

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Space or not self.hand:
            super().keyReleaseEvent(event)
        elif not event.isAutoRepeat():
            self.hand = False
            if not self.panned:
                self.toggle_split()
            self._point(QPointF(self.mapFromGlobal(self.cursor().pos())))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._taken = next((tool for tool in self.tools if tool.press(event)), None)
        if self._taken is None:
            self._click_outline(event.position())
        self._point(event.position())

    def leaveEvent(self, event: QEvent) -> None:
        self._move_glass(None)
        for tool in self.tools:
            tool.hover(None)

    def _move_glass(self, at: QPointF | None) -> None:
        before, self.pointer = self._glass.place(), at
        for glass in (before, self._glass.place()):
            if glass is not None:
                self.update(glass.adjusted(-4, -4, 4, 4).toAlignedRect())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._move_glass(event.position())
        if self._taken is not None:
            self._taken.drag(event)
        else:
            for tool in self.tools:
                tool.hover(event.position())
        self._point(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._taken is not None:
            self._taken.release(event)
            self._taken = None
        self._point(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._taken = next((tool for tool in self.tools if tool.double(event)), None)
        if self._taken is None:
            self.toggle_zoom()

    def _click_outline(self, at: QPointF) -> None:
        share = self.view.to_picture(at)
        point = QPointF(share.x() / self.shown.size.width(), share.y() / self.shown.size.height())
        hit = next((n for n, outline in enumerate(self.outlines) if outline.where.contains(point)), None)
        if hit is not None:
            self.outline_clicked.emit(hit)

    def _point(self, at: QPointF) -> None:
        """Show the cursor of whichever tool would act here."""
        shapes = [self._taken] if self._taken is not None else [self._glass, *self.tools]
        shape = next((s for s in (tool.cursor(at) for tool in shapes) if s is not None), Qt.CursorShape.ArrowCursor)
        if self.cursor().shape() != shape:
            self.setCursor(shape)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.shown.after is not None and not paint.pixel_for_pixel(painter, self.view, self.shown.after):
            self.shown = self.shown.changed(after=for_scaling(self.shown.after))
        paint.paint_surround(painter, event.rect(), self.view, self.shown, self.ground)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._spin.isActive():
            paint.paint_progress(painter, QSizeF(self.size()), self._phase)
        if self._spin.isActive() and event.rect().height() <= 3:
            return
        paint.paint_picture(painter, self.view, self.shown, 1.0 if self.held_before else self.split, self.ground)
        paint.paint_edge(painter, self.view, self.shown)
        paint.paint_outlines(painter, self.view, self.outlines, self.outline_chosen)
        for tool in self.tools:
            tool.paint(painter)
        self._glass.paint(painter)
        if self._hovered:
            paint.paint_welcome(painter, QRectF(self.rect()))
        if self._spin.isActive():
            paint.paint_progress(painter, QSizeF(self.size()), self._phase)
