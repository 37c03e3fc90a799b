"""The architecture is a test: who may import whom, what is imported when, and how long a file may grow."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HEAVY = (
    "PySide6",
    "onnxruntime",
    "rembg",
    "openai",
    "anthropic",
    "scipy",
    "skimage",
    "numba",
    "pymatting",
    "psd_tools",
)


def test_layers_hold() -> None:
    result = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    "module", ["studio.model", "studio.app.batch.batch", "studio.app.photo.pipeline", "studio.cli.main"]
)
def test_heavy_libraries_wait_until_they_are_needed(module: str) -> None:
    code = f"import {module}, sys; print(*[name for name in {HEAVY!r} if name in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.split() == []


def test_a_window_starts_with_qt_alone() -> None:
    """First paint comes before numpy, OpenCV and pydantic: see `studio bench startup`."""
    heavy = (*HEAVY[1:], "numpy", "cv2", "pydantic", "typer", "rich")
    code = f"import studio.__main__, studio.ui, sys; print(*[name for name in {heavy!r} if name in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.split() == []


def test_the_engine_works_without_qt() -> None:
    code = "import sys; sys.modules['PySide6'] = None; import studio.cli.main, studio.app.batch.batch; print('fine')"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert result.stdout.strip() == "fine", result.stderr


def test_files_stay_small_enough_to_read() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in (ROOT / "studio").rglob("*.py")
        if (lines := len(path.read_text().splitlines())) > 300
    }
    assert not long, f"too long to take in; split them: {long}"


def test_public_things_say_what_they_do() -> None:
    silent = []
    for path in (ROOT / "studio").rglob("*.py"):
        tree = ast.parse(path.read_text())
        if not ast.get_docstring(tree):
            silent.append(str(path.relative_to(ROOT)))
    assert not silent, f"modules without a docstring: {silent}"
