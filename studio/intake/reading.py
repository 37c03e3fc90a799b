"""What the readers of all format families have in common: the header they fill and the size that is wanted."""

from dataclasses import dataclass, field
from types import TracebackType
from typing import Protocol, Self

from studio.model.picture import Bytes

Pixels = tuple[Bytes, Bytes | None]
"""rgb (height, width, 3) and straight alpha (height, width) or None; sRGB uint8, not yet upright."""


@dataclass(frozen=True)
class Header:
    """What a file says about its picture before any pixel is decoded; width and height as stored, not upright."""

    format: str
    width: int
    height: int
    mode: str = "RGB"
    profile: bytes | None = None
    orientation: int = 1
    metadata: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Wanted:
    """The size asked for: `longest` is a cap that is met exactly, `at_least` a floor that allows cheaper scales."""

    longest: int | None = None
    at_least: int | None = None

    def needed(self, width: int, height: int) -> int:
        """Return the shortest longest side, in pixels, that a decoder may deliver."""
        full = max(width, height)
        return min(full, self.longest or self.at_least or full)

    def size(self, width: int, height: int) -> tuple[int, int]:
        """Return the (width, height) to deliver by a free resize; whole fractions only where `at_least` is asked."""
        full, needed = max(width, height), self.needed(width, height)
        if self.longest is None:
            divisor = full // needed
            return max(1, round(width / divisor)), max(1, round(height / divisor))
        return max(1, round(width * needed / full)), max(1, round(height * needed / full))


class OpenPhoto(Protocol):
    """A photo whose header has been read; `decode` does the work. Closed by leaving its `with` block."""

    @property
    def header(self) -> Header:
        """What the file says."""

    def decode(self, wanted: Wanted) -> Pixels:
        """Return the pixels at the wanted size or larger scale, in sRGB, as stored (not upright)."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
