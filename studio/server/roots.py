"""Which files the server may read for a client: only what really lies inside the allowed folders."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from studio.model.photo import Photo
from studio.server.problems import Refused

_HINT = "Start the server with --root for that folder, or upload the photo."


class Roots:
    """The allowed folders. Links are followed first and judged by where they lead."""

    def __init__(self, folders: Iterable[Path]) -> None:
        """Take existing folders; raises UsageError for one that is none."""
        from studio.model.errors import UsageError

        self.folders: list[Path] = []
        for folder in folders:
            if not folder.is_dir():
                raise UsageError(f"The folder {folder} is not there.", "Name an existing folder with --root.")
            self.folders.append(folder.resolve(strict=True))

    def inside(self, name: str) -> Path:
        """Return a file or folder by its absolute path, links resolved; raises Refused (403).

        What is not there and what is not allowed get the same answer, so that nobody learns what lies elsewhere.
        """
        try:
            path = Path(name)
            real = path.resolve(strict=True)
            if path.is_absolute() and self._holds(real):
                return real
        except (OSError, ValueError, RuntimeError):  # not there, a NUL in the name, links in a circle
            pass
        raise Refused(403, "outside", f"{name[:200]!r} is no file or folder inside the allowed folders.", _HINT)

    def check(self, photos: Sequence[Photo]) -> None:
        """Raise Refused where a folder's walk came upon a link that leads outside."""
        for photo in photos:
            try:
                real = photo.path.resolve(strict=True)
            except (OSError, RuntimeError):
                real = None
            if real is None or not self._holds(real):
                raise Refused(403, "outside", f"{photo.relative} leads outside the allowed folders.", _HINT)

    def _holds(self, real: Path) -> bool:
        return any(real == folder or folder in real.parents for folder in self.folders)
