"""`studio serve` as a process: from the command line to a finished file, and to a quiet end."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from studio.model.errors import UsageError
from studio.server.access import VARIABLE
from studio.server.run import listen
from tests.server.conftest import TOKEN


def test_serve_takes_a_job_and_stops_when_told(shop: Path, tmp_path: Path) -> None:
    environment = {**os.environ, VARIABLE: TOKEN, "STUDIO_HOME": str(tmp_path)}
    command = [sys.executable, "-m", "studio", "serve", "--port", "0", "--root", str(shop), "--workers", "1"]
    server = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    try:
        assert server.stderr is not None
        port = int(server.stderr.readline().partition("127.0.0.1:")[2].partition(";")[0])

        def ask(method: str, path: str, body: Any = None) -> Any:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
            connection.request(method, path, json.dumps(body) if body else None, headers)
            answer = connection.getresponse()
            data = answer.read()
            connection.close()
            assert answer.status < 300, data
            return json.loads(data)

        wish = {"photos": [{"path": str(shop / "blue.jpg")}], "channels": ["plain"]}
        job = ask("POST", "/v1/jobs", wish)["id"]
        end = time.monotonic() + 60
        while (state := ask("GET", f"/v1/jobs/{job}")["state"]) != "done":
            assert state in ("waiting", "running")
            assert time.monotonic() < end
            time.sleep(0.05)
        assert ask("GET", f"/v1/jobs/{job}/results")["items"][0]["output"] == "plain/blue.jpg"
        server.send_signal(signal.SIGINT)
        assert server.wait(60) in (0, 130)
    finally:
        server.kill()
        server.communicate()


def test_a_taken_port_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(UsageError, match="--port"):
            listen("127.0.0.1", taken.getsockname()[1])
