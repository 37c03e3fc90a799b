"""What other programs hand us: files, folders, addresses of local files, and bare pictures; dropped or pasted."""

import re
import time
from pathlib import Path
from urllib.parse import unquote, urlsplit

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage


def paths_of(mime: QMimeData) -> list[Path]:
    """Return the local files and folders that are offered, in order; what does not exist is left out.

    Looks at the list of addresses first, then at plain text (some programs send only that).
    """
    offered = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if not offered and mime.hasText():
        offered = [path for line in mime.text().splitlines() if (path := _path_in(line.strip()))]
    return [path for path in dict.fromkeys(offered) if path.exists()]


def remote_addresses(mime: QMimeData) -> list[QUrl]:
    """Return offered addresses of pictures on the internet; the studio fetches nothing by itself, but says so."""
    return [url for url in mime.urls() if url.scheme() in ("http", "https")]


def image_of(mime: QMimeData) -> QImage | None:
    """Return the picture that is offered as pixels (a copied region, a picture dragged out of a browser), or None."""
    if not mime.hasImage():
        return None
    image = QImage(mime.imageData())
    return None if image.isNull() else image


def acceptable(mime: QMimeData) -> bool:
    """Return whether there may be something for us; cheap enough for every movement of a drag."""
    return mime.hasUrls() or mime.hasImage() or (mime.hasText() and _path_in(mime.text().strip()) is not None)


def keep_image(image: QImage, folder: Path) -> Path:
    """Write a bare picture as a PNG into `folder`, so that it has a file like every photo; raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    stem = time.strftime("pasted-%Y%m%d-%H%M%S")
    path = next(path for n in range(1, 10_000) if not (path := folder / f"{stem}-{n}.png").exists())
    if not image.save(str(path), "PNG"):  # type: ignore[call-overload]
        raise OSError(f"{path} could not be written")
    return path


def _path_in(text: str) -> Path | None:
    """Return the path that a line of text names: `file:` address, or absolute path; None for anything else."""
    if not text or "\0" in text or len(text) > 4096:
        return None
    if text.startswith("file:"):
        parts = urlsplit(text)
        local = unquote(parts.path)
        return Path(local.lstrip("/") if re.match(r"/[A-Za-z]:", local) else local)
    path = Path(text)
    return path if path.is_absolute() else None
