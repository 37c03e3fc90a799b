"""Finds and runs the project's own measurements."""

import importlib.util
import os
import platform
from pathlib import Path
from typing import Any

from studio.model.errors import UsageError

NAMES = ("startup", "preview", "cutout", "edges", "touchup", "mockup", "batch", "faults", "soak", "memory")


def benchmark_folder() -> Path:
    """Return where the measurements lie: inside a wheel, or in the checkout's tests."""
    package = Path(__file__).resolve().parent.parent
    shipped = package / "_shipped" / "benchmarks"
    return shipped if shipped.is_dir() else package.parent / "tests" / "benchmarks"


def run_benchmark(name: str, *, quick: bool = False) -> dict[str, Any]:
    """Run `measure(quick)` of a benchmark and return the contract's document; raises UsageError where there is none."""
    path = benchmark_folder() / f"{name}.py"
    if name not in NAMES or not path.is_file():
        there = ", ".join(known for known in NAMES if (benchmark_folder() / f"{known}.py").is_file())
        raise UsageError(f"There is no measurement {name!r}.", f"There are: {there or 'none'}.")
    spec = importlib.util.spec_from_file_location(f"studio_benchmark_{name}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return {"name": name, "machine": machine(), "figures": [_figure(figure) for figure in module.measure(quick)]}


def _figure(figure: dict[str, Any]) -> dict[str, Any]:
    fields = ("name", "value", "unit", "yardstick", "yardstick_value", "ratio")
    return {field: figure.get(field) for field in fields} | figure


def machine() -> dict[str, Any]:
    """Return what the figures were measured on."""
    return {
        "system": platform.system(),
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "python": platform.python_version(),
    }


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()
