"""A trial as a page to read and send (HTML, one file) and as tables (CSV)."""

import base64
import csv
import html
import io
import json
from pathlib import Path
from typing import Any

from studio.app.ai.cards import all_tasks
from studio.app.ai.demo import NOTICE
from studio.app.ai.estimates import dollars
from studio.app.trial.item import TrialItem
from studio.app.trial.trial import ModelSum, Trial
from studio.store import atomic

THUMBNAIL = 240  # px
_STYLE = """
body { font: 14px/1.45 system-ui, sans-serif; margin: 32px auto; max-width: 1200px; padding: 0 16px; color: #1b1b1b; }
table { border-collapse: collapse; width: 100%; margin: 16px 0; }
th, td { text-align: left; vertical-align: top; padding: 8px; border-bottom: 1px solid #d9d9d9; }
td.figure, th.figure { text-align: right; font-variant-numeric: tabular-nums; }
td img { max-width: 240px; max-height: 240px; display: block;
  background: repeating-conic-gradient(#ddd 0 25%, #fff 0 50%) 0 0 / 16px 16px; }
.quiet { color: #5a5a5a; font-size: 12px; } .failed { color: #b3261e; }
dl { margin: 0; } dt { color: #5a5a5a; font-size: 12px; } dd { margin: 0 0 4px; }
@media (prefers-color-scheme: dark) { body { background: #202020; color: #ececec; }
  th, td { border-color: #363636; } .quiet, dt { color: #a8a8a8; } .failed { color: #ff8a80; } }
"""
_ASIDE = ("basis", "is_product", "box", "kind")  # parts of answers that are for programs
_COLUMNS = ("photo", "model", "status", "seconds", "cost_usd", "kept", "output", "error", "notes")


def write_reports(trial: Trial) -> dict[str, Path]:
    """Write trial.json, trial.html and trial.csv into the trial's folder; raises WriteError."""
    places = {kind: trial.folder / f"trial.{kind}" for kind in ("json", "html", "csv")}
    atomic.write_json(places["json"], trial.as_json(), parents=True)
    atomic.write_text(places["html"], as_html(trial))
    atomic.write_text(places["csv"], as_csv(trial))
    return places


def as_csv(trial: Trial) -> str:
    """Return a line for each photo and model, scores in columns of their own."""
    names = list(dict.fromkeys(name for item in trial.items for name in item.scores))
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([*_COLUMNS, *names])
    for item in trial.items:
        values: list[Any] = [item.photo, item.model, item.status, item.seconds, item.cost_usd, item.kept, item.output]
        values += [item.error["message"] if item.error else "", " ".join(item.notes)]
        values += [item.scores.get(name) for name in names]
        writer.writerow(
            [f"'{value}" if isinstance(value, str) and value[:1] in "=+-@" and value else value for value in values]
        )
    return text.getvalue()


def as_html(trial: Trial) -> str:
    """Return the page: a line for each model, then the photos with every result side by side."""
    title = f"Trial: {all_tasks()[trial.task].title}"
    photos = list(dict.fromkeys(item.photo for item in trial.items))
    parts = [
        f"<!doctype html><html lang='en'><meta charset='utf-8'><title>{_text(title)}</title><style>{_STYLE}</style>",
        f"<h1>{_text(title)}</h1><p class='quiet'>{len(photos)} photos, {len(trial.summary)} models. Seconds are your"
        " own, waits included; prices are from dated tables and what each call used. A result that had been paid for"
        " before shows the seconds and the price of then.</p>",
        f"<p class='failed'>{_text(NOTICE)} Nothing here is a measurement.</p>" if trial.demo else "",
        _summary(trial.summary),
        "<table><tr><th>Photo</th>" + "".join(f"<th>{_text(each.model)}</th>" for each in trial.summary) + "</tr>",
    ]
    for photo in photos:
        cells = {item.model: item for item in trial.items if item.photo == photo}
        shown = "".join(f"<td>{_cell(trial, cells[each.model])}</td>" for each in trial.summary if each.model in cells)
        parts.append(f"<tr><th>{_text(photo)}</th>{shown}</tr>")
    return "\n".join([*parts, "</table></html>"])


def _summary(summary: tuple[ModelSum, ...]) -> str:
    heads = ("Median", "95 % within", "Price in all", "Failures", "Score")
    lines = ["<table><tr><th>Model</th>" + "".join(f"<th class='figure'>{head}</th>" for head in heads) + "</tr>"]
    for each in summary:
        score = "–" if each.score is None else f"{each.score:.2f}"
        why = ", ".join(f"{name} {value:.2f}" for name, value in each.scores.items())
        figures = (
            seconds_text(each.median_seconds),
            seconds_text(each.p95_seconds),
            dollars(each.cost_usd),
            str(each.failures),
            f"{score}<div class='quiet'>{_text(why)}</div>",
        )
        cells = "".join(f"<td class='figure'>{figure}</td>" for figure in figures)
        lines.append(f"<tr><td>{_text(each.model)}</td>{cells}</tr>")
    return "".join([*lines, "</table>"])


def seconds_text(seconds: float | None) -> str:
    """Return seconds as a person reads them; "–" for none."""
    return "–" if seconds is None else f"{seconds:.2f} s" if seconds < 10 else f"{seconds:.0f} s"


def _cell(trial: Trial, item: TrialItem) -> str:
    if item.error is not None:
        return f"<span class='failed'>✕ {_text(item.error['message'])}</span> {_text(item.error['hint'])}"
    facts = f"{seconds_text(item.seconds)} · {dollars(item.cost_usd)}{' · kept' if item.kept else ''}"
    shown = _output(trial.folder / item.output) if item.output else ""
    return f"{shown}<p class='quiet'>{facts} {_text(' '.join(item.notes))}</p>"


def _output(path: Path) -> str:
    if path.suffix == ".json":
        return "<dl>" + "".join(_field(name, value) for name, value in json.loads(path.read_text()).items()) + "</dl>"
    return f"<img alt='' src='data:image/png;base64,{_thumbnail(path)}'>"


def _field(name: str, value: Any) -> str:
    return f"<dt>{_text(name.replace('_', ' '))}</dt><dd>{_text(plain(value))}</dd>"


def plain(value: Any) -> str:
    """Return a value of an answer in words: "colour: teal (70%); closure: lid (90%)", "good: a chip (80%)"."""
    if isinstance(value, dict):
        return _named(value)
    if isinstance(value, list):
        return "; ".join(plain(inner) for inner in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.2g}" if isinstance(value, float) else str(value)


def _named(part: dict[str, Any]) -> str:
    """Return an object of an answer: its name, then what is said of it, its confidence last."""
    rest = dict(part)
    head = next((str(rest.pop(name)) for name in ("name", "grade", "what", "text") if name in rest), "")
    count, sure = rest.pop("count", 1), rest.pop("confidence", None)
    if isinstance(count, int) and count > 1:
        head = f"{count} × {head}"
    said = [plain(inner) for name, inner in rest.items() if inner not in ("", [], None) and name not in _ASIDE]
    text = ": ".join(part for part in (head, ", ".join(said)) if part)
    return f"{text} ({sure:.0%})" if isinstance(sure, float | int) else text


def _thumbnail(path: Path) -> str:
    from PIL import Image

    with Image.open(path) as image:
        small = image.convert("RGBA")
        small.thumbnail((THUMBNAIL, THUMBNAIL))
        data = io.BytesIO()
        small.save(data, "PNG")
    return base64.b64encode(data.getvalue()).decode("ascii")


def _text(text: str) -> str:
    return html.escape(text)
