"""Making a network's int8 twin, and measuring what it loses and gains before anybody uses it.

Static quantisation with scales from real photos (Jacob et al., "Quantization and Training of Neural Networks for
Efficient Integer-Arithmetic-Only Inference", CVPR 2018), by onnxruntime's own tools, which need the onnx package.
"""

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import mean, median
from time import process_time
from typing import Any

import numpy as np

from studio.cutout.networks.architecture import Planes, architectures
from studio.cutout.networks.cards import Weights, own_folder, weight_file
from studio.cutout.networks.devices import CPU
from studio.cutout.networks.predict import prepared, read
from studio.cutout.networks.session import forget, opened_on
from studio.cutout.networks.twin import Twin, drop_twin, keep_twin
from studio.model.errors import BrokenModelError, StudioError
from studio.model.matte import Mask
from studio.model.picture import Bytes
from studio.model.progress import SILENT, Progress

LEAST_OVERLAP = 0.98
"""Mean overlap with the full network's outlines below which a twin loses too much."""
LEAST_GAIN = 1.1
"""Times as fast as the full network: less is not worth any loss."""


class NoTwinError(StudioError):
    """No int8 twin was made or kept; the sentence says why."""

    kind = "no-int8"


def lighten(weights: Weights, examples: Sequence[Bytes], judged: Sequence[Bytes], progress: Progress = SILENT) -> Twin:
    """Make and keep the int8 twin of a network; return what was measured.

    The scales come from `examples`, the figures from the photos `judged` (sRGB, any size). Raises NoTwinError where the
    twin would be no faster here or its outlines differ too much (then none is kept), MissingModelError,
    BrokenModelError, and Cancelled.
    """
    path = weight_file(weights)
    architecture = architectures()[weights.architecture]
    fed, shown = ([prepared(rgb, architecture, weights.input) for rgb in photos] for photos in (examples, judged))
    drop_twin(path)
    own_folder().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".int8-", dir=own_folder()) as folder:
        made = Path(folder) / "made"
        progress.at(0.05, "fitting whole numbers")
        _quantised(path, made, fed)
        progress.at(0.6, "comparing")
        planes: list[tuple[Any, Any]] = []
        seconds: list[tuple[float, float]] = []
        networks = opened_on(path, CPU), opened_on(made, CPU)
        for at, photo in enumerate(shown):
            answers, spent = zip(*(_timed(network, photo) for network in networks), strict=True)
            planes.append((answers[0], answers[1]))
            seconds.append((spent[0], spent[1]))
            progress.at(0.6 + 0.4 * (at + 1) / len(shown))
        masks = [tuple(read(plane, architecture, path.name) for plane in pair) for pair in planes]
        twin = _measured(path, masks, seconds)
        _worth_it(weights.id, twin)
        keep_twin(path, made, twin)
    forget(path)
    return twin


def _quantised(path: Path, target: Path, fed: Sequence[Planes]) -> None:
    try:
        from onnxruntime import quantization
        from onnxruntime.quantization.shape_inference import quant_pre_process
    except ImportError as error:
        raise NoTwinError(
            "The onnx package is needed to make int8 networks.", 'pip install "listing-studio[int8]"'
        ) from error
    name = opened_on(path, CPU).get_inputs()[0].name

    class Examples(quantization.CalibrationDataReader):
        def __init__(self) -> None:
            self._left: Iterator[Planes] = iter(fed)

        def get_next(self) -> dict[str, Planes] | None:
            planes = next(self._left, None)
            return None if planes is None else {name: planes}

    whole = target.with_name("whole")
    try:
        quant_pre_process(str(path), str(whole), skip_symbolic_shape=True)
        quantization.quantize_static(
            str(whole),
            str(target),
            Examples(),
            quant_format=quantization.QuantFormat.QDQ,
            activation_type=quantization.QuantType.QUInt8,  # signed ones take twice the time on x86
            weight_type=quantization.QuantType.QInt8,
            per_channel=True,
        )
    except Exception as error:  # onnx's and onnxruntime's errors have no common base
        raise BrokenModelError(
            f"{path.name} cannot be made int8 ({type(error).__name__}: {str(error)[:200]}).", "Use it as it is."
        ) from error


def _timed(network: Any, photo: Planes) -> tuple[Any, float]:
    start = process_time()
    entry = network.get_inputs()[0]
    answer = network.run(None, {entry.name: photo})[0]
    return answer, process_time() - start


def _measured(path: Path, masks: Sequence[tuple[Mask, ...]], seconds: Sequence[tuple[float, float]]) -> Twin:
    overlaps = [_overlap(*pair) for pair in masks]
    facts = path.stat()
    return Twin(
        overlap=round(mean(overlaps), 4),
        least=round(min(overlaps), 4),
        difference=round(mean(float(np.abs(full - own).mean()) for full, own in masks), 5),
        milliseconds=(_median(seconds, 0), _median(seconds, 1)),
        size=facts.st_size,
        changed=facts.st_mtime_ns,
    )


def _median(seconds: Sequence[tuple[float, float]], at: int) -> float:
    return round(median(pair[at] for pair in seconds) * 1000, 1)


def _overlap(full: Mask, own: Mask) -> float:
    one, other = full > 0.5, own > 0.5
    either = int((one | other).sum())
    return 1.0 if not either else int((one & other).sum()) / either


def _worth_it(model: str, twin: Twin) -> None:
    full, own = twin.milliseconds
    if twin.overlap < LEAST_OVERLAP:
        raise NoTwinError(f"{model} loses too much as int8. {twin.words()}", "It stays as it is.")
    if full < LEAST_GAIN * own:
        raise NoTwinError(
            f"{model} is no faster as int8 on this computer ({own:.0f} ms, {full:.0f} ms as it is).",
            "It stays as it is.",
        )
