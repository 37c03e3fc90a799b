"""Fetching one large file: with progress, gone on with after a break, checked before it counts, or not there at all."""

import hashlib
import http.client
import shutil
import urllib.error
import urllib.parse
import urllib.request
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.model.errors import DownloadError
from studio.model.progress import SILENT, Progress

BLOCK = 1 << 18
PATIENCE = 20.0  # seconds without a byte
ATTEMPTS = 3
LEAST = 100  # bytes: less is an error page, no model
WEB_PAGE = (b"<!doctype", b"<html", b"<head", b"<?xml")


@dataclass(frozen=True)
class Checksum:
    """What the whole file must hash to, lower-case hex; `algorithm` "md5" (as rembg publishes) or "sha256"."""

    algorithm: str
    value: str

    def of(self, path: Path) -> str:
        """Return the hash of a file."""
        with path.open("rb") as file:
            return hashlib.file_digest(file, lambda: hashlib.new(self.algorithm, usedforsecurity=False)).hexdigest()


def download(
    url: str, target: Path, *, checksum: Checksum | None = None, progress: Progress = SILENT, patience: float = PATIENCE
) -> None:
    """Fetch `url` into `target`; what has come so far waits in `<target>.part` and is gone on with.

    The file appears only whole and, where a checksum is known, right. Raises DownloadError and Cancelled; what has come
    is kept, unless it proved wrong.
    """
    if urllib.parse.urlsplit(url).scheme not in {"http", "https"}:
        raise DownloadError(f"{url} is no web address.", "Give one that begins with https://.")
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _fetch(url, part, progress, patience)
        _checked(part, url, checksum)
        part.replace(target)
    except OSError as error:
        raise DownloadError(f"{target.name} could not be written: {error.strerror or error}.", _cure(error)) from error
    _tag(part).unlink(missing_ok=True)


def place_file(source: Path, target: Path, *, checksum: Checksum | None = None) -> None:
    """Copy a file that was fetched on another computer to its place; raises DownloadError."""
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, part)
        _tag(part).unlink(missing_ok=True)
        _checked(part, str(source), checksum)
        part.replace(target)
    except OSError as error:
        raise DownloadError(f"{source.name} could not be copied: {error.strerror or error}.", _cure(error)) from error


def _cure(error: OSError) -> str:
    full = error.errno in {28, 122}  # ENOSPC, EDQUOT
    return "Make room on the disk and try again." if full else "Check that the folder may be written to."


def _tag(part: Path) -> Path:
    """Return where the server's name for the version being fetched is kept."""
    return part.with_name(part.name + ".version")


def _fetch(url: str, part: Path, progress: Progress, patience: float) -> None:
    """Try a few times; each goes on where the last one broke off."""
    for attempt in range(ATTEMPTS):
        before = _size(part)
        try:
            _attempt(url, part, progress, patience)
            return
        except (http.client.HTTPException, ConnectionError, TimeoutError, urllib.error.URLError) as error:
            if isinstance(error, urllib.error.HTTPError):
                error.close()
            if isinstance(error, urllib.error.HTTPError) and error.code < 500:
                raise DownloadError(_refusal(url, error.code), "Try later, or get the file elsewhere.") from error
            if attempt == ATTEMPTS - 1 and _size(part) <= before:
                raise DownloadError(
                    f"{_host(url)} could not be reached or stopped sending ({_why(error)}).",
                    "Check the internet connection and try again: what has come so far is kept.",
                ) from error
    raise DownloadError(f"{_host(url)} broke off again and again.", "Try again: what has come so far is kept.")


def _attempt(url: str, part: Path, progress: Progress, patience: float) -> None:
    have = _size(part)
    headers = {"User-Agent": "listing-studio", "Accept-Encoding": "identity"}
    version = _tag(part).read_text(encoding="utf-8") if have and _tag(part).exists() else ""
    if have and version:
        headers |= {"Range": f"bytes={have}-", "If-Range": version}
    request = urllib.request.Request(url, headers=headers)
    try:
        answer = urllib.request.urlopen(request, timeout=patience)
    except urllib.error.HTTPError as error:
        if error.code != 416:
            raise
        error.close()
        _forget(part)  # the file has changed and is shorter now
        _attempt(url, part, progress, patience)
        return
    with answer:
        _receive(answer, part, have if answer.status == 206 else 0, progress)


def _receive(answer: Any, part: Path, have: int, progress: Progress) -> None:
    """Append what comes; raises IncompleteRead where the server sends less than it promised."""
    promised = answer.headers.get("Content-Length")
    whole = have + int(promised) if promised and promised.isdigit() else 0
    version = answer.headers.get("ETag") or answer.headers.get("Last-Modified") or ""
    if whole and shutil.disk_usage(part.parent).free < whole - have:
        raise OSError(28, "the disk has no room for it")
    with suppress(OSError):
        _tag(part).write_text("" if version.startswith("W/") else version, encoding="utf-8")
    with part.open("r+b" if have else "wb") as file:
        file.seek(have)
        file.truncate()
        while block := answer.read(BLOCK):
            file.write(block)
            have += len(block)
            progress.at(min(1.0, have / whole) if whole else 0.0, f"{have / 1e6:.0f} MB")
    if whole and have < whole:
        raise http.client.IncompleteRead(b"", whole - have)


def _checked(part: Path, url: str, checksum: Checksum | None) -> None:
    """Throw away what is not the file: a web page, an empty answer, other bytes; raises DownloadError."""
    with part.open("rb") as file:
        head = file.read(200).lstrip().lower()
    if head.startswith(WEB_PAGE) or _size(part) < LEAST:
        _forget(part)
        raise DownloadError(f"{_host(url)} gave a web page or an error, not the model.", "Try later or another mirror.")
    if checksum is not None and checksum.of(part) != checksum.value:
        _forget(part)
        raise DownloadError(
            f"What came from {_host(url)} is not the published file: its checksum differs. It was thrown away.",
            "Try again, or get the file from another place.",
        )


def _forget(part: Path) -> None:
    part.unlink(missing_ok=True)
    _tag(part).unlink(missing_ok=True)


def _size(part: Path) -> int:
    return part.stat().st_size if part.exists() else 0


def _host(url: str) -> str:
    return urllib.parse.urlsplit(url).hostname or Path(url).name


def _refusal(url: str, code: int) -> str:
    known = {404: "does not have the file (404)", 403: "refuses to give the file (403)", 401: "asks for a login (401)"}
    return f"{_host(url)} {known.get(code, f'answered with an error ({code})')}."


def _why(error: Exception) -> str:
    reason = getattr(error, "reason", None)
    return str(reason or error or type(error).__name__)
