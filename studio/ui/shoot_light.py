"""Match the light of a shoot, and pick a neutral place: both change white balance and brightness, as one step."""

from concurrent.futures import Future
from typing import Any

from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent

from studio.app.shoot_light import Match, backdrop_colour, matching_tone, neutral, neutral_at
from studio.app.workspace.commands import Command
from studio.app.workspace.document import Look
from studio.model.errors import Cancelled, StudioError
from studio.scene import Product, Tone
from studio.scene.tone import toned
from studio.ui.canvas.canvas import Canvas
from studio.ui.canvas.tool import Tool
from studio.ui.session import Session

PATIENCE = 60.0  # seconds that one photo may take

LEFT_OVER = 5.0  # ΔE2000: a difference that everybody sees
COLOURED = 15.0  # ΔE2000 from grey: more than lamps do to a grey card
NO_GREY = "That place was far from grey. If it is no grey card, undo and point at one."
TOO_COLOURED = "That light has too strong a colour to take all of it away: photograph by whiter light."


class _Picker(Tool):
    """Takes the next click while it is on; the canvas shows the photo as it was taken."""

    on = False

    def __init__(self, canvas: Canvas, light: "ShootLight") -> None:
        super().__init__(canvas)
        self._light = light

    def cursor(self, at: QPointF) -> Qt.CursorShape | None:
        return Qt.CursorShape.CrossCursor if self.on else None

    def press(self, event: QMouseEvent) -> bool:
        if not self.on:
            return False
        if self.canvas.shown.before is None:
            return True  # not read yet, so nothing can be pointed at: go on waiting
        share = self.canvas.shown.before_at
        place = self.canvas.view.shares_to_widget(share.x(), share.y(), share.width(), share.height())
        at = event.position()
        if event.button() == Qt.MouseButton.LeftButton and place.contains(at):
            self._light.picked((at.x() - place.x()) / place.width(), (at.y() - place.y()) / place.height())
        self._light.stop_picking()
        return True


class ShootLight(QObject):
    """`said(message, hint)`: for the banner; `trouble(message, hint)`: what went wrong."""

    said = Signal(str, str)
    trouble = Signal(str, str)

    def __init__(self, session: Session, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._session, self._workspace, self._canvas = session, session.workspace, canvas
        self._picker = _Picker(canvas, self)
        canvas.tools.insert(0, self._picker)
        self._running: dict[Future[Any], str] = {}
        self._reference = ""
        self._colours: dict[str, Any] = {}
        self._failed: list[str] = []

    # --- one light for the shoot -------------------------------------------------------------------------------------

    def match(self) -> None:
        """Match the chosen photos (or all, where one is chosen) to the one on the canvas."""
        current = self._workspace.current
        if current is None or self._running:
            return
        chosen = self._workspace.selection
        ids = chosen if len(chosen) > 1 else tuple(photo.id for photo in self._workspace.photos)
        self._reference, self._colours, self._failed = current, {}, []
        for photo_id in dict.fromkeys((current, *ids)):
            settings = self._workspace.cutout_settings_of(photo_id)
            future = self._session.workers.submit(backdrop_colour, photo_id, settings, timeout=PATIENCE)
            self._running[future] = photo_id
            self._session.bridge.deliver(future, self._looked)
        self._canvas.set_busy(True)

    def _looked(self, future: "Future[Any]") -> None:
        photo_id = self._running.pop(future)
        try:
            self._colours[photo_id] = future.result()
        except (StudioError, Cancelled, OSError) as error:
            self._failed.append(getattr(error, "message", str(error)))
        if self._running:
            return
        self._canvas.set_busy(False)
        if self._reference in self._colours:
            self._apply()
        else:
            self.trouble.emit(self._failed[0], "Choose another photo as the reference, or point at a neutral place.")

    def _apply(self) -> None:
        reference = self._tone_of(self._reference)
        wanted = toned(self._colours.pop(self._reference).reshape(1, 1, 3), reference)[0, 0]
        matches = {
            photo_id: matching_tone(seen, wanted, self._tone_of(photo_id))
            for photo_id, seen in self._colours.items()
            if photo_id in self._workspace.document.looks
        }
        looks = {key: _with_tone(self._workspace.look_of(key), match.tone) for key, match in matches.items()}
        self._workspace.set_looks(looks, name="Match the shoot's light")
        self.said.emit(_sentence(list(matches.values())), self._failed[0] if self._failed else "")

    def _tone_of(self, photo_id: str) -> Tone:
        product = self._workspace.scene_of(photo_id).first(Product)
        return product.tone if isinstance(product, Product) else Tone()

    # --- a grey card -------------------------------------------------------------------------------------------------

    def pick(self) -> None:
        """Show the photo as it was taken and wait for a click on something neutral; again: stop waiting."""
        if self._picker.on:
            self.stop_picking()
            self.said.emit("Nothing was picked.", "")
            return
        self._picker.on = True
        self._canvas.hold_before(True)
        self.said.emit("Click on something grey or white that is not burnt out.", "The same key or button leaves it.")

    def stop_picking(self) -> None:
        """Leave it."""
        self._picker.on = False
        self._canvas.hold_before(False)

    def picked(self, x: float, y: float) -> None:
        """Make the place (shares of the photo) neutral, in all chosen photos."""
        current = self._workspace.current
        if current is not None:
            future = self._session.workers.submit(neutral_at, current, x, y, timeout=PATIENCE)
            self._session.bridge.deliver(future, self._neutral)

    def _neutral(self, future: "Future[Any]") -> None:
        try:
            seen = future.result()
        except (StudioError, Cancelled, OSError) as error:
            self.trouble.emit(getattr(error, "message", str(error)), getattr(error, "hint", ""))
            return
        matches: dict[str, Match] = {}
        for photo_id in self._workspace.selection:
            matches[photo_id] = matching_tone(seen, neutral(seen), self._tone_of(photo_id), exposure=False)
        looks = {key: _with_tone(self._workspace.look_of(key), match.tone) for key, match in matches.items()}
        self._workspace.set_looks(looks, name="White balance")
        doubt = NO_GREY if any(match.before > COLOURED for match in matches.values()) else ""
        self.said.emit(_sentence(list(matches.values())), doubt)


def _with_tone(look: Look, tone: Tone) -> Look:
    product = look.scene.first(Product)
    if not isinstance(product, Product):
        return look
    return look.changed(scene=look.scene.replaced(product, product.model_copy(update={"tone": tone})))


def _sentence(matches: list[Match]) -> str:
    if not matches:
        return "There is no other photo to match."
    before, after = (sum(getattr(it, name) for it in matches) / len(matches) for name in ("before", "after"))
    photos = "1 photo" if len(matches) == 1 else f"{len(matches)} photos"
    rest = f" {TOO_COLOURED}" if after > LEFT_OVER else ""
    return f"{photos} matched: the difference in colour (ΔE) went from {before:.1f} to {after:.1f}.{rest}"


def light_commands(light: ShootLight, session: Session) -> list[Command]:
    """Return the two commands."""

    def some() -> bool:
        return session.workspace.current is not None

    return [
        Command(
            "match-light",
            "Match the shoot's light to this photo",
            light.match,
            (),
            "Edit",
            "tone",
            some,
            "white balance",
        ),
        Command(
            "pick-neutral",
            "Pick a neutral place (grey card)",
            light.pick,
            ("Ctrl+G",),
            "Edit",
            "tone",
            some,
            "white balance",
        ),
    ]
