"""What lies at the demonstration server outlives it: a batch is handed in tonight and collected by another program."""

import json
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any

from studio.ai.demo.batches import Shelf

FILES = 12  # the newest; pictures are large


def recall(shelf: Shelf, place: Path) -> None:
    """Put on the shelf what was kept; nothing kept, or nothing readable, leaves it as it is."""
    try:
        data: dict[str, Any] = json.loads(place.read_text(encoding="utf-8"))
        files = {number: (name, b64decode(text)) for number, (name, text) in data["files"].items()}
        openai, anthropic, begun = dict(data["openai"]), dict(data["anthropic"]), dict(data["begun"])
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return
    shelf.files, shelf.openai, shelf.anthropic, shelf.begun = files, openai, anthropic, begun


def keep(shelf: Shelf, place: Path) -> None:
    """Write the shelf down in one step."""
    newest = list(shelf.files.items())[-FILES:]
    data = {
        "files": {number: (name, b64encode(content).decode()) for number, (name, content) in newest},
        "openai": shelf.openai,
        "anthropic": shelf.anthropic,
        "begun": shelf.begun,
    }
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_suffix(".part")
    beside.write_text(json.dumps(data), encoding="utf-8")
    beside.replace(place)
