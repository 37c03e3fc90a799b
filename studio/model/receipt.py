"""The receipt beside each finished file: everything needed to make the same bytes again."""

from typing import Any

from pydantic import BaseModel, ConfigDict


class Receipt(BaseModel):
    """Written as `<file>.receipt.json`; fields may be added, never renamed."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    version: int = 1
    engine: str
    photo: str
    photo_sha256: str
    channel: str
    preset: str
    output: str
    output_sha256: str
    key: str  # hash of (photo, scene, cutout, touch-up, channel, engine): what makes an output "done"
    scene: dict[str, Any]
    cutout: dict[str, Any]
    touchup: dict[str, Any] = {}  # what was done to the cutout by hand, empty for nothing
    clean_plate_sha256: str | None = None  # of the empty backdrop that the product was compared with
    second_shot_sha256: str | None = None  # of the same product's photo on another backdrop
    model: str
    confidence: float | None = None  # of the cutout, 0–1
    model_sha256: str | None = None
    device: str = "CPU"
    encoding: dict[str, Any] = {}
    mended: list[str] = []  # what was changed for the channel, in sentences
    findings: list[dict[str, Any]] = []
    fidelity: dict[str, float] = {}
    sent: list[dict[str, Any]] = []  # what left the computer: provider, bytes, cost; empty for local work
    cost_usd: float = 0.0
