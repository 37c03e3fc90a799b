"""Reading the ledger: what was spent by day, task and model, how long calls took, what left the computer."""

import csv
import io
import json
import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from studio.model.usage import Usage
from studio.store.ledger import OVERNIGHT, SPENT, UNKNOWN
from studio.store.ledger_file import LedgerFile
from studio.store.runners import is_alive

By = Literal["day", "task", "model", "provider", "batch"]
ENOUGH = 200  # calls that a median looks back on
_REAL = "provider NOT LIKE 'demo:%'"  # what a demonstration made up says nothing of a model
_COLUMNS = (
    *("id", "day", "time", "task", "provider", "place", "model", "batch", "photo", "size", "quality", "sent_bytes"),
    *("state", "billed", "estimate_usd", "cost_usd", "connect", "first_byte", "total", "attempts"),
    *("error", "message", "request_id"),
)


@dataclass(frozen=True)
class Sum:
    """What a day, task or model came to. `unknown`: calls whose cost is not known; their estimates are in `usd`."""

    name: str
    calls: int
    failed: int
    usd: float
    unknown: int
    sent_bytes: int


@dataclass(frozen=True)
class Speed:
    """Seconds of settled calls, all attempts and waits included. `calls` of them were looked at."""

    calls: int
    median: float
    p95: float


def sums(file: LedgerFile, by: By, since: date | None = None) -> list[Sum]:
    """Return sums by name: days in their order, all else dearest first."""
    order = "name" if by == "day" else "usd DESC, calls DESC, name"
    rows = file.rows(
        f"SELECT {by} AS name, COUNT(*) AS calls, SUM(state = 'failed') AS failed, TOTAL({SPENT}) AS usd,"
        " SUM(cost_usd IS NULL AND billed != 'no' AND place = 'cloud') AS unknown,"
        " SUM(CASE WHEN place = 'cloud' THEN sent_bytes ELSE 0 END) AS sent"
        f" FROM call WHERE day >= ? AND {_REAL} GROUP BY {by} ORDER BY {order}",
        since.isoformat() if since else "",
    )
    return [Sum(*row) for row in map(tuple, rows)]


def spent_since(file: LedgerFile, since: date) -> float:
    """Return the USD that count for a budget since a day."""
    rows = file.rows(f"SELECT TOTAL({SPENT}) FROM call WHERE place = 'cloud' AND day >= ?", since.isoformat())
    return float(rows[0][0]) if rows else 0.0


def speed(file: LedgerFile, model: str, task: str | None = None) -> Speed | None:
    """Return how long a model's last calls took here; None where there were none."""
    rows = file.rows(
        f"SELECT total FROM call WHERE {_REAL} AND model = ? AND (? IS NULL OR task = ?)"
        " AND state = 'done' AND total IS NOT NULL"
        " ORDER BY id DESC LIMIT ?",
        *(model, task, task, ENOUGH),
    )
    return speed_of([row[0] for row in rows])


def speed_of(seconds: Sequence[float]) -> Speed | None:
    """Return median and 95th percentile (nearest rank) of some durations; None for none."""
    if not seconds:
        return None
    ranked = sorted(seconds)
    return Speed(len(ranked), statistics.median(ranked), ranked[math.ceil(0.95 * len(ranked)) - 1])


def usual_usage(file: LedgerFile, model: str, task: str, size: str = "", quality: str = "") -> Usage | None:
    """Return what such calls usually used: the median of each kind of token; None where none is known."""
    rows = file.rows(
        f"SELECT usage FROM call WHERE {_REAL} AND model = ? AND task = ? AND size = ? AND quality = ?"
        " AND state = 'done' AND cost_usd IS NOT NULL ORDER BY id DESC LIMIT ?",
        *(model, task, size, quality, ENOUGH),
    )
    used = [json.loads(row[0]) for row in rows]
    if not used:
        return None
    kinds = [name for name in used[0] if name != "estimated"]
    return Usage(**{name: round(statistics.median(usage.get(name, 0) for usage in used)) for name in kinds})


def usual_cost(file: LedgerFile, model: str) -> float | None:
    """Return the median of what a model's last calls cost, in USD; None where none is known."""
    rows = file.rows(
        f"SELECT cost_usd FROM call WHERE {_REAL} AND model = ? AND state = 'done' AND cost_usd IS NOT NULL"
        f" AND runner NOT LIKE '{OVERNIGHT}%'"
        " ORDER BY id DESC LIMIT ?",
        *(model, ENOUGH),
    )
    return statistics.median(row[0] for row in rows) if rows else None


def cost_of_answer(file: LedgerFile, key: str, account: str) -> float | None:
    """Return what a kept result cost when it was paid for; None where that is not known."""
    rows = file.rows(
        "SELECT cost_usd FROM call JOIN answer ON call.id = answer.call WHERE answer.key = ? AND answer.provider = ?",
        *(key, account),
    )
    return rows[0][0] if rows else None


def spent_on(file: LedgerFile, batch: str, photo: str, model: str | None = None) -> float | None:
    """Return what a batch's calls about a photo cost (to a model); None where that is not known, 0 for no call."""
    rows = file.rows(
        "SELECT cost_usd FROM call WHERE batch = ? AND photo = ? AND model = COALESCE(?, model)", batch, photo, model
    )
    costs = [row[0] for row in rows]
    return None if None in costs else float(sum(costs))


def calls(file: LedgerFile, limit: int = 500, *, batch: str | None = None) -> list[dict[str, Any]]:
    """Return the newest lines first; the state of one whose runner died is "unsettled"."""
    rows = file.rows(
        f"SELECT {', '.join(_COLUMNS)}, runner FROM call WHERE (? IS NULL OR batch = ?) ORDER BY id DESC LIMIT ?",
        *(batch, batch, limit),
    )
    return [_told(dict(row)) for row in rows]


def unsettled(file: LedgerFile) -> list[dict[str, Any]]:
    """Return the lines of which nobody knows what came: the program ended, or the connection, before the reply."""
    rows = file.rows(f"SELECT {', '.join(_COLUMNS)}, runner FROM call WHERE {UNKNOWN} ORDER BY id")
    return [line for line in (_told(dict(row)) for row in rows) if line["state"] in ("unsettled", "failed")]


def settle(file: LedgerFile, line: int) -> None:
    """Let a person have done with an unsettled line: it counts with its estimate, and may be asked again."""
    with file.writing() as connection:
        connection.execute(f"UPDATE call SET state = 'given-up' WHERE id = ? AND {UNKNOWN}", (line,))


def sent(file: LedgerFile, line: int) -> list[dict[str, Any]]:
    """Return what left the computer with a call, piece by piece."""
    return [dict(row) for row in file.rows("SELECT * FROM sent WHERE call = ? ORDER BY at", line)]


def as_csv(file: LedgerFile) -> str:
    """Return all lines as CSV, oldest first, with a heading; keys are never in the ledger."""
    text = io.StringIO()
    writer = csv.DictWriter(text, _COLUMNS, extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    for line in reversed(calls(file, -1)):
        writer.writerow({name: _cell(value) for name, value in line.items()})
    return text.getvalue()


def _told(line: dict[str, Any]) -> dict[str, Any]:
    runner = line.pop("runner")
    if line["state"] == "open" and runner.startswith(OVERNIGHT):
        line["state"] = "overnight"
    elif line["state"] == "open" and not is_alive(runner):
        line["state"] = "unsettled"
    return line


def _cell(value: object) -> object:
    """Return a cell that no spreadsheet takes for a formula: photos can be named “=…”."""
    return f"'{value}" if isinstance(value, str) and value[:1] in tuple("=+-@\t\r") else value
