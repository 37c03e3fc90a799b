"""The product's own pixels over whatever a provider made: this, and no mask, is what keeps the product the product."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.model.colour_difference import LINEAR
from studio.model.picture import Bytes, Picture

_CODES = np.searchsorted((LINEAR[1:] + LINEAR[:-1]) / 2, np.linspace(0, 1, 4096)).astype(np.uint8)
"""The sRGB byte of each of 4096 steps of linear light."""

RIM = 0.004
RING = 12  # px round a retouched place where provider and photo must agree


def put_back(made: Picture, product: Picture) -> Picture:
    """Return the made picture with the product on it; both of `product`'s size afterwards.

    `product`: straight colour and alpha on the canvas. Where alpha is 255 its pixels are copied, bit by bit; partly
    covered ones are blended in linear light. Raises ValueError for a product without alpha.
    """
    if product.alpha is None:
        raise ValueError("the product has no alpha: nothing says which pixels are its own")
    out = resized(made, product.width, product.height).rgb.copy()
    out[product.alpha == 255] = product.rgb[product.alpha == 255]
    edge = (product.alpha > 0) & (product.alpha < 255)
    share = product.alpha[edge][:, None].astype(np.float32) / 255
    light = LINEAR[product.rgb[edge]] * share + LINEAR[out[edge]] * (1 - share)
    out[edge] = _CODES[np.rint(light * 4095).astype(np.int32)]
    return Picture(out)


def resized(picture: Picture, width: int, height: int) -> Picture:
    """Return the picture at another size: averaged down, Lanczos up; alpha is premultiplied inside."""
    if (picture.width, picture.height) == (width, height):
        return picture
    how = cv2.INTER_AREA if width < picture.width else cv2.INTER_LANCZOS4
    if picture.alpha is None:
        return Picture(np.asarray(cv2.resize(picture.rgb, (width, height), interpolation=how), np.uint8))
    share = picture.alpha[..., None].astype(np.float32) / 255
    planes = np.dstack([picture.rgb * share, picture.alpha]).astype(np.float32)
    planes = np.asarray(cv2.resize(planes, (width, height), interpolation=how))
    alpha = np.clip(planes[..., 3:], 0, 255)
    rgb = np.divide(planes[..., :3] * 255, alpha, out=np.zeros_like(planes[..., :3]), where=alpha > 0.5)
    return Picture(_bytes(rgb), _bytes(alpha[..., 0]))


def on_plain(product: Picture, level: int = 232) -> Picture:
    """Return the product on a plain grey canvas: what a provider gets to see."""
    plain = Picture(np.full_like(product.rgb, level))
    return put_back(plain, product)


def without_rim(made: Picture, product: Picture) -> Picture:
    """Return the made picture with what it shows just outside the product's outline drawn in from farther out.

    There the provider's own copy of the product ends, a little beside ours, and would stand round it as a rim. Its
    width is 0.4 % of the longer side. Both pictures have one size.
    """
    assert product.alpha is not None
    width = max(2, round(max(product.width, product.height) * RIM))
    near = cv2.dilate((product.alpha > 0).astype(np.uint8), np.ones((2 * width + 1, 2 * width + 1), np.uint8))
    _, labels = cv2.distanceTransformWithLabels(near, cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL)
    outside = near == 0
    if not outside.any():
        return made
    colours = np.zeros((int(labels.max()) + 1, 3), np.uint8)
    colours[labels[outside]] = made.rgb[outside]
    drawn_in = cv2.GaussianBlur(colours[labels], (0, 0), width / 2)
    share = cv2.GaussianBlur(near * np.float32(255), (0, 0), width / 4)[..., None] / 255
    return Picture(_bytes(drawn_in * share + made.rgb * (1 - share)))


def soft_keep(keep: Bytes, feather: float = 4.0) -> Bytes:
    """Return what must stay with a soft inner edge: 255 stays 255 outside the mark, the blend lies inside it."""
    mark = (keep < 128).astype(np.uint8)
    inside = cv2.distanceTransform(mark, cv2.DIST_L2, 5)
    return np.asarray(np.where(mark > 0, 255 * np.clip(1 - inside / feather, 0, 1), 255), np.uint8)


def matched(made: Picture, own: Picture, keep: Bytes) -> Picture:
    """Return the made picture with the photo's own exposure and tint, measured in a ring round the mark.

    One gain a channel in linear light: image models shift colours of the whole frame a little, and the seam would show.
    """
    mark = (keep < 128).astype(np.uint8)
    ring = (cv2.dilate(mark, np.ones((2 * RING + 1, 2 * RING + 1), np.uint8)) > 0) & (mark == 0)
    if not ring.any():
        return made
    same = resized(made, own.width, own.height)
    there, here = LINEAR[same.rgb[ring]].mean(0), LINEAR[own.rgb[ring]].mean(0)
    gain = np.clip(here / np.maximum(there, 1e-4), 0.5, 2.0)
    return Picture(_CODES[np.rint(np.clip(LINEAR[same.rgb] * gain, 0, 1) * 4095).astype(np.int32)])


def _bytes(plane: NDArray[Any]) -> Bytes:
    return np.asarray(np.rint(np.clip(plane, 0, 255)), np.uint8)
