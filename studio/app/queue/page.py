"""A batch as one HTML page: what became of every photo, its picture, and where the time went. Needs no network."""

import os
from collections.abc import Iterator, Mapping
from html import escape
from urllib.parse import quote

from studio.app.batch.report import Item, Report
from studio.app.queue.risk import risk_of
from studio.app.queue.states import Batch
from studio.app.queue.tally import Tally, tally_of
from studio.app.queue.thumbnails import thumbnails_of

_STYLE = """
:root { color-scheme: light dark; font: 14px/1.45 system-ui, sans-serif; }
body { margin: 24px auto; max-width: 1180px; padding: 0 16px; }
h1 { font-size: 22px; margin: 0 0 4px } h2 { font-size: 15px; margin: 28px 0 8px }
.facts { color: GrayText; margin: 0 0 16px }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; padding: 6px 10px 6px 0; border-bottom: 1px solid color-mix(in srgb, CanvasText 15%, Canvas);
  vertical-align: top }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums }
img { width: 96px; height: 96px; object-fit: contain; background: #fff; border: 1px solid #8884; border-radius: 4px }
.bar { background: #4a7dd6; height: 8px; border-radius: 4px; min-width: 2px }
.state { white-space: nowrap } ul { margin: 0; padding-left: 18px } .cure { color: GrayText }
"""
_SIGNS = {"done": "✓ ready", "flagged": "! look", "failed": "✕ failed"}
_ORDER = {"failed": 0, "flagged": 1, "done": 2}


def page_of(batch: Batch, report: Report, price: float = 0.0) -> str:
    """Return the page; the troubled come first. `price`: USD that the batch's calls to providers cost.

    The first pictures are inside it, the others are taken from the outputs beside it.
    """
    tally = tally_of(report.items)
    items = sorted(report.items, key=lambda item: (_ORDER[_state(item)], -risk_of(item)))
    small = thumbnails_of(batch.out_dir, (item.output for item in items if item.output is not None))
    return "\n".join(
        (
            "<!doctype html><html lang='en'><meta charset='utf-8'>",
            "<meta name='viewport' content='width=device-width'>",
            f"<title>{_text(_title(batch))}</title><style>{_STYLE}</style>",
            f"<h1>{_text(_title(batch))}</h1><p class='facts'>{_text(_facts(report, tally, price))}</p>",
            *(_told("Other names", report.collisions)),
            *(_told("Left out, because they are no photos", report.left_out)),
            *_stages(tally),
            *_kinds(tally),
            "<h2>Pictures</h2><table><tr><th></th><th>Photo</th><th>State</th><th>What was found</th>"
            "<th class='number'>Seconds</th></tr>",
            *(_row(item, small) for item in items),
            "</table></html>",
        )
    )


def _title(batch: Batch) -> str:
    return batch.name or f"Batch {batch.id}"


def _facts(report: Report, tally: Tally, price: float) -> str:
    failed, looks = report.count("failed"), report.to_look_at
    counts = f"{len(report.items) - failed - looks} ready, {looks} to look at, {failed} failed"
    speed = f", {len(report.items) / report.seconds:.1f} pictures a second" if report.seconds > 0 else ""
    again = f", {tally.again} were there already" if tally.again else ""
    memory = f", {report.peak_bytes / 1e6:.0f} MB of memory" if report.peak_bytes else ""
    paid = f"${price:.2f} to providers" if price else "Nothing to pay"
    return f"{report.photos} photos: {counts}{again}. {_seconds(report.seconds)} of work{speed}{memory}. {paid}."


def _told(title: str, sentences: tuple[str, ...]) -> Iterator[str]:
    if sentences:
        yield f"<h2>{title}</h2><ul>{''.join(f'<li>{_text(each)}</li>' for each in sentences)}</ul>"


def _stages(tally: Tally) -> Iterator[str]:
    if not tally.stages:
        return
    most = max(stage.total for stage in tally.stages) or 1.0
    yield "<h2>Where the time went</h2><table><tr><th>Stage</th><th></th><th class='number'>Together</th>"
    yield "<th class='number'>Median</th><th class='number'>95 %</th><th class='number'>Longest</th><th>Photo</th></tr>"
    for stage in tally.stages:
        numbers = "".join(
            f"<td class='number'>{_seconds(each)}</td>"
            for each in (stage.total, stage.median, stage.p95, stage.largest)
        )
        bar = f"<td style='width:30%'><div class='bar' style='width:{stage.total / most * 100:.1f}%'></div></td>"
        yield f"<tr><td>{stage.stage}</td>{bar}{numbers}<td>{_text(stage.largest_photo)}</td></tr>"
    yield "</table>"


def _kinds(tally: Tally) -> Iterator[str]:
    rows = [(check, severity, count) for check, severity, count in tally.findings]
    rows += [(kind, "failed", count) for kind, count in tally.problems]
    if rows:
        yield "<h2>What was found</h2><table><tr><th>Check</th><th>Kind</th><th class='number'>Files</th></tr>"
        for name, kind, count in rows:
            yield f"<tr><td>{_text(name)}</td><td>{_text(kind)}</td><td class='number'>{count}</td></tr>"
        yield "</table>"


def _row(item: Item, small: Mapping[str, str]) -> str:
    picture = ""
    if item.output is not None:
        link = quote(os.fsencode(item.output))
        shown = small.get(item.output, link)
        picture = f"<a href='{link}'><img loading='lazy' alt='' src='{shown}'></a>"
    found = [f"{_text(each.message)} <span class='cure'>{_text(each.fix or '')}</span>" for each in item.findings]
    if item.error is not None:
        found.append(f"{_text(item.error['message'])} <span class='cure'>{_text(item.error['hint'])}</span>")
    listed = f"<ul>{''.join(f'<li>{each}</li>' for each in found)}</ul>" if found else ""
    return (
        f"<tr><td>{picture}</td><td>{_text(item.photo)}<br><span class='cure'>{_text(item.channel)}</span></td>"
        f"<td class='state'>{_SIGNS[_state(item)]}</td><td>{listed}</td>"
        f"<td class='number'>{sum(item.seconds.values()):.2f}</td></tr>"
    )


def _state(item: Item) -> str:
    return "flagged" if item.needs_look else item.status


def _seconds(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds < 120 else f"{seconds / 60:.1f} min"


def _text(text: str) -> str:
    """Return text for HTML; bytes of a file's name that are no text are shown as such."""
    return escape(os.fsencode(text).decode("utf-8", "replace"))
