"""A photo's pixels as its matte and its files ask for them, decoded once where once will do.

What is decoded for the files never depends on whether the matte was known before: a batch that was interrupted between
a photo's matte and its files makes the same bytes as one that was not.
"""

from pathlib import Path

from studio.app.memory import give_back_memory
from studio.app.photo.identity import identity_of
from studio.app.photo.mattes import PROXY
from studio.app.photo.working_size import LARGE
from studio.intake import fingerprint, load, probe, reduced
from studio.model.errors import PhotoChangedError
from studio.model.picture import Loaded, Picture, Source

_SCALED = ("jpeg", "mpo")
"""Formats that decode at half their size in less time than at the whole."""
_ALWAYS_WHOLE = ("png", "webp", "avif", "heic", "tiff", "bmp", "gif")


class Decoding:
    """One photo's file. What loads raises StudioError, and PhotoChangedError where it is another by now."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._identity: tuple[int, ...] = ()
        self._seen: tuple[Loaded, Picture] | None = None

    def identify(self) -> str:
        """Return the file's SHA-256, and remember what tells it from another one that takes its place."""
        self._identity = identity_of(self._path)
        return fingerprint(self._path)

    def source(self) -> Source:
        """Return the photo's facts."""
        return self._seen[0].source if self._seen is not None else probe(self._path)

    def proxy(self) -> Picture:
        """Return the photo as mattes are found in it."""
        return self._look()[1]

    def for_files(self, needed: int) -> Loaded:
        """Return the photo with at least so many pixels on its longest side, where it has them; lets the rest go."""
        source = self.source()
        if needed <= PROXY:
            loaded, proxy = self._look()
            loaded = Loaded(proxy, loaded.source)
        elif self._seen is not None and _is_as_wanted(self._seen[0].picture, needed, source):
            loaded = self._seen[0]
        else:
            self._seen = None
            if source.width * source.height > LARGE:
                give_back_memory()  # to the system, before the largest block of all is asked for
            loaded = self._load(at_least=needed)
        self._seen = None
        return loaded

    def _look(self) -> tuple[Loaded, Picture]:
        if self._seen is None:
            loaded = self._load(**_wanted_for_matte(probe(self._path)))
            self._seen = loaded, reduced(loaded.picture, PROXY)
        return self._seen

    def _load(self, **options: int) -> Loaded:
        loaded = load(self._path, **options)
        if identity_of(self._path) != self._identity:
            raise PhotoChangedError(
                f"{self._path.name} was changed while it was worked on.",
                "Wait until the other program has finished with it, then export it again.",
            )
        return loaded


def _wanted_for_matte(source: Source) -> dict[str, int]:
    """Return how to load a photo for its matte: whole, where it is decoded whole anyway, else as a proxy."""
    longest = max(source.width, source.height)
    whole = source.format in _ALWAYS_WHOLE or (source.format in _SCALED and longest // 2 < PROXY)
    return {} if whole and source.width * source.height <= LARGE else {"longest": PROXY}


def _is_as_wanted(picture: Picture, needed: int, source: Source) -> bool:
    """Whether a decoded photo is what `load` gives for `at_least` the pixels that are needed."""
    full = max(source.width, source.height)
    return max(picture.width, picture.height) == full and full // needed < 2
