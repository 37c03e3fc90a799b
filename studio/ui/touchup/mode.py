"""The canvas while a cutout is touched up: it shows the photo under a veil, and strokes go into the workspace."""

from concurrent.futures import Future
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QSizeF, Signal

from studio.app.workspace.hand import Hand, Prepared, asks_segment, prepare
from studio.app.workspace.preview import PATIENCE
from studio.app.workspace.workspace import Change
from studio.model.errors import Cancelled, StudioError
from studio.model.picture import Box
from studio.model.touchup import FillHole, Lasso, Operation, Region, Stroke
from studio.ui.canvas.canvas import Canvas
from studio.ui.canvas.shown import Shown
from studio.ui.canvas.view import View
from studio.ui.presenter import Presenter
from studio.ui.session import Session
from studio.ui.to_qimage import image_of_pixels
from studio.ui.touchup import marks
from studio.ui.touchup.clicking import Clicking
from studio.ui.touchup.tool import TouchTool
from studio.ui.touchup.veil import Veil
from studio.ui.touchup.wielded import Kind, Wielded

Place = tuple[float, float]
BAR = 40.0
"""Logical pixels left free above a fitted photo for the bar of tools."""
NOTHING = {
    "fill-hole": "Nothing encloses this place, so there is no hole to fill.",
    "region": "Nothing changes here: try another place, or the brush.",
}


