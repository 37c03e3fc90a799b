"""What was found in a workspace's pictures, added up for chips, report and list."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from studio.app.batch.report import Item
from studio.app.workspace.workspace import Workspace
from studio.model.channel import Channel
from studio.ui.export.channel_words import channel_name, gravest
from studio.ui.export.chip import Counts
from studio.ui.findings import Entry

MENDABLE = {"white", "no-shadow", "refit", "pad"}
"""Repairs that `fix` can make in a photo's look."""


def counts_by_channel(workspace: Workspace) -> dict[str, Counts]:
    """Return how the pictures of each channel fare, as far as it is known."""
    tallies: dict[str, dict[str, int]] = {}
    for photo in workspace.photos:
        for channel_id, findings in workspace.state_of(photo.id).findings.items():
            _add(tallies.setdefault(channel_id, {}), gravest(findings))
    return {channel_id: _counts(tally) for channel_id, tally in tallies.items()}


def outcome(results: Mapping[str, Sequence[Item]]) -> tuple[Counts, int]:
    """Return the counts over all channels of an export, and how many of its photos failed."""
    tally: dict[str, int] = {}
    for items in results.values():
        for item in items:
            if item.status != "failed":
                _add(tally, gravest(item.findings))
    return _counts(tally), sum(any(item.status == "failed" for item in items) for items in results.values())


def entries(workspace: Workspace, channels: Mapping[str, Channel], wanted: str = "") -> Iterator[Entry]:
    """Return every problem and finding, of all channels or only of the one wanted, photo by photo."""
    for photo in workspace.photos:
        state = workspace.state_of(photo.id)
        name = photo.relative.as_posix()
        if state.problem is not None:
            yield Entry(photo.id, name, problem=state.problem)
        alike: dict[str, list[Entry]] = {}  # what several channels say in the same words is said once
        for channel_id, findings in state.findings.items():
            if wanted in ("", channel_id) and channel_id in channels:
                words = channel_name(channels[channel_id])
                for finding in findings:
                    mendable = finding.mend in MENDABLE and finding.severity != "info"
                    entry = Entry(photo.id, name, channel_id, words, finding, mendable=mendable)
                    alike.setdefault(finding.message, []).append(entry)
        for same in alike.values():
            every = len(same) > 2 and len(same) == len(state.findings)
            yield replace(same[0], channel="All channels" if every else ", ".join(entry.channel for entry in same))


def _add(tally: dict[str, int], severity: str) -> None:
    tally[severity] = tally.get(severity, 0) + 1


def _counts(tally: Mapping[str, int]) -> Counts:
    fine = tally.get("", 0) + tally.get("info", 0)
    return Counts(fine, tally.get("warning", 0), tally.get("error", 0))
