"""Training: AdamW, cosine over the time given, an exponential mean of the weights; may be stopped and gone on with."""

import copy
import math
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from corpus import EACH, shards, unpacked
from loss import loss
from network import CutoutNetwork
from torch import Tensor
from torch.nn import functional

BATCH = 16
RATE = 2e-3
MEAN_DECAY = 0.998
SNAPSHOT = 1200  # seconds of training after which a checkpoint is kept for good: they make the learning curve
LIGHT, SPREAD = 0.45, 0.25


@dataclass
class State:
    """Everything that going on needs; `seconds` of training so far."""

    network: CutoutNetwork
    mean: CutoutNetwork
    optimizer: torch.optim.Optimizer
    seconds: float = 0.0
    steps: int = 0


def train(corpus: Path, checkpoint: Path, *, seconds: float, threads: int, seed: int = 1) -> CutoutNetwork:
    """Train until `seconds` in all have been spent; returns the mean network. Writes `checkpoint` as it goes."""
    torch.set_num_threads(threads)
    torch.manual_seed(seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    state = _resumed(checkpoint, device)
    random = np.random.default_rng([seed, state.steps])
    last, losses = time.monotonic(), []
    saved = told = last
    while state.seconds < seconds:
        done = state.seconds / seconds
        for group in state.optimizer.param_groups:
            group["lr"] = RATE * min(1.0, (state.steps + 1) / 200) * (0.5 + 0.5 * math.cos(math.pi * done)) + 1e-6
        photo, matte = _batch(corpus, random, _side(done, random))
        losses.append(_step(state, photo.to(device), matte.to(device)))
        now = time.monotonic()
        before, state.seconds, last = state.seconds, state.seconds + now - last, now
        if before // SNAPSHOT != state.seconds // SNAPSHOT:
            _save(state, checkpoint.with_stem(f"{checkpoint.stem}-{state.seconds / 60:.0f}"))
        if now - told > 60:
            print(f"{state.seconds:.0f} s  {state.steps} steps  loss {np.mean(losses):.4f}", flush=True)
            told, losses = now, []
        if now - saved > 180:
            _save(state, checkpoint)
            saved = now
    _save(state, checkpoint)
    return state.mean


def _side(done: float, random: np.random.Generator) -> int:
    """Return the side to train at: small while there is much to learn, larger for the last of the time."""
    if done < 0.6:
        return int(random.choice([96, 128, 128, 160]))
    return int(random.choice([160, 192])) if done < 0.85 else int(random.choice([192, 224, 256]))


def _step(state: State, photo: Tensor, matte: Tensor) -> float:
    state.network.train()
    value = loss(state.network.answers(photo), matte)
    state.optimizer.zero_grad(set_to_none=True)
    value.backward()
    torch.nn.utils.clip_grad_norm_(state.network.parameters(), 2.0)
    state.optimizer.step()
    state.steps += 1
    decay = min(MEAN_DECAY, state.steps / (state.steps + 20))
    with torch.no_grad():
        for kept, new in zip(state.mean.state_dict().values(), state.network.state_dict().values(), strict=True):
            if kept.dtype.is_floating_point:
                kept.lerp_(new, 1 - decay)
            else:
                kept.copy_(new)
    return float(value.detach())


def _batch(corpus: Path, random: np.random.Generator, side: int) -> tuple[Tensor, Tensor]:
    """Return (BATCH, 9, side, side) and (BATCH, 1, side, side), mirrored, turned and lit anew."""
    there = shards(corpus)
    while not there:
        time.sleep(5)
        there = shards(corpus)
    picked = []
    for _ in range(4):
        rows = np.load(there[int(random.integers(len(there)))], mmap_mode="r")
        picked.append(rows[np.sort(random.choice(EACH, BATCH // 4, replace=False))])
    parts = {name: torch.from_numpy(plane) for name, plane in unpacked(np.concatenate(picked)).items()}
    photo = _resized(parts["photo"].permute(0, 3, 1, 2).float() / 255, side)
    cues = _resized(parts["cues"].permute(0, 3, 1, 2).float() / 255, side)
    matte = _resized(parts["matte"][:, None].float() / 255, side)
    generator = torch.Generator().manual_seed(int(random.integers(2**31)))
    gain = 1 + 0.1 * torch.randn(BATCH, 3, 1, 1, generator=generator)
    photo = (photo * gain).clamp(0, 1) + 0.015 * torch.randn(photo.shape, generator=generator)
    kept = torch.rand(BATCH, cues.shape[1], 1, 1, generator=generator) > 0.04
    kept &= torch.rand(BATCH, 1, 1, 1, generator=generator) > 0.04
    entry = torch.cat([(photo - LIGHT) / SPREAD, cues * kept], dim=1)
    if random.random() < 0.5:
        entry, matte = entry.flip(3), matte.flip(3)
    if random.random() < 0.12:
        entry, matte = entry.transpose(2, 3), matte.transpose(2, 3)
    return entry.contiguous(memory_format=torch.channels_last), matte.contiguous()


def _resized(plane: Tensor, side: int) -> Tensor:
    if plane.shape[-1] == 2 * side:
        return functional.avg_pool2d(plane, 2)
    return plane if plane.shape[-1] == side else functional.interpolate(plane, (side, side), mode="bilinear")


def _resumed(checkpoint: Path, device: torch.device) -> State:
    network = CutoutNetwork().to(device, memory_format=torch.channels_last)
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=0.02)
    state = State(network, copy.deepcopy(network), optimizer)
    if checkpoint.exists():
        kept = torch.load(checkpoint, map_location=device, weights_only=True)
        state.network.load_state_dict(kept["network"])
        state.mean.load_state_dict(kept["mean"])
        state.optimizer.load_state_dict(kept["optimizer"])
        state.seconds, state.steps = kept["seconds"], kept["steps"]
    return state


def _save(state: State, checkpoint: Path) -> None:
    checkpoint.parent.mkdir(parents=True, exist_ok=True)
    temporary = checkpoint.with_suffix(".part")
    torch.save(
        {
            "network": state.network.state_dict(),
            "mean": state.mean.state_dict(),
            "optimizer": state.optimizer.state_dict(),
            "seconds": state.seconds,
            "steps": state.steps,
        },
        temporary,
    )
    temporary.replace(checkpoint)
