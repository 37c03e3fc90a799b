"""Sets up `.venv` in the checkout, and the system libraries that the studio needs.

Standard library only: it runs before anything is installed.
"""

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"

# What Qt's window needs on Linux, by the file it loads and the Debian package that brings it.
WINDOW_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xinerama.so.0": "libxcb-xinerama0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
FONT = {"fonts-dejavu-core": Path("/usr/share/fonts")}
TEST_TOOLS = {"Xvfb": "xvfb", "xdotool": "xdotool", "openbox": "openbox"}


def say(text: str) -> None:
    """Print one line at once, so that progress is seen where output is piped."""
    print(text, flush=True)


def check_python() -> None:
    """Stop with a sentence where this Python cannot run the studio."""
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        found = f"{sys.version_info[0]}.{sys.version_info[1]}"
        sys.exit(f"Listing Studio needs Python 3.11, 3.12 or 3.13; this is {found}. Run this script with one of those.")


def python() -> Path:
    """Return the path of the environment's Python."""
    return VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")


def prepare(*, tests: bool = False) -> Path:
    """Make or refresh `.venv`, quick where nothing changed; return its Python."""
    check_python()
    stamp = VENV / ("tests.stamp" if tests else "studio.stamp")
    wanted = _fingerprint()
    if python().exists() and stamp.exists() and stamp.read_text() == wanted:
        return python()
    if not python().exists():
        say("Setting up: a private Python environment in .venv")
        _make_venv()
    say("Setting up: downloading and installing the parts (a few minutes the first time)")
    _install(["--editable", str(ROOT)])
    if tests:
        _install(["--group", f"{ROOT / 'pyproject.toml'}:dev"])
        (VENV / "studio.stamp").write_text(wanted)
    stamp.write_text(wanted)
    return python()


def _fingerprint() -> str:
    project = (ROOT / "pyproject.toml").read_bytes()
    return hashlib.sha256(project + sys.version.encode() + str(ROOT).encode()).hexdigest()


def _make_venv() -> None:
    result = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False)
    if result.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        cure = "apt-get install python3-venv" if shutil.which("apt-get") else "install Python's venv and pip parts"
        sys.exit(f"Python could not make an environment. Cure: {cure}\n{result.stdout}{result.stderr}")
    # Dependency groups need pip 25.1; Debian 12 brings 23.
    _pip(["install", "--upgrade", "pip>=25.1"])


def _install(what: Sequence[str]) -> None:
    _pip(["install", *what])


def _pip(arguments: Sequence[str]) -> None:
    """Run pip, turning its log into one progress line for each part; show the log where it fails."""
    command = [str(python()), "-m", "pip", "--disable-pip-version-check", *arguments, "--progress-bar", "off"]
    log: list[str] = []
    start, parts = time.monotonic(), 0
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        for line in process.stdout or ():
            log.append(line)
            if line.startswith("Collecting "):
                parts += 1
                say(f"  {time.monotonic() - start:4.0f} s  part {parts:3d}: {line.split()[1]}")
            elif line.startswith("Installing collected packages"):
                say(f"  {time.monotonic() - start:4.0f} s  installing {parts} parts")
    if process.returncode:
        sys.exit(
            "".join(log[-15:]) + "\nThe parts could not be installed. Is this computer online? Then run this again."
        )


def missing_libraries() -> list[str]:
    """Return the Debian packages that a window still needs here; empty anywhere but on Linux."""
    if not sys.platform.startswith("linux"):
        return []
    packages = [package for library, package in WINDOW_LIBRARIES.items() if not _loads(library)]
    packages += [package for package, folder in FONT.items() if not any(folder.rglob("*.[to]t[fc]"))]
    return packages


def missing_test_tools() -> list[str]:
    """Return the Debian packages of the tools with which the window is tested."""
    if not sys.platform.startswith("linux"):
        return []
    return [package for tool, package in TEST_TOOLS.items() if shutil.which(tool) is None]


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_packages(packages: Sequence[str]) -> bool:
    """Install Debian packages where this script may, else name the command; return whether they are there now."""
    if not packages:
        return True
    command = f"apt-get install -y {' '.join(packages)}"
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        say(f"Missing on this computer: {', '.join(packages)}.\nCure: sudo {command}")
        return False
    say(f"Setting up: system libraries ({', '.join(packages)})")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quiet = ["-qq", "-o", "Dpkg::Use-Pty=0", "--no-install-recommends"]
    subprocess.run(["apt-get", "update", "-qq"], env=environment, check=False)
    result = subprocess.run(
        ["apt-get", "install", "-y", *quiet, *packages], env=environment, capture_output=True, text=True, check=False
    )
    if result.returncode:
        say(f"{result.stderr[-800:]}\nCure: {command}")
    return result.returncode == 0
