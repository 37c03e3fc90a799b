"""Which device a network runs on, and why: what onnxruntime offers, and what a short trial says."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import numpy as np

CPU, OPENVINO = "CPUExecutionProvider", "OpenVINOExecutionProvider"
ORDER = ("CUDAExecutionProvider", OPENVINO, "DmlExecutionProvider", "CoreMLExecutionProvider", CPU)
"""Devices in the order they are tried. Which of those that answer is kept is measured, not believed: CoreML was
reported 6–8 times slower than the processor on these networks."""
INT8, OPENVINO_INT8 = "CPU int8", "OpenVINO int8"
"""The processor with the network's int8 twin, where one was made here."""
TWINS = {INT8: CPU, OPENVINO_INT8: OPENVINO}
"""On which device each runs."""
NEEDS = {
    "CUDAExecutionProvider": "its libraries (CUDA and cuDNN) were not found",
    OPENVINO: "its libraries were not found",
    "DmlExecutionProvider": "no graphics card with DirectX 12 was found",
    "CoreMLExecutionProvider": "the system refused it",
}
PROCESSOR = {CPU, OPENVINO, *TWINS}
"""What computes on the processor: its time is counted there, which other programs' work does not lengthen."""
ROUNDS = 3


def candidates() -> list[str]:
    """Return the providers that this onnxruntime has and we know, best first; the processor last, always."""
    import onnxruntime

    offered = set(onnxruntime.get_available_providers()) | {CPU}
    return [name for name in ORDER if name in offered]


def short(provider: str) -> str:
    """Return a provider's name as people know it."""
    name = provider.removesuffix("ExecutionProvider")
    return {"Dml": "DirectML"}.get(name, name)


def missing(provider: str | None) -> str:
    """Return why a provider did not answer; None: why there is only the processor."""
    if provider is None:
        return "the installed onnxruntime offers no graphics device"
    return NEEDS.get(provider, "it did not answer")


def soonest(working: dict[str, Any], path: Path) -> tuple[str, str]:
    """Return the provider that answers soonest and a sentence with the times; measured once a model and run."""
    return _measured(tuple(working.items()), path, path.stat().st_mtime_ns)


@lru_cache(maxsize=16)
def _measured(working: tuple[tuple[str, Any], ...], path: Path, changed: int) -> tuple[str, str]:
    here = all(provider in PROCESSOR for provider, _ in working)
    taken = _taken(dict(working), process_time if here else perf_counter)
    best = min(taken, key=lambda provider: taken[provider])
    unit = "ms of the processor" if here else "ms"
    times = ", ".join(f"{short(name)} {seconds * 1000:.0f}" for name, seconds in taken.items())
    return best, f"{short(best)}: the soonest in a short trial ({times} {unit})."


def _taken(working: Mapping[str, Any], clock: Callable[[], float]) -> dict[str, float]:
    """Return the least seconds of a run on each device, in turns so that a busy moment meets them all."""
    for network in working.values():
        _seconds(network, clock)  # the first run makes ready
    rounds = [{name: _seconds(network, clock) for name, network in working.items()} for _ in range(ROUNDS)]
    return {name: min(each[name] for each in rounds) for name in working}


def _seconds(network: Any, clock: Callable[[], float]) -> float:
    """Return the seconds of one run; infinity where it fails."""
    try:
        entry = network.get_inputs()[0]
        shape = [size if isinstance(size, int) and size > 0 else 1 for size in entry.shape]
        planes = {entry.name: np.zeros(shape, np.float32)}
        start = clock()
        network.run(None, planes)
        return clock() - start
    except Exception:  # onnxruntime's errors have no common base
        return float("inf")
