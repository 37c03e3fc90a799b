import errno
import json
import os
import stat
import sys
from pathlib import Path

import pytest

from studio.model.errors import WriteError
from studio.store import atomic


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_writes_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    atomic.write_bytes(tmp_path / "a.bin", b"one")
    atomic.write_bytes(tmp_path / "a.bin", b"two")
    assert (tmp_path / "a.bin").read_bytes() == b"two"
    assert names(tmp_path) == ["a.bin"]


def test_json_is_readable_and_takes_names_that_are_not_text(tmp_path: Path) -> None:
    atomic.write_json(tmp_path / "a.json", {"name": "Schüssel"})
    assert "Schüssel" in (tmp_path / "a.json").read_text("utf-8")
    odd = os.fsdecode(b"\xff.jpg")
    atomic.write_json(tmp_path / "b.json", {"name": odd})
    assert json.loads((tmp_path / "b.json").read_text("utf-8")) == {"name": odd}
    with pytest.raises(ValueError, match="JSON"):
        atomic.write_json(tmp_path / "c.json", float("nan"))


def test_text_keeps_its_line_ends(tmp_path: Path) -> None:
    atomic.write_text(tmp_path / "a.txt", "ä\r\nb\n")
    assert (tmp_path / "a.txt").read_bytes() == "ä\r\nb\n".encode()


def test_failure_keeps_the_old_file_and_no_scratch(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"old")

    def stumble() -> None:
        with atomic.replacing(path) as file:
            file.write(b"half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        stumble()
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["a.bin"]


@pytest.mark.parametrize(("code", "word"), [(errno.ENOSPC, "full"), (errno.EIO, "fails"), (errno.EACCES, "may not")])
def test_refusals_are_sentences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, word: str) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"old")

    def refuse(handle: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(WriteError) as caught:
        atomic.write_bytes(path, b"new")
    assert "a.bin" in caught.value.message
    assert word in caught.value.hint
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["a.bin"]


def test_missing_folder_and_file_in_the_way(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="not there"):
        atomic.write_bytes(tmp_path / "gone" / "a.bin", b"x")
    atomic.write_bytes(tmp_path / "made" / "deep" / "a.bin", b"x", parents=True)
    with pytest.raises(WriteError, match="not a folder"):
        atomic.write_bytes(tmp_path / "made" / "deep" / "a.bin" / "b", b"x")
    with pytest.raises(WriteError):
        atomic.write_bytes(tmp_path / "made", b"x")  # a folder of that name
    with pytest.raises(WriteError, match="too long"):
        atomic.write_bytes(tmp_path / ("x" * 400), b"x")
    assert names(tmp_path) == ["made"]


@pytest.mark.skipif(sys.platform == "win32", reason="permissions and links of POSIX")
def test_permissions_and_links(tmp_path: Path) -> None:
    fresh, private = tmp_path / "fresh", tmp_path / "private"
    old_mask = os.umask(0o022)
    try:
        atomic.write_bytes(fresh, b"x")
    finally:
        os.umask(old_mask)
    assert stat.S_IMODE(fresh.stat().st_mode) == 0o644
    private.write_bytes(b"x")
    private.chmod(0o600)
    atomic.write_bytes(private, b"y")
    assert stat.S_IMODE(private.stat().st_mode) == 0o600
    link = tmp_path / "link"
    link.symlink_to(private)
    atomic.write_bytes(link, b"z")
    assert private.read_bytes() == b"y"
    assert not link.is_symlink()
