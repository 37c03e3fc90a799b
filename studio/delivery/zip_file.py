"""A zip file: made beside its place, read back, and renamed when everything is in it."""

import os
import zipfile
from contextlib import suppress
from pathlib import Path

from studio.delivery.target import Arrival, DeliveryError, Shipment, chunks, original, sha256_of

_WHEN = (1980, 1, 1, 0, 0, 0)  # the same files give the same zip


class ZipFile:
    """What the zip held before stays in it, unless a file of the same place takes its part."""

    at_once = False

    def __init__(self, path: Path) -> None:
        self.name = str(path)
        self._path = path
        self._scratch = path.with_name(f".{path.name}.part")
        self._new: dict[str, Shipment] = {}
        self._zip: zipfile.ZipFile | None = None

    def holds(self, shipment: Shipment, arrival: Arrival) -> bool:
        """Whether the zip has a file of that place and size."""
        try:
            with zipfile.ZipFile(self._path) as old:
                return old.getinfo(str(shipment.place)).file_size == shipment.size
        except (OSError, KeyError, zipfile.BadZipFile):
            return False

    def deliver(self, shipment: Shipment) -> Arrival:
        """Put a file into the zip that is being made."""
        try:
            entry = zipfile.ZipInfo(str(shipment.place), _WHEN)
            entry.external_attr = 0o644 << 16
            with original(shipment) as source, self._open().open(entry, "w", force_zip64=True) as copy:
                for chunk in chunks(source):
                    copy.write(chunk)
        except (OSError, zipfile.LargeZipFile) as error:
            raise self._told(error) from error
        self._new[str(shipment.place)] = shipment
        return Arrival(f"{self.name}:{shipment.place}", "read-back")

    def finish(self) -> None:
        """Add what the old zip held, read everything new back, and put the zip into its place."""
        if self._zip is None:
            return
        try:
            self._keep_old()
            self._zip.close()
            self._zip = None
            with zipfile.ZipFile(self._scratch) as made:
                for place, shipment in self._new.items():
                    with made.open(place) as file:
                        if sha256_of(file) != shipment.sha256:
                            raise DeliveryError(f"{place} arrived damaged in {self.name}.", "Deliver again.")
            with self._scratch.open("rb+") as file:
                os.fsync(file.fileno())
            self._scratch.replace(self._path)
        except (OSError, zipfile.BadZipFile) as error:
            raise self._told(error) from error

    def close(self) -> None:
        """Let go of what was not finished."""
        if self._zip is not None:
            with suppress(OSError, ValueError):
                self._zip.close()
        self._scratch.unlink(missing_ok=True)

    def _open(self) -> zipfile.ZipFile:
        if self._zip is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._zip = zipfile.ZipFile(self._scratch, "w", zipfile.ZIP_STORED)  # pictures are packed already
        return self._zip

    def _keep_old(self) -> None:
        if not self._path.is_file():
            return
        assert self._zip is not None
        with zipfile.ZipFile(self._path) as old:
            for entry in old.infolist():
                if entry.filename not in self._new and not entry.is_dir():
                    with old.open(entry) as source, self._zip.open(entry.filename, "w", force_zip64=True) as copy:
                        for chunk in chunks(source):
                            copy.write(chunk)

    def _told(self, error: Exception) -> DeliveryError:
        return DeliveryError(f"{self.name} could not be written: {error}.", "Check the free space and the folder.")
