"""What became of each photo on each channel, and the whole batch: the contract's `batch.json`."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from studio.model.errors import StudioError
from studio.model.finding import Finding
from studio.model.matte import NEEDS_A_LOOK
from studio.store import atomic

VERSION = 1
Status = Literal["done", "flagged", "failed"]
STAGES = ("intake", "cutout", "scene", "check", "export")


@dataclass(frozen=True)
class Item:
    """One photo on one channel. `output` is under the output folder; `error` only where it failed.

    `seconds` by stage; what is done once for all of a photo's channels counts for its first item. `again` tells that
    the file was already there, whole, from an earlier run. `confidence` is the cutout's (0–1), `length` the file's
    bytes, `output_sha256` their hash. `review`: the preset wants a person's look before delivery. `device`: what the
    cutout's network ran on, "" where none did.
    """

    photo: str
    sha256: str
    channel: str
    output: str | None
    status: Status
    model: str
    findings: tuple[Finding, ...] = ()
    error: dict[str, str] | None = None
    mended: tuple[str, ...] = ()
    seconds: dict[str, float] = field(default_factory=dict)
    size: tuple[int, int] | None = None
    again: bool = False
    confidence: float | None = None
    length: int | None = None
    output_sha256: str | None = None
    review: bool = False
    device: str = ""

    @property
    def needs_look(self) -> bool:
        """Whether a person should look at the file: the checks found an error, or the cutout is not sure of itself.

        The same rule as the window's "Needs a look".
        """
        if self.output is None:
            return False
        unsure = self.confidence is not None and self.confidence < NEEDS_A_LOOK
        doubted = any(found.check == "cutout" and found.severity == "warning" for found in self.findings)
        return self.status == "flagged" or unsure or doubted

    def as_json(self) -> dict[str, Any]:
        """Return the item as in batch.json."""
        return {
            "photo": self.photo,
            "sha256": self.sha256,
            "channel": self.channel,
            "output": self.output,
            "status": self.status,
            "findings": [finding.as_json() for finding in self.findings],
            "error": self.error,
            "model": self.model,
            "seconds": {stage: round(self.seconds.get(stage, 0.0), 4) for stage in STAGES},
            "mended": list(self.mended),
            "size": list(self.size) if self.size else None,
            "again": self.again,
            "confidence": None if self.confidence is None else round(self.confidence, 4),
            "bytes": self.length,
            "output_sha256": self.output_sha256,
            "review": self.review,
            "device": self.device,
        }

    def unlike(self, **values: Any) -> "Item":
        """Return a copy with some fields exchanged."""
        return replace(self, **values)


def status_of(findings: Sequence[Finding]) -> Status:
    """Return "flagged" where a finding is an error, else "done"."""
    return "flagged" if any(finding.severity == "error" for finding in findings) else "done"


def as_error(error: BaseException, name: str) -> dict[str, str]:
    """Return an error as in batch.json, with a sentence that names the file; a bug of ours is told as such."""
    if isinstance(error, StudioError):
        told = error.as_json()
        if name not in told["message"]:
            told["message"] = f"{name}: {told['message']}"
        return told
    if isinstance(error, MemoryError):
        return {
            "kind": "out-of-memory",
            "message": f"{name} needs more memory than this computer can give it.",
            "hint": "Close other programs, use fewer workers (--workers 1), or make the photo smaller.",
        }
    return {
        "kind": "internal",
        "message": f"{name} failed inside Listing Studio ({type(error).__name__}: {error}).",
        "hint": "Please report it, with the photo if you may.",
    }


@dataclass(frozen=True)
class Report:
    """A finished batch. `collisions`: sentences about outputs that needed another name; `left_out`: no photos."""

    items: tuple[Item, ...]
    photos: int
    seconds: float
    peak_bytes: int
    collisions: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def well(self) -> bool:
        """Whether nothing failed and nothing has an error finding."""
        return all(item.status == "done" for item in self.items)

    def count(self, status: Status) -> int:
        """Return how many items ended so."""
        return sum(item.status == status for item in self.items)

    @property
    def to_look_at(self) -> int:
        """How many files a person should look at: the flagged ones, and those whose cutout is not sure of itself."""
        return sum(item.needs_look for item in self.items)

    def as_json(self) -> dict[str, Any]:
        """Return the document of batch.json."""
        finished = self.count("done") + self.count("flagged")
        return {
            "version": VERSION,
            "items": [item.as_json() for item in self.items],
            "summary": {
                "photos": self.photos,
                "done": self.count("done"),
                "flagged": self.count("flagged"),
                "failed": self.count("failed"),
                "to_look_at": self.to_look_at,
                "seconds": round(self.seconds, 3),
                "images_per_second": round(finished / self.seconds, 3) if self.seconds > 0 else 0.0,
                "peak_rss_mb": round(self.peak_bytes / 1e6, 1),
            },
            "collisions": list(self.collisions),
            "left_out": list(self.left_out),
        }

    def write(self, out_dir: Path) -> None:
        """Write DIR/batch.json in one step; raises WriteError."""
        atomic.write_json(out_dir / "batch.json", self.as_json(), parents=True)
