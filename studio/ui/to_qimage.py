"""Pictures as QImages; the only place where numpy memory meets Qt."""

from typing import TYPE_CHECKING
from weakref import finalize

from PySide6.QtGui import QImage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from studio.app.workspace.frames import Frame
    from studio.app.workspace.painting import Painted
    from studio.app.workspace.plates import Plate
    from studio.model.picture import Bytes, Picture

OPAQUE, CLEAR = QImage.Format.Format_RGB32, QImage.Format.Format_ARGB32_Premultiplied
RGB = QImage.Format.Format_RGB888


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
    pixels = painted.pixels.opened()
    image = _over(pixels, CLEAR).copy() if painted.transparent else for_scaling(_over(pixels, RGB))
    painted.pixels.remove()
    return image


def shown_over(frame: "Frame", transparent: bool) -> QImage:
    """Return a frame's pixels as they are; the frame is given back when nobody holds the image (this object) any more.

    Opaque ones are RGB, three bytes a pixel: drawn as quickly as any at their own size, see `for_scaling`.
    """
    image = _over(frame.pixels, CLEAR if transparent else RGB)
    finalize(image, frame.give_back).atexit = False
    return image


def for_scaling(image: QImage) -> QImage:
    """Return an image that is drawn quickly at other sizes than its own, too: RGB becomes four bytes a pixel."""
    return image.convertToFormat(OPAQUE) if image.format() == RGB else image


def _copied(pixels: "object", kind: QImage.Format) -> QImage:
    import numpy as np

    return _over(np.ascontiguousarray(pixels), kind).copy()


def _over(array: "Bytes", kind: QImage.Format) -> QImage:
    height, width, depth = array.shape
    return QImage(array.data, width, height, depth * width, kind)
