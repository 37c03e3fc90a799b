"""What every AI call costs: a line before it is sent, settled afterwards; and its result: nothing is paid twice."""

import json
import sqlite3
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date

from studio.model.ai import Reply, Request, Seconds, Where
from studio.model.provider_errors import Billed, OverBudgetError, ProviderError
from studio.model.usage import Usage
from studio.store.ai_settings import Budget
from studio.store.ledger_file import LedgerFile
from studio.store.runners import Runner, is_alive

UNKNOWN = "(state = 'open' OR (state = 'failed' AND billed = 'unknown'))"  # what came of a call
SPENT = "COALESCE(cost_usd, CASE WHEN billed = 'no' THEN 0 ELSE estimate_usd END, 0)"
"""What a line counts for in a budget: its cost, else, while that is not known, its estimate."""

NO_BUDGET = Budget()
OVERNIGHT = "overnight:"
"""What the owner of a batch's lines begins with."""


class UnsettledError(ProviderError):
    """The same call was sent before and nobody knows what came of it: it may have been paid for already."""

    kind = "unsettled"
    billed = "unknown"


class UnderWayError(ProviderError):
    """The same call is on its way at this moment, from another window or command."""

    kind = "under-way"


@dataclass(frozen=True)
class Terms:
    """On what terms a call is made. `estimate_usd` None: not known. `agreed`: a person agreed to go over the budget.

    `again`: a person agreed to repeat a call whose end is not known. `batch`: what the calls of one wish share.
    """

    place: Where
    estimate_usd: float | None
    budget: Budget = NO_BUDGET
    batch: str = ""
    agreed: bool = False
    again: bool = False
    model: str = ""  # the card's id, where the provider knows the model by another name


class SpendLedger:
    """The contract's `Ledger` for one wish at one account. `terms`: what a call may cost; `cost`: what usage came to.

    `account` tells accounts of one provider apart, the demonstration too: what it made up is never taken for an answer.
    `fresh`: kept results are not given out. `timed`: whether the seconds of replies say something of the model;
    those of a batch do not. Raises LedgerError where it cannot be written: then nothing may be sent.
    """

    def __init__(
        self,
        file: LedgerFile,
        runner: Runner,
        account: str,
        terms: Callable[[Request], Terms],
        cost: Callable[[Usage], float | None],
        *,
        fresh: bool = False,
        timed: bool = True,
    ) -> None:
        self._file, self._runner, self._account = file, runner, account
        self._terms, self._cost, self._fresh = terms, cost, fresh
        self._timed = timed
        self.line: int | None = None  # the last one

    def opened(self, request: Request, provider: str) -> int:
        """Write the line; raises OverBudgetError, UnsettledError and UnderWayError, which forbid the call."""
        terms = self._terms(request)
        with self._file.writing() as connection:
            if terms.place == "cloud":
                _no_second_time(connection, request, self._account, terms)
                _within_budget(connection, terms)
            self.line = _insert(connection, request, self._account, terms, self._runner.id)
        return self.line

    def closed(self, line: int, outcome: Reply | ProviderError) -> None:
        """Settle the line and keep the result."""
        usage = outcome.usage or Usage()
        done = isinstance(outcome, Reply)
        billed: Billed = "yes" if isinstance(outcome, Reply) else outcome.billed
        cost = 0.0 if billed == "no" else self._cost(usage) if done or outcome.usage else None
        with self._file.writing() as connection:
            connection.execute(
                "UPDATE call SET state = ?, billed = ?, cost_usd = ?, usage = ?, request_id = ? WHERE id = ?",
                ("done" if done else "failed", billed, cost, json.dumps(asdict(usage)), outcome.request_id, line),
            )
            if isinstance(outcome, Reply):
                if self._timed:
                    _time(connection, line, outcome.seconds)
                _keep(connection, line, self._account, outcome)
            else:
                connection.execute(
                    "UPDATE call SET error = ?, message = ?, total = MAX(0, ? - time) WHERE id = ?",
                    (outcome.kind, outcome.message, time.time(), line),
                )

    def earlier(self, request: Request, provider: str) -> Reply | None:
        """Return the kept result of the same request with the seconds that it took then, or None."""
        if self._fresh:
            return None
        found = self._file.rows(
            "SELECT answer.*, connect, first_byte, total, attempts FROM answer JOIN call ON call.id = answer.call"
            " WHERE answer.key = ? AND answer.provider = ?",
            *(request.key, self._account),
        )
        return _kept(found[0], request, provider) if found else None


def _kept(row: sqlite3.Row, request: Request, provider: str) -> Reply | None:
    value = None
    if request.answer is not None:
        try:
            value = request.answer.model_validate_json(row["value"] or "")
        except ValueError:  # kept by an older studio whose answers had another shape
            return None
    return Reply(
        provider,
        row["model"],
        value,
        row["picture"],
        row["media_type"],
        seconds=Seconds(row["connect"] or 0.0, row["first_byte"] or 0.0, row["total"] or 0.0, row["attempts"] or 1),
        cached=True,
        notes=tuple(json.loads(row["notes"])),
    )


