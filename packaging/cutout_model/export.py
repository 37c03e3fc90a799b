"""From trained networks to the file that ships: ONNX, its weights stored in 16 or 8 bits, computed in 32."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from network import CHANNELS, CutoutNetwork
from torch import Tensor, nn

SIDE = 256
SMALL = 256  # weights of fewer numbers stay as they are: nothing to save


class Probability(nn.Module):
    """The mean of what networks find likely; `temperature` > 1 makes them less sure of themselves."""

    def __init__(self, networks: Sequence[CutoutNetwork], temperature: float) -> None:
        super().__init__()
        self.networks, self.temperature = nn.ModuleList(networks), temperature

    def forward(self, x: Tensor) -> Tensor:
        likely = [(network(x) / self.temperature).sigmoid() for network in self.networks]
        return torch.stack(likely).mean(0)


def export(networks: Sequence[CutoutNetwork], path: Path, *, bits: int = 16, temperature: float = 1.0) -> None:
    """Write ONNX: entry (photos, CHANNELS, side, side) float32, product (photos, 1, side, side) 0–1.

    Networks of several ends of one training err in different places (snapshot ensembles, Huang et al., 2017). `side`
    may be any multiple of 32; SIDE is what it was trained for. `bits`: 32, 16 or 8 for each stored weight.
    """
    import onnx

    temporary = path.with_suffix(".part")
    torch.onnx.export(
        Probability(networks, temperature).cpu().eval().to(memory_format=torch.contiguous_format),
        (torch.zeros(1, CHANNELS, SIDE, SIDE),),
        str(temporary),
        input_names=["entry"],
        output_names=["product"],
        opset_version=17,
        dynamo=False,
        dynamic_axes={name: {0: "photos", 2: "side", 3: "side"} for name in ("entry", "product")},
    )
    model = onnx.load(str(temporary))
    if bits < 32:
        _packed(model, bits)
    onnx.checker.check_model(model)
    onnx.save(model, str(temporary))
    temporary.replace(path)


def _packed(model: Any, bits: int) -> None:
    """Store large weights small and let the graph widen them; onnxruntime does that once, when it loads the file."""
    from onnx import helper, numpy_helper

    nodes, kept = [], []
    for weight in list(model.graph.initializer):
        values = numpy_helper.to_array(weight)
        if values.dtype != np.float32 or values.size < SMALL:
            kept.append(weight)
            continue
        small = f"{weight.name}_small"
        if bits == 16:
            kept.append(numpy_helper.from_array(values.astype(np.float16), small))
            nodes.append(helper.make_node("Cast", [small], [weight.name], to=1))
            continue
        scale = np.maximum(np.abs(values).reshape(len(values), -1).max(1), 1e-8).astype(np.float32) / 127
        even = scale.reshape(-1, *[1] * (values.ndim - 1))
        names = [small, f"{weight.name}_wide", f"{weight.name}_scale"]
        kept += [
            numpy_helper.from_array(np.rint(values / even).astype(np.int8), small),
            numpy_helper.from_array(even, names[2]),
        ]
        # not DequantizeLinear: onnxruntime keeps that in the graph and widens the weights anew for every photo
        nodes.append(helper.make_node("Cast", names[:1], names[1:2], to=1))
        nodes.append(helper.make_node("Mul", names[1:], [weight.name]))
    del model.graph.initializer[:]
    model.graph.initializer.extend(kept)
    rest = list(model.graph.node)
    del model.graph.node[:]
    model.graph.node.extend([*nodes, *rest])
