"""House rules of the queue: quiet hours, limits, alerts on a real receiver, and what earlier batches took."""

import base64
import hmac
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from studio.app.queue import NOW, Queue, When, Wish
from studio.app.queue import runner as runners
from studio.app.queue.history import history_of
from studio.app.queue.notify import notify, tell_all
from studio.app.queue.quiet import resting
from studio.app.queue.watch import spent_of_budget
from studio.cli.main import main
from studio.model.errors import UsageError
from studio.store.ai_settings import AiSettings, Budget, save_ai_settings
from studio.store.batch_rules import BatchRules, BrokenRulesError, load_rules, rules_file, save_rules, usual_rules
from studio.store.ledger_file import LedgerFile
from tests.app.queued import failed, plan_of, run, submitted, written

Heard = list[dict[str, str]]
Posted = list[tuple[dict[str, str], bytes]]


@pytest.fixture
def queue() -> Queue:
    return Queue()


@pytest.fixture
def posted() -> Posted:
    return []


@pytest.fixture
def receiver(posted: Posted) -> Iterator[tuple[str, Heard]]:
    """A receiver on loopback: /fails answers 500, everything else 204."""
    heard: Heard = []

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            heard.append(json.loads(body))
            posted.append(({name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(500 if self.path == "/fails" else 204)
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Receiver)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", heard
    server.shutdown()
    thread.join()
    server.server_close()


def wait_for_alerts() -> None:
    for thread in threading.enumerate():
        if thread.name == "alert":
            thread.join(60)


def test_rules_are_kept_for_their_owner(tmp_path: Path) -> None:
    rules = BatchRules(
        quiet="08:00-18:00", cores=2, memory_mb=900, calls=3, webhook="https://shop.example/in", messengers=("a",)
    )
    kept = save_rules(rules)
    assert load_rules() == kept == replace(rules, secret=kept.secret)
    assert save_rules(kept) == kept  # the receiver knows this secret by now
    assert rules_file().stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"quiet": "late"},
        {"cores": 0},
        {"memory_mb": -3},
        {"calls": 0},
        {"webhook": "ftp://shop.example"},
        {"secret": "whsec_?"},
    ],
)
def test_rules_that_cannot_be_meant_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        save_rules(BatchRules(**wrong))  # type: ignore[arg-type]
    assert not rules_file().exists()


def test_a_broken_file_is_told_and_stops_no_batch(queue: Queue, tmp_path: Path) -> None:
    rules_file().parent.mkdir(parents=True, exist_ok=True)
    rules_file().write_text('quiet = "never"')
    with pytest.raises(BrokenRulesError, match=r"batches\.toml"):
        load_rules()
    assert usual_rules() == BatchRules()
    batch = submitted(queue, tmp_path, "a")
    run(queue)
    assert queue.batch(batch.id).stage == "done"


def test_batches_rest_in_quiet_hours_but_not_an_urgent_one(queue: Queue, tmp_path: Path) -> None:
    save_rules(BatchRules(quiet="00:00-23:59:59"))
    usual = queue.submit(plan_of(tmp_path / "in", "a", tmp_path / "out"), Wish())
    urgent = queue.submit(plan_of(tmp_path / "in", "b", tmp_path / "other"), Wish(priority=NOW))
    assert run(queue).worked == ["b.jpg"]
    assert queue.batch(urgent.id).stage == "done"
    told = queue.batch(usual.id)
    assert (told.stage, told.held) == ("held", "Quiet hours until 23:59.")
    queue.resume(usual.id)  # a person wants it now
    assert run(queue).worked == ["a.jpg"]


def test_quiet_hours_end() -> None:
    save_rules(BatchRules(quiet="08:00-18:00"))
    at = {hour: resting(0, When(), datetime(2026, 11, 21, hour)) for hour in (7, 8, 17, 18)}
    assert [bool(why) for why in at.values()] == [False, True, True, False]
    assert When.of(When(regardless=True).as_json()).regardless


