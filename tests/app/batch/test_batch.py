"""Folders in, files out: whatever single photos, folders, processes and disks do."""

import hashlib
import json
import os
import signal
import threading
from pathlib import Path

import pytest
from PIL import Image

import studio.scene  # noqa: F401  (makes the element kinds known)
from studio.app.batch import batch
from studio.app.batch.plan import make_plan, photos_in
from studio.app.batch.report import Report
from studio.app.batch.worker_process import peak_memory
from studio.app.photo import finding, mattes
from studio.app.wishes import chosen_channels, chosen_preset
from studio.model.errors import Cancelled, UsageError, WriteError
from studio.store import paths
from tests.app.shots import shot


def run(photos: list[Path], out: Path, *channels: str, name: str | None = None, **options: object) -> Report:
    preset = chosen_preset("clean-white", name_template=name)
    wanted = chosen_channels(preset, channels or ("amazon-main",))
    return batch.export(photos, preset, wanted, out, workers=1, **options)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two good photos in sub-folders, one broken, one that is no photo at all, one whose name repeats."""
    folder = tmp_path_factory.mktemp("shop")
    shot(folder / "shoes" / "red.jpg", seed=0)
    shot(folder / "shoes" / "red.png", seed=1)
    shot(folder / "bags" / "حقيبة.jpg", seed=2)
    (folder / "shoes" / "broken.jpg").write_bytes((folder / "shoes" / "red.jpg").read_bytes()[:300])
    (folder / "notes.txt").write_text("not a photo")
    return folder


@pytest.fixture(scope="module")
def exported(shop: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Report]:
    out = tmp_path_factory.mktemp("out")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STUDIO_HOME", str(tmp_path_factory.mktemp("home")))
        return out, run([shop], out, "amazon-main", "etsy")


def test_every_good_photo_gets_every_channel(exported: tuple[Path, Report]) -> None:
    out, report = exported
    assert sorted(item.output for item in report.items if item.output) == [
        "amazon-main/bags/حقيبة.jpg",
        "amazon-main/shoes/red-2.jpg",
        "amazon-main/shoes/red.jpg",
        "etsy-first/bags/حقيبة.jpg",
        "etsy-first/shoes/red-2.jpg",
        "etsy-first/shoes/red.jpg",
    ]
    for item in report.items:
        if item.output:
            with Image.open(out / item.output) as image:
                assert image.size == item.size
                assert image.info["icc_profile"]
                assert image.getpixel((2, 2)) == (255, 255, 255)
    assert not list(out.rglob("*.part"))


def test_a_bad_photo_fails_alone_and_in_words(exported: tuple[Path, Report]) -> None:
    _, report = exported
    failed = [item for item in report.items if item.status == "failed"]
    assert {item.photo for item in failed} == {"shoes/broken.jpg"}
    assert failed[0].error is not None
    assert failed[0].error["kind"] == "unreadable-photo"
    assert "broken.jpg" in failed[0].error["message"]
    assert failed[0].error["hint"]
    assert report.count("failed") == 2
    assert not report.well


def test_batch_json_is_the_contracts(exported: tuple[Path, Report]) -> None:
    out, report = exported
    document = json.loads((out / "batch.json").read_text(encoding="utf-8"))
    assert document == json.loads(json.dumps(report.as_json()))
    assert document["version"] == 1
    assert set(document["items"][0]) >= {
        "photo", "sha256", "channel", "output", "status", "findings", "error", "model", "seconds",
    }  # fmt: skip
    assert set(document["items"][0]["seconds"]) == {"intake", "cutout", "scene", "check", "export"}
    assert document["summary"]["photos"] == 4
    assert document["summary"]["done"] + document["summary"]["flagged"] == 6
    together = document["summary"]["peak_rss_mb"]
    assert together > 50
    assert together - peak_memory() / 1e6 < 900  # this process counts as well, with all that it has run before
    assert len(document["collisions"]) == 2
    for told in (each for item in document["items"] for each in item["findings"]):
        assert told["severity"] in ("error", "warning", "info")
        assert told["message"].endswith(".")


def test_a_receipt_lies_beside_each_file(exported: tuple[Path, Report], shop: Path) -> None:
    out, report = exported
    item = next(item for item in report.items if item.output == "etsy-first/shoes/red.jpg")
    receipt = json.loads((out / "etsy-first/shoes/red.jpg.receipt.json").read_text(encoding="utf-8"))
    assert (
        receipt["photo_sha256"] == hashlib.sha256((shop / "shoes" / "red.jpg").read_bytes()).hexdigest() == item.sha256
    )
    assert receipt["output_sha256"] == hashlib.sha256((out / "etsy-first/shoes/red.jpg").read_bytes()).hexdigest()
    assert receipt["channel"] == "etsy-first"
    assert receipt["scene"]["elements"]
    assert receipt["sent"] == []


def test_originals_are_only_read(tmp_path: Path) -> None:
    photo = shot(tmp_path / "in" / "a.jpg")
    before = (photo.read_bytes(), photo.stat().st_mtime_ns)
    run([tmp_path / "in"], tmp_path / "in" / "out")
    assert (photo.read_bytes(), photo.stat().st_mtime_ns) == before
    assert sorted(path.name for path in (tmp_path / "in").iterdir()) == ["a.jpg", "out"]


def test_resume_does_only_what_is_missing_or_changed(tmp_path: Path) -> None:
    for at in range(3):
        shot(tmp_path / "in" / f"{at}.jpg", seed=at, size=(400, 300))
    out = tmp_path / "out"
    first = run([tmp_path / "in"], out)
    (out / "amazon-main" / "0.jpg").write_bytes(b"half a file")
    shot(tmp_path / "in" / "1.jpg", seed=9, size=(400, 300))
    second = run([tmp_path / "in"], out, resume=True)
    assert [item.again for item in second.items] == [False, False, True]
    assert [item.findings for item in second.items][2] == first.items[2].findings
    assert [item.status for item in second.items] == ["done"] * 3
    with Image.open(out / "amazon-main" / "0.jpg") as image:
        image.load()
    third = run([tmp_path / "in"], out, resume=True)
    assert all(item.again for item in third.items)


def test_the_same_photo_gives_the_same_bytes(tmp_path: Path) -> None:
    photo = shot(tmp_path / "a.jpg")
    run([photo], tmp_path / "one")
    run([photo], tmp_path / "two")
    one, two = ((tmp_path / name / "amazon-main" / "a.jpg").read_bytes() for name in ("one", "two"))
    assert one == two


def test_another_channel_never_runs_the_model_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from studio.app.photo import pipeline

    photos = photos_in([shot(tmp_path / "a.jpg")], tmp_path / "out")
    preset = chosen_preset("clean-white")
    plan = make_plan(photos, preset, chosen_channels(preset, ["amazon-main", "ebay"]), tmp_path / "out")
    job = plan.jobs[0]
    pipeline.process_photo(job.photo, job.preset, job.targets[:1], plan.out_dir)
    assert len(list((paths.cache() / "mattes").rglob("*.matte"))) == 1

    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("the model ran again")

    monkeypatch.setattr(finding, "find_matte", forbidden)
    (item,) = pipeline.process_photo(job.photo, job.preset, job.targets[1:], plan.out_dir)
    assert item.error is None


def test_damaged_mattes_are_found_anew(tmp_path: Path) -> None:
    photo = shot(tmp_path / "a.jpg", size=(300, 240))
    run([photo], tmp_path / "out")
    (matte,) = (paths.cache() / "mattes").rglob("*.matte")
    good = matte.read_bytes()
    for data in (b"", good[:-20], b"\0" * 100, good.replace(b'"shape"', b'"shave"')):
        matte.write_bytes(data)
        assert mattes.stored_matte(matte.stem) is None
    assert run([photo], tmp_path / "out").well
    assert matte.read_bytes() == good


def test_old_mattes_go_first(tmp_path: Path) -> None:
    folder = paths.cache() / "mattes" / "ab"
    folder.mkdir(parents=True)
    for at in range(4):
        (folder / f"{at}.matte").write_bytes(b"x" * 100)
        os.utime(folder / f"{at}.matte", (at, at))
    mattes.prune(250)
    assert sorted(path.name for path in folder.iterdir()) == ["2.matte", "3.matte"]


def test_no_photos_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="No photos"):
        run([tmp_path / "empty"], tmp_path / "out")
    with pytest.raises(UsageError, match="not there"):
        run([tmp_path / "gone"], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_results_inside_the_photos_folder_are_no_photos(tmp_path: Path) -> None:
    shot(tmp_path / "a.jpg", size=(300, 240))
    for out in (tmp_path / "ready", tmp_path):
        run([tmp_path], out)
        report = run([tmp_path], out)
        assert [item.photo for item in report.items] == ["a.jpg"], out
    assert [photo.relative.name for photo in photos_in([tmp_path / "ready" / "amazon-main" / "a.jpg"])] == ["a.jpg"]


def test_an_original_is_never_overwritten(tmp_path: Path) -> None:
    """The photo lies exactly where its own result would go, or under another spelling of it."""
    photo = shot(tmp_path / "x" / "amazon-main" / "a.jpg", size=(300, 240))
    with pytest.raises(UsageError, match="overwrite the original"):
        run([photo], tmp_path / "x")
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "x", target_is_directory=True)
    with pytest.raises(UsageError, match="overwrite the original"):
        run([photo], link)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs a system with tmpfs")
def test_a_folder_that_cannot_be_written_to_is_told_before_work(tmp_path: Path) -> None:
    photo = shot(tmp_path / "a.jpg", size=(300, 240))
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(WriteError, match="could not be written"):
        run([photo], tmp_path / "file" / "out")


def test_a_full_disk_fails_in_words_and_leaves_nothing_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk fills up at the first finished picture; run in this process, where its writing can be hindered."""
    import errno

    from studio.app.photo import pipeline
    from studio.store import atomic

    def full(path: Path, data: bytes, **_: object) -> None:
        raise atomic.could_not_write(path, OSError(errno.ENOSPC, "No space left on device"))

    photos = photos_in([shot(tmp_path / "a.jpg", size=(300, 240))], tmp_path / "out")
    preset = chosen_preset("clean-white")
    job = make_plan(photos, preset, chosen_channels(preset, []), tmp_path / "out").jobs[0]
    monkeypatch.setattr(atomic, "write_bytes", full)
    (item,) = pipeline.process_photo(job.photo, job.preset, job.targets, tmp_path / "out")
    assert item.status == "failed"
    assert item.error is not None
    assert item.error["kind"] == "cannot-write"
    assert "full" in item.error["hint"]
    assert not (tmp_path / "out").exists()


