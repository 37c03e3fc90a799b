"""What made a result: the studio's version, and a fingerprint of the code that decides how it looks."""

import hashlib
from functools import cache
from pathlib import Path

from studio import __version__
from studio.cutout.embedded import model_digest

_PACKAGE = Path(__file__).resolve().parents[2]
_STEPS = ("adapt", "canvas", "decoding", "doubts", "finish", "raster", "working_size")
_OWN = tuple(f"app/photo/{name}.py" for name in _STEPS)
_EXPORT = ("intake", "cutout", "scene", "check", "export", *_OWN)
_MATTE = ("intake", "cutout")


@cache
def engine() -> str:
    """Return the engine's name as it stands in receipts."""
    return f"listing-studio {__version__} {_code(_EXPORT)} {model_digest()[:8]}"


@cache
def matte_engine() -> str:
    """Return what decides a matte beside the photo and the model."""
    return f"{__version__} {_code(_MATTE)} {model_digest()[:8]}"


def _code(places: tuple[str, ...]) -> str:
    """Return a short hash of the source files; the same for every copy of a release, another after every change.

    A frozen application has no source files: there the version alone tells.
    """
    digest = hashlib.sha256()
    for place in places:
        path = _PACKAGE / place
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            if file.is_file():
                digest.update(
                    file.relative_to(_PACKAGE).as_posix().encode() + file.read_bytes().replace(b"\r\n", b"\n")
                )
    return digest.hexdigest()[:12]
