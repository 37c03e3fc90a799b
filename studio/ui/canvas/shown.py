"""What the canvas shows, as one immutable value."""

from dataclasses import dataclass, field, replace
from typing import Any, Literal

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage

Ground = Literal[
    "theme", "white", "grey", "black", "checkerboard", "cutout-white", "cutout-grey", "cutout-black", "cutout-colour"
]
"""What surrounds the picture; from "checkerboard" on the cutout alone is shown, on that ground."""


@dataclass(frozen=True)
class Outline:
    """A finding's place on the picture, in shares of it, with its severity and sentence."""

    where: QRectF
    severity: Literal["error", "warning", "info"]
    message: str


@dataclass(frozen=True)
class Shown:
    """`after`: the rendered scene; `size`: its nominal size. `before`: the photo, laid at `before_at` (shares of the
    picture) so that the product lies where it lies in the scene. `product`: its box in shares, if there is one.
    `draft`: `after` is a quick small render, the full one is on its way.
    """

    size: QSizeF
    after: QImage | None = None
    before: QImage | None = None
    before_at: QRectF = field(default_factory=lambda: QRectF(0, 0, 1, 1))
    product: QRectF | None = None
    draft: bool = False

    def changed(self, **values: Any) -> "Shown":
        """Return a copy with some fields exchanged."""
        return replace(self, **values)


def aligned(photo_box: QRectF, product: QRectF) -> QRectF:
    """Where to lay the photo (shares of the picture) so that its `photo_box` (shares of the photo) covers `product`."""
    if photo_box.width() <= 0 or photo_box.height() <= 0:
        return QRectF(0, 0, 1, 1)
    across, down = product.width() / photo_box.width(), product.height() / photo_box.height()
    return QRectF(product.x() - photo_box.x() * across, product.y() - photo_box.y() * down, across, down)


def inside(photo: QSizeF, picture: QSizeF) -> QRectF:
    """Where a whole photo lies fitted into the picture, in shares of the picture; before anything is cut out."""
    scale = min(picture.width() / max(1.0, photo.width()), picture.height() / max(1.0, photo.height()))
    wide, high = photo.width() * scale / picture.width(), photo.height() * scale / picture.height()
    return QRectF((1 - wide) / 2, (1 - high) / 2, wide, high)
