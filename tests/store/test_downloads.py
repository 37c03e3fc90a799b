"""Fetching a file from servers that misbehave in every way that has been seen."""

import hashlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import ClassVar

import pytest

from studio.model.errors import Cancelled, DownloadError
from studio.model.progress import Progress
from studio.store import downloads
from studio.store.downloads import Checksum, download, place_file

DATA = bytes(range(256)) * 4000
RIGHT = Checksum("sha256", hashlib.sha256(DATA).hexdigest())


class _Server(BaseHTTPRequestHandler):
    asked: ClassVar[list[tuple[str, str]]] = []

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        place = self.headers.get("Range", "")
        self.asked.append((self.path, place))
        getattr(self, f"_{self.path.strip('/').replace('-', '_')}")(int(place[6:-1]) if place else 0)

    def _send(self, body: bytes, code: int = 200, length: int | None = None, **headers: str) -> None:
        self.send_response(code)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def _whole(self, start: int) -> None:
        self._send(DATA[start:], 206 if start else 200, ETag='"one"')

    def _cut_once(self, start: int) -> None:
        if start:
            self._send(DATA[start:], 206, ETag='"one"')
        else:
            self._send(DATA[:300_000], length=len(DATA), ETag='"one"')

    def _always_cut(self, start: int) -> None:
        self._send(b"", length=len(DATA), ETag='"one"')

    def _changed(self, start: int) -> None:
        if not start and sum(path == "/changed" for path, _ in self.asked) == 1:
            self._send(b"old" * 100_000, length=len(DATA), ETag='"old"')
        else:
            self._send(DATA, 200, ETag='"new"')  # ignores the range: the file is another now

    def _elsewhere(self, start: int) -> None:
        self._send(b"", 302, Location=f"http://localhost:{self.server.server_address[1]}/whole")

    def _circle(self, start: int) -> None:
        self._send(b"", 302, Location="/circle")

    def _page(self, start: int) -> None:
        self._send(b"<!DOCTYPE html><html>" + b"please log in " * 200)

    def _corrupt(self, start: int) -> None:
        self._send(DATA[:-1] + b"!")

    def _missing(self, start: int) -> None:
        self._send(b"no", 404)

    def _broken(self, start: int) -> None:
        self._send(b"no", 503)

    def _stalls(self, start: int) -> None:
        self._send(DATA[:2000], length=len(DATA), ETag='"one"')
        self.server.let_go.wait(10)  # type: ignore[attr-defined]

    def _shorter(self, start: int) -> None:
        self._send(b"", 416) if start else self._send(DATA)


@pytest.fixture
def server() -> Iterator[str]:
    _Server.asked.clear()
    running = ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    running.handle_error = lambda *_: None  # type: ignore[method-assign]  # clients that leave early are the point
    running.let_go = Event()  # type: ignore[attr-defined]
    thread = Thread(target=running.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{running.server_address[1]}"
    running.let_go.set()  # type: ignore[attr-defined]
    running.shutdown()
    thread.join()
    running.server_close()


def _left(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} if folder.is_dir() else set()


@pytest.mark.parametrize("way", ["whole", "cut-once", "changed", "elsewhere"])
def test_file_arrives_whole(server: str, tmp_path: Path, way: str) -> None:
    shares: list[float] = []
    progress = Progress(lambda share, what: shares.append(share))
    download(f"{server}/{way}", tmp_path / "m.onnx", checksum=RIGHT, progress=progress, patience=2)
    assert (tmp_path / "m.onnx").read_bytes() == DATA
    assert _left(tmp_path) == {"m.onnx"}
    assert shares[-1] == 1.0


def test_a_broken_off_download_is_gone_on_with(server: str, tmp_path: Path) -> None:
    download(f"{server}/cut-once", tmp_path / "m.onnx", checksum=RIGHT, patience=2)
    assert [place for _, place in _Server.asked] == ["", "bytes=300000-"]


@pytest.mark.parametrize(
    ("way", "told"),
    [
        ("always-cut", "stopped sending"),
        ("circle", "could not be reached|error"),
        ("page", "web page"),
        ("corrupt", "checksum"),
        ("missing", "404"),
        ("broken", "stopped sending|could not"),
    ],
)
def test_failure_is_a_sentence_and_leaves_no_file(server: str, tmp_path: Path, way: str, told: str) -> None:
    with pytest.raises(DownloadError, match=told) as error:
        download(f"{server}/{way}", tmp_path / "m.onnx", checksum=RIGHT, patience=2)
    assert error.value.hint
    assert "m.onnx" not in _left(tmp_path)


def test_a_server_that_falls_silent_is_given_up_and_what_came_is_kept(server: str, tmp_path: Path) -> None:
    with pytest.raises(DownloadError):
        download(f"{server}/stalls", tmp_path / "m.onnx", checksum=RIGHT, patience=0.3)
    assert "m.onnx" not in _left(tmp_path)
    assert (tmp_path / "m.onnx.part").exists()


def test_a_file_that_became_shorter_is_fetched_anew(server: str, tmp_path: Path) -> None:
    (tmp_path / "m.onnx.part").write_bytes(b"x" * (len(DATA) + 5))
    (tmp_path / "m.onnx.part.version").write_text('"one"')
    download(f"{server}/shorter", tmp_path / "m.onnx", checksum=RIGHT, patience=2)
    assert (tmp_path / "m.onnx").read_bytes() == DATA


def test_cancelled_keeps_what_came_and_shows_no_file(server: str, tmp_path: Path) -> None:
    stop = Event()

    def halfway(share: float, what: str) -> None:
        if share > 0.4:
            stop.set()

    with pytest.raises(Cancelled):
        download(f"{server}/whole", tmp_path / "m.onnx", progress=Progress(halfway, cancelled=stop))
    assert "m.onnx" not in _left(tmp_path)
    assert (tmp_path / "m.onnx.part").stat().st_size > 100_000


def test_full_disk_is_told(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = type("Usage", (), {"free": 1000})
    monkeypatch.setattr(downloads.shutil, "disk_usage", lambda _: usage)
    with pytest.raises(DownloadError, match="room") as error:
        download(f"{server}/whole", tmp_path / "m.onnx")
    assert "room" in error.value.hint
    assert "m.onnx" not in _left(tmp_path)


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://host/m.onnx", "m.onnx"])
def test_only_web_addresses(tmp_path: Path, address: str) -> None:
    with pytest.raises(DownloadError, match="web address"):
        download(address, tmp_path / "m.onnx")


def test_nobody_there(tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match=r"127\.0\.0\.1"):
        download("http://127.0.0.1:9/m.onnx", tmp_path / "m.onnx", patience=1)


def test_file_at_hand_is_checked_too(tmp_path: Path) -> None:
    source = tmp_path / "fetched.onnx"
    source.write_bytes(DATA[:-1] + b"!")
    with pytest.raises(DownloadError, match="checksum"):
        place_file(source, tmp_path / "models" / "m.onnx", checksum=RIGHT)
    assert _left(tmp_path / "models") == set()
    source.write_bytes(DATA)
    place_file(source, tmp_path / "models" / "m.onnx", checksum=RIGHT)
    assert (tmp_path / "models" / "m.onnx").read_bytes() == DATA