def test_processes_are_as_many_and_as_large_as_the_rules_allow(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[tuple[int, int]] = []
    monkeypatch.setattr(runners, "Workers", lambda count, memory_limit, owner: made.append((count, memory_limit)))
    runners._crew(8, None, "me")
    save_rules(BatchRules(cores=3, memory_mb=700))
    runners._crew(8, None, "me")
    runners._crew(2, 5, "me")
    assert made == [(8, 4_000_000_000), (3, 700_000_000), (2, 5)]


def test_what_happens_to_a_batch_reaches_the_webhook(queue: Queue, tmp_path: Path, receiver: tuple[str, Heard]) -> None:
    address, heard = receiver
    save_rules(BatchRules(webhook=f"{address}/in?shop=1", failures=50))
    names = " ".join(f"{at:02}" for at in range(20))
    queue.submit(plan_of(tmp_path / "in", names, tmp_path / "out"), Wish(name="Shoes"))
    run(queue, lambda job, out: [failed(job, "plain", "unreadable-photo")])
    wait_for_alerts()
    assert {(each["type"], each["text"]) for each in heard} == {
        ("alert", "Shoes: 20 of 20 photos failed."),
        ("ended", "Shoes: Done: 20 photos, 20 failed, 0 files to look at."),
    }


def test_alerts_are_signed_as_standard_webhooks_asks(receiver: tuple[str, Heard], posted: Posted) -> None:
    """Checked with the arithmetic of the specification; a file from before there were secrets gets one, for good."""
    rules_file().parent.mkdir(parents=True, exist_ok=True)
    rules_file().write_text(f'webhook = "{receiver[0]}"')
    for _ in range(2):
        notify("alert", "b", "Shoes", "Only 3 MB are free.")
        wait_for_alerts()
    key = base64.b64decode(load_rules().secret.removeprefix("whsec_"))
    for headers, body in posted:
        signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
        wanted = base64.b64encode(hmac.new(key, signed, "sha256").digest()).decode()
        assert headers["webhook-signature"] == f"v1,{wanted}"
        assert abs(int(headers["webhook-timestamp"]) - time.time()) < 300
    assert len({headers["webhook-id"] for headers, _ in posted}) == 2


def test_a_sample_to_be_looked_at_is_told(queue: Queue, tmp_path: Path, receiver: tuple[str, Heard]) -> None:
    address, heard = receiver
    save_rules(BatchRules(webhook=address))
    queue.submit(plan_of(tmp_path / "in", "a b", tmp_path / "out"), Wish(name="Bags", sample=1))
    run(queue)
    run(queue)
    wait_for_alerts()
    assert {(each["type"], each["message"]) for each in heard} == {
        ("review", "Look at the sample, then release the rest.")
    }


def test_a_receiver_that_refuses_is_told(receiver: tuple[str, Heard], capsys: pytest.CaptureFixture[str]) -> None:
    address, heard = receiver
    assert main(["batch", "rules", "--webhook", f"{address}/fails", "--test", "--cores", "1", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["troubles"] == ["The webhook was not reached: it answered 500."]
    assert heard[0]["type"] == "test"
    assert load_rules().cores == 1
    assert main(["batch", "rules", "--webhook", "off", "--cores", "0"]) == 0
    assert load_rules() == BatchRules()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # inside apprise's own modules
def test_messengers_are_reached_through_apprise(receiver: tuple[str, Heard]) -> None:
    pytest.importorskip("apprise")
    address, heard = receiver
    messenger = address.replace("http://", "json://")
    rules = BatchRules(messengers=(messenger, "nothing that apprise knows"))
    assert tell_all(rules, "alert", "b", "Shoes", "Only 3 MB are free.") == [
        "A messenger was not reached: 1 of 2 addresses are none that apprise knows."
    ]
    assert (heard[0]["title"], heard[0]["message"]) == ("Shoes", "Only 3 MB are free.")


def test_most_of_a_budget_spent_is_alarming(monkeypatch: pytest.MonkeyPatch) -> None:
    from studio.app.queue import watch

    spent: list[date] = []
    monkeypatch.setattr(watch, "spent_since", lambda ledger, since: (spent.append(since), 8.5)[1])
    assert spent_of_budget(80) == ""  # no budget was set
    save_ai_settings(AiSettings(budget=Budget(month_usd=10)))
    assert spent_of_budget(80) == "$8.50 of this month's $10.00 for AI are spent."
    assert spent_of_budget(90) == ""
    assert {day.day for day in spent} == {1}
    assert not LedgerFile().file.exists()  # looking begins no ledger


def test_what_earlier_batches_took(queue: Queue, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    submitted(queue, tmp_path, "a b c", name="Shoes")
    run(queue, lambda job, out: [failed(job, "plain", "x")] if job.photo.relative.stem == "a" else written(job, out))
    submitted(queue, tmp_path / "more", "d", when=When(after=datetime(2999, 1, 1)))
    past = history_of(queue)
    assert [(each.name, each.photos, each.failed, each.files) for each in past] == [("Shoes", 3, 1, 2)]
    assert past[0].stages["export"] == pytest.approx(0.02)
    assert past[0].size == sum(len((tmp_path / "out" / "plain" / f"{name}.jpg").read_bytes()) for name in "bc")
    assert main(["batch", "history", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["items"]
    assert told[0]["photos"] == 3
