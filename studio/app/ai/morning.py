"""What came overnight, as files: answers as JSON, places as pictures with their marks and a receipt."""

import hashlib
import json
from pathlib import Path, PurePosixPath
from typing import Any

from studio.ai.pictures import picture_of
from studio.app.ai.credentials import with_credentials
from studio.app.ai.marks import AI_MADE, marked
from studio.app.ai.overnight import Collected
from studio.app.photo.engine import engine
from studio.export import encode
from studio.export.names import safe_name
from studio.export.receipts import ENDING
from studio.model.ai import Reply
from studio.store import atomic


def write_out(collected: Collected, folder: Path) -> dict[str, str]:
    """Write each result and return its file by photo (a place: by its words); raises WriteError.

    Nothing is overwritten.
    A photo's answer lies where the photo lay in its folder, with ".json" after its name.
    """
    files = {}
    for name, reply in collected.replies.items():
        if reply.value is not None:
            path = _free(folder / PurePosixPath(name).parent, PurePosixPath(name).stem, ".json")
            atomic.write_json(path, reply.value.model_dump(mode="json"), parents=True)
        else:
            path = _free(folder, safe_name(name)[:80].strip() or "place", ".png")
            _write_place(path, name, reply, collected)
        files[name] = str(path)
    return files


def _write_place(path: Path, words: str, reply: Reply, collected: Collected) -> None:
    assert reply.picture is not None
    marks = marked({}, AI_MADE)
    encoded = with_credentials(encode(picture_of(reply.picture), format="png", metadata=marks), marks, path.name)
    sent: dict[str, Any] = {"provider": reply.provider, "model": reply.model, "request_id": reply.request_id}
    receipt = {
        "version": 1,
        "engine": engine(),
        "task": collected.night.task,
        "words": words,
        "output": path.name,
        "output_sha256": hashlib.sha256(encoded.data).hexdigest(),
        "encoding": encoded.as_json(),
        "model": collected.night.model,
        "marks": marks,
        "sent": [sent | {"batch": collected.night.batch}],
    }
    atomic.write_bytes(path, encoded.data, parents=True)
    atomic.write_text(path.with_name(path.name + ENDING), json.dumps(receipt, ensure_ascii=False, indent=1) + "\n")


def _free(folder: Path, stem: str, ending: str) -> Path:
    number = 1
    while (path := folder / (f"{stem}{ending}" if number == 1 else f"{stem}-{number}{ending}")).exists():
        number += 1
    return path
