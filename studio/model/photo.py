"""A photo on disk, and the listing (one product) that it belongs to."""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath


@dataclass(frozen=True)
class Photo:
    """An original file. It is only ever read."""

    path: Path  # absolute
    relative: PurePosixPath  # under the folder that was dropped; just the name for a single file

    @property
    def id(self) -> str:
        """The photo's identity within a workspace."""
        return str(self.path)


@dataclass(frozen=True)
class Listing:
    """One product (SKU) and its photos in order; the first is the main one."""

    sku: str
    photos: tuple[Photo, ...]
