"""What every place for finished files can do."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Literal, Protocol

from studio.model.errors import StudioError

CHUNK = 1 << 20


class DeliveryError(StudioError):
    """A file could not be brought to its place whole, or the place cannot be reached."""

    kind = "delivery"


@dataclass(frozen=True)
class Shipment:
    """A finished file, its place under the target, and what its bytes must be (sha256, hex)."""

    path: Path
    place: PurePosixPath
    sha256: str
    size: int

    @property
    def media_type(self) -> str:
        """The MIME type by the file's ending."""
        known = {"jpg": "jpeg", "jpeg": "jpeg", "png": "png", "webp": "webp", "avif": "avif"}
        ending = known.get(self.path.suffix.lower().removeprefix("."))
        return f"image/{ending}" if ending else "application/octet-stream"


@dataclass(frozen=True)
class Arrival:
    """Where a file arrived, and by what it was verified: its bytes read back, the place's own hash, or its size."""

    where: str
    verified: Literal["read-back", "server-hash", "size"]


class Target(Protocol):
    """A place. Not safe for several threads. `name` is its address without secrets."""

    name: str

    @property
    def at_once(self) -> bool:
        """Whether a delivered file is there at once, and not only after `finish`."""

    def holds(self, shipment: Shipment, arrival: Arrival) -> bool:
        """Whether what arrived earlier is still there, as far as a quick look tells; raises DeliveryError."""

    def deliver(self, shipment: Shipment) -> Arrival:
        """Bring a file to its place, replacing an earlier one in one step; raises DeliveryError."""

    def finish(self) -> None:
        """Let everything be seen; raises DeliveryError."""

    def close(self) -> None:
        """End the connection; what is not finished is left unseen."""


def sha256_of(file: IO[bytes]) -> str:
    """Return the hash of what is left to read."""
    digest = hashlib.sha256()
    for chunk in chunks(file):
        digest.update(chunk)
    return digest.hexdigest()


def chunks(file: IO[bytes]) -> Iterator[bytes]:
    """Yield what is left to read, piece by piece."""
    while chunk := file.read(CHUNK):
        yield chunk


@contextmanager
def original(shipment: Shipment) -> Iterator[IO[bytes]]:
    """Yield the file to be delivered once it was seen to be the one meant; raises DeliveryError."""
    try:
        file = shipment.path.open("rb")
    except OSError as error:
        raise DeliveryError(f"{shipment.path} could not be read: {error}.", "Export it again.") from error
    with file:
        if sha256_of(file) != shipment.sha256:
            raise DeliveryError(f"{shipment.path} was changed after it was checked.", "Export it again.")
        file.seek(0)
        yield file