def _no_second_time(connection: sqlite3.Connection, request: Request, provider: str, terms: Terms) -> None:
    """Refuse what may have been paid for, until a person says that it is to be asked again."""
    rows = connection.execute(
        f"SELECT id, state, runner, day FROM call WHERE key = ? AND provider = ? AND {UNKNOWN}",
        (request.key, provider),
    ).fetchall()
    for row in rows:
        if row["state"] == "open" and row["runner"].startswith(OVERNIGHT):
            raise UnderWayError(
                "The same was handed in overnight, at half the price.",
                "Look whether it has come, or call that batch off.",
            )
        if row["state"] == "open" and is_alive(row["runner"]):
            raise UnderWayError("The same is being asked at this moment.", "Wait for its result, then ask again.")
        if not terms.again and (row["state"] == "open" or terms.place == "cloud"):
            raise UnsettledError(
                f"The same was asked on {row['day']}, and what came of it is not known: it may have been charged.",
                "Look at the provider's usage page. To ask once more all the same, say so (--again, “Ask again”, or"
                " “Settle” on Spend).",
            )
        connection.execute("UPDATE call SET state = 'given-up' WHERE id = ?", (row["id"],))


def _within_budget(connection: sqlite3.Connection, terms: Terms) -> None:
    budget = terms.budget
    if terms.agreed and budget.over == "ask":
        return
    limits = (
        ("this month", budget.month_usd, "day >= ?", date.today().replace(day=1).isoformat()),
        ("one batch", budget.batch_usd, "batch = ?", terms.batch),
    )
    for name, limit, condition, value in limits:
        if limit is None:
            continue
        if terms.estimate_usd is None:
            raise OverBudgetError(
                f"What this model costs is not known, so that it cannot be held to your budget for {name}.",
                _cure(budget, "Enter its price under Models"),
            )
        spent = connection.execute(
            f"SELECT TOTAL({SPENT}) FROM call WHERE place = 'cloud' AND {condition}", (value,)
        ).fetchone()[0]
        if spent + terms.estimate_usd > limit + 1e-9:
            raise OverBudgetError(
                f"Your budget for {name} is ${limit:,.2f}; ${spent:,.4f} of it is spent or on its way"
                f" and this call costs about ${terms.estimate_usd:,.4f}.",
                _cure(budget, "Raise the budget under Spend"),
            )


def _cure(budget: Budget, first: str) -> str:
    agree = ", or agree to go over it (--over-budget)" if budget.over == "ask" else ""
    return f"{first}, pick a model that costs less{agree}."


def _insert(connection: sqlite3.Connection, request: Request, provider: str, terms: Terms, runner: str) -> int:
    now = time.time()
    size = "x".join(map(str, request.size)) if request.size else ""
    columns = {
        "time": now,
        "day": date.fromtimestamp(now).isoformat(),
        "task": request.task,
        "provider": provider,
        "place": terms.place,
        "model": terms.model or request.model,
        "key": request.key,
        "batch": terms.batch,
        "photo": request.photo,
        "size": size,
        "quality": request.quality if request.wants_picture else "",
        "sent_bytes": request.sent_bytes,
        "estimate_usd": terms.estimate_usd,
        "runner": runner,
    }
    names = ", ".join(columns)
    marks = ", ".join("?" for _ in columns)
    line = connection.execute(f"INSERT INTO call ({names}) VALUES ({marks})", tuple(columns.values())).lastrowid or 0
    connection.executemany("INSERT INTO sent VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", _pieces(line, request))
    return line


def _pieces(line: int, request: Request) -> list[tuple[object, ...]]:
    """List what leaves the computer: pictures by size and hash, words as they are."""
    from hashlib import sha256

    found: list[tuple[object, ...]] = []
    pictures = [("photo", picture) for picture in request.pictures]
    pictures += [("mask", request.mask)] if request.mask else []
    for what, sent in pictures:
        found.append((what, sent.media_type, len(sent.data), sent.width, sent.height, sent.sha256, ""))
    for what, words in (("instructions", request.instructions), ("request", request.prompt), ("form", request.form)):
        if words:
            data = words.encode()
            found.append((what, "text/plain", len(data), None, None, sha256(data).hexdigest(), words))
    return [(line, at, *piece) for at, piece in enumerate(found)]


def _time(connection: sqlite3.Connection, line: int, seconds: Seconds) -> None:
    connection.execute(
        "UPDATE call SET connect = ?, first_byte = ?, total = ?, attempts = ? WHERE id = ?",
        (seconds.connect, seconds.first_byte, seconds.total, seconds.attempts, line),
    )


def _keep(connection: sqlite3.Connection, line: int, provider: str, reply: Reply) -> None:
    value = reply.value.model_dump_json() if reply.value is not None else None
    connection.execute(
        "INSERT OR REPLACE INTO answer SELECT key, ?, id, ?, ?, ?, ?, ? FROM call WHERE id = ?",
        (provider, reply.model, value, reply.picture, reply.media_type, json.dumps(list(reply.notes)), line),
    )
