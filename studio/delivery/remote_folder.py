"""Any folder that fsspec can reach: on a disk, over SFTP, WebDAV, FTP or SMB.

A file is sent under a hidden name, read back, and renamed once its hash is right. A part that a broken connection left
is continued where the place can append.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import PurePosixPath
from typing import Any

from studio.delivery.target import Arrival, DeliveryError, Shipment, chunks, original, sha256_of

_TROUBLE = (OSError, EOFError, ValueError, RuntimeError, NotImplementedError)


class RemoteFolder:
    """A folder of an fsspec file system. `appends`: it can go on with a file; `trouble`: what else it may raise;
    `end` ends its connection."""

    at_once = True

    def __init__(
        self,
        files: Any,
        root: str,
        name: str,
        *,
        appends: bool,
        trouble: tuple[type[Exception], ...] = (),
        end: Callable[[], object] = lambda: None,
    ) -> None:
        self._files, self._root, self.name = files, root.rstrip("/"), name
        self._appends, self._end = appends, end
        self._trouble: tuple[type[Exception], ...] = (*_TROUBLE, *trouble)

    def holds(self, shipment: Shipment, arrival: Arrival) -> bool:
        """Whether a file of that size is there."""
        return self._size(self._path(shipment.place)) == shipment.size

    def deliver(self, shipment: Shipment) -> Arrival:
        """See `Target`."""
        final = self._path(shipment.place)
        part = f"{final.rpartition('/')[0]}/.{shipment.sha256[:16]}-{shipment.place.name}.part"
        try:
            self._files.makedirs(final.rpartition("/")[0], exist_ok=True)
            if not (self._size(final) == shipment.size and self._read_back(final) == shipment.sha256):
                self._send(shipment, part)
                self._rename(part, final)
        except self._trouble as error:
            raise DeliveryError(
                f"{shipment.place} could not be brought to {self.name} ({type(error).__name__}: {error}).",
                "Check the connection, the free space and the rights there, then deliver again: it goes on from here.",
            ) from error
        return Arrival(f"{self.name.rstrip('/')}/{shipment.place}", "read-back")

    def finish(self) -> None:
        """Do nothing: every file is there at once."""

    def close(self) -> None:
        """End the connection, where there is one."""
        self._end()

    def _send(self, shipment: Shipment, part: str) -> None:
        """Bring the bytes to the hidden name; one more attempt from nothing where a continued part is wrong."""
        begun = (self._size(part) or 0) if self._appends else 0
        for offset in ([begun] if 0 < begun <= shipment.size else []) + [0]:
            self._write(shipment, part, offset)
            if self._read_back(part) == shipment.sha256:
                return
        self._files.rm_file(part)
        raise DeliveryError(
            f"{shipment.place} arrived damaged at {self.name}.", "Deliver again; if it stays so, look at that disk."
        )

    def _write(self, shipment: Shipment, part: str, offset: int) -> None:
        with original(shipment) as source, self._files.open(part, "ab" if offset else "wb") as copy:
            source.seek(offset)
            for chunk in chunks(source):
                copy.write(chunk)
            copy.flush()
            with suppress(AttributeError, OSError):
                os.fsync(copy.fileno())

    def _rename(self, part: str, final: str) -> None:
        self._files.mv(part, final)

    def _read_back(self, path: str) -> str:
        self._files.invalidate_cache()
        with self._files.open(path, "rb") as file:
            return sha256_of(file)

    def _size(self, path: str) -> int | None:
        self._files.invalidate_cache()
        try:
            info = self._files.info(path)
        except FileNotFoundError:
            return None
        except self._trouble as error:
            raise DeliveryError(
                f"{self.name} could not be asked for {path}: {error}.", "Check the connection."
            ) from error
        return int(info["size"] or 0) if info.get("type", "file") == "file" else None

    def _path(self, place: PurePosixPath) -> str:
        return f"{self._root}/{place}"
