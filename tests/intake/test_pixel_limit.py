import subprocess
import sys
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from PIL import Image

from studio.intake import PIXEL_LIMIT, load, pixel_limit
from studio.model.errors import PhotoTooLargeError


def test_pillows_limit_is_lifted_for_us_alone_and_restored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1234)
    with pixel_limit.ours():
        assert Image.MAX_IMAGE_PIXELS is None
        with pixel_limit.ours():
            assert Image.MAX_IMAGE_PIXELS is None
        assert Image.MAX_IMAGE_PIXELS is None
    assert Image.MAX_IMAGE_PIXELS == 1234


def test_rare_formats_never_work_while_it_is_lifted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1234)
    inside, leave = Event(), Event()

    def ours() -> None:
        with pixel_limit.ours():
            inside.set()
            leave.wait(10)

    def rare() -> int | None:
        with pixel_limit.pillows():
            return Image.MAX_IMAGE_PIXELS

    with ThreadPoolExecutor(2) as pool:
        pool.submit(ours)
        inside.wait(10)
        answer = pool.submit(rare)
        assert not answer.done()
        leave.set()
        assert answer.result(10) == 1234


def test_photos_above_pillows_limit_and_below_ours_load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 50)
    for ending in ("png", "tiff", "webp", "gif", "bmp", "avif"):
        with pixel_limit.ours():
            Image.new("RGB", (20, 20)).save(tmp_path / f"a.{ending}")
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert load(tmp_path / f"a.{ending}").picture.width == 20


def test_a_bomb_in_a_rare_format_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Image.new("RGB", (64, 64)).save(tmp_path / "a.ico", sizes=[(64, 64)])
    assert load(tmp_path / "a.ico").picture.width == 64
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 3000)
    with pytest.raises(PhotoTooLargeError, match=r"a\.ico"):
        load(tmp_path / "a.ico")


@pytest.mark.data
def test_a_huge_avif_is_refused_for_its_size_and_not_as_damaged(shared: Path) -> None:
    with pytest.raises(PhotoTooLargeError, match="289 megapixels"):
        load(shared / "hostile" / "libvips__17000x17000.avif")


def test_the_limit_is_as_documented() -> None:
    assert PIXEL_LIMIT == 250_000_000


def test_importing_intake_imports_no_decoder() -> None:
    program = "import sys, studio.intake.dropped; print([m for m in sys.modules if m.split('.')[0] in {names}])"
    names = {"PIL", "cv2", "simplejpeg", "pi_heif", "psd_tools", "rawpy", "PySide6", "scipy"}
    answer = subprocess.run(
        [sys.executable, "-c", program.format(names=names)], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "[]"
