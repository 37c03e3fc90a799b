"""Bringing a finished batch to where it is wanted: only what passed, each file once, from the journal on.

    report = deliver(out_dir, open_target("sftp://me@host/shop"))

`DIR/delivery-<target>.json` says what has arrived where. A file that arrived and is unchanged on both sides is not
sent again; one that changed replaces its older self.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from studio.app.deliverable import ready_in
from studio.delivery import Arrival, DeliveryError, Login, Shipment, Target, open_target
from studio.store import atomic

Status = Literal["delivered", "there", "review", "failed"]


@dataclass(frozen=True)
class Delivered:
    """What became of one file: sent now, there from before, waiting for a person's review, or failed."""

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
    reviewed: bool = False,
    progress: Callable[[int, int], object] = lambda done, total: None,
) -> list[Delivered]:
    """Deliver what is ready (see `ready_in`); one failure stops no other.

    What waits for a person's look stays here, unless `reviewed` says that somebody has looked at everything.
    Raises UsageError where there is no batch or nothing to deliver, WriteError where the journal cannot be kept, and
    whatever `progress` raises: what arrived until then is in the journal.
    """
    found = ready_in(out_dir, channels=channels, flagged=flagged)
    journal = Journal(out_dir, target.name)
    results: list[Delivered] = []
    waiting: list[tuple[Shipment, Arrival]] = []
    for ready in found:
        progress(len(results), len(found))
        if ready.waits and not reviewed:
            results.append(Delivered(ready.shipment.place.as_posix(), "review"))
            continue
        result, arrival = _one(ready.shipment, target, journal)
        results.append(result)
        if arrival is not None and target.at_once:
            journal.note([(ready.shipment, arrival)])
        elif arrival is not None:
            waiting.append((ready.shipment, arrival))
    progress(len(results), len(found))
    target.finish()
    journal.note(waiting)
    return results


def send(out_dir: Path, address: str, login: Login, **options: Any) -> tuple[str, list[Delivered]]:
    """Deliver to an address, with the options of `deliver`; returns the target's name, too.

    Raises also UsageError for an address that is none, and DeliveryError where the place is not reached.
    """
    target = open_target(address, login)
    try:
        return target.name, deliver(out_dir, target, **options)
    finally:
        target.close()


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
