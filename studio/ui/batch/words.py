"""The queue in a seller's words."""

from functools import cache

from studio.app.batch.report import Item
from studio.app.queue.follow import Line
from studio.app.queue.states import Batch
from studio.check import load_channels
from studio.ui.export.channel_words import channel_name
from studio.ui.export.idle_bar import duration
from studio.ui.filmstrip.badges import Badge

STAGES = {
    "waiting": Badge("batch", "quiet", "Waiting"),
    "running": Badge("play", "accent", "Working"),
    "paused": Badge("pause", "quiet", "Paused"),
    "held": Badge("look", "warning", "Waiting for something"),
    "review": Badge("look", "warning", "Look at the sample"),
    "done": Badge("done", "success", "Done"),
    "cancelled": Badge("cancel", "quiet", "Called off"),
}
STATES = {
    "done": Badge("tick", "success", "Ready"),
    "flagged": Badge("look", "warning", "To look at"),
    "failed": Badge("failed", "error", "Failed"),
}
ACCEPTED = Badge("done", "success", "Accepted")


def badge_of(line: Line) -> Badge:
    """Return what a line's state is called: what a person said of it before what the studio says."""
    if line.reviewed:
        return ACCEPTED
    return STATES["flagged" if line.item.needs_look else line.item.status]


def title_of(batch: Batch) -> str:
    """Return what a batch is called: its name, else its folder's."""
    return batch.name or batch.out_dir.name


def progress_of(batch: Batch) -> str:
    """Return how far it is, in one line."""
    failed = batch.jobs.get("failed", 0)
    parts = [f"{batch.finished:,} of {batch.photos:,} photo{'' if batch.photos == 1 else 's'}"]
    if failed:
        parts.append(f"{failed:,} failed")
    if batch.stage == "running" and batch.left:
        parts.append(f"about {duration(batch.left)} left")
    return " · ".join(parts)


def channel_of(item: Item) -> str:
    """Return what an item's channel is called; its id where the channel is not known any more."""
    return _name(item.channel)


@cache
def _name(channel_id: str) -> str:
    known = load_channels().get(channel_id)
    return channel_name(known) if known else channel_id


def sentence_of(item: Item) -> str:
    """Return what there is to know of a file, the gravest first."""
    if item.error is not None:
        return f"{item.error['message']} {item.error['hint']}".strip()
    order = {"error": 0, "warning": 1, "info": 2}
    found = sorted(item.findings, key=lambda finding: order[finding.severity])
    return " ".join(dict.fromkeys(finding.message for finding in found))
