"""From the trained network to the file that ships."""

from pathlib import Path

import torch
from network import CHANNELS, CutoutNetwork
from torch import Tensor, nn

SIDE = 256


class Probability(nn.Module):
    """The network with its logits made a probability."""

    def __init__(self, network: CutoutNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, x: Tensor) -> Tensor:
        return self.network(x).sigmoid()


def export(network: CutoutNetwork, path: Path) -> None:
    """Write ONNX: entry (photos, CHANNELS, side, side) float32, product (photos, 1, side, side) 0–1.

    `side` may be any multiple of 32; SIDE is what it was trained for.
    """
    temporary = path.with_suffix(".part")
    torch.onnx.export(
        Probability(network).cpu().eval().to(memory_format=torch.contiguous_format),
        (torch.zeros(1, CHANNELS, SIDE, SIDE),),
        str(temporary),
        input_names=["entry"],
        output_names=["product"],
        opset_version=17,
        dynamo=False,
        dynamic_axes={name: {0: "photos", 2: "side", 3: "side"} for name in ("entry", "product")},
    )
    temporary.replace(path)
