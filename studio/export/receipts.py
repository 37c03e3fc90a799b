"""The receipt beside each finished file, and the key that says whether a result is still the right one."""

import hashlib
import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from studio.model.receipt import Receipt

ENDING = ".receipt.json"


def receipt_path(output: Path) -> Path:
    """Return `<file>.receipt.json` for a finished file."""
    return output.with_name(output.name + ENDING)


def key_of(parts: dict[str, Any]) -> str:
    """Return the hash (sha256, hex) of plain data; the order of keys does not matter."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def receipt_text(receipt: Receipt) -> str:
    """Return a receipt as readable JSON."""
    return json.dumps(receipt.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n"


def read_receipt(output: Path) -> Receipt | None:
    """Return the receipt of a finished file, or None where there is none that can be read."""
    try:
        return Receipt.model_validate_json(receipt_path(output).read_bytes())
    except (OSError, ValidationError):
        return None


def is_whole(output: Path, receipt: Receipt) -> bool:
    """Whether the file is there with exactly the bytes that the receipt names."""
    try:
        with output.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == receipt.output_sha256
    except OSError:
        return False
