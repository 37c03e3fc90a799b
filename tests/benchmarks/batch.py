"""The main job without its model: CPU of one export beside ImageMagick, PNG beside Pillow, memory, throughput.

CPU figures are user + system seconds of one thread, the median of interleaved rounds, the matte at hand. Photos are
made from a sample shot, or drawn where there is none, so that the measurement needs nothing but the studio.
"""

import importlib.util
import io
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import cv2
import numpy as np

import studio.scene  # noqa: F401  (makes the element kinds known)
from studio.app.batch.plan import make_plan, photos_in
from studio.app.photo import pipeline
from studio.app.photo.job import Job
from studio.app.photo.mattes import matte_key, stored_matte
from studio.app.wishes import chosen_channels, chosen_preset
from studio.export import encode
from studio.intake import fingerprint
from studio.model.picture import Picture
from studio.store import paths

VIPS = "vips thumbnail of photo and mask, laid on white"
LEAN = "decode, reduce, lay on white, encode"
GOAL_MS, GOAL_48, GOAL_200 = 120.0, 400.0, 700.0
PHOTO = (4000, 3000)


def measure(quick: bool = False) -> list[dict[str, Any]]:
    """Return the figures; `ratio` above 1 is better than the yardstick."""
    rounds = 3 if quick else 9
    with tempfile.TemporaryDirectory() as name, _own_home(Path(name) / "home"):
        folder = Path(name)
        photo = _photo(folder / "12mp.jpg", PHOTO)
        figures = [*_export(photo, folder, rounds), *_png(photo, rounds)]
        figures += _throughput(photo, folder, 8 if quick else 40)
        for megapixels, size, goal in ((48, (8000, 6000), GOAL_48), (200, (16320, 12240), GOAL_200)):
            figures.append(_memory(megapixels, size, goal, folder))
        return [*figures, *_against_rembg(folder, quick)]


def _against_rembg(folder: Path, quick: bool) -> list[dict[str, Any]]:
    """The file beside this one: benchmarks are no package where they are installed."""
    spec = importlib.util.spec_from_file_location("against_rembg", Path(__file__).with_name("against_rembg.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    own = folder / "beside rembg"  # not among what the other figures have written
    own.mkdir()
    return list(module.measure(own, quick))


def _export(photo: Path, folder: Path, rounds: int) -> Iterator[dict[str, Any]]:
    """One 12 MP JPEG to a 2000² white JPEG: ours with checks and receipt, ImageMagick's resize and mask alone."""
    cv2.setNumThreads(1)
    job = _job(photo, folder / "ours")
    pipeline.process_photo(job.photo, job.preset, job.targets, folder / "ours")
    matte = stored_matte(matte_key(fingerprint(photo), "embedded"))
    assert matte is not None
    mask = folder / "mask.png"
    cv2.imwrite(str(mask), cv2.resize(matte.alpha, PHOTO, interpolation=cv2.INTER_CUBIC))
    name, yardstick = _yardstick(photo, mask, folder / "theirs.jpg")
    vips = _vips(photo, mask, folder)
    ours, stages, theirs, leanest, by_vips = [], [], [], [], []
    for _ in range(rounds):
        by_vips += [_cpu_with_children(vips) * 1000] if vips is not None else []
        leanest.append(_cpu(lambda: _lean(photo, matte.alpha))[0] * 1000)
        seconds, items = _cpu(lambda: pipeline.process_photo(job.photo, job.preset, job.targets, folder / "ours"))
        ours.append(seconds * 1000)
        stages.append(items[0].seconds)
        theirs.append(_cpu_with_children(yardstick) * 1000)
    value, other = statistics.median(ours), statistics.median(theirs)
    yield _figure("export 12 MP → 2000² JPEG, CPU", value, "ms", (name, other, other / value))
    yield _figure("export 12 MP → 2000² JPEG, against the goal", value, "ms", ("goal", GOAL_MS, GOAL_MS / value))
    lean = statistics.median(leanest)
    yield _figure("export 12 MP → 2000² JPEG, beside its bare work", value, "ms", (LEAN, lean, lean / value))
    if by_vips:
        other = statistics.median(by_vips)
        yield _figure("export 12 MP → 2000² JPEG, beside libvips", value, "ms", (VIPS, other, other / value))
    for stage in stages[0]:
        spent = statistics.median(item.get(stage, 0.0) for item in stages) * 1000
        yield _figure(f"of it {stage}, wall", spent, "ms")


def _lean(photo: Path, alpha: np.ndarray) -> bytes:
    """Decode, reduce, lay on white in bytes, encode: nothing else, as slowly as this machine is just now."""
    import simplejpeg

    rgb = simplejpeg.decode_jpeg(photo.read_bytes())
    share = 2000 / max(rgb.shape[:2])
    size = (round(rgb.shape[1] * share), round(rgb.shape[0] * share))
    small, cover = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), cv2.resize(alpha, size)
    cover = cv2.cvtColor(cover, cv2.COLOR_GRAY2RGB)
    page = np.full((2000, 2000, 3), 255, np.uint8)
    left, top = (2000 - size[0]) // 2, (2000 - size[1]) // 2
    product = cv2.multiply(small, cover, scale=1 / 255)
    page[top : top + size[1], left : left + size[0]] = cv2.add(product, cv2.bitwise_not(cover))
    return bytes(simplejpeg.encode_jpeg(page, 90, "RGB", "420"))


def _yardstick(photo: Path, mask: Path, out: Path) -> tuple[str, Callable[[], object]]:
    """Return a name and a call: ImageMagick where it is installed, else Pillow, resizing and masking onto white."""
    program = shutil.which("magick") or shutil.which("convert")
    if program is None:
        return "Pillow", lambda: _by_pillow(photo, mask, out)
    operations = ["-alpha", "off", "-compose", "CopyOpacity", "-composite", "-resize", "2000x2000"]
    flatten = ["-background", "white", "-gravity", "center", "-extent", "2000x2000", "-flatten", "-quality", "92"]
    command = [program, str(photo), str(mask), *operations, *flatten, str(out)]
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "MAGICK_THREAD_LIMIT": "1"}
    return "ImageMagick", lambda: subprocess.run(command, check=True, env=environment, capture_output=True)


