"""What was exported, remembered over a restart: as long as the photo and its files are those of that moment."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from studio.app.workspace.document import PhotoState
from studio.model.finding import Finding

Marks = dict[str, str | None]


def exported_as_json(photo_id: str, state: PhotoState, before: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return a state with outputs as plain data; `before`, of the same outputs, keeps how the files were then."""
    outputs = [str(path) for path in state.outputs]
    same = before is not None and before["outputs"] == outputs
    return {
        "status": state.status,
        "confidence": state.confidence,
        "reasons": list(state.reasons),
        "findings": {channel: [each.as_json() for each in found] for channel, found in state.findings.items()},
        "sizes": {channel: list(size) for channel, size in state.sizes.items()},
        "outputs": outputs,
        "files": before["files"] if before is not None and same else _marks([photo_id, *outputs]),
    }


def exported_from_json(entry: Mapping[str, Any]) -> PhotoState | None:
    """Return the state, None where a file has changed or gone since; raises ValueError, KeyError, TypeError."""
    if _marks(entry["files"]) != entry["files"] or None in entry["files"].values():
        return None
    return PhotoState(
        status=entry["status"],
        confidence=entry["confidence"],
        reasons=tuple(entry["reasons"]),
        findings={channel: tuple(_finding(each) for each in found) for channel, found in entry["findings"].items()},
        sizes={channel: (wide, high) for channel, (wide, high) in entry["sizes"].items()},
        outputs=tuple(Path(path) for path in entry["outputs"]),
    )


def _marks(paths: Any) -> Marks:
    return {path: _mark(Path(path)) for path in paths}


def _mark(path: Path) -> str | None:
    """Return what tells a file from another one of its name without reading it; None where there is none."""
    try:
        facts = path.stat()
    except OSError:
        return None
    return f"{facts.st_size}-{facts.st_mtime_ns}"


def _finding(document: Mapping[str, Any]) -> Finding:
    where = document["where"]
    return Finding(**{**document, "where": tuple(where) if where else None})
