"""Pictures of the pixel contract as QImages; the only place where numpy memory meets Qt."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QColorSpace, QImage

if TYPE_CHECKING:
    from studio.model.picture import Picture


def to_qimage(picture: "Picture") -> QImage:
    """Return a QImage that owns its pixels: RGB32, or ARGB32 (straight alpha) where the picture has alpha.

    Converted by cv2 (which releases the interpreter) straight into the format that paints fastest.
    """
    import cv2
    import numpy as np

    height, width = picture.rgb.shape[:2]
    code = cv2.COLOR_RGB2BGRA
    bgra = np.empty((height, width, 4), np.uint8)
    cv2.cvtColor(picture.rgb, code, dst=bgra)
    kind = QImage.Format.Format_RGB32
    if picture.alpha is not None:
        cv2.insertChannel(picture.alpha, bgra, 3)
        kind = QImage.Format.Format_ARGB32
    image = QImage(bgra.data, width, height, 4 * width, kind)
    image.setColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    if picture.alpha is not None:
        return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    return image.copy()
