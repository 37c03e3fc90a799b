"""`studio check`: files that are finished already, whoever made them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from studio.app.batch.report import as_error
from studio.check import check, read_finished, verdict
from studio.intake import gather
from studio.model.channel import Channel
from studio.model.errors import UsageError
from studio.model.finding import Finding


def finished_files(paths: Sequence[Path]) -> list[tuple[Path, str]]:
    """Return (path, what to call it) of each file; folders are walked. Raises UsageError where nothing is found."""
    found = [(photo.path, photo.relative.as_posix()) for photo in gather(paths)]
    if not found:
        raise UsageError(f"No pictures were found in {', '.join(map(str, paths))}.", "Name a picture or a folder.")
    return found


def check_file(path: Path, name: str, channel: Channel) -> dict[str, Any]:
    """Return the contract's item for a file. One that cannot be read fails, with that as its finding."""
    try:
        finished = read_finished(path, path.name)
        findings = check(finished, channel)
        answer: str = verdict(findings, channel)
        error = None
    except Exception as problem:
        error = as_error(problem, path.name)
        findings = [Finding("readable", "error", error["message"], fix=error["hint"] or None)]
        answer = "fail"
    return {
        "file": name,
        "channel": channel.id,
        "verdict": answer,
        "findings": [finding.as_json() for finding in findings],
        "error": error,
    }
