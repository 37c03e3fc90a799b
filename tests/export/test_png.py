"""PNG written by ourselves must be PNG to everybody else, lossless, small and fast."""

import io
import time

import cv2
import numpy as np
import pytest
from PIL import Image

from studio.export import Frame, encode
from studio.export.png_filters import AVERAGE, PAETH, SUB, UP, filtered
from studio.model.errors import CannotEncodeError
from studio.model.picture import Picture


def noisy(height: int, width: int, seed: int = 0) -> np.ndarray:
    random = np.random.default_rng(seed)
    smooth = cv2.resize(
        random.integers(0, 256, (9, 9, 3)).astype(np.uint8), (width, height), interpolation=cv2.INTER_CUBIC
    )
    return np.clip(smooth.astype(np.int16) + random.normal(0, 3, smooth.shape), 0, 255).astype(np.uint8)


def disc(height: int, width: int) -> np.ndarray:
    rows, columns = np.mgrid[:height, :width]
    distance = np.hypot((rows - height / 2) / height, (columns - width / 2) / width)
    return np.clip((0.4 - distance) * 20 * 255, 0, 255).astype(np.uint8)


@pytest.mark.parametrize("size", [(1, 1), (1, 7), (7, 1), (3, 500), (301, 203), (64, 4000)])
@pytest.mark.parametrize("alpha", ["none", "disc", "empty", "full", "noise"])
def test_another_reader_gets_every_pixel_back(size: tuple[int, int], alpha: str) -> None:
    rgb = noisy(*size)
    planes = {
        "none": None,
        "disc": disc(*size),
        "empty": np.zeros(size, np.uint8),
        "full": np.full(size, 255, np.uint8),
        "noise": np.random.default_rng(1).integers(0, 256, size).astype(np.uint8),
    }
    plane = planes[alpha]
    data = encode(Picture(rgb, plane), format="png").data
    image = Image.open(io.BytesIO(data))
    assert image.mode == ("RGB" if plane is None else "RGBA")
    read = np.asarray(image)
    assert np.array_equal(
        read,
        cv2.cvtColor(
            cv2.imdecode(np.frombuffer(data, np.uint8), -1),
            cv2.COLOR_BGRA2RGBA if plane is not None else cv2.COLOR_BGR2RGB,
        ),
    )
    if plane is None:
        assert np.array_equal(read, rgb)
    else:
        assert np.array_equal(read[..., 3], plane)
        assert np.array_equal(read[plane > 0, :3], rgb[plane > 0])
        assert not read[plane == 0].any(), "nobody sees the colour under alpha 0; it must be cleared"


@pytest.mark.parametrize("kind", [SUB, UP, AVERAGE, PAETH])
@pytest.mark.parametrize("channels", [3, 4])
def test_filters_are_those_of_the_standard(kind: int, channels: int) -> None:
    """Against the standard's own wording, byte by byte."""
    rows = np.random.default_rng(kind).integers(0, 256, (5, 6 * channels)).astype(np.uint8)
    above = np.concatenate([np.zeros_like(rows[:1]), rows[:-1]])
    out = np.empty_like(rows)
    filtered(rows, above, channels, kind, out)
    for y in range(rows.shape[0]):
        for x in range(rows.shape[1]):
            a = int(rows[y, x - channels]) if x >= channels else 0
            b = int(above[y, x])
            c = int(above[y, x - channels]) if x >= channels else 0
            nearest = min((a, b, c), key=lambda value: abs(a + b - c - value))
            guess = {SUB: a, UP: b, AVERAGE: (a + b) // 2, PAETH: nearest}[kind]
            assert out[y, x] == (int(rows[y, x]) - guess) % 256


def test_ten_times_as_fast_as_pillow_at_nearly_its_size() -> None:
    rgb, alpha = noisy(2000, 2000), disc(2000, 2000)
    picture = Picture(rgb, alpha)
    pixels = np.dstack([rgb, alpha])
    pixels[alpha == 0] = 0

    def by_pillow() -> bytes:
        file = io.BytesIO()
        Image.fromarray(pixels).save(file, "PNG")
        return file.getvalue()

    def seconds(function: object) -> float:
        start = time.process_time()
        function()  # type: ignore[operator]
        return time.process_time() - start

    ours = min(seconds(lambda: encode(picture, format="png")) for _ in range(5))
    assert min(seconds(by_pillow) for _ in range(2)) > 8 * ours  # 10 on a quiet computer: see `studio bench batch`
    assert len(encode(picture, format="png").data) <= 1.05 * len(by_pillow())


@pytest.mark.parametrize("place", [(0, 0), (37, 11), (100, 60)])
def test_a_picture_in_a_clear_frame_is_written_as_the_whole_would_be(place: tuple[int, int]) -> None:
    left, top = place
    rgb, alpha = noisy(90, 120), disc(90, 120)
    whole, cover = np.zeros((150, 220, 3), np.uint8), np.zeros((150, 220), np.uint8)
    whole[top : top + 90, left : left + 120], cover[top : top + 90, left : left + 120] = rgb, alpha
    framed = encode(Picture(rgb, alpha), format="png", frame=Frame(220, 150, left, top)).data
    assert framed == encode(Picture(whole, cover), format="png").data
    assert np.array_equal(np.asarray(Image.open(io.BytesIO(framed)))[:, :, 3], cover)


def test_other_formats_know_no_frame() -> None:
    with pytest.raises(CannotEncodeError, match="clear frame"):
        encode(Picture(noisy(9, 9)), format="jpeg", frame=Frame(20, 20, 1, 1))
