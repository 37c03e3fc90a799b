from pathlib import Path

import numpy as np
import pytest

from studio.intake import load, probe
from studio.model.errors import UnreadablePhotoError

pytestmark = pytest.mark.data


def test_iphone_photos_are_upright_and_srgb(shared: Path) -> None:
    path = shared / "hostile" / "exif-samples__heic__mobile__iphone_13_pro_max.HEIC"
    loaded = load(path, longest=400)
    assert (loaded.source.width, loaded.source.height) == (3024, 4032)
    assert (loaded.picture.width, loaded.picture.height) == (300, 400)
    assert loaded.source.profile == "Display P3"
    assert probe(path) == loaded.source
    import pi_heif

    heif = pi_heif.open_heif(path.read_bytes())
    stored = np.asarray(heif)[5::10, 5::10][:400, :300].copy()
    changed = np.abs(loaded.picture.rgb[: stored.shape[0], : stored.shape[1]].astype(int) - stored).mean()
    assert 1 < changed < 30  # the same picture, but no longer in P3


@pytest.mark.parametrize(
    ("name", "alpha"),
    [("heif__RGBA_10__29x100.heif", True), ("heif__RGB_8__29x100.heif", False), ("heif__zPug_3.heic", False)],
)
def test_depths_and_bands(shared: Path, name: str, alpha: bool) -> None:
    picture = load(shared / "hostile" / f"pillow_heif__{name}").picture
    assert (picture.alpha is not None) == alpha
    assert picture.rgb.std() > 5
    small = load(shared / "hostile" / f"pillow_heif__{name}", longest=20).picture
    assert max(small.width, small.height) == 20
    assert (small.alpha is not None) == alpha


def test_damaged_and_cut_files_are_named(shared: Path, tmp_path: Path) -> None:
    whole = (shared / "hostile" / "exif-samples__heic__samplefilehub.heif").read_bytes()
    for cut in (20, 200, 1000, len(whole) // 2):
        (tmp_path / "cut.heic").write_bytes(whole[:cut])
        with pytest.raises(UnreadablePhotoError, match=r"cut\.heic"):
            load(tmp_path / "cut.heic")
