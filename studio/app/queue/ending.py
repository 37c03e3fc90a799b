"""What a finished batch leaves in its folder: batch.json as the contract has it, report.html, report.csv."""

import csv
import io
import os
from contextlib import closing
from pathlib import Path

from studio.app.batch.report import STAGES, Item, Report
from studio.app.queue.page import page_of
from studio.app.queue.queue import Queue
from studio.app.queue.risk import risk_of
from studio.app.queue.states import Batch
from studio.model.errors import StudioError
from studio.store import atomic
from studio.store.ledger_file import LedgerFile
from studio.store.spending import calls

_COLUMNS = ("photo", "channel", "status", "output", "risk", "confidence", "width", "height", "bytes", "look")


def write_reports(batch: Batch, report: Report) -> None:
    """Write the reports; raises WriteError."""
    report.write(batch.out_dir)
    write_pages(batch, report)


def write_pages(batch: Batch, report: Report) -> None:
    """Write what people read of a report; raises WriteError."""
    atomic.write_text(batch.out_dir / "report.html", page_of(batch, report, price_of(batch.id)))
    atomic.write_text(batch.out_dir / "report.csv", table_of(report))


def write_again(queue: Queue, batch: str) -> Path:
    """Write a batch's reports as it stands now; returns its page's place. Raises UnknownBatchError, WriteError."""
    told = queue.batch(batch)
    write_reports(told, queue.report(batch))
    return told.out_dir / "report.html"


def price_of(batch: str) -> float:
    """Return the USD that a batch's calls to providers cost by the ledger; 0 where it cannot be read."""
    try:
        with closing(LedgerFile()) as ledger:
            return sum(call["cost_usd"] or 0.0 for call in calls(ledger, 100_000, batch=batch))
    except StudioError:
        return 0.0


def table_of(report: Report) -> str:
    """Return a line for every photo and channel, as CSV with a heading (RFC 4180)."""
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow((*_COLUMNS, *(f"seconds {stage}" for stage in STAGES), "findings", "error", "cure"))
    table.writerows(_line(item) for item in report.items)
    return text.getvalue()


def _line(item: Item) -> list[object]:
    width, height = item.size or ("", "")
    error = item.error or {}
    return [
        _cell(item.photo),
        item.channel,
        item.status,
        _cell(item.output or ""),
        round(risk_of(item), 3),
        "" if item.confidence is None else round(item.confidence, 3),
        width,
        height,
        "" if item.length is None else item.length,
        "yes" if item.needs_look else "no",
        *(round(item.seconds.get(stage, 0.0), 4) for stage in STAGES),
        _cell(" ".join(found.message for found in item.findings)),
        _cell(error.get("message", "")),
        _cell(error.get("hint", "")),
    ]


def _cell(text: str) -> str:
    """Return text that no spreadsheet takes for a formula: a file may be called `=cmd|…`."""
    shown = os.fsencode(text).decode("utf-8", "replace")
    return f"'{shown}" if shown[:1] in ("=", "+", "-", "@", "\t", "\r") else shown
