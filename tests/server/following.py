"""Reading server-sent events as a client does."""

import json
from typing import Any

from fastapi.testclient import TestClient


def followed(client: TestClient, job: str, *, after: str | None = None) -> list[dict[str, Any]]:
    """Return a job's events until it ends, as {"id", "event", "data"}."""
    events: list[dict[str, Any]] = []
    headers = {"Last-Event-ID": after} if after else {}
    with client.stream("GET", f"/v1/jobs/{job}/events", headers=headers) as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        fields: dict[str, Any] = {}
        for line in answer.iter_lines():
            if not line:
                if fields:
                    events.append(fields)
                fields = {}
            elif not line.startswith(":"):
                name, _, value = line.partition(": ")
                fields[name] = json.loads(value) if name == "data" else value
    return events
