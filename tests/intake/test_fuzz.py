"""Files cut and bent at random: each loads or is refused in a sentence that names it."""

import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from studio.intake import load, probe, thumbnail
from studio.model.errors import StudioError

from .test_psd import PLANES, psd

BOUNDED = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def sample(kind: str) -> bytes:
    if kind == "PSD":
        return psd(PLANES, compression=1)
    file = io.BytesIO()
    exif = Image.Exif()
    exif[0x112] = 6
    pixels = np.random.default_rng(1).integers(0, 255, (24, 32, 3), dtype=np.uint8)
    Image.fromarray(pixels).save(file, kind, **({} if kind in ("BMP", "GIF") else {"exif": exif}))
    return file.getvalue()


SAMPLES = {kind: sample(kind) for kind in ("JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF", "AVIF", "PSD")}


@pytest.mark.parametrize("kind", SAMPLES)
@BOUNDED
@given(data=st.data())
def test_bent_files_are_read_or_refused_in_words(kind: str, tmp_path: Path, data: st.DataObject) -> None:
    whole = bytearray(SAMPLES[kind])
    place = st.integers(0, len(whole) - 1)
    for at, value in data.draw(st.lists(st.tuples(place, st.integers(0, 255)), max_size=6)):
        whole[at] = value
    path = tmp_path / "bent.jpg"
    path.write_bytes(whole[: data.draw(st.one_of(st.just(len(whole)), place))])
    for read in (
        lambda: load(path, pixel_limit=4_000_000),
        lambda: probe(path),
        lambda: thumbnail(path, pixel_limit=4_000_000),
    ):
        try:
            read()
        except StudioError as error:
            named = "bent.jpg" in error.message and bool(error.hint)
            assert named