def test_a_photo_that_vanishes_fails_alone(tmp_path: Path) -> None:
    stays, goes = (shot(tmp_path / f"{name}.jpg", size=(300, 240)) for name in ("stays", "goes"))
    report = run([stays, goes], tmp_path / "out", before=lambda plan: goes.unlink())
    assert [item.status for item in report.items] == ["done", "failed"]
    assert report.items[1].error is not None
    assert "goes.jpg" in report.items[1].error["message"]


def test_a_process_that_dies_fails_its_own_photo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    photos = [shot(tmp_path / f"{name}.jpg", size=(300, 240), seed=at) for at, name in enumerate(("a", "killer", "c"))]
    monkeypatch.setattr(batch, "work_off", work_off_or_die)
    report = run(photos, tmp_path / "out")
    assert [item.status for item in report.items] == ["done", "failed", "done"]
    error = report.items[1].error
    assert error is not None
    assert error["kind"] == "worker-crashed"
    assert "killer.jpg" in error["message"]


def work_off_or_die(job: object, out_dir: Path, resume: bool) -> object:
    from studio.app.photo.pipeline import process_photo

    if job.photo.relative.name == "killer.jpg":  # type: ignore[attr-defined]
        os.kill(os.getpid(), signal.SIGKILL)
    return process_photo(job.photo, job.preset, job.targets, out_dir, resume=resume)  # type: ignore[attr-defined]


