"""The ledger on real SQLite files, with processes that race and processes that die."""

import csv
import io
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from pydantic import BaseModel

from studio.model.ai import Reply, Request, Seconds, Sent
from studio.model.provider_errors import BrokenOffError, BusyError, OverBudgetError, RefusedError
from studio.model.usage import Usage
from studio.store import spending
from studio.store.ai_settings import Budget
from studio.store.ledger import SpendLedger, Terms, UnderWayError, UnsettledError
from studio.store.ledger_file import LedgerError, LedgerFile
from studio.store.runners import Runner


class Answer(BaseModel):
    text: str


PHOTO = Sent(b"photo bytes", "image/jpeg", 40, 30)
WORDS = Request("alt-text", "gpt-6-luna", "Describe.", pictures=(PHOTO,), answer=Answer, photo="=red.jpg")
PICTURE = Request("backdrop", "gpt-image-2", "A table.", size=(1024, 1024))
REPLY = Reply("openai", "gpt-6-luna", Answer(text="A mug."), usage=Usage(text_in=10), seconds=Seconds(total=2.0))


@pytest.fixture
def file(tmp_path: Path) -> Iterator[LedgerFile]:
    made = LedgerFile(tmp_path / "ledger.sqlite")
    yield made
    made.close()


@pytest.fixture
def runner() -> Iterator[Runner]:
    made = Runner()
    yield made
    made.end()


def ledger(
    file: LedgerFile, runner: Runner, terms: Terms | None = None, cost: float | None = 0.25, account: str = "openai"
) -> SpendLedger:
    return SpendLedger(file, runner, account, lambda _request: terms or Terms("cloud", 0.2), lambda _usage: cost)


def test_a_line_is_there_before_the_call_and_settled_after_it(file: LedgerFile, runner: Runner) -> None:
    book = ledger(file, runner)
    line = book.opened(WORDS, "openai")
    (before,) = spending.calls(file)
    assert (before["state"], before["billed"], before["cost_usd"]) == ("open", "unknown", None)
    assert spending.spent_since(file, date.today()) == pytest.approx(0.2)  # on its way: counts with its estimate
    book.closed(line, REPLY)
    (after,) = spending.calls(file)
    assert (after["state"], after["cost_usd"], after["total"]) == ("done", 0.25, 2.0)
    assert spending.spent_since(file, date.today()) == pytest.approx(0.25)


def test_what_was_paid_for_is_kept_word_for_word(file: LedgerFile, runner: Runner) -> None:
    book = ledger(file, runner)
    assert book.earlier(WORDS, "openai") is None
    book.closed(book.opened(WORDS, "openai"), REPLY)
    book.closed(
        book.opened(PICTURE, "openai"), Reply("openai", "gpt-image-2", picture=b"\x89PNG", media_type="image/png")
    )
    again = book.earlier(WORDS, "openai")
    assert again is not None
    assert again.cached
    assert again.value == Answer(text="A mug.")
    picture = book.earlier(PICTURE, "openai")
    assert picture is not None
    assert picture.picture == b"\x89PNG"
    assert ledger(file, runner, account="demo:openai").earlier(WORDS, "openai") is None
    assert book.earlier(replace(WORDS, prompt="Describe!"), "openai") is None
    assert book.earlier(replace(WORDS, photo="other.jpg"), "openai") is not None  # the same bytes under another name


@pytest.mark.parametrize(
    ("error", "counts"),
    [
        (BusyError("Busy."), 0.0),
        (RefusedError("No.", usage=Usage(text_in=5)), 0.25),
        (RefusedError("No."), 0.2),
        (BrokenOffError("Broke."), 0.2),
    ],
)
def test_a_failure_counts_with_what_is_known_of_its_cost(
    file: LedgerFile, runner: Runner, error: RefusedError, counts: float
) -> None:
    book = ledger(file, runner)
    book.closed(book.opened(WORDS, "openai"), error)
    assert spending.spent_since(file, date.today()) == pytest.approx(counts)
    (line,) = spending.calls(file)
    assert (line["state"], line["error"]) == ("failed", error.kind)
    assert book.earlier(WORDS, "openai") is None


def test_unknown_cost_is_told_and_never_nothing(file: LedgerFile, runner: Runner) -> None:
    book = ledger(file, runner, Terms("cloud", None), cost=None)
    book.closed(book.opened(WORDS, "openai"), REPLY)
    (total,) = spending.sums(file, "model")
    assert (total.usd, total.unknown) == (0.0, 1)


