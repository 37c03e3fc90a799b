"""What other programs drop or paste – addresses, paths, picture data – turned into paths and photos. No Qt here."""

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from urllib.parse import unquote_to_bytes, urlsplit

from studio.intake.load import load
from studio.model.errors import UnreadablePhotoError
from studio.model.photo import Photo

_WINDOWS_PATH = re.compile(r"^/?([A-Za-z]:[/\\].*)$")


def local_paths(items: Iterable[str | Path], elsewhere: list[str] | None = None) -> list[Path]:
    """Return the local files and folders among paths, file addresses and `text/uri-list` texts, each once, in order.

    Addresses of other computers are not fetched; they are added to `elsewhere`, so that the window can say so.
    """
    found: dict[Path, None] = {}
    for item in items:
        for line in [item] if isinstance(item, Path) else item.replace("\0", "\n").splitlines():
            path = line if isinstance(line, Path) else _local(line.strip())
            if path is not None:
                found.setdefault(path)
            elif elsewhere is not None and isinstance(line, str) and line.strip() and not line.startswith("#"):
                elsewhere.append(line.strip())
    return list(found)


def save_pasted(data: bytes, folder: Path) -> Photo:
    """Keep pasted picture data as a PNG in `folder` (made where missing) and return it as a photo.

    The same picture pasted again is the same photo. Raises UnreadablePhotoError for data that is no picture, OSError
    where the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"pasted-{hashlib.sha256(data).hexdigest()[:12]}.png"
    if not path.exists():
        scratch = path.with_suffix(".part")
        try:
            scratch.write_bytes(data)
            scratch.write_bytes(_as_png(scratch, data))
            scratch.replace(path)
        except UnreadablePhotoError as error:
            raise UnreadablePhotoError("What was pasted is not a picture.", "Copy a picture, or a file.") from error
        finally:
            scratch.unlink(missing_ok=True)
    return Photo(path.absolute(), PurePosixPath(path.name))


def _local(text: str) -> Path | None:
    """Return the path that one line means, or None for a comment, an empty line or another computer's address."""
    if not text or text.startswith("#"):
        return None
    drive = _WINDOWS_PATH.match(text)
    if drive:
        return Path(drive[1])
    if "://" not in text and not text.lower().startswith("file:"):
        return Path(text)
    parts = urlsplit(text)
    if parts.scheme.lower() != "file" or parts.netloc.lower() not in ("", "localhost"):
        return None
    raw = unquote_to_bytes(re.sub(r"^file:(//(localhost)?)?(?=/)", "", text, flags=re.IGNORECASE))
    decoded = raw.decode("utf-8", "surrogateescape")
    drive = _WINDOWS_PATH.match(decoded)
    return Path(drive[1] if drive else decoded)


def _as_png(path: Path, data: bytes) -> bytes:
    """Return the data as it is where it is a PNG that loads, else the picture it holds as PNG."""
    loaded = load(path)
    if loaded.source.format == "png":
        return data
    import cv2
    import numpy as np

    rgb, alpha = loaded.picture.rgb, loaded.picture.alpha
    bands = cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR) if alpha is None else np.dstack([rgb[:, :, ::-1], alpha])
    written, png = cv2.imencode(".png", bands, [cv2.IMWRITE_PNG_COMPRESSION, 1])
    if not written:
        raise UnreadablePhotoError("What was pasted cannot be kept.", "Save it as a file and drop that.")
    return png.tobytes()