def test_called_off_keeps_what_is_finished(tmp_path: Path) -> None:
    photos = photos_in([shot(tmp_path / f"{at}.jpg", size=(300, 240), seed=at) for at in range(3)])
    preset = chosen_preset("clean-white")
    plan = make_plan(photos, preset, chosen_channels(preset, []), tmp_path / "out")
    stop = threading.Event()
    with pytest.raises(Cancelled):
        batch.run_plan(plan, workers=1, cancelled=stop, progress=lambda done, total, items: stop.set())
    document = json.loads((tmp_path / "out" / "batch.json").read_text())
    assert [item["status"] for item in document["items"]] == ["done"]
    again = batch.run_plan(plan, workers=1, resume=True)
    assert [item.again for item in again.items] == [True, False, False]


def test_names_from_templates(tmp_path: Path) -> None:
    photos = [shot(tmp_path / "in" / f"B000123456_{at}.jpg", size=(300, 240), seed=at) for at in range(2)]
    report = run(photos, tmp_path / "out", name="{asin}.{variant}.{ext}")
    assert [item.output for item in report.items] == [
        "amazon-main/B000123456.MAIN.jpg",
        "amazon-main/B000123456.PT01.jpg",
    ]


@pytest.mark.data
def test_the_hostile_folder_goes_through(shared: Path, tmp_path: Path) -> None:
    """A slice of the awkward files, with good photos between: each good one is exported, each bad one told."""
    awkward = sorted((shared / "hostile").iterdir())[::16]
    good = [shot(tmp_path / f"good{at}.jpg", size=(300, 240), seed=at) for at in range(3)]
    photos = [*awkward[:7], good[0], *awkward[7:14], good[1], *awkward[14:], good[2]]
    preset = chosen_preset("clean-white")
    report = batch.export(photos, preset, chosen_channels(preset, ["plain"]), tmp_path / "out", workers=2)
    assert len(report.items) == len(photos)
    by_photo = {item.photo: item for item in report.items}
    assert [by_photo[path.name].status for path in good] == ["done"] * 3
    for item in report.items:
        assert item.status in ("done", "flagged") or item.error is not None
        if item.error is not None:
            assert item.error["kind"] != "internal", item.error
            assert Path(item.photo).name in item.error["message"]
