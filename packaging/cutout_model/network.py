"""The network: a small residual U-net (Ronneberger et al., 2015) that sees a photo and its cues, and answers logits."""

import torch
from torch import Tensor, nn
from torch.nn import functional

CHANNELS = 9
WIDTHS = (16, 24, 48, 96, 192)
BLOCKS = (1, 1, 2, 3)
DECODER = (16, 16, 32, 48)


def _convolution(into: int, out: int, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(into, out, 3, stride, 1, bias=False), nn.BatchNorm2d(out, momentum=0.03), nn.ReLU(inplace=True)
    )


class Residual(nn.Module):
    """Two convolutions and a way around them (He et al., 2016)."""

    def __init__(self, into: int, out: int, stride: int) -> None:
        super().__init__()
        self.first = _convolution(into, out, stride)
        self.second = nn.Sequential(nn.Conv2d(out, out, 3, 1, 1, bias=False), nn.BatchNorm2d(out, momentum=0.03))
        self.around = nn.Conv2d(into, out, 1, stride) if stride > 1 or into != out else nn.Identity()

    def forward(self, x: Tensor) -> Tensor:
        return functional.relu(self.second(self.first(x)) + self.around(x))


class Context(nn.Module):
    """Weigh and shift every channel by what the whole picture holds (squeeze and excitation, Hu et al., 2018)."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.squeeze = nn.Linear(width, width // 2)
        self.excite = nn.Linear(width // 2, 2 * width)

    def forward(self, x: Tensor) -> Tensor:
        gain, shift = self.excite(functional.relu(self.squeeze(x.mean((2, 3))))).chunk(2, dim=1)
        return x * torch.sigmoid(gain)[..., None, None] + shift[..., None, None]


class CutoutNetwork(nn.Module):
    """(batch, CHANNELS, side, side) → logits (batch, 1, side, side); `side` a multiple of 32."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = _convolution(CHANNELS, WIDTHS[0], 2)
        self.encoder = nn.ModuleList(
            nn.Sequential(
                Residual(WIDTHS[level], WIDTHS[level + 1], 2),
                *(Residual(WIDTHS[level + 1], WIDTHS[level + 1], 1) for _ in range(BLOCKS[level] - 1)),
            )
            for level in range(4)
        )
        self.context = Context(WIDTHS[4])
        widths = (*DECODER, WIDTHS[4])
        self.reduce = nn.ModuleList(nn.Conv2d(widths[level + 1], DECODER[level], 1) for level in range(4))
        self.decoder = nn.ModuleList(_convolution(DECODER[level] + WIDTHS[level], DECODER[level]) for level in range(4))
        self.head = nn.Conv2d(DECODER[0], 4, 3, 1, 1)
        self.aside = nn.ModuleList(nn.Conv2d(DECODER[level], 1, 1) for level in (1, 2))

    def forward(self, x: Tensor) -> Tensor:
        return self.answers(x)[0]

    def answers(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return the logits, and those of two coarser levels that only training looks at."""
        levels = [self.stem(x)]
        for block in self.encoder:
            levels.append(block(levels[-1]))
        x, decoded = self.context(levels[-1]), {}
        for level in (3, 2, 1, 0):
            wide = functional.interpolate(self.reduce[level](x), scale_factor=2.0, mode="nearest")
            x = decoded[level] = self.decoder[level](torch.cat([wide, levels[level]], dim=1))
        logits = functional.pixel_shuffle(self.head(x), 2)
        return logits, self.aside[0](decoded[1]), self.aside[1](decoded[2])