class TouchMode(QObject):
    """Lives on the window's thread. `changed`: entered, left, another tool; `said(message, hint)`: for the banner."""

    changed = Signal()
    said = Signal(str, str)

    def __init__(self, session: Session, canvas: Canvas, presenter: Presenter) -> None:
        super().__init__(canvas)
        self._session, self._workspace = session, session.workspace
        self._canvas, self._presenter = canvas, presenter
        self._tool = TouchTool(canvas, self)
        self._clicking = Clicking(session, canvas.set_busy)
        self._hand: Hand | None = None
        self._asked: tuple[str, tuple[str, ...]] | None = None
        self.active = False
        self.veiled = True
        self.veil: Veil | None = None
        self.marks: tuple[marks.Mark, ...] = ()
        self.wielded = Wielded()
        self._unsubscribe = session.workspace.subscribe(self._heard)
        canvas.split_changed.connect(self._split)

    def close(self) -> None:
        """Stop listening."""
        self._unsubscribe()

    # --- coming and going --------------------------------------------------------------------------------------------

    def toggle(self) -> None:
        """Enter or leave."""
        if self.active:
            self.leave()
        else:
            self.enter()

    def enter(self) -> None:
        """Begin with the photo on the canvas; it appears as soon as its matte is known."""
        photo_id = self._workspace.current
        if photo_id is not None and not self.active:
            self.active = True
            self._canvas.set_split(None)
            self._ask(photo_id)
            self.changed.emit()

    def leave(self) -> None:
        """Go back to the finished picture."""
        if not self.active:
            return
        self.active, self._hand, self._asked, self.veil, self.marks = False, None, None, None, ()
        if self._tool in self._canvas.tools:
            self._canvas.tools.remove(self._tool)
        self._canvas.setToolTip("")
        self._clicking.drop()
        self._presenter.hold(False)
        self._canvas.fit()
        self.changed.emit()

    def _ask(self, photo_id: str) -> None:
        settings = self._workspace.cutout_settings_of(photo_id)
        self._asked = (photo_id, settings.found_by)
        self._clicking.drop()
        self._canvas.set_busy(True)
        clicked = asks_segment(self._workspace.touchup_of(photo_id))
        asked = (prepare, photo_id, settings, self._session.folder, clicked)
        future = self._session.workers.submit(*asked, timeout=PATIENCE)
        self._session.bridge.deliver(future, self._prepared)

    def _prepared(self, future: "Future[Any]") -> None:
        try:
            prepared: Prepared = future.result()
        except (StudioError, OSError, Cancelled) as error:
            self.leave()
            self.said.emit(getattr(error, "message", str(error)), getattr(error, "hint", ""))
            return
        if self._asked != (prepared.photo_id, prepared.found_by):
            for plate in (prepared.before, prepared.alpha):
                plate.remove()
            return
        self._hand = Hand(prepared)
        self._hand.follow(self._workspace.touchup_of(prepared.photo_id))
        self._session.disk.submit(self._hand.warm)
        self._canvas.set_busy(False)
        self._show(self._hand)
        self._look_ahead()

    def _show(self, hand: Hand) -> None:
        self._presenter.hold(True)
        size = QSizeF(hand.source.width, hand.source.height)
        self._canvas.set_outlines(())
        self._canvas.show_picture(Shown(size, before=image_of_pixels(hand.pixels)))
        room = QSizeF(self._canvas.size())
        beside = View.fit(size, QSizeF(room.width(), room.height() - 2 * BAR))
        self._canvas.set_view(replace(beside, room=room))
        if self._tool not in self._canvas.tools:
            self._canvas.tools.insert(0, self._tool)
        self.veil = Veil(hand.alpha)
        self._mark()
        self.changed.emit()

    # --- following the workspace -------------------------------------------------------------------------------------

    def _heard(self, change: Change) -> None:
        if not self.active or change.kind not in ("photos", "selection", "look"):
            return
        current = self._workspace.current
        if current is None:
            self.leave()
        elif self._asked != (current, self._workspace.cutout_settings_of(current).found_by):
            self._ask(current)
        elif self._hand is not None and self._hand.follow(self._workspace.touchup_of(current)):
            self._refresh()

    def _refresh(self) -> None:
        if self._hand is not None and self.veil is not None:
            self.veil.refresh(self._hand.alpha)
            self._mark()

    def _mark(self) -> None:
        """Find the places that one click changes, of the kinds that are asked for."""
        hand, found = self._hand, list[marks.Mark]()
        if hand is not None and self.wielded.holes:
            found += map(marks.of_hole, hand.holes())
        if hand is not None and self.wielded.pieces:
            found += map(marks.of_left, hand.left_out())
            found += [marks.of_piece(piece, number == 0) for number, piece in enumerate(hand.pieces())]
        self.marks = tuple(found)
        self._canvas.update()

    def _split(self) -> None:
        """Before and after, here: the photo without and with the veil."""
        if self.active and self._canvas.split is not None:
            self._canvas.set_split(None)
            self.veiled = not self.veiled
            self._canvas.update()

    # --- choosing ----------------------------------------------------------------------------------------------------

    def wield(self, kind: Kind, keep: bool | None = None) -> None:
        """Take a tool, and enter where that has not happened."""
        self._change(replace(self.wielded, kind=kind, keep=self.wielded.keep if keep is None else keep))
        self.enter()
        self._look_ahead()

    def _look_ahead(self) -> None:
        if self.wielded.kind == "region":
            self._clicking.prepare(self._hand)

    def swap(self) -> None:
        """Turn keeping and taking round."""
        self._change(replace(self.wielded, keep=not self.wielded.keep))

    def size(self, steps: float) -> None:
        """Make the brush larger or smaller."""
        self._change(self.wielded.sized(steps))

    def set_radius(self, radius: float) -> None:
        """Give the brush a size (share of the photo's longest side)."""
        self._change(replace(self.wielded, radius=radius))

    def toggle_edges(self) -> None:
        """Have strokes and outlines stop at the photo's edges, or not."""
        self._change(replace(self.wielded, follow_edges=not self.wielded.follow_edges))

    def toggle_holes(self) -> None:
        """Show places that may be holes, or not."""
        self._change(replace(self.wielded, holes=not self.wielded.holes))
        self.enter()

    def toggle_pieces(self) -> None:
        """Show separate pieces, or not."""
        self._change(replace(self.wielded, pieces=not self.wielded.pieces))
        self.enter()

    def _change(self, wielded: Wielded) -> None:
        marked = (wielded.holes, wielded.pieces) != (self.wielded.holes, self.wielded.pieces)
        self.wielded = wielded
        if marked:
            self._mark()
        self._canvas.update()
        self.changed.emit()

    # --- working -----------------------------------------------------------------------------------------------------

    @property
    def drawing(self) -> bool:
        """Whether a stroke is being drawn."""
        return self._hand is not None and self._hand.brushing is not None

    @property
    def product_box(self) -> Box | None:
        """Where the model found the product on the photo being touched up."""
        return self._hand.matte.box if self._hand is not None else None

    def begin_stroke(self, at: Place, keep: bool) -> None:
        """The button went down with a brush."""
        if self._hand is not None:
            now = self.wielded
            stroke = Stroke(keep=keep, points=((*at, 1.0),), radius=now.radius, follow_edges=now.follow_edges)
            self._veil_again(self._hand.begin(stroke).window)

    def draw_on(self, at: Place) -> None:
        """The mouse moved with a brush."""
        if self._hand is not None and self._hand.brushing is not None:
            self._veil_again(self._hand.brushing.to(*at))

    def _veil_again(self, window: tuple[int, int, int, int] | None) -> None:
        if window is None or self._hand is None or self.veil is None:
            return
        self.veil.refresh(self._hand.alpha, window)
        width, height = self._hand.size
        x, y, wide, high = window
        place = self._canvas.view.shares_to_widget(x / width, y / height, wide / width, high / height)
        self._canvas.update(place.adjusted(-2, -2, 2, 2).toAlignedRect())

    def end_stroke(self) -> None:
        """The button was let go."""
        if self._hand is not None and self._hand.brushing is not None:
            keep = self._hand.brushing.stroke.keep
            self._keep(self._hand.end(), "Keep brush" if keep else "Erase brush")
            self._refresh()

    def click(self, at: Place, keep: bool) -> None:
        """A click with the region or fill tool."""
        hand = self._hand
        if hand is None or not (0 <= at[0] < 1 and 0 <= at[1] < 1):
            return
        if self.wielded.kind == "fill":
            self._clicked(hand, FillHole(at=at), "Fill hole")
        else:
            name = "Add region" if keep else "Take region away"
            click = Region(keep=keep, at=at)
            self._clicking.do(hand, lambda: self._clicked(hand, click.model_copy(update={"finder": hand.finder}), name))

    def _clicked(self, hand: Hand, operation: FillHole | Region, name: str) -> None:
        if hand is not self._hand:
            return  # another photo was chosen while this one was looked at
        done = hand.tried(operation)
        if done is None:
            self.said.emit(NOTHING[operation.kind], "")
        self._keep(done, name)

    def lasso(self, points: list[Place], keep: bool) -> None:
        """An outline was closed."""
        if self._hand is not None and len(points) >= 3:
            lasso = Lasso(keep=keep, points=tuple(points), follow_edges=self.wielded.follow_edges)
            self._keep(self._hand.tried(lasso), "Lasso: add" if keep else "Lasso: take away")

    def click_mark(self, mark: marks.Mark) -> None:
        """A hole or a piece was clicked."""
        if mark.undoes:
            self._workspace.untouch(mark.does, name="Keep piece")
        elif self._hand is not None:
            self._keep(self._hand.tried(mark.does), mark.does.name)

    def _keep(self, operation: Operation | None, name: str) -> None:
        if operation is not None:
            self._workspace.touch_up(operation, name=name)
