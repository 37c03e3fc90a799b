"""A wheel installed away from the checkout brings everything it needs along."""

import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def run(*command: object, **options: object) -> str:
    """Run a command that must succeed; return what it prints."""
    result = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, **options)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def test_a_wheel_works_away_from_the_checkout(tmp_path: Path) -> None:
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path, ROOT)
    (wheel,) = tmp_path.glob("*.whl")
    run(sys.executable, "-m", "venv", "--without-pip", tmp_path / "empty")
    scripts = tmp_path / "empty" / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / ("python.exe" if os.name == "nt" else "python")
    site = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
    # The dependencies are borrowed from this environment (downloading them again takes minutes); a path in a .pth
    # does not run the .pth files of that folder, so this environment's editable studio stays out.
    (Path(site) / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    run(sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--quiet", wheel)
    environment = {**os.environ, "STUDIO_HOME": str(tmp_path / "home")}
    environment.pop("PYTHONPATH", None)
    report = json.loads(run(scripts / "studio", "self-test", "--json", cwd=tmp_path, env=environment))
    assert report["ok"]
    assert report["counts"]["channels"] >= 36
    assert report["counts"]["presets"] >= 8
    assert report["counts"]["samples"] >= 12
    assert str(tmp_path) in run(python, "-c", "import studio; print(studio.__file__)", cwd=tmp_path, env=environment)
