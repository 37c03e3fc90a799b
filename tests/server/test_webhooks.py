"""Webhooks to a real receiver on loopback: signed, retried, given up, sent again; and never into the own network."""

import json
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from standardwebhooks import Webhook, WebhookVerificationError

from studio.app.queue import Queue
from studio.app.queue.queue import tell
from studio.server.application import create_app
from studio.server.problems import Refused
from studio.server.webhooks.address import Addresses, is_public
from studio.server.webhooks.outbox import SCHEDULE
from studio.store.webhook_signature import signed_headers
from tests.server.conftest import BEARER, TOKEN
from tests.server.receiver import Behaviour, Receiver

ITEM = {"photo": "red.jpg", "channel": "plain", "output": "plain/red.jpg", "status": "done"}


class Told(Queue):
    """A queue in which only that happens which a test says."""

    def tell(self, kind: str, data: dict[str, Any]) -> None:
        with self.catalogue.writing() as now:
            tell(now, "job-1", kind, data)


Start = Callable[..., tuple[TestClient, Receiver, dict[str, Any]]]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start a server and a receiver, and register the one with the other."""
    opened: list[Any] = []

    def begin(
        told: Told, behaviour: Behaviour, *, schedule: Sequence[float] = (0.01, 0.01), seconds: float = 10
    ) -> tuple[TestClient, Receiver, dict[str, Any]]:
        receiver = Receiver(behaviour).__enter__()
        hosts = [f"127.0.0.1:{receiver.port}"]
        app = create_app(
            told, token=TOKEN, working=False, webhook_hosts=hosts, webhook_schedule=schedule, webhook_seconds=seconds
        )
        client = TestClient(app, headers=BEARER).__enter__()
        opened.extend([receiver, client])
        return client, receiver, client.post("/v1/webhooks", json={"url": receiver.url}).json()

    yield begin
    for thing in opened:  # receivers first, so that what hangs is let go
        thing.__exit__(None, None, None)


def until(met: Callable[[], Any], seconds: float = 30) -> Any:
    """Return what a condition gives, once it gives something."""
    end = time.monotonic() + seconds
    while not (value := met()):
        assert time.monotonic() < end, "it never came"
        time.sleep(0.01)
    return value


def dead(client: TestClient) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = client.get("/v1/webhooks/dead-letters").json()["items"]
    return items


def test_items_and_the_end_of_a_job_are_told_signed(start: Start) -> None:
    told = Told()
    _client, receiver, webhook = start(told, lambda before: 204)
    told.tell("started", {})
    told.tell("item", ITEM)
    told.tell("ended", {"id": "job-1", "out": "/secret", "items": {"done": 1}})
    receiver.wait_for(2)
    judge = Webhook(webhook["secret"])  # the reference implementation
    messages = [judge.verify(body, headers) for headers, body in receiver.requests]
    assert [message["type"] for message in messages] == ["item.finished", "job.completed"]
    assert messages[0]["data"] == {"job": "job-1", **ITEM}
    assert messages[1]["data"] == {"job": "job-1", "items": {"done": 1}}  # paths stay here
    headers, body = receiver.requests[0]
    assert headers["content-type"] == "application/json"
    for forged in (body + b" ", body.replace(b"red", b"bad")):
        with pytest.raises(WebhookVerificationError):
            judge.verify(forged, headers)
    with pytest.raises(WebhookVerificationError):  # another message's headers: a replay under another name
        judge.verify(body, receiver.requests[1][0])


def test_old_signatures_are_refused_by_receivers() -> None:
    secret = "whsec_" + "QUJD" * 8
    headers = signed_headers(secret, "msg_1", int(time.time()) - 3600, b"{}")
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(b"{}", headers)
    assert Webhook(secret).verify(b"{}", signed_headers(secret, "msg_1", int(time.time()), b"{}")) == {}


@pytest.mark.parametrize("how", [500, 404, 302, "drop", "hang", "drip"])
def test_a_failed_attempt_is_repeated_under_the_same_id(start: Start, how: int | str) -> None:
    told = Told()
    seconds = 0.3 if how in ("hang", "drip") else 10
    client, receiver, webhook = start(told, lambda before: how if before == 0 else 200, seconds=seconds)
    told.tell("alert", {"alert": "disk"})
    receiver.wait_for(2)
    (first, body), (second, again) = receiver.requests[:2]
    assert first["webhook-id"] == second["webhook-id"]
    assert body == again
    assert Webhook(webhook["secret"]).verify(again, second)["type"] == "job.alert"
    receiver.released.set()
    assert dead(client) == []


def test_what_never_arrives_becomes_a_dead_letter_that_can_be_sent_again(start: Start) -> None:
    told = Told()
    broken = [True]
    client, receiver, webhook = start(told, lambda before: 503 if broken[0] else 200)
    told.tell("item", ITEM)
    letter = until(lambda: dead(client))[0]
    assert (letter["attempts"], letter["problem"], letter["type"]) == (3, "answered 503", "item.finished")
    assert len(receiver.requests) == 3
    broken[0] = False
    assert client.post(f"/v1/webhooks/dead-letters/{letter['id']}/retry").status_code == 202
    receiver.wait_for(4)
    headers, body = receiver.requests[3]
    assert headers["webhook-id"] == letter["id"]
    assert body.decode() == letter["body"]
    assert Webhook(webhook["secret"]).verify(body, headers)
    until(lambda: not dead(client))


def test_a_receiver_that_is_gone_is_left_alone(start: Start) -> None:
    told = Told()
    client, receiver, _webhook = start(told, lambda before: 410, schedule=(0.01,) * 9)
    told.tell("item", ITEM)
    until(lambda: dead(client))
    told.tell("item", ITEM)
    assert client.get("/v1/webhooks").json()["items"][0]["state"] == "gone"
    until(lambda: client.app.state.outbox.seen("queue") == 2)  # type: ignore[attr-defined]
    assert len(receiver.requests) == 1


def test_a_receiver_that_asks_for_time_gets_it(start: Start) -> None:
    told = Told()
    client, receiver, _webhook = start(told, lambda before: 429)
    told.tell("item", ITEM)
    records = client.app.state.records  # type: ignore[attr-defined]

    def due() -> float:
        row = records.row("SELECT due FROM message WHERE attempts = 1")
        return float(row["due"]) if row else 0.0

    assert until(due) > time.time() + 3000
    assert len(receiver.requests) == 1


def test_one_that_hangs_holds_up_nobody_else(start: Start) -> None:
    told = Told()
    client, hanging, _webhook = start(told, lambda before: "hang", seconds=30)
    with Receiver() as quick:
        addresses = client.app.state.addresses  # type: ignore[attr-defined]
        addresses._allowed.add(f"127.0.0.1:{quick.port}")
        client.post("/v1/webhooks", json={"url": quick.url})
        for _ in range(3):
            told.tell("item", ITEM)
        quick.wait_for(3, seconds=25)
        hanging.released.set()


def test_what_was_not_sent_survives_a_restart(start: Start) -> None:
    told = Told()
    client, receiver, _webhook = start(told, lambda before: 500, schedule=(1000,))
    told.tell("item", ITEM)
    receiver.wait_for(1)
    outbox = client.app.state.outbox  # type: ignore[attr-defined]
    until(lambda: outbox.due() == [] and outbox.seen("queue") == 1)
    client.__exit__(None, None, None)
    later = create_app(told, token=TOKEN, working=False, webhook_hosts=[f"127.0.0.1:{receiver.port}"])
    later.state.outbox._clock = lambda: time.time() + 5000
    with TestClient(later, headers=BEARER):
        receiver.wait_for(2)
    assert receiver.requests[0][0]["webhook-id"] == receiver.requests[1][0]["webhook-id"]


def test_only_what_was_asked_for_is_sent(start: Start) -> None:
    told = Told()
    client, receiver, webhook = start(told, lambda before: 200)
    client.delete(f"/v1/webhooks/{webhook['id']}")
    client.post("/v1/webhooks", json={"url": receiver.url, "events": ["job.cancelled"]})
    told.tell("item", ITEM)
    told.tell("ended", {})
    told.tell("cancelled", {})
    receiver.wait_for(1)
    until(lambda: client.app.state.outbox.seen("queue") == 3)  # type: ignore[attr-defined]
    assert [json.loads(body)["type"] for _headers, body in receiver.requests] == ["job.cancelled"]


INSIDE = (
    "127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 255.255.255.255 "
    "::1 fe80::1 fd00::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 2002:7f00:1:: ff02::1 :: fe80::1%eth0"
)


@pytest.mark.parametrize("ip", INSIDE.split())
def test_the_own_network_is_out_of_reach(ip: str) -> None:
    assert not is_public(ip)


def test_public_addresses_are_public() -> None:
    assert all(is_public(ip) for ip in ("93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::808:808"))


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/", "https://127.0.0.1/", "https://localhost/", "https://[::1]/", "ftp://example.com/",
        "https://user@example.com/", "https://2130706433/", "https://0x7f.1/", "file:///etc/passwd", "https://",
        "https://example.com:99999/", "https://a b/", "https://127.0.0.1\r\nX: y/", "https://[::ffff:7f00:1]/",
    ],
)  # fmt: skip
def test_addresses_that_must_not_be_called_are_refused(client: TestClient, url: str) -> None:
    answer = client.post("/v1/webhooks", json={"url": url})
    assert answer.status_code == 422, answer.text
    assert answer.json()["hint"]


def test_a_name_that_leads_inside_is_refused_at_every_attempt(monkeypatch: pytest.MonkeyPatch) -> None:
    found = ["93.184.216.34"]

    def looked_up(host: str, port: int, **_options: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in found]

    monkeypatch.setattr("studio.server.webhooks.address.socket.getaddrinfo", looked_up)
    addresses = Addresses()
    assert addresses.resolve("https://shop.example/hook").ip == "93.184.216.34"
    found.append("10.0.0.1")  # one of several is enough
    with pytest.raises(Refused):
        addresses.resolve("https://shop.example/hook")


def test_an_allowed_host_is_allowed_on_its_port_only(tmp_path: Path) -> None:
    addresses = Addresses(["127.0.0.1:9000"])
    assert addresses.resolve("http://127.0.0.1:9000/x?y=1").target == "/x?y=1"
    with pytest.raises(Refused):
        addresses.resolve("http://127.0.0.1:9001/")


def test_attempts_go_on_for_three_days() -> None:
    assert sum(SCHEDULE) > 3 * 86_400
    assert list(SCHEDULE) == sorted(SCHEDULE)
