"""What a call used, as providers bill it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Usage:
    """Tokens as billed, by kind. None of the kinds is contained in another; their sum is what was used."""

    text_in: int = 0
    image_in: int = 0
    cached_in: int = 0
    cache_write: int = 0
    text_out: int = 0  # thinking included
    image_out: int = 0
    images: int = 0  # pictures made
    estimated: bool = False  # the provider did not say; not exact

    def __add__(self, other: "Usage") -> "Usage":
        """Add up two calls."""
        sums = {name: getattr(self, name) + getattr(other, name) for name in _KINDS}
        return Usage(**sums, estimated=self.estimated or other.estimated)


_KINDS = ("text_in", "image_in", "cached_in", "cache_write", "text_out", "image_out", "images")
