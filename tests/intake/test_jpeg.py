import io
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from studio.intake import load, probe
from studio.intake.segments import read_segments
from studio.model.errors import UnreadablePhotoError
from studio.model.picture import Bytes


def smooth(width: int, height: int, bands: int = 3) -> Bytes:
    seed = np.random.default_rng(2).integers(0, 256, (7, 9, bands), dtype=np.uint8)
    return np.asarray(cv2.resize(seed, (width, height), interpolation=cv2.INTER_CUBIC), np.uint8)


def encoded(pixels: Bytes, **options: object) -> bytes:
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "JPEG", **({"quality": 95} | options))
    return file.getvalue()


def decoded(path: Path, data: bytes, **options: int) -> Bytes:
    path.write_bytes(data)
    return load(path, **options).picture.rgb


@pytest.mark.parametrize(
    "options", [{}, {"progressive": True}, {"subsampling": 2}, {"keep_rgb": True}, {"restart_marker_rows": 1}]
)
def test_variants_agree_with_pillow(tmp_path: Path, options: dict[str, object]) -> None:
    data = encoded(smooth(203, 101), **options)
    truth = np.asarray(Image.open(io.BytesIO(data)))
    assert np.abs(decoded(tmp_path / "a.jpg", data).astype(int) - truth).max() <= 2


@pytest.mark.parametrize("longest", [500, 401, 400, 201, 200, 101, 100, 99, 50, 3])
def test_scaled_decoding_stays_in_place(tmp_path: Path, longest: int) -> None:
    """A scaled decode must not shift the picture: compared with the area average of the whole one."""
    whole = smooth(801, 601)
    rgb = decoded(tmp_path / "a.jpg", encoded(whole), longest=longest)
    expected = cv2.resize(whole, (rgb.shape[1], rgb.shape[0]), interpolation=cv2.INTER_AREA)
    assert rgb.shape[1] == longest
    assert np.abs(rgb.astype(int) - expected).mean() < 1.5


def test_grey_becomes_rgb(tmp_path: Path) -> None:
    grey = smooth(64, 48, 1)
    rgb = decoded(tmp_path / "a.jpg", encoded(grey, quality=100))
    assert rgb.shape == (48, 64, 3)
    assert np.abs(rgb[:, :, 2].astype(int) - grey).max() <= 2
    assert probe(tmp_path / "a.jpg").mode == "L"


def test_of_several_pictures_the_first_counts(tmp_path: Path) -> None:
    first, second = Image.fromarray(smooth(64, 48)), Image.new("RGB", (32, 32), (255, 0, 0))
    first.save(tmp_path / "a.mpo", save_all=True, append_images=[second], quality=95)
    loaded = load(tmp_path / "a.mpo")
    assert loaded.source.format == "mpo"
    assert np.abs(loaded.picture.rgb.astype(int) - smooth(64, 48)).mean() < 3


@pytest.mark.parametrize("progressive", [False, True])
def test_a_cut_photo_is_an_error_and_not_a_grey_half(tmp_path: Path, progressive: bool) -> None:
    data = encoded(smooth(300, 200), progressive=progressive)
    for share in (0.2, 0.5, 0.9):
        for options in ({}, {"longest": 50}):
            with pytest.raises(UnreadablePhotoError, match=r"a\.jpg"):
                decoded(tmp_path / "a.jpg", data[: int(len(data) * share)], **options)


def test_harmless_junk_is_forgiven(tmp_path: Path) -> None:
    data = encoded(smooth(64, 48))
    for noisy in (data + b"trailing junk" * 100, data[:-2] + b"\0\0" + data[-2:], data[:20] + b"\0\0" + data[20:]):
        assert np.abs(decoded(tmp_path / "a.jpg", noisy).astype(int) - smooth(64, 48)).mean() < 3


def test_endless_refinement_is_refused(tmp_path: Path) -> None:
    data = encoded(np.full((2000, 2000, 3), 90, np.uint8), progressive=True)
    last_scan = data[data.rindex(b"\xff\xda") : -2]
    (tmp_path / "a.jpg").write_bytes(data[:-2] + last_scan * 800 + data[-2:])
    with pytest.raises(UnreadablePhotoError, match=r"a\.jpg"):
        load(tmp_path / "a.jpg")


def test_segments_of_nonsense_end() -> None:
    random = np.random.default_rng(9)
    for size in (0, 1, 3, 50, 5000):
        read_segments(b"\xff\xd8" + random.integers(0, 256, size, dtype=np.uint8).tobytes())
        read_segments(b"\xff\xd8" + b"\xff" * size)
        read_segments(b"\xff\xd8" + b"\xff\xe1\0\0" * size)


def test_a_profile_in_many_segments_is_put_together(tmp_path: Path) -> None:
    profile = np.random.default_rng(4).integers(0, 256, 150_000, dtype=np.uint8).tobytes()
    assert read_segments(encoded(smooth(8, 8), icc_profile=profile)).profile == profile


@pytest.mark.skipif(sys.platform != "linux", reason="measures memory as Linux does")
def test_a_cheaper_scale_never_holds_the_whole_photo(tmp_path: Path) -> None:
    (tmp_path / "large.jpg").write_bytes(encoded(np.full((6000, 8000, 3), 99, np.uint8)))
    program = (
        "import resource, sys\nfrom pathlib import Path\n"
        "import cv2, numpy, simplejpeg\nfrom studio.intake import load\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "picture = load(Path(sys.argv[1]), at_least=2000).picture\n"
        "print(picture.width, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "large.jpg")], capture_output=True, text=True, check=True
    )
    width, megabytes = map(int, answer.stdout.split())
    assert width == 2000
    assert megabytes < 60  # the whole photo is 137, the quarter scale 9
