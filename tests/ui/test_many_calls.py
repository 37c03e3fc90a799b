"""Two hundred calls under way at once, and the window's thread goes on: by processor time, as machines may be busy."""

import json
import subprocess
import sys
from pathlib import Path

from studio.ai.demo import DemoServer

PROGRAM = Path(__file__).parent / "programs" / "many_calls.py"


def test_the_window_never_waits_for_two_hundred_calls() -> None:
    with DemoServer(delay=1.0) as server:  # all are under way together
        command = [sys.executable, str(PROGRAM), server.openai_address, "200"]
        result = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    assert result.returncode == 0, result.stderr
    told = json.loads(result.stdout)
    assert told["came"] == server.billed == 200
    assert server.most_at_once > 100
    assert told["longest"] < 50, "milliseconds between two beats of the window's thread"
