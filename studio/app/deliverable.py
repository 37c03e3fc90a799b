"""What of a finished batch may go out: what passed, what a person accepted, and never what still waits for a look."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from studio.app.queue import Queue
from studio.delivery import Shipment
from studio.export.receipts import read_receipt
from studio.model.errors import UsageError


@dataclass(frozen=True)
class Ready:
    """A file that may go out.

    `waits`: its preset wants a person's look, and nobody has accepted these very bytes. `flagged`: it has findings
    that a marketplace would refuse, and nobody has accepted it.
    """

    shipment: Shipment
    channel: str
    waits: bool
    flagged: bool


def ready_in(out_dir: Path, *, channels: Collection[str] = (), flagged: bool = False) -> list[Ready]:
    """Return what `batch.json` names as done or somebody accepted, with `flagged` also what has findings.

    Raises UsageError where there is no batch or nothing is ready.
    """
    try:
        items = json.loads((out_dir / "batch.json").read_bytes())["items"]
        finished = [item for item in items if item["output"] and (not channels or item["channel"] in channels)]
        accepted = accepted_in(out_dir)
        found = [_ready(out_dir, item, accepted, flagged) for item in finished]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"{out_dir} holds no batch that can be read.", "Name the folder that was exported to."
        ) from error
    ready = [each for each in found if each is not None]
    if not ready:
        raise UsageError(f"Nothing in {out_dir} is ready to go out.", "See batch.json; take the flagged ones too.")
    return ready


def _ready(out_dir: Path, item: Mapping[str, Any], accepted: Mapping[str, str], flagged: bool) -> Ready | None:
    well = item["status"] == "done" or flagged
    if not well and item["output"] not in accepted:
        return None
    shipment = _shipment(out_dir, item["output"])
    looked_at = accepted.get(item["output"]) == shipment.sha256
    if not (well or looked_at):
        return None
    waits = bool(item.get("review")) and not looked_at
    return Ready(shipment, item["channel"], waits, flagged=item["status"] == "flagged" and not looked_at)


def accepted_in(out_dir: Path) -> dict[str, str]:
    """Return what a person has accepted in a folder: outputs with their SHA-256; the latest batch's word counts."""
    queue = Queue()
    verdicts: dict[str, str] = {}
    for batch in queue.batches():
        if batch.out_dir == out_dir.absolute():
            for line in queue.lines(batch.id):
                item = json.loads(line["document"])
                if item["output"] is not None:
                    accepted = line["reviewed"] == "accepted" and item.get("output_sha256")
                    verdicts.setdefault(item["output"], accepted or "")
    return {output: sha256 for output, sha256 in verdicts.items() if sha256}


def _shipment(out_dir: Path, output: str) -> Shipment:
    place = PurePosixPath(output)
    if place.is_absolute() or ".." in place.parts:
        raise ValueError(output)
    path = out_dir / place
    receipt = read_receipt(path)
    if receipt is None:
        raise UsageError(f"{path} has no receipt.", "Export it again.")
    return Shipment(path, place, receipt.output_sha256, path.stat().st_size if path.is_file() else -1)
