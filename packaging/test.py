"""Sets everything up and runs every check and test: `python3 packaging/test.py [pytest arguments]`."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from environment import ROOT, install_packages, missing_libraries, missing_test_tools, prepare, say

CHECKS = (
    ("style", ["ruff", "check", "."]),
    ("layout", ["ruff", "format", "--check", "."]),
    ("types", ["mypy"]),
    ("who imports whom", ["lint-imports"]),
)


@contextmanager
def virtual_screen() -> Iterator[dict[str, str]]:
    """Start Xvfb for the real-window tests; yield the environment that shows windows on it."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=(write,), stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as answer:
        number = answer.readline().strip()
    manager = None
    try:
        environment = {**os.environ, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        environment.pop("WAYLAND_DISPLAY", None)
        manager = subprocess.Popen(["openbox"], env=environment, stderr=subprocess.DEVNULL)
        yield environment
    finally:
        for process in (manager, server):
            if process is not None:
                process.terminate()
                process.wait()


def main() -> int:
    """Set up, check, test; return the exit code of the first that fails."""
    python = prepare(tests=True)
    windows = sys.platform.startswith("linux") and install_packages(missing_libraries() + missing_test_tools())
    tools = Path(python).parent
    failed = 0
    for name, command in CHECKS:
        start = time.monotonic()
        say(f"Checking {name}")
        code = subprocess.run([str(tools / command[0]), *command[1:]], cwd=ROOT, check=False).returncode
        say(f"  {'good' if code == 0 else 'FAILED'} ({time.monotonic() - start:.0f} s)")
        failed = failed or code
    if failed:
        say("The checks above must pass before the tests are run.")
        return failed
    os.environ["PYTHONFAULTHANDLER"] = "1"  # a crash at the very end, after the last test, says where it was, too
    pytest = [str(python), "-m", "pytest", *sys.argv[1:]]
    if not windows:
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        return subprocess.run(pytest, cwd=ROOT, env=environment, check=False).returncode
    with virtual_screen() as environment:
        return subprocess.run(pytest, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
