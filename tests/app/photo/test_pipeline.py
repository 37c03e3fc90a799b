"""The size that is worked on, and what becomes of a doubtful cutout and of broken findings."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import studio.scene  # noqa: F401  (makes the element kinds known)
from studio.app import benchmarks
from studio.app.batch.plan import make_plan, photos_in
from studio.app.photo import decoding, finding, pipeline
from studio.app.photo.job import Job
from studio.app.photo.mend import mended
from studio.app.photo.working_size import needed_size, not_tiny
from studio.app.wishes import chosen_channels, chosen_preset
from studio.check import find_channel
from studio.model.errors import UsageError
from studio.model.finding import Finding
from studio.model.matte import Matte
from studio.model.picture import Box, Loaded, Picture, Source
from studio.model.render import Rendition
from studio.scene import default_scene
from tests.app.shots import shot


def matte(box: Box) -> Matte:
    return Matte(np.full((30, 40), 255, np.uint8), 1.0, "embedded", box=box)


@pytest.mark.parametrize(
    ("share", "size", "needed"),
    [
        (
            0.5,
            (8000, 6000),
            3440,
        ),  # the product is 4000 × 3000 and becomes 1720 long: 0.43 of the photo's pixels a side
        (0.1, (4000, 3000), 4000),  # too small in the photo: every pixel is needed, and no more are invented
        (1.0, (16000, 12000), 1720),
    ],
)
def test_a_photo_is_decoded_at_the_size_that_its_largest_channel_needs(
    share: float, size: tuple[int, int], needed: int
) -> None:
    channels = [find_channel("amazon-main"), find_channel("ebay")]
    found = needed_size(default_scene(), channels, matte(Box(0, 0, share, share)), Source(*size, "jpeg"))
    assert found == pytest.approx(needed, abs=2)


def test_two_hundred_megapixels_are_never_decoded_whole() -> None:
    source = Source(16320, 12240, "jpeg")
    assert needed_size(default_scene(), [find_channel("ebay")], matte(Box(0.4, 0.4, 0.45, 0.45)), source) <= 8160


def test_a_photo_of_one_pixel_is_worked_on_in_little_memory() -> None:
    picture = not_tiny(Picture(np.full((1, 2, 3), 77, np.uint8), np.full((1, 2), 200, np.uint8)))
    assert (picture.width, picture.height) == (64, 32)
    assert picture.alpha is not None
    assert (picture.alpha == 200).all()


def test_a_doubtful_cutout_is_flagged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = finding.find_matte

    def doubtful(picture: Picture, model: str, **options: object) -> Matte:
        found = real(picture, model)
        return Matte(found.alpha, 0.1, found.model, reasons=("The background is busy.",), box=found.box)

    monkeypatch.setattr(finding, "find_matte", doubtful)
    preset = chosen_preset("clean-white")
    photos = photos_in([shot(tmp_path / "a.jpg", size=(400, 300))])
    job = make_plan(photos, preset, chosen_channels(preset, ["plain"]), tmp_path / "out").jobs[0]
    (item,) = pipeline.process_photo(job.photo, job.preset, job.targets, tmp_path / "out")
    assert item.status == "flagged"
    assert [finding.severity for finding in item.findings[:2]] == ["error", "warning"]
    assert "10%" in item.findings[0].message
    assert (tmp_path / "out" / "plain" / "a.jpg").exists()


def test_a_photo_without_a_product_is_used_whole_and_flagged(tmp_path: Path) -> None:
    Image.new("RGB", (400, 300), (120, 130, 140)).save(tmp_path / "flat.png")
    preset = chosen_preset("clean-white")
    photos = photos_in([tmp_path / "flat.png"])
    job = make_plan(photos, preset, chosen_channels(preset, ["plain"]), tmp_path / "out").jobs[0]
    (item,) = pipeline.process_photo(job.photo, job.preset, job.targets, tmp_path / "out")
    assert item.status == "flagged"
    assert "No product" in item.findings[0].message
    with Image.open(tmp_path / "out" / "plain" / "flat.jpg") as image:
        middle = image.getpixel((image.width // 2, image.height // 2))
        assert max(abs(has - is_) for has, is_ in zip(middle, (120, 130, 140), strict=True)) <= 3  # type: ignore[arg-type]


def rendition(box: tuple[int, int, int, int]) -> Rendition:
    plane = np.zeros((1000, 1000), np.uint8)
    return Rendition(Picture(np.zeros((1000, 1000, 3), np.uint8)), plane, plane, {"product": box}, {"product": 1.0})


def test_refit_makes_a_small_product_larger_and_a_cut_one_smaller() -> None:
    channel, finding = find_channel("amazon-main"), Finding("product-fill", "error", "Too small.", mend="refit")
    scene = default_scene()
    small = mended(scene, [finding], channel, rendition((300, 300, 400, 400)))
    assert small is not None
    assert small.scene.elements[1].placement.fill == 1.0  # type: ignore[attr-defined]
    large = mended(scene, [finding], channel, rendition((0, 0, 1000, 900)))
    assert large is not None
    assert large.scene.elements[1].placement.fill < 0.85  # type: ignore[attr-defined]
    assert mended(scene, [finding], channel, rendition((50, 50, 900, 900))) is None
    assert mended(scene, [Finding("x", "info", "Hm.", mend="refit")], channel, rendition((300, 300, 400, 400))) is None


def test_a_measurement_gives_the_contracts_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "batch.py").write_text(
        "def measure(quick):\n    return [{'name': 'x', 'value': 2 if quick else 1, 'unit': 'ms'}]\n"
    )
    monkeypatch.setattr(benchmarks, "benchmark_folder", lambda: tmp_path)
    document = benchmarks.run_benchmark("batch", quick=True)
    assert document["figures"] == [
        {"name": "x", "value": 2, "unit": "ms", "yardstick": None, "yardstick_value": None, "ratio": None}
    ]
    assert document["machine"]["cores"] >= 1
    with pytest.raises(UsageError, match="preview"):
        benchmarks.run_benchmark("preview")


def plain_job(photo: Path, out: Path) -> Job:
    preset = chosen_preset("clean-white")
    return make_plan(photos_in([photo]), preset, chosen_channels(preset, ["plain"]), out).jobs[0]


def test_a_photo_exchanged_in_the_middle_is_worked_on_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between its hash and its pixels the photo is replaced: the receipt names what was really used."""
    photo, other = shot(tmp_path / "a.jpg", size=(300, 240)), shot(tmp_path / "b.jpg", size=(300, 240), seed=1)
    decode, exchanged = decoding.load, []

    def exchanging(path: Path, **options: int) -> Loaded:
        if not exchanged:
            exchanged.append(other.replace(path))
        return decode(path, **options)

    monkeypatch.setattr(decoding, "load", exchanging)
    job = plain_job(photo, tmp_path / "out")
    (item,) = pipeline.process_photo(job.photo, job.preset, job.targets, tmp_path / "out")
    digest = hashlib.sha256(photo.read_bytes()).hexdigest()
    assert exchanged
    assert item.sha256 == digest
    receipt = json.loads((tmp_path / "out" / "plain" / "a.jpg.receipt.json").read_text())
    assert receipt["photo_sha256"] == digest


def test_a_photo_that_keeps_changing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    photo = shot(tmp_path / "a.jpg", size=(300, 240))
    decode = decoding.load

    def changing(path: Path, **options: int) -> Loaded:
        path.write_bytes(path.read_bytes() + b"\0")
        return decode(path, **options)

    monkeypatch.setattr(decoding, "load", changing)
    job = plain_job(photo, tmp_path / "out")
    (item,) = pipeline.process_photo(job.photo, job.preset, job.targets, tmp_path / "out")
    assert item.error is not None
    assert item.error["kind"] == "photo-changed"
    assert not (tmp_path / "out").exists()
