"""Passes kept as they are in memory: the same pixels, decoded once, never trusted when damaged, bounded on disk."""

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from studio.app.mockups import decoded
from studio.app.mockups.decoded import passes_of, prune
from studio.model.errors import WriteError
from studio.model.mockup import InvalidMockupError
from studio.model.picture import Picture
from studio.model.printing import Artwork
from studio.scene.mockup import Passes, View, read_passes
from studio.scene.mockup.view import Print
from studio.store import paths
from tests.scene.mockup import drawn


@pytest.fixture
def folder(studio_home: Path, tmp_path: Path) -> Path:
    drawn.mug(120).write(tmp_path / "mug")
    return tmp_path / "mug"


def kept() -> list[Path]:
    return sorted((paths.cache() / "mockups").glob("*.passes"))


def same(one: Passes, other: Passes) -> bool:
    planes = ("scene", "light", "gloss", "colour")
    areas = one.areas.keys() == other.areas.keys() and all(
        np.array_equal(area.uv, other.areas[name].uv)
        and np.array_equal(area.cover, other.areas[name].cover)
        and area.at == other.areas[name].at
        for name, area in one.areas.items()
    )
    return areas and one.at == other.at and all(np.array_equal(getattr(one, it), getattr(other, it)) for it in planes)


def decodes_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(folder: Path) -> Passes:
        raise AssertionError(f"{folder} was decoded again")

    monkeypatch.setattr(decoded, "read_passes", refuse)


def test_what_is_kept_is_what_was_decoded_and_prints_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = passes_of(folder)
    decodes_no_more(monkeypatch)
    second = passes_of(folder)
    assert same(first, second)
    assert same(second, read_passes(folder))
    printed = {second.mockup.surfaces[0].id: Print(Artwork("red", Picture(np.full((9, 9, 3), 90, np.uint8)), 9, 9))}
    pictures = [View(passes).render(printed, "#27324d").rgb for passes in (first, second)]
    assert np.array_equal(*pictures)
    smaller = [View(passes.resized(80, 60)).render(printed, "#27324d").rgb for passes in (first, second)]
    assert np.array_equal(*smaller)


def test_kept_pixels_cannot_be_changed_by_accident(folder: Path) -> None:
    passes_of(folder)
    with pytest.raises(ValueError, match="read-only"):
        passes_of(folder).scene[:] = 0


def test_a_look_need_not_keep(folder: Path) -> None:
    passes_of(folder, keep=False)
    assert not kept()


def test_a_changed_folder_is_decoded_anew_and_a_broken_one_refused(folder: Path) -> None:
    before = passes_of(folder)
    shutil.rmtree(folder)
    drawn.card(120).write(folder)
    assert not same(before, passes_of(folder))
    (folder / "light.avif").write_bytes(b"no picture")
    with pytest.raises(InvalidMockupError, match=r"light\.avif is damaged"):
        passes_of(folder)


@pytest.mark.parametrize("harm", ["flipped", "short", "empty", "head", "shape", "gone on"])
def test_a_damaged_file_is_made_again(folder: Path, harm: str, monkeypatch: pytest.MonkeyPatch) -> None:
    good = passes_of(folder)
    (path,) = kept()
    data = bytearray(path.read_bytes())
    if harm == "flipped":
        data[5000] ^= 64
    elif harm == "head":
        data[40:60] = bytes(20)
    elif harm == "shape":
        data[:4096] = bytes(data[:4096]).replace(b"120, ", b"121, ")
    new = {"short": data[: len(data) // 2], "empty": b"", "gone on": data + bytes(4096)}.get(harm, data)
    path.unlink()  # what is mapped stays as it is
    path.write_bytes(new)
    assert same(good, passes_of(folder))
    decodes_no_more(monkeypatch)
    assert same(good, passes_of(folder))


def test_several_at_once_find_it_whole(folder: Path) -> None:
    truth = read_passes(folder)
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda _: passes_of(folder), range(12)))
    assert all(same(truth, passes) for passes in found)
    assert len(kept()) == 1
    assert not list((paths.cache() / "mockups").glob(".*"))


def test_a_disk_that_cannot_be_written_is_no_reason_to_fail(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object, **more: object) -> None:
        raise WriteError("The disk is full.", "")

    monkeypatch.setattr(decoded.atomic, "replacing", full)
    assert same(read_passes(folder), passes_of(folder))
    assert not kept()


def test_what_was_used_longest_ago_goes_first(studio_home: Path, tmp_path: Path) -> None:
    folders = [tmp_path / f"mug-{number}" for number in range(3)]
    for number, folder in enumerate(folders):
        drawn.mug(100 + number).write(folder)
        passes_of(folder)
        newest = max(kept(), key=lambda path: path.stat().st_mtime_ns)
        os.utime(newest, (number, number))
    assert len(kept()) == 3
    passes_of(folders[0])  # used again: now the newest
    total = sum(path.stat().st_size for path in kept())
    prune(total - 1)
    assert len(kept()) == 2
    times = sorted(path.stat().st_mtime for path in kept())
    assert times[0] == 2
    assert times[1] > 3
    prune(0)
    assert not kept()
