"""What is told of watched folders, in a seller's words."""

from collections.abc import Mapping, Sequence
from functools import cache

from studio.app.watch import Standing
from studio.check import load_channels
from studio.store.presets import list_presets
from studio.store.watch_folders import WatchFolder
from studio.ui.export.channel_words import channel_name
from studio.ui.export.idle_bar import short
from studio.ui.filmstrip.badges import Badge

WATCHING = Badge("visible", "success", "Watching")
PAUSED = Badge("pause", "quiet", "Paused")
TROUBLE = Badge("look", "warning", "Not watched")
LISTED = 4  # refused files told one by one


def badge_of(standing: Standing) -> Badge:
    """Return the badge of a folder."""
    if standing.watch.paused:
        return PAUSED
    return TROUBLE if standing.trouble else WATCHING


def way_of(watch: WatchFolder) -> str:
    """Return what becomes of its photos: "Clean white, for Etsy first and Amazon main"."""
    return f"{_presets().get(watch.preset, watch.preset)}, for {channels_of(watch.channels)}"


def channels_of(ids: Sequence[str]) -> str:
    """Return the names of channels, in a row."""
    known = load_channels()
    names = [channel_name(known[each]) if each in known else each for each in ids]
    return ", ".join(names[:-1]) + (" and " if len(names) > 1 else "") + names[-1] if names else "no channel"


@cache
def _presets() -> Mapping[str, str]:
    return {preset.id: preset.name for preset in list_presets()}


def place_of(watch: WatchFolder) -> str:
    """Return where its results go."""
    return f"→ {short(watch.out)}"


def counts_of(standing: Standing) -> str:
    """Return what it has come to, in one line."""
    seen = standing.seen
    parts = [f"{seen.taken:,} photo{'s' if seen.taken != 1 else ''} taken in" if seen.taken else "Nothing taken in yet"]
    if seen.batches:
        parts.append("in work")
    if seen.settling and not standing.watch.paused:
        parts.append(f"{seen.settling:,} still being copied")
    if seen.refused:
        parts.append(f"{len(seen.refused):,} refused")
    return " · ".join(parts)


def delivery_of(standing: Standing) -> tuple[str, str]:
    """Return where its results are delivered to and how that went, and what went wrong with it; "" for neither."""
    address, last = standing.watch.deliver, standing.delivery
    if not address:
        return "", ""
    if last is None:
        return f"Delivers to {address}", ""
    there = sum(each.status in ("delivered", "there") for each in last.results)
    waiting = sum(each.status == "review" for each in last.results)
    parts = [
        f"{there:,} delivered to {last.target}",
        *([f"{waiting:,} wait{'s' if waiting == 1 else ''} for review"] if waiting else []),
    ]
    failed = [each.error for each in last.results if each.error is not None]
    told = [f"{error['message']} {error['hint']}".strip() for error in failed[:1]]
    more = f" ({len(failed) - 1:,} more failed.)" if len(failed) > 1 else ""
    trouble = last.trouble or "".join(told) + more
    return " · ".join(parts), f"{trouble} It is tried again by itself." if trouble else ""


def refused_of(standing: Standing) -> str:
    """Return the refused files with their reasons, one a line; "" without any."""
    refused = standing.seen.refused
    lines = [_sentence(name, why) for name, why in refused[:LISTED]]
    more = len(refused) - LISTED
    return "\n".join([*lines, *([f"… and {more:,} more"] if more > 0 else [])])


def _sentence(name: str, why: str) -> str:
    if why == "no picture":
        return f"{name} is no photo that the studio knows."
    return why if name.rpartition("/")[2] in why else f"{name}: {why}"


def summary_of(standings: Sequence[Standing]) -> str:
    """Return all folders in a few words, for the button that leads to them."""
    if not standings:
        return "Watch a folder"
    troubled = sum(badge_of(each) is TROUBLE for each in standings)
    if troubled:
        return "1 folder cannot be watched" if troubled == 1 else f"{troubled} folders cannot be watched"
    active = [each for each in standings if not each.watch.paused]
    if not active:
        return "Watching is paused"
    return f"Watching {active[0].watch.folder.name}" if len(active) == 1 else f"Watching {len(active)} folders"
