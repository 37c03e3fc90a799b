"""Brings what is computed to what is shown: the canvas and the thumbnails follow workspace, previews and renderer."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QRectF, QSizeF, QTimer, Signal
from PySide6.QtGui import QImage

from studio.app.photo.develop import SMALL, Developed, KeptCutout
from studio.app.workspace.frames import Frame
from studio.app.workspace.painting import Painted
from studio.app.workspace.renderer import DRAFT, Rendered, Renderer, Wish
from studio.app.workspace.workspace import Change
from studio.model.errors import StudioError
from studio.model.finding import Finding
from studio.model.matte import Cutout
from studio.model.picture import Box
from studio.model.scene import Scene
from studio.ui.canvas.canvas import Canvas
from studio.ui.canvas.paint import alone
from studio.ui.canvas.shown import Outline, Shown, aligned, inside
from studio.ui.filmstrip.filmstrip import Filmstrip
from studio.ui.presets_strip import PresetKey
from studio.ui.session import Session
from studio.ui.to_qimage import image_of, shown_over, taken_over, to_qimage

CLOSELY = 1500  # pixels of the whole picture on the screen from which a photo's every pixel may count
LARGEST = 2400  # pixels; what a photo's proxy can give is used up before


@dataclass(frozen=True)
class _Canvas:
    """What a wish for the canvas was about."""

    photo_id: str
    number: int


class Presenter(QObject):
    """See the module. Lives on the window's thread. `preset_shown(PresetKey, QImage)` answers `show_preset`.

    `painted(Painted)` tells of every picture of the canvas, whose pixels are taken over already.
    """

    preset_shown = Signal(object, object)
    painted = Signal(object)

    def __init__(self, session: Session, canvas: Canvas, filmstrip: Filmstrip) -> None:
        super().__init__(canvas)
        self._session = session
        self._workspace = session.workspace
        self._previews = session.previews
        self._bridge = session.bridge
        self._canvas = canvas
        self._filmstrip = filmstrip
        self._number = 0
        self._pointed: str | None = None
        self._before: tuple[Developed | None, QImage | None] = (None, None)
        self._on_canvas: str | None = None
        self._waiting = False
        self._held = False
        self.renderer = Renderer(session.painters, session.folder, self._rendered_elsewhere)
        session.previews.on_glimpse = self._glimpsed
        session.previews.on_developed = self._developed
        self._resized = QTimer(self, singleShot=True, interval=60)
        self._resized.timeout.connect(self._sharpen)
        self._longest = 0
        canvas.view_changed.connect(self._resized.start)
        filmstrip.in_sight_changed.connect(self._look)
        self._unsubscribe = session.workspace.subscribe(self._heard)
        self._show_current()

    def close(self) -> None:
        """Stop rendering and listening."""
        self._unsubscribe()
        self.renderer.close()

    # --- hearing -----------------------------------------------------------------------------------------------------

    def _heard(self, change: Change) -> None:
        current = self._workspace.current
        if change.kind in ("selection", "photos"):
            if current != self._on_canvas:
                self._show_current()
            self._look()
        elif change.kind == "look":
            if current in change.ids:
                self._wish()
            for photo_id in change.ids:
                self._wish_thumbnail(photo_id)
        elif change.kind == "state" and current in change.ids:
            self._mark()

    def hold(self, held: bool) -> None:
        """Leave the canvas to somebody else for a while, or take it back."""
        self._held = held
        if not held:
            self._show_current()

    def _look(self) -> None:
        self._previews.look_at(self._workspace.current, self._filmstrip.in_sight())
        self._tell_busy()

    def _glimpsed(self, photo_id: str) -> None:
        picture = self._previews.glimpse_of(photo_id)
        if picture is None:
            return
        if self._previews.small_of(photo_id) is None:
            self._thumbnail(photo_id, to_qimage(picture))
        if photo_id == self._workspace.current and self._previews.developed(photo_id) is None:
            self._show_current()

    def _developed(self, photo_id: str) -> None:
        self._wish_thumbnail(photo_id)
        if photo_id == self._workspace.current:
            self._wish()
        self._tell_busy()

    # --- canvas ------------------------------------------------------------------------------------------------------

    def _show_current(self) -> None:
        """Put the chosen photo on the canvas with whatever is at hand; better pictures follow."""
        photo_id = self._on_canvas = self._workspace.current
        self._before = (None, None)
        if self._held and photo_id is not None:
            return
        if photo_id is None:
            self._canvas.show_picture(Shown(QSizeF(1, 1)))
            return
        size = self._size(photo_id)
        small = self._filmstrip.thumbnails.image(photo_id)
        glimpse = self._previews.glimpse_of(photo_id)
        if self._previews.small_of(photo_id) is not None and small is not None:
            self._canvas.show_picture(Shown(size, after=small, draft=True))
        elif glimpse is not None:
            image = to_qimage(glimpse)
            self._canvas.show_picture(Shown(size, before=image, before_at=inside(QSizeF(image.size()), size)))
        else:
            self._canvas.show_picture(Shown(size))
        self._mark()
        self._wish()

    def _size(self, photo_id: str) -> QSizeF:
        canvas = self._workspace.scene_of(photo_id).canvas
        return QSizeF(canvas.width, canvas.height)

    def _wish(self) -> None:
        """Ask for the picture on the canvas as it is to look now."""
        photo_id = None if self._held else self._workspace.current
        cutout = self._cutout_of(photo_id) if photo_id else None
        if photo_id is None or cutout is None:
            self._tell_busy()
            return
        self._number += 1
        self._longest = self._wanted_size(photo_id)
        look = self._workspace.look_of(photo_id)
        bare = alone(self._canvas.ground)
        self._waiting = True
        self.renderer.show(Wish(_Canvas(photo_id, self._number), look.scene, cutout, self._longest, bare))
        self._tell_busy()

    def _cutout_of(self, photo_id: str) -> KeptCutout | Cutout | None:
        developed = self._previews.developed(photo_id)
        return developed.cutout if developed else self._previews.small_of(photo_id)

    def _wanted_size(self, photo_id: str) -> int:
        """The longest side, in pixels, that the screen can show of the whole picture now."""
        size = self._canvas.shown.size
        shown = max(size.width(), size.height()) * self._canvas.view.scale * self._canvas.devicePixelRatioF()
        shown *= self._canvas.magnification
        canvas = self._workspace.scene_of(photo_id).canvas
        return round(min(max(shown, DRAFT // 2), LARGEST, max(canvas.width, canvas.height)))

    def _sharpen(self) -> None:
        """Render anew after zooming in or out, where the size at hand does not fit any more."""
        photo_id = None if self._held else self._workspace.current
        if photo_id is not None:
            self._previews.look_closely(self._wanted_size(photo_id) > CLOSELY)
        if photo_id is not None and abs(self._wanted_size(photo_id) - self._longest) > 1:
            self._wish()

    def show_ground(self) -> None:
        """Render anew after the ground was chosen: some show the cutout alone."""
        self._wish()

    def _rendered_elsewhere(self, rendered: Rendered) -> None:
        """On the renderer's thread: take the pixels over and hand them to the window's."""
        image = None if rendered.painted is None else _image(rendered.painted, rendered.frame)
        self._bridge.call(self._rendered, rendered, image)

    def _rendered(self, rendered: Rendered, image: QImage | None) -> None:
        key = rendered.wish.key
        if isinstance(key, PresetKey):
            if image is not None:
                self.preset_shown.emit(key, image)
            return
        if not isinstance(key, _Canvas):
            if image is not None:
                self._thumbnail(str(key), image)
            return
        if key.photo_id != self._workspace.current:
            return  # but what is older than the newest wish is shown: while the hand moves all is
        if self._held:
            return
        if rendered.painted is not None and image is not None:
            self._show(key.photo_id, rendered, image)
        elif isinstance(rendered.error, StudioError):
            self._session.trouble.emit(rendered.error.message, rendered.error.hint)
        self._waiting = rendered.draft or key.number != self._number
        self._tell_busy()

    def _show(self, photo_id: str, rendered: Rendered, image: QImage) -> None:
        assert rendered.painted is not None
        boxes = [_shares(box, QSizeF(image.size())) for box in rendered.painted.boxes.values()]
        product = boxes[0] if boxes else None
        canvas = rendered.wish.scene.canvas
        size = QSizeF(canvas.width, canvas.height)
        shown = Shown(size, after=image, product=product, draft=rendered.draft)
        developed = self._previews.developed(photo_id)
        if developed is not None and product is not None:
            shown = shown.changed(
                before=self._before_of(developed), before_at=aligned(_rect(developed.matte.box), product)
            )
        self._canvas.show_picture(shown)
        self.painted.emit(rendered.painted)

    def _before_of(self, developed: Developed) -> QImage:
        kept, image = self._before
        if image is None or kept is None or kept.before is not developed.before:
            image = image_of(developed.before)
        self._before = (developed, image)
        return image

    def _tell_busy(self) -> None:
        current = None if self._held else self._workspace.current
        self._canvas.set_busy(current is not None and (self._waiting or self._previews.working_on(current)))

    def _mark(self) -> None:
        photo_id = None if self._held else self._workspace.current
        state = self._workspace.state_of(photo_id) if photo_id else None
        outlines: list[Outline] = []
        for channel, found in (state.findings if state else {}).items():
            size = state.sizes.get(channel) if state else None
            outlines += [_outline(finding, size) for finding in found if self._has_place(finding, size)]
        unlike = tuple({(it.where.getRect(), it.message): it for it in outlines}.values())
        pointed = next((n for n, it in enumerate(unlike) if it.message == self._pointed), None)
        self._canvas.set_outlines(unlike, pointed)

    def _has_place(self, finding: Finding, size: tuple[int, int] | None) -> bool:
        """Whether a finding is to be marked: a place of its own and some weight, or the seller asked for it."""
        if finding.where is None or size is None or not self._alike(size):
            return False
        whole = finding.where[2] * finding.where[3] > 0.96 * size[0] * size[1]
        return finding.message == self._pointed or (finding.severity != "info" and not whole)

    def _alike(self, size: tuple[int, int]) -> bool:
        """Whether a finished picture has the shape of the one on the canvas, so that places in it mean the same."""
        own = self._size(self._workspace.current or "")
        return abs(size[0] * own.height() - size[1] * own.width()) <= 0.01 * size[1] * own.width()

    def point_out(self, message: str | None) -> None:
        """Mark the place of the finding that says this, on the photo that is shown."""
        self._pointed = message
        self._mark()

    # --- thumbnails --------------------------------------------------------------------------------------------------

    def _wish_thumbnail(self, photo_id: str) -> None:
        small = self._previews.small_of(photo_id)
        if small is not None:
            scene = self._workspace.scene_of(photo_id)
            self.renderer.thumbnail(Wish(photo_id, scene, small, SMALL))

    def show_preset(self, key: PresetKey, scene: Scene) -> None:
        """Render a photo in another scene for the presets strip; `preset_shown` brings it."""
        small = self._previews.small_of(key.photo_id)
        if small is not None:
            self.renderer.thumbnail(Wish(key, scene, small, SMALL))

    def _thumbnail(self, photo_id: str, image: QImage) -> None:
        self._filmstrip.thumbnails.put(photo_id, image)
        self._filmstrip.model.touch(photo_id)


def _image(painted: Painted, frame: Frame | None) -> QImage:
    return taken_over(painted) if frame is None else shown_over(frame, painted.transparent)


def _shares(box: tuple[int, int, int, int], size: QSizeF) -> QRectF:
    x, y, width, height = box
    return QRectF(x / size.width(), y / size.height(), width / size.width(), height / size.height())


def _rect(box: Box) -> QRectF:
    return QRectF(box.left, box.top, box.width, box.height)


def _outline(finding: Finding, size: Any) -> Outline:
    assert finding.where is not None
    return Outline(_shares(finding.where, QSizeF(*size)), finding.severity, finding.message)