def test_the_budget_stops_before_anything_is_sent(file: LedgerFile, runner: Runner) -> None:
    terms = Terms("cloud", 0.2, Budget(month_usd=0.5, over="stop"))
    book = ledger(file, runner, terms)
    book.closed(book.opened(WORDS, "openai"), REPLY)
    book.opened(replace(WORDS, prompt="Second."), "openai")
    with pytest.raises(OverBudgetError, match=r"\$0\.50"):
        book.opened(replace(WORDS, prompt="Third."), "openai")
    assert len(spending.calls(file)) == 2
    agreed = ledger(file, runner, replace(terms, agreed=True))
    with pytest.raises(OverBudgetError):  # “stop” cannot be talked over
        agreed.opened(replace(WORDS, prompt="Third."), "openai")
    asks = ledger(file, runner, replace(terms, agreed=True, budget=Budget(month_usd=0.5, over="ask")))
    asks.opened(replace(WORDS, prompt="Third."), "openai")


def test_the_budget_begins_anew_with_the_month_and_a_wrong_clock_frees_nothing(
    file: LedgerFile, runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = ledger(file, runner, Terms("cloud", 0.2, Budget(month_usd=0.3, over="stop")))

    def at(year: int, month: int, day: int, hour: int = 0) -> None:
        now = datetime(year, month, day, hour, 59, 59)

        class Day(date):
            @classmethod
            def today(cls) -> "Day":
                return cls(now.year, now.month, now.day)

        monkeypatch.setattr("studio.store.ledger.date", Day)
        monkeypatch.setattr("studio.store.ledger.time.time", now.timestamp)

    def asked(prompt: str) -> bool:
        try:
            line = book.opened(replace(WORDS, prompt=prompt), "openai")
        except OverBudgetError:
            return False
        book.closed(line, REPLY)
        return True

    at(2026, 11, 30, 23)
    assert (asked("last of November"), asked("too much")) == (True, False)
    at(2026, 12, 1)
    assert (asked("first of December"), asked("too much")) == (True, False)
    at(2026, 11, 30, 22)  # the clock is set back: what was spent “later” counts all the same
    assert not asked("too much")
    at(2027, 1, 31, 12)
    line = book.opened(replace(WORDS, prompt="January"), "openai")
    at(2027, 1, 31, 8)  # set back while the call is on its way
    book.closed(line, BusyError("Busy.", ""))
    assert [call["total"] for call in spending.calls(file, 1)] == [0]
    assert not spending.unsettled(file)


def test_a_batch_has_a_budget_of_its_own_and_local_calls_none(file: LedgerFile, runner: Runner) -> None:
    budget = Budget(batch_usd=0.3, over="stop")
    book = ledger(file, runner, Terms("cloud", 0.2, budget, batch="first"))
    book.opened(WORDS, "openai")
    with pytest.raises(OverBudgetError, match="one batch"):
        book.opened(replace(WORDS, prompt="Second."), "openai")
    ledger(file, runner, Terms("cloud", 0.2, budget, batch="second")).opened(replace(WORDS, prompt="x"), "openai")
    ledger(file, runner, Terms("local", 0.0, budget, batch="first")).opened(WORDS, "compatible")
    unknown = ledger(file, runner, Terms("cloud", None, budget, batch="third"))
    with pytest.raises(OverBudgetError, match="not known"):
        unknown.opened(replace(WORDS, prompt="y"), "openai")


def test_the_same_is_not_asked_twice_at_once(file: LedgerFile, runner: Runner) -> None:
    book = ledger(file, runner)
    book.opened(WORDS, "openai")
    with pytest.raises(UnderWayError):
        book.opened(WORDS, "openai")
    ledger(file, runner, account="anthropic").opened(WORDS, "anthropic")


@pytest.mark.parametrize("request_", [WORDS, PICTURE])
def test_what_broke_off_is_repeated_only_on_request(request_: Request, file: LedgerFile, runner: Runner) -> None:
    book = ledger(file, runner)
    book.closed(book.opened(request_, "openai"), BrokenOffError("Broke."))
    with pytest.raises(UnsettledError):
        book.opened(request_, "openai")
    ledger(file, runner, Terms("cloud", 0.2, again=True)).opened(request_, "openai")
    assert spending.spent_since(file, date.today()) == pytest.approx(0.4)  # both may be on the bill


def test_what_broke_off_is_unsettled_until_a_person_has_done_with_it(file: LedgerFile, runner: Runner) -> None:
    book = ledger(file, runner)
    book.closed(book.opened(WORDS, "openai"), BrokenOffError("Broke."))
    (lost,) = spending.unsettled(file)
    spending.settle(file, lost["id"])
    assert spending.unsettled(file) == []
    book.opened(WORDS, "openai")
    assert spending.spent_since(file, date.today()) == pytest.approx(0.4)


_DIES = """
import os, sys
from pathlib import Path
from tests.store.test_ledger import *
book = ledger(LedgerFile(Path(sys.argv[1])), Runner())
book.opened(WORDS, "openai")
print("sent", flush=True)
sys.stdin.read()
"""


def test_a_call_whose_program_was_killed_is_unsettled_and_never_silently_repeated(
    file: LedgerFile, runner: Runner
) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", _DIES, str(file.file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "sent\n"
    assert spending.calls(file)[0]["state"] == "open"
    with pytest.raises(UnderWayError):
        ledger(file, runner).opened(WORDS, "openai")
    os.kill(child.pid, signal.SIGKILL)
    child.communicate()
    (lost,) = spending.unsettled(file)
    assert lost["state"] == "unsettled"
    with pytest.raises(UnsettledError, match="may have been charged"):
        ledger(file, runner).opened(WORDS, "openai")
    assert spending.spent_since(file, date.today()) == pytest.approx(0.2)
    spending.settle(file, lost["id"])
    assert spending.unsettled(file) == []
    ledger(file, runner).opened(WORDS, "openai")


_RACES = """
import sys
from pathlib import Path
from tests.store.test_ledger import *
book = ledger(LedgerFile(Path(sys.argv[1])), Runner(), Terms("cloud", 0.2, Budget(month_usd=4.0, over="stop")))
made = 0
print("ready", flush=True)
sys.stdin.readline()
for number in range(30):
    try:
        book.opened(replace(WORDS, prompt=sys.argv[2] + str(number)), "openai")
        made += 1
    except OverBudgetError:
        pass
print(made)
"""


def test_two_programs_cannot_spend_one_budget_twice(file: LedgerFile) -> None:
    children = [
        subprocess.Popen(
            [sys.executable, "-c", _RACES, str(file.file), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("a", "b")
    ]
    for child in children:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
    made = [int(child.communicate("go\n")[0]) for child in children]
    assert sum(made) == 20  # 20 × 0.20 = 4.00
    assert spending.spent_since(file, date.today()) == pytest.approx(4.0)


def test_every_byte_that_left_is_listed(file: LedgerFile, runner: Runner) -> None:
    line = ledger(file, runner).opened(replace(WORDS, instructions="Be short."), "openai")
    pieces = spending.sent(file, line)
    assert [piece["what"] for piece in pieces] == ["photo", "instructions", "request", "form"]
    assert (pieces[0]["bytes"], pieces[0]["width"], pieces[0]["sha256"]) == (11, 40, PHOTO.sha256)
    assert pieces[1]["words"] == "Be short."
    (call,) = spending.calls(file)
    assert call["sent_bytes"] == sum(piece["bytes"] for piece in pieces)


def test_sums_medians_and_csv(file: LedgerFile, runner: Runner) -> None:
    book = ledger(file, runner)
    for number in range(20):
        reply = replace(REPLY, seconds=Seconds(total=float(number + 1)), usage=Usage(text_in=100 * number, text_out=7))
        book.closed(book.opened(replace(WORDS, prompt=str(number)), "openai"), reply)
    speed = spending.speed(file, "gpt-6-luna", "alt-text")
    assert speed == spending.Speed(20, 10.5, 19.0)
    assert spending.speed(file, "gpt-6-luna", "copy") is None
    assert spending.usual_usage(file, "gpt-6-luna", "alt-text") == Usage(text_in=950, text_out=7)
    (day,) = spending.sums(file, "day")
    assert (day.name, day.calls, day.usd) == (date.today().isoformat(), 20, pytest.approx(5.0))
    rows = list(csv.DictReader(io.StringIO(spending.as_csv(file))))
    assert len(rows) == 20
    assert rows[0]["photo"] == "'=red.jpg"  # no formula in a spreadsheet
    assert rows[-1]["cost_usd"] == "0.25"


def test_without_a_ledger_nothing_is_sent(tmp_path: Path, runner: Runner) -> None:
    broken = tmp_path / "ledger.sqlite"
    broken.write_bytes(b"no database" * 500)
    with pytest.raises(LedgerError, match="nothing is sent"):
        ledger(LedgerFile(broken), runner).opened(WORDS, "openai")
    assert broken.read_bytes().startswith(b"no database")  # never replaced by an empty one


def test_reading_begins_no_ledger(tmp_path: Path) -> None:
    file = LedgerFile(tmp_path / "none" / "ledger.sqlite")
    assert spending.calls(file) == []
    assert spending.sums(file, "day") == []
    assert not file.file.parent.exists()
