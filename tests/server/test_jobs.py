"""Jobs over HTTP: submitted once, followed, paused, cancelled, fetched."""

import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from PIL import Image

from studio.export.receipts import ENDING
from tests.server.following import followed


@pytest.fixture(scope="module")
def finished(client: TestClient, shop: Path) -> dict[str, Any]:
    """A job of the whole shop, followed to its end: its id and its events."""
    wish = {"photos": [{"path": str(shop)}], "channels": ["amazon-main"], "name": "night"}
    answer = client.post("/v1/jobs", json=wish)
    assert answer.status_code == 202, answer.text
    job = answer.json()["id"]
    assert answer.headers["location"] == f"/v1/jobs/{job}"
    return {"id": job, "events": followed(client, job)}


def test_a_job_is_told_as_it_happens(finished: dict[str, Any]) -> None:
    events = finished["events"]
    assert events[-1]["event"] == "end"
    assert [event["event"] for event in events].count("item") == 3
    done = [event["data"]["done"] for event in events if event["event"] == "progress"]
    assert done == sorted(done)
    assert done[-1] == 3


def test_events_go_on_where_a_connection_broke(client: TestClient, finished: dict[str, Any]) -> None:
    events = finished["events"]
    rest = followed(client, finished["id"], after=events[1]["id"])
    assert [event["id"] for event in rest] == [event["id"] for event in events[2:]]


def test_results_are_whole_and_name_what_failed(client: TestClient, finished: dict[str, Any]) -> None:
    answer = client.get(f"/v1/jobs/{finished['id']}/results").json()
    assert answer["job"]["state"] == "done"
    assert answer["job"]["counts"]["failed"] == 1
    by_photo = {item["photo"]: item for item in answer["items"]}
    assert by_photo[next(photo for photo in by_photo if "broken" in photo)]["error"]["kind"] == "unreadable-photo"
    made = next(item for item in answer["items"] if item["photo"].endswith("red.jpg"))
    assert made["output"].endswith("shoes/red.jpg")
    file = client.get(f"/v1/jobs/{finished['id']}/files/{made['output']}")
    assert file.headers["content-type"] == "image/jpeg"
    receipt = client.get(f"/v1/jobs/{finished['id']}/files/{made['output']}{ENDING}").json()
    assert receipt["photo_sha256"] == made["sha256"]
    assert hashlib.sha256(file.content).hexdigest() == receipt["output_sha256"]
    assert Image.open(io.BytesIO(file.content)).size == tuple(made["size"])


def test_files_that_the_job_did_not_make_stay_hidden(client: TestClient, finished: dict[str, Any]) -> None:
    for name in ("batch.json", "amazon-main/%2e%2e/batch.json", "%2e%2e/%2e%2e/server.sqlite", "/etc/passwd", "a%00"):
        assert client.get(f"/v1/jobs/{finished['id']}/files/{name}").status_code == 404, name


def test_the_same_key_gives_the_same_job(client: TestClient, shop: Path) -> None:
    wish = {"photos": [{"path": str(shop / "blue.jpg")}], "channels": ["plain"]}
    key = {"Idempotency-Key": "order-1"}
    first, second = (client.post("/v1/jobs", json=wish, headers=key) for _ in range(2))
    assert first.json()["id"] == second.json()["id"]
    assert "idempotency-replayed" not in first.headers
    assert second.headers["idempotency-replayed"] == "true"
    other = client.post("/v1/jobs", json={**wish, "channels": ["etsy"]}, headers=key)
    assert (other.status_code, other.json()["kind"]) == (409, "key-used")
    followed(client, first.json()["id"])


def test_the_urgent_goes_first_and_the_cancelled_not_at_all(client: TestClient, shop: Path) -> None:
    wish = {"photos": [{"path": str(shop)}], "channels": ["plain"]}
    running = client.post("/v1/jobs", json=wish).json()["id"]
    late, urgent, unwanted = (
        client.post("/v1/jobs", json={**wish, "photos": [{"path": str(shop / "blue.jpg")}], "priority": priority})
        for priority in (0, 50, 0)
    )
    assert client.post(f"/v1/jobs/{unwanted.json()['id']}/cancel").json()["state"] == "cancelled"
    for job in (running, late.json()["id"], urgent.json()["id"]):
        followed(client, job)
    jobs = {job["id"]: job for job in client.get("/v1/jobs").json()["items"]}
    assert jobs[urgent.json()["id"]]["started"] < jobs[late.json()["id"]]["started"]
    assert jobs[unwanted.json()["id"]]["started"] is None


def test_a_running_job_is_paused_and_cancelled(client: TestClient, shop: Path) -> None:
    job = client.post("/v1/jobs", json={"photos": [{"path": str(shop)}]}).json()["id"]
    assert client.post(f"/v1/jobs/{job}/pause").json()["state"] == "paused"
    assert client.post(f"/v1/jobs/{job}/run").json()["state"] in ("waiting", "running")
    client.post(f"/v1/jobs/{job}/cancel")
    events = followed(client, job)
    assert events[-1] == {"id": events[-1]["id"], "event": "end", "data": events[-1]["data"]}
    assert json.loads(json.dumps(events[-1]["data"]))["state"] == "cancelled"