def _vips(photo: Path, mask: Path, folder: Path) -> Callable[[], object] | None:
    """Return what does the same with the `vips` command, one operation a process, or None where it is not installed."""
    program = shutil.which("vips")
    if program is None:
        return None
    small, cover, both, flat = (str(folder / f"{name}.v") for name in ("small", "cover", "both", "flat"))
    steps = (
        ["thumbnail", str(photo), small, "2000"],
        ["thumbnail", str(mask), cover, "2000"],
        ["bandjoin", f"{small} {cover}", both],
        ["flatten", both, flat, "--background", "255 255 255"],
        ["gravity", flat, f"{folder / 'vips.jpg'}[Q=90]", "centre", "2000", "2000", "--extend", "white"],
    )
    environment = {**os.environ, "VIPS_CONCURRENCY": "1"}

    def work() -> None:
        for step in steps:
            subprocess.run([program, *step], check=True, env=environment, capture_output=True)

    return work


def _by_pillow(photo: Path, mask: Path, out: Path) -> None:
    from PIL import Image

    picture = Image.open(photo).convert("RGB")
    picture.putalpha(Image.open(mask).convert("L"))
    picture.thumbnail((2000, 2000), Image.Resampling.LANCZOS)
    page = Image.new("RGB", (2000, 2000), "white")
    page.paste(picture, ((2000 - picture.width) // 2, (2000 - picture.height) // 2), picture)
    page.save(out, quality=92)


def _png(photo: Path, rounds: int) -> Iterator[dict[str, Any]]:
    """A 4 MP cutout as PNG: ours, and Pillow's default."""
    from PIL import Image

    matte = stored_matte(matte_key(fingerprint(photo), "embedded"))
    assert matte is not None
    rgb = cv2.cvtColor(cv2.imread(str(photo)), cv2.COLOR_BGR2RGB)
    side = min(rgb.shape[:2])
    left = (rgb.shape[1] - side) // 2
    alpha = cv2.resize(matte.alpha, (rgb.shape[1], rgb.shape[0]), interpolation=cv2.INTER_CUBIC)
    rgb, alpha = (
        np.asarray(cv2.resize(plane[:, left : left + side], (2000, 2000), interpolation=cv2.INTER_AREA), np.uint8)
        for plane in (rgb, alpha)
    )
    pixels = np.dstack([rgb, alpha])
    pixels[alpha == 0] = 0
    picture, file = Picture(rgb, alpha), io.BytesIO()
    ours, theirs = [], []
    for at in range(rounds):
        ours.append(_cpu(lambda: encode(picture, format="png"))[0] * 1000)
        if at < max(1, rounds // 3):
            file = io.BytesIO()
            theirs.append(_cpu(lambda file=file: Image.fromarray(pixels).save(file, "PNG"))[0] * 1000)
    value, other = statistics.median(ours), statistics.median(theirs)
    yield _figure("PNG cutout of 4 MP, CPU", value, "ms", ("Pillow's default", other, other / value))
    size, other_size = len(encode(picture, format="png").data), file.tell()
    yield _figure(
        "PNG cutout of 4 MP, size", size / 1e6, "MB", ("Pillow's default", other_size / 1e6, other_size / size)
    )


def _throughput(photo: Path, folder: Path, count: int) -> Iterator[dict[str, Any]]:
    """The command itself over all cores, mattes at hand, start included; memory with few photos and with many."""
    reports = {}
    for number in (max(2, count // 4), count):
        shots = folder / f"{number} photos"
        shots.mkdir()
        for at in range(number):
            os.link(photo, shots / f"{at}.jpg")
        reports[number] = _run(shots, folder / f"{number} out")["summary"]
    few, many = reports.values()
    yield _figure("export over all cores", many["images_per_second"], "images/s")
    ratio = few["peak_rss_mb"] * 1.05 / many["peak_rss_mb"]
    yardstick = (f"{min(reports)} photos + 5 %", few["peak_rss_mb"] * 1.05, ratio)
    yield _figure(f"memory of {count} photos", many["peak_rss_mb"], "MB", yardstick)


def _memory(megapixels: int, size: tuple[int, int], goal: float, folder: Path) -> dict[str, Any]:
    """All processes of one export of a very large JPEG, model included."""
    photo = _photo(folder / "large" / f"{megapixels}.jpg", size)
    summary = _run(photo, folder / f"{megapixels} out")["summary"]
    assert summary["failed"] == 0
    photo.unlink()
    value = summary["peak_rss_mb"]
    return _figure(f"memory of a {megapixels} MP photo", value, "MB", ("goal", goal, goal / value))


def _run(photos: Path, out: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "studio", "export", photos, "--out", out, "--channel", "amazon-main", "--json"]
    result = subprocess.run(command, capture_output=True, check=False)
    document: dict[str, Any] = json.loads(result.stdout)
    return document


def _job(photo: Path, out: Path) -> Job:
    preset = chosen_preset("clean-white")
    return make_plan(photos_in([photo]), preset, chosen_channels(preset, ["amazon-main"]), out).jobs[0]


def _photo(path: Path, size: tuple[int, int]) -> Path:
    """Write a JPEG of a size: the first sample shot enlarged or reduced to it, with a phone's noise."""
    import simplejpeg

    samples = sorted(paths.shipped("resources", "samples").glob("*.jpg"))
    shot = cv2.cvtColor(cv2.imread(str(samples[0])), cv2.COLOR_BGR2RGB) if samples else _drawn()
    if shot.shape[0] > shot.shape[1]:
        size = size[::-1]
    pixels = np.asarray(cv2.resize(shot, size, interpolation=cv2.INTER_AREA if samples else cv2.INTER_CUBIC), np.uint8)
    noise = np.random.default_rng(0).normal(0, 2, (512, *pixels.shape[1:])).astype(np.int16)
    for top in range(0, len(pixels), 512):
        strip = pixels[top : top + 512]
        strip[:] = np.clip(strip + noise[: len(strip)], 0, 255)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(simplejpeg.encode_jpeg(np.ascontiguousarray(pixels), 90, "RGB", "420"))
    return path


def _drawn() -> np.ndarray:
    """Return a striped bottle-like shape on a pale ground, (900, 1200, 3)."""
    rows, columns = np.mgrid[:900, :1200]
    inside = (np.abs(columns - 600) < 190 - 90 * (rows < 250)) & (rows > 80) & (rows < 820)
    stripes = np.where((rows // 37 + columns // 53) % 2 > 0, 70, 140)[..., None] * np.array([1.0, 0.6, 0.4])
    return np.where(inside[..., None], stripes, [226, 224, 220]).astype(np.uint8)


@contextmanager
def _own_home(home: Path) -> Iterator[None]:
    before = os.environ.get("STUDIO_HOME")
    os.environ["STUDIO_HOME"] = str(home)
    try:
        yield
    finally:
        del os.environ["STUDIO_HOME"]
        if before is not None:
            os.environ["STUDIO_HOME"] = before


def _cpu(function: Callable[[], Any]) -> tuple[float, Any]:
    start = time.process_time()
    result = function()
    return time.process_time() - start, result


def _cpu_with_children(function: Callable[[], object]) -> float:
    def spent() -> float:
        return sum(
            usage.ru_utime + usage.ru_stime
            for usage in (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
        )

    start = spent()
    function()
    return spent() - start


def _figure(name: str, value: float, unit: str, yardstick: tuple[str, float, float] | None = None) -> dict[str, Any]:
    """Return a figure; `yardstick` is (name, value, ratio)."""
    other, other_value, ratio = yardstick or (None, None, None)
    return {
        "name": name,
        "value": round(value, 3),
        "unit": unit,
        "yardstick": other,
        "yardstick_value": None if other_value is None else round(other_value, 3),
        "ratio": None if ratio is None else round(ratio, 3),
    }
