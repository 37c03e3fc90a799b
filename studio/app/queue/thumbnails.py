"""Small pictures inside the report, so that it can be mailed; the rest are shown from the files beside it."""

import base64
import io
import warnings
from collections.abc import Iterable
from pathlib import Path

SIDE, QUALITY = 128, 72
MOST = 300
"""Pictures that are put inside: about a megabyte, and a few seconds at the end of a batch."""


def thumbnails_of(out_dir: Path, outputs: Iterable[str]) -> dict[str, str]:
    """Return `data:` addresses of the first pictures by output; one that cannot be read is left out."""
    found: dict[str, str] = {}
    for output in outputs:
        if len(found) >= MOST:
            break
        data = _small(out_dir / output)
        if data is not None:
            found[output] = f"data:image/jpeg;base64,{base64.b64encode(data).decode()}"
    return found


def _small(path: Path) -> bytes | None:
    """Return a JPEG of a finished picture on white, None where it cannot be read."""
    from PIL import Image

    try:
        with warnings.catch_warnings(), Image.open(path) as image:
            warnings.simplefilter("ignore")
            image.draft("RGB", (2 * SIDE, 2 * SIDE))  # a JPEG is decoded at an eighth of its size
            image.thumbnail((SIDE, SIDE))
            small = image.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    page = Image.new("RGB", small.size, "white")
    page.paste(small, mask=small.getchannel("A"))
    file = io.BytesIO()
    page.save(file, "JPEG", quality=QUALITY)
    return file.getvalue()
