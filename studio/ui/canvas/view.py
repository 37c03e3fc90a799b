"""Where the picture lies on the canvas: zoom and pan as plain arithmetic, without a widget."""

from dataclasses import dataclass, field, replace

from PySide6.QtCore import QPointF, QRectF, QSizeF

SMALLEST, LARGEST = 0.05, 16.0
MARGIN = 24.0
"""Free room around a fitted picture, logical pixels."""


@dataclass(frozen=True)
class View:
    """`scale`: logical pixels per unit of the picture; `centre`: the picture's point (in its units) at the middle.

    The picture's unit is one pixel of its nominal size (the scene's canvas), whatever size it was rendered at.
    `fitted` views follow a change of room; others stay where the hand put them. `above`: how much of the room's top a
    fitted picture leaves free, for what is written there.
    """

    picture: QSizeF
    room: QSizeF
    scale: float = 1.0
    centre: QPointF = field(default_factory=QPointF)
    fitted: bool = True
    above: float = 0.0

    @classmethod
    def fit(cls, picture: QSizeF, room: QSizeF, above: float = 0.0) -> "View":
        """Show the whole picture with a margin around it, in the middle or as far below it as `above` asks."""
        top = max(MARGIN, above)
        wide, high = max(1.0, room.width() - 2 * MARGIN), max(1.0, room.height() - top - MARGIN)
        scale = min(wide / max(1.0, picture.width()), high / max(1.0, picture.height()))
        lower = max(0.0, top - (room.height() - picture.height() * scale) / 2)
        centre = QPointF(picture.width() / 2, picture.height() / 2 - lower / scale)
        return cls(picture, room, scale, centre, above=above)

    def resized(self, picture: QSizeF, room: QSizeF) -> "View":
        """The same view of a picture or room of another size; a fitted one fits again."""
        if self.fitted:
            return View.fit(picture, room, self.above)
        across = picture.width() / max(1.0, self.picture.width())
        centre = QPointF(self.centre.x() * across, self.centre.y() * across)
        return replace(self, picture=picture, room=room, scale=self.scale / across, centre=centre)

    def zoomed(self, factor: float, at: QPointF) -> "View":
        """Zoom so that the point of the picture under `at` (widget coordinates) stays under it."""
        return self.scaled(self.scale * factor, at)

    def scaled(self, scale: float, at: QPointF) -> "View":
        """Like `zoomed`, to a given scale."""
        whole = View.fit(self.picture, self.room).scale
        scale = min(max(scale, min(SMALLEST, whole)), LARGEST)
        under = self.to_picture(at)
        middle = QPointF(self.room.width() / 2, self.room.height() / 2)
        centre = under - (at - middle) / scale
        return replace(self, scale=scale, centre=self._kept(centre, scale), fitted=False)

    def magnified(self, factor: float, at: QPointF) -> "View":
        """As through a glass held over `at`: larger without bounds, and without being kept in sight."""
        scale = self.scale * factor
        middle = QPointF(self.room.width() / 2, self.room.height() / 2)
        centre = self.to_picture(at) - (at - middle) / scale
        return replace(self, scale=scale, centre=centre, fitted=False)

    def panned(self, by: QPointF) -> "View":
        """Move the picture by a distance in widget coordinates."""
        return replace(self, centre=self._kept(self.centre - by / self.scale, self.scale), fitted=False)

    def _kept(self, centre: QPointF, scale: float) -> QPointF:
        """Keep at least a part of the picture in sight."""
        slack_x, slack_y = 0.4 * self.room.width() / scale, 0.4 * self.room.height() / scale
        return QPointF(
            min(max(centre.x(), -slack_x), self.picture.width() + slack_x),
            min(max(centre.y(), -slack_y), self.picture.height() + slack_y),
        )

    @property
    def rect(self) -> QRectF:
        """Where the picture lies, in widget coordinates."""
        corner = self.to_widget(QPointF(0, 0))
        return QRectF(corner, self.picture * self.scale)

    def to_picture(self, point: QPointF) -> QPointF:
        """Widget coordinates → the picture's units."""
        middle = QPointF(self.room.width() / 2, self.room.height() / 2)
        return self.centre + (point - middle) / self.scale

    def to_widget(self, point: QPointF) -> QPointF:
        """The picture's units → widget coordinates."""
        middle = QPointF(self.room.width() / 2, self.room.height() / 2)
        return middle + (point - self.centre) * self.scale

    def shares_to_widget(self, left: float, top: float, width: float, height: float) -> QRectF:
        """A rectangle in shares of the picture → widget coordinates."""
        frame = self.rect
        return QRectF(
            frame.x() + left * frame.width(),
            frame.y() + top * frame.height(),
            width * frame.width(),
            height * frame.height(),
        )
