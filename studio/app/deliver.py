"""Bringing a finished batch to where it is wanted: only what passed, each file once, from the journal on.

    report = deliver(out_dir, open_target("sftp://me@host/shop"))

`DIR/delivery-<target>.json` says what has arrived where. A file that arrived and is unchanged on both sides is not
sent again; one that changed replaces its older self.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Literal

from studio.delivery import Arrival, DeliveryError, Shipment, Target
from studio.export.receipts import read_receipt
from studio.model.errors import UsageError
from studio.store import atomic

Status = Literal["delivered", "there", "failed"]


@dataclass(frozen=True)
class Delivered:
    """What became of one file: sent now, there from before, or failed."""

    output: str
    status: Status
    where: str = ""
    verified: str = ""
    error: dict[str, str] | None = None

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return dict(self.__dict__)


def deliver(
    out_dir: Path,
    target: Target,
    *,
    channels: Sequence[str] = (),
    flagged: bool = False,
    progress: Callable[[int, int], object] = lambda done, total: None,
) -> list[Delivered]:
    """Deliver what `batch.json` names as done, with `flagged` also what has findings; one failure stops no other.

    Raises UsageError where there is no batch or nothing to deliver, WriteError where the journal cannot be kept.
    """
    shipments = list(shipments_of(out_dir, channels=channels, flagged=flagged))
    journal = Journal(out_dir, target.name)
    results: list[Delivered] = []
    waiting: list[tuple[Shipment, Arrival]] = []
    for shipment in shipments:
        result, arrival = _one(shipment, target, journal)
        results.append(result)
        if arrival is not None and target.at_once:
            journal.note([(shipment, arrival)])
        elif arrival is not None:
            waiting.append((shipment, arrival))
        progress(len(results), len(shipments))
    target.finish()
    journal.note(waiting)
    return results


def _one(shipment: Shipment, target: Target, journal: "Journal") -> tuple[Delivered, Arrival | None]:
    output = shipment.place.as_posix()
    try:
        earlier = journal.arrival(shipment)
        if earlier is not None and target.holds(shipment, earlier):
            return Delivered(output, "there", earlier.where, earlier.verified), None
        arrival = target.deliver(shipment)
    except DeliveryError as error:
        return Delivered(output, "failed", error=error.as_json()), None
    return Delivered(output, "delivered", arrival.where, arrival.verified), arrival


def shipments_of(out_dir: Path, *, channels: Sequence[str] = (), flagged: bool = False) -> list[Shipment]:
    """Return the files of a batch that may go out, each with the hash of its receipt; raises UsageError."""
    try:
        items = json.loads((out_dir / "batch.json").read_bytes())["items"]
        chosen = [item for item in items if _wanted(item, channels, flagged)]
        shipments = [_shipment(out_dir, item["output"]) for item in chosen]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"{out_dir} holds no batch that can be read.", "Name the folder that was exported to."
        ) from error
    if not shipments:
        raise UsageError(
            f"Nothing in {out_dir} is ready to go out.", "See batch.json; --flagged takes the flagged too."
        )
    return shipments


def _wanted(item: dict[str, Any], channels: Sequence[str], flagged: bool) -> bool:
    ready = item["status"] == "done" or (flagged and item["status"] == "flagged")
    return bool(ready and item["output"] and (not channels or item["channel"] in channels))


def _shipment(out_dir: Path, output: str) -> Shipment:
    place = PurePosixPath(output)
    if place.is_absolute() or ".." in place.parts:
        raise ValueError(output)
    path = out_dir / place
    receipt = read_receipt(path)
    if receipt is None:
        raise UsageError(f"{path} has no receipt.", "Export it again.")
    return Shipment(path, place, receipt.output_sha256, path.stat().st_size if path.is_file() else -1)


class Journal:
    """What arrived at one target, by place; rewritten whole and in one step after each file."""

    def __init__(self, out_dir: Path, target: str) -> None:
        self._file = out_dir / f"delivery-{hashlib.sha256(target.encode()).hexdigest()[:12]}.json"
        self._target = target
        self._lines: dict[str, dict[str, str]] = {}
        try:
            document = json.loads(self._file.read_bytes())
            self._lines = dict(document["files"]) if document["target"] == target else {}
        except (OSError, ValueError, KeyError, TypeError):
            self._lines = {}  # none yet, or not to be read: every file is looked at anew

    def arrival(self, shipment: Shipment) -> Arrival | None:
        """Return where these very bytes arrived earlier."""
        line = self._lines.get(shipment.place.as_posix(), {})
        if line.get("sha256") != shipment.sha256:
            return None
        return Arrival(line["where"], line["verified"])  # type: ignore[arg-type]

    def note(self, arrived: Sequence[tuple[Shipment, Arrival]]) -> None:
        """Write down what arrived; raises WriteError."""
        if not arrived:
            return
        for shipment, arrival in arrived:
            self._lines[shipment.place.as_posix()] = {
                "sha256": shipment.sha256,
                "where": arrival.where,
                "verified": arrival.verified,
            }
        atomic.write_json(self._file, {"version": 1, "target": self._target, "files": self._lines})
