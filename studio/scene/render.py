"""Scene + cutouts → picture. The only one who knows the order: elements from bottom to top, list order."""

import cv2
import numpy as np

from studio.model.errors import InvalidSceneError
from studio.model.picture import Bytes, Picture, frozen
from studio.model.render import RenderRequest, Rendition
from studio.scene.blend import lay_over, lay_over_clear, lay_shaded
from studio.scene.cache import RenderCache
from studio.scene.drawing import Layer, Stage, draw_of

LONGEST = 20_000  # pixels a side
PIXELS = 120_000_000  # in all: about 0.6 GB while rendering
NO_MASK = frozen(np.zeros((0, 0), np.uint8))
_GROUND = ("backdrop", "shade")


def render(request: RenderRequest, cache: RenderCache | None = None, *, onto: Bytes | None = None) -> Rendition:
    """Return the scene as a picture; with `transparent`, without its backdrops and with straight alpha.

    Raises InvalidSceneError where a product's slot is empty or the size is out of bounds. A picture that the scene
    names and nobody supplied is left out and named in `missing`. `onto`: bytes (height, width, 3) that the opaque
    picture is to lie on, with anything in them.
    """
    _check_size(request.width, request.height)
    stage = Stage(
        request.width,
        request.height,
        request.scene.light,
        request.cutouts,
        request.pictures,
        cache,
        request.scene.camera,
        quick=request.quick,
    )
    drawn = [layer for element in request.scene.elements for layer in draw_of(element)(element, stage)]
    layers = _before_products(drawn)
    if request.transparent:
        picture = _clear(request, [layer for layer in layers if layer.role != "backdrop"])
    else:
        picture = _opaque(request, layers, stage, onto)
    product, touched = _masks(request, layers, stage) if request.masks else (NO_MASK, NO_MASK)
    return Rendition(
        picture=picture,
        product=product,
        touched=touched,
        boxes={layer.slot: _box(layer) for layer in layers if layer.role == "product"},
        enlarged={layer.slot: layer.enlarged for layer in layers if layer.role == "product"},
        missing=tuple(stage.missing),
        relit={layer.slot: layer.relit for layer in layers if layer.role == "product" and layer.relit is not None},
        soft=stage.soft,
    )


def _check_size(width: int, height: int) -> None:
    if not (1 <= width <= LONGEST and 1 <= height <= LONGEST and width * height <= PIXELS):
        raise InvalidSceneError(
            f"A picture of {width} × {height} pixels cannot be made.",
            f"Choose sides of up to {LONGEST} pixels and at most {PIXELS // 1_000_000} megapixels.",
        )


def _before_products(layers: list[Layer]) -> list[Layer]:
    """Return the layers with those of a backdrop that lie before the product right above the last product."""
    before = [layer for layer in layers if layer.before]
    if not before:
        return layers
    rest = [layer for layer in layers if not layer.before]
    place = max((index for index, layer in enumerate(rest) if layer.role == "product"), default=0) + 1
    return [*rest[:place], *before, *rest[place:]]


def _opaque(request: RenderRequest, layers: list[Layer], stage: Stage, onto: Bytes | None) -> Picture:
    """Lay all layers over each other; what lies below a product is kept once it is wanted a second time."""
    count = next((index for index, layer in enumerate(layers) if layer.role not in _GROUND), len(layers))
    ground = tuple((layer.role, layer.x, layer.y, layer.tint) for layer in layers[:count])
    held = tuple(plane for layer in layers[:count] for plane in (layer.rgb, layer.alpha))
    wanted = stage.last("wanted", None, ground, held=held, make=lambda: [False])
    canvas = stage.sheet(request.height, request.width) if onto is None else onto
    if wanted[0]:
        kept = stage.last("ground", None, ground, held=held, make=lambda: _grounded(canvas, layers[:count]).copy())
        np.copyto(canvas, kept)
    else:
        wanted[0] = True
        _grounded(canvas, layers[:count])
    for layer in layers[count:]:
        lay_over(canvas, layer)
    return Picture(canvas)


def _grounded(canvas: Bytes, layers: list[Layer]) -> Bytes:
    """Lay backdrop and shadows on a canvas with anything on it."""
    if not layers or layers[0].role != "backdrop":
        canvas.fill(255)
    elif len(layers) > 1 and layers[1].rgb is None and (backdrop := _whole(layers[0], canvas)) is not None:
        lay_shaded(canvas, backdrop, layers[1])
        layers = layers[2:]
    for layer in layers:
        lay_over(canvas, layer)
    return canvas


def _whole(layer: Layer, canvas: Bytes) -> Bytes | None:
    """Return the pixels of a layer that fills a canvas with its own; None where it does not."""
    rgb = layer.rgb
    if rgb is None or layer.alpha is not None or rgb.shape != canvas.shape or not rgb.strides[1]:
        return None
    return rgb


def _clear(request: RenderRequest, layers: list[Layer]) -> Picture:
    canvas = np.zeros((request.height, request.width, 3), np.uint8)
    cover = np.zeros((request.height, request.width), np.uint8)
    for layer in layers:
        lay_over_clear(canvas, cover, layer)
    return Picture(canvas, cover)


def _masks(request: RenderRequest, layers: list[Layer], stage: Stage) -> tuple[Bytes, Bytes]:
    """Return what the products cover, and what anything but a backdrop does: one array where that is the same."""
    drawn = [layer for layer in layers if layer.alpha is not None and layer.role != "backdrop"]
    products = [layer for layer in drawn if layer.role == "product"]
    product = _joined(request, products, stage)
    return product, product if len(products) == len(drawn) else _joined(request, drawn, stage)


def _joined(request: RenderRequest, layers: list[Layer], stage: Stage) -> Bytes:
    """Return the largest alpha (height, width) of the layers, read-only."""

    def join() -> Bytes:
        joined = np.zeros((request.height, request.width), np.uint8)
        for number, layer in enumerate(layers):
            height, width = layer.size
            part = joined[layer.y : layer.y + height, layer.x : layer.x + width]
            if number:
                cv2.max(part, layer.cover, dst=part)
            else:
                part[:] = layer.cover
        return frozen(joined)

    where = tuple((layer.x, layer.y) for layer in layers)
    return stage.last("joined", len(layers), where, held=tuple(layer.alpha for layer in layers), make=join)


def _box(layer: Layer) -> tuple[int, int, int, int]:
    """Return the tight box of what is more product than not, in canvas pixels; without any, an empty one."""
    assert layer.alpha is not None
    x, y, width, height = cv2.boundingRect(cv2.inRange(layer.alpha, 128, 255))
    return layer.x + x, layer.y + y, width, height
