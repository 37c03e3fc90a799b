"""Reading a mockup's folder, and refusing a broken one with a sentence that names folder, file and cure."""

import tomllib
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.model.mockup import (
    COLOUR,
    FILE,
    GLOSS,
    LARGEST,
    LIGHT,
    SCENE,
    InvalidMockupError,
    Mockup,
    Surface,
    read_mockup,
)
from studio.model.picture import Bytes
from studio.scene.mockup.passes import Passes, PrintArea

LARGEST_TEXT = 200_000  # bytes of mockup.toml
LARGEST_PASS = 100_000_000  # bytes of a pass
_AGAIN = "Make the mockup again, or take the folder out."


def read_folder(folder: Path) -> Mockup:
    """Return what a folder's `mockup.toml` says, no pixels; raises InvalidMockupError.

    That every pass is there is checked too, so that a list of mockups holds only what can be used.
    """
    mockup = read_mockup(_toml(folder), folder)
    for name in (SCENE, LIGHT, GLOSS, COLOUR, *(surface.file for surface in mockup.surfaces)):
        _check_file(folder / name)
    return mockup


def read_passes(folder: Path) -> Passes:
    """Return a mockup with all its pixels; raises InvalidMockupError for a missing, broken or wrong-sized pass."""
    mockup = read_folder(folder)
    size = mockup.size
    scene = _colours(folder / SCENE)
    if scene.shape[1::-1] != size:
        raise _wrong(folder / SCENE, f"{_shown(scene)} pixels, but {FILE} says {size[0]} × {size[1]}")
    light, gloss = _colours(folder / LIGHT), _colours(folder / GLOSS)
    colour = _grey(folder / COLOUR)
    for plane, name in ((gloss, GLOSS), (colour, COLOUR)):
        if plane.shape[:2] != light.shape[:2]:
            raise _wrong(folder / name, f"{_shown(plane)} pixels, but {LIGHT} has {_shown(light)}")
    _check_inside(folder / LIGHT, light, mockup.passes.offset, size)
    areas = {surface.id: _area(folder / surface.file, surface, size) for surface in mockup.surfaces}
    return Passes(mockup, scene, light, gloss, colour, mockup.passes.offset, areas)


def _toml(folder: Path) -> dict[str, Any]:
    path = folder / FILE
    if path.exists():
        _check_file(path)
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_TEXT + 1)
    except OSError as error:
        if not path.exists():
            raise InvalidMockupError(f"{folder.name} has no {FILE}, so it is no mockup.", _AGAIN) from error
        raise InvalidMockupError(f"{_named(path)} cannot be read: {error.strerror or error}.", _AGAIN) from error
    if len(data) > LARGEST_TEXT:
        raise InvalidMockupError(f"{_named(path)} is too large (over 200 kB).", _AGAIN)
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InvalidMockupError(f"{_named(path)} is not readable: {str(error)[:200]}.", "Mend that line.") from error


def _area(path: Path, surface: Surface, size: tuple[int, int]) -> PrintArea:
    import cv2

    pixels = _decoded(path, _cv2)
    if pixels.dtype != np.uint16 or pixels.ndim != 3 or pixels.shape[2] != 3:
        raise _wrong(path, "not a 16-bit picture with three channels (u, v, cover)")
    _check_inside(path, pixels, surface.offset, size)
    known = cv2.extractChannel(pixels, 0)  # OpenCV gives blue first: the cover
    cover = np.asarray(cv2.convertScaleAbs(known, alpha=1 / 257), np.uint8)
    if not cover.any():
        raise _wrong(path, "empty: no pixel of the print area is covered")
    codes = np.empty((*cover.shape, 2), np.uint16)
    cv2.mixChannels([pixels], [codes], [2, 0, 1, 1])
    uv = np.multiply(codes, np.float32(1 / 65535), dtype=np.float32)
    if surface.wrap:
        _unwrap(uv, cover)
    return PrintArea(uv, cover, surface.offset)


def _unwrap(uv: NDArray[np.float32], cover: Bytes) -> None:
    """Move the jump of u from 1 to 0, if any, to the side of the item that is not seen; u may leave 0–1 by that."""
    seen = uv[..., 0][cover > 127] * (2 * np.pi)
    if seen.size:
        middle = np.float32(np.arctan2(np.sin(seen).mean(), np.cos(seen).mean()) / (2 * np.pi))
        uv[..., 0] -= np.rint(uv[..., 0] - middle)


def _colours(path: Path) -> Bytes:
    return _decoded(path, _pillow_rgb)


def _grey(path: Path) -> Bytes:
    pixels = _decoded(path, _cv2)
    if pixels.ndim != 2 or pixels.dtype != np.uint8:
        raise _wrong(path, "not an 8-bit grey picture")
    return pixels


def _pillow_rgb(path: Path) -> NDArray[Any]:
    from PIL import Image

    with Image.open(path, formats=["AVIF"]) as image:
        if max(image.size) > LARGEST:
            raise _wrong(path, f"{image.width} × {image.height} pixels; the most is {LARGEST} a side")
        return np.asarray(image if image.mode == "RGB" else image.convert("RGB"))


def _cv2(path: Path) -> NDArray[Any]:
    import cv2
    from PIL import Image

    with Image.open(path, formats=["PNG"]) as image:  # the header alone: its size before any memory is used
        if max(image.size) > LARGEST:
            raise _wrong(path, f"{image.width} × {image.height} pixels; the most is {LARGEST} a side")
    log = cv2.utils.logging
    spoken = log.setLogLevel(log.LOG_LEVEL_SILENT)  # what is wrong with a broken file we say ourselves
    try:
        pixels = cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), cv2.IMREAD_UNCHANGED)
    finally:
        log.setLogLevel(spoken)
    if pixels is None:
        raise ValueError("not a PNG")
    return pixels


def _decoded(path: Path, read: Any) -> NDArray[Any]:
    """Return a pass's pixels, whatever goes wrong in its decoder turned into a sentence."""
    _check_file(path)
    try:
        pixels: NDArray[Any] = read(path)
    except InvalidMockupError:
        raise
    except Exception as error:  # decoders raise what they like on broken files
        raise InvalidMockupError(f"{_named(path)} is damaged and cannot be read.", _AGAIN) from error
    return pixels


def _check_file(path: Path) -> None:
    if not path.is_file():
        raise InvalidMockupError(f"{_named(path)} is missing.", _AGAIN)
    if path.is_symlink():  # a shared folder must not reach for other files of this computer
        raise InvalidMockupError(f"{_named(path)} is a link to another file.", "Put the file itself into the folder.")
    if path.stat().st_size > LARGEST_PASS:
        raise InvalidMockupError(f"{_named(path)} is larger than 100 MB.", _AGAIN)


def _check_inside(path: Path, plane: NDArray[Any], offset: tuple[int, int], size: tuple[int, int]) -> None:
    if offset[0] + plane.shape[1] > size[0] or offset[1] + plane.shape[0] > size[1]:
        raise _wrong(path, f"{_shown(plane)} pixels at {offset}, which leaves the frame of {size[0]} × {size[1]}")


def _wrong(path: Path, what: str) -> InvalidMockupError:
    return InvalidMockupError(f"{_named(path)} is {what}.", _AGAIN)


def _named(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _shown(plane: NDArray[Any]) -> str:
    return f"{plane.shape[1]} × {plane.shape[0]}"
