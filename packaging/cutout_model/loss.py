"""What training lessens: wrong pixels, most of all along the outline; wrong overlap; wrong edges."""

from torch import Tensor
from torch.nn import functional


def loss(answers: tuple[Tensor, Tensor, Tensor], matte: Tensor) -> Tensor:
    """Return the loss of logits at three scales against coverage (batch, 1, side, side), 0–1."""
    full, half, quarter = answers
    total = _at_scale(full, matte, edges=True)
    for coarse in (half, quarter):
        total = total + 0.3 * _at_scale(coarse, functional.adaptive_avg_pool2d(matte, coarse.shape[-1]), edges=False)
    return total


def _at_scale(logits: Tensor, matte: Tensor, *, edges: bool) -> Tensor:
    around = functional.avg_pool2d(matte, 9, 1, 4)
    weight = 1 + 3 * (around - matte).abs() * 2
    wrong = functional.binary_cross_entropy_with_logits(logits, matte, weight=weight)
    found = logits.sigmoid()
    both = (found * matte).sum((1, 2, 3))
    either = (found + matte - found * matte).sum((1, 2, 3))
    empty = 0.002 * matte[0].numel()  # so that a photo of nothing has a loss that can be lessened
    total = wrong + (1 - (both + empty) / (either + empty)).mean()
    if edges:
        total = total + 1.5 * sum(((found.diff(dim=axis)) - matte.diff(dim=axis)).abs().mean() for axis in (2, 3))
    return total
