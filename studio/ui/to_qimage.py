"""Pictures as QImages; the only place where numpy memory meets Qt."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from studio.app.workspace.painting import Painted
    from studio.app.workspace.plates import Plate
    from studio.model.picture import Bytes, Picture

OPAQUE, CLEAR = QImage.Format.Format_RGB32, QImage.Format.Format_ARGB32_Premultiplied


def to_qimage(picture: "Picture") -> QImage:
    """Return an opaque QImage of a small picture (a glimpse), owning its pixels; its alpha lies on white."""
    import cv2
    import numpy as np

    rgb = picture.rgb
    if picture.alpha is not None:
        share = picture.alpha[..., None].astype(np.uint16)
        rgb = ((rgb * share + 255 * (255 - share)) // 255).astype(np.uint8)
    return _copied(cv2.cvtColor(rgb, cv2.COLOR_RGB2BGRA), OPAQUE)


def image_of(plate: "Plate") -> QImage:
    """Return a plate of (height, width, 4) blue, green, red, 255 as a QImage that owns its pixels."""
    return _copied(plate.opened(), OPAQUE)


def image_of_pixels(pixels: "Bytes") -> QImage:
    """Return (height, width, 4) blue, green, red, 255 as a QImage that owns its pixels."""
    return _copied(pixels, OPAQUE)


def painted_over(pixels: "NDArray[np.uint32]") -> QImage:
    """Return premultiplied 0xAARRGGBB pixels (height, width) as a QImage that shows whatever they are changed to.

    Whoever keeps the image keeps the array too; it must be contiguous.
    """
    height, width = pixels.shape
    return QImage(pixels.data, width, height, 4 * width, CLEAR)


def taken_over(painted: "Painted") -> QImage:
    """Return what was painted as a QImage that owns its pixels, and remove the plate."""
    image = _copied(painted.pixels.opened(), CLEAR if painted.transparent else OPAQUE)
    painted.pixels.remove()
    return image


def _copied(pixels: "object", kind: QImage.Format) -> QImage:
    import numpy as np

    array = np.ascontiguousarray(pixels)
    height, width = array.shape[:2]
    return QImage(array.data, width, height, 4 * width, kind).copy()
