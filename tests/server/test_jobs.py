"""Jobs over HTTP: submitted once, followed, paused, cancelled, fetched."""

import hashlib
import io
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from PIL import Image

from studio.app.batch.plan import make_plan, photos_in
from studio.app.queue import Queue, Wish
from studio.app.wishes import chosen_channels, chosen_preset
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
    assert [event["event"] for event in events] == ["submitted", "started", "item", "item", "item", "ended"]
    assert {event["data"]["status"] for event in events if event["event"] == "item"} >= {"failed"}
    numbers = [int(event["id"]) for event in events]
    assert numbers == sorted(numbers)


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
    assert client.delete(f"/v1/jobs/{first.json()['id']}").status_code == 204
    anew = client.post("/v1/jobs", json=wish, headers=key)  # the key of what was removed is free again
    assert (anew.status_code, "idempotency-replayed" in anew.headers) == (202, False)
    followed(client, anew.json()["id"])


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
    assert jobs[urgent.json()["id"]]["ended"] < jobs[running]["ended"] < jobs[late.json()["id"]]["ended"]
    assert jobs[unwanted.json()["id"]]["started"] is None


def test_a_running_job_is_paused_and_cancelled(client: TestClient, shop: Path) -> None:
    job = client.post("/v1/jobs", json={"photos": [{"path": str(shop)}]}).json()["id"]
    assert client.post(f"/v1/jobs/{job}/pause").json()["state"] == "paused"
    assert client.post(f"/v1/jobs/{job}/resume").json()["state"] in ("waiting", "running")
    client.post(f"/v1/jobs/{job}/cancel")
    events = followed(client, job)
    assert events[-1]["event"] == "cancelled"
    assert client.post(f"/v1/jobs/{job}/retry").json()["state"] in ("waiting", "running")
    assert followed(client, job, after=events[-1]["id"])[-1]["event"] == "ended"


def test_batches_from_elsewhere_are_no_jobs(client: TestClient, shop: Path, tmp_path: Path) -> None:
    import studio.scene  # noqa: F401  (makes the element kinds known)

    preset = chosen_preset("clean-white")
    plan = make_plan(photos_in([shop]), preset, chosen_channels(preset, ["plain"]), tmp_path)
    queue: Queue = client.app.state.queue  # type: ignore[attr-defined]
    own = queue.submit(plan, Wish(name="the window's", paused=True)).id
    try:
        assert own not in {job["id"] for job in client.get("/v1/jobs").json()["items"]}
        for answer in (client.get(f"/v1/jobs/{own}/results"), client.post(f"/v1/jobs/{own}/cancel")):
            assert answer.status_code == 404
    finally:
        queue.cancel(own)


def test_what_a_job_made_is_removed_when_it_is_over(client: TestClient, shop: Path) -> None:
    sent = client.put("/v1/uploads/gone.jpg", content=(shop / "blue.jpg").read_bytes()).json()["id"]
    photos = {"photos": [{"upload": sent}], "channels": ["plain"]}
    job = client.post("/v1/jobs", json=photos).json()["id"]
    client.post(f"/v1/jobs/{job}/pause")
    assert client.delete(f"/v1/jobs/{job}").status_code == 409
    client.post(f"/v1/jobs/{job}/resume")
    followed(client, job)
    folder = client.app.state.queue.batch(job).out_dir  # type: ignore[attr-defined]
    assert (folder / "plain" / "gone.jpg").is_file()
    assert client.delete(f"/v1/jobs/{job}").status_code == 204
    assert not folder.exists()
    assert client.get(f"/v1/jobs/{job}").status_code == 404
    assert client.delete(f"/v1/uploads/{sent}").status_code == 204
    assert client.delete(f"/v1/uploads/{sent}").status_code == 404
    assert client.post("/v1/jobs", json=photos).json()["kind"] == "no-upload"
