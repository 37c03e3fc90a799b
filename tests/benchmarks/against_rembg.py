"""Batches beside `rembg p` with the very same weights, both as whole commands, start and model loading included.

The weights have U²-Net small's shape and cost (19.8 GMAC at 320²) and are made here with the `onnx` package: all its
layers run, and a darkness term decides the mask, so that both programs find the drawn product. CPU figures are user +
system seconds of the whole process tree, which a loaded computer changes little; `wall` is told beside them.
"""

import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np

CHANNELS = ("amazon-main", "ebay", "etsy", "shopify")
MIDDLE, AFTER = 16, 64  # channels of U²-Net small
_REMBG = """
import sys
from pathlib import Path
from rembg import new_session, remove
session = new_session("u2netp")
for photo in sorted(Path(sys.argv[1]).iterdir()):
    (Path(sys.argv[2]) / f"{photo.stem}.png").write_bytes(remove(photo.read_bytes(), session=session))
"""
"""What `rembg p -m u2netp` does, without the packages that its other commands ask for."""
GOAL_PNG, GOAL_WHITE, GOAL_BOUND = 8.0, 10.0, 0.8


def measure(folder: Path, quick: bool) -> Iterator[dict[str, Any]]:
    """Return the figures; none where rembg or onnx is not installed."""
    try:
        weights = write_u2netp(Path(os.environ["STUDIO_HOME"]) / "models" / "u2netp.onnx")
    except ImportError:
        return
    if find_spec("rembg") is None:
        return
    photo = _photo(folder / "dark on pale.jpg")
    shots = folder / "shots"
    shots.mkdir()
    count = 3 if quick else 12
    for at in range(count):
        (shots / f"{at}.jpg").write_bytes(photo.read_bytes() + b"\0" * at)  # no photo is another's double
    environment = {**os.environ, "U2NET_HOME": str(weights.parent), "MODEL_CHECKSUM_DISABLED": "1"}
    rembg = [sys.executable, "-c", _REMBG, str(shots), str(folder / "rembg")]
    (folder / "rembg").mkdir()
    theirs = _spent(rembg, environment, folder / "rembg", count)
    ours = _spent(
        [*_studio("cutout", shots, folder / "ours"), "--model", "u2netp"], environment, folder / "ours", count
    )
    yield from _beside("cutout of 12 MP to PNG", ours, theirs, count, "rembg p, same weights")
    yield from _white(folder, shots, count, theirs, environment)
    yield _bound(photo, weights, 3 if quick else 9)


def _photo(path: Path) -> Path:
    """Write a 12 MP JPEG of a dark, striped thing on a pale table, a third of the frame, with a camera's noise."""
    import cv2
    import simplejpeg

    rows, columns = np.mgrid[:750, :1000]
    body = (np.abs(columns - 500) < 190 - 90 * (rows < 250)) & (rows > 60) & (rows < 690)
    stripes = np.where((rows // 37 + columns // 53) % 2 > 0, 60, 120)[..., None] * np.array([1.0, 0.6, 0.4])
    small = np.where(body[..., None], stripes, [232, 230, 226]).astype(np.float32)
    pixels = np.asarray(cv2.resize(small, (4000, 3000), interpolation=cv2.INTER_CUBIC), np.float32)
    pixels += np.random.default_rng(0).normal(0, 2, pixels.shape).astype(np.float32)
    path.write_bytes(simplejpeg.encode_jpeg(np.clip(pixels, 0, 255).astype(np.uint8), 90, "RGB", "420"))
    return path


def _white(
    folder: Path, shots: Path, count: int, cut: tuple[float, float], environment: dict[str, str]
) -> Iterator[dict[str, Any]]:
    """Four channels from one cutout, beside rembg's PNG resized onto white four times by ImageMagick."""
    magick = shutil.which("magick") or shutil.which("convert")
    if magick is None:
        return
    png = next((folder / "rembg").glob("*.png"))
    wide = ["-resize", "1700x1700", "-background", "white", "-gravity", "center", "-extent", "2000x2000", "-flatten"]
    command = [magick, str(png), *wide, "-quality", "92", str(folder / "theirs.jpg")]
    cpu, wall = _spent(command, environment, folder / "theirs.jpg", 1)
    theirs = cut[0] + cpu * 4 * count, cut[1] + wall * 4 * count
    _forget_mattes()
    options = [part for channel in CHANNELS for part in ("--channel", channel)]
    command = [*_studio("export", shots, folder / "white"), "--model", "u2netp", *options]
    ours = _spent(command, environment, folder / "white", count * len(CHANNELS))
    yield from _beside("12 MP to white JPEG × 4 channels", ours, theirs, count, "rembg p + ImageMagick × 4")


def _bound(photo: Path, weights: Path, rounds: int) -> dict[str, Any]:
    """Our cutout to PNG beside the sum of what cannot be left out: decoding, the network, encoding."""
    import onnxruntime
    import simplejpeg

    from studio.app.batch.plan import photos_in
    from studio.app.cutouts import How, cut_photo, matte_of, whole_photo
    from studio.cutout import cut
    from studio.export import encode
    from studio.intake import load
    from studio.model.matte import CutoutSettings

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(weights), options, providers=["CPUExecutionProvider"])
    planes = {"input.1": np.zeros((1, 3, 320, 320), np.float32)}
    os.environ["OMP_NUM_THREADS"] = "1"
    settings = CutoutSettings(model="u2netp")
    shot, out, data = photos_in([photo])[0], photo.parent / "bound", photo.read_bytes()

    def ours() -> None:
        _forget_mattes()
        cut_photo(shot, How(settings), out, PurePosixPath("a.png"))

    ours()
    loaded = load(photo)
    size = (loaded.source.width, loaded.source.height)
    whole = whole_photo(cut(loaded.picture, matte_of(photo, settings), settings, size))

    def least() -> None:
        simplejpeg.decode_jpeg(data)
        session.run(None, planes)
        encode(whole, format="png")

    pairs = [(_cpu(ours), _cpu(least)) for _ in range(rounds)]
    value, bound = (statistics.median(pair[at] for pair in pairs) * 1000 for at in (0, 1))
    ratio = statistics.median(other / own for own, other in pairs)  # of pairs: what else runs here slows both
    return _figure("of the bound: decode + network + encode", value, "ms CPU", ("bound", bound, ratio), GOAL_BOUND)


def _beside(
    name: str, ours: tuple[float, float], theirs: tuple[float, float], count: int, yardstick: str
) -> Iterator[dict[str, Any]]:
    goal = GOAL_PNG if "PNG" in name else GOAL_WHITE
    for what, at in (("CPU", 0), ("wall", 1)):
        value, other = ours[at] / count, theirs[at] / count
        yield _figure(f"{name}, {what}", value, "s a photo", (yardstick, other, other / value), goal)


def _studio(command: str, photos: Path, out: Path) -> list[str]:
    return [sys.executable, "-m", "studio", command, str(photos), "--out", str(out)]


def _forget_mattes() -> None:
    shutil.rmtree(Path(os.environ["STUDIO_HOME"]) / "cache" / "mattes", ignore_errors=True)


def _spent(command: list[str], environment: dict[str, str], out: Path, files: int) -> tuple[float, float]:
    """Return (CPU seconds of the process tree, wall seconds); raises RuntimeError where not all was made."""
    before, start = _children(), time.perf_counter()
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    spent = _children() - before, time.perf_counter() - start
    made = [out] if out.is_file() else [path for path in out.rglob("*") if path.suffix in (".jpg", ".png")]
    if len(made) != files or b"Traceback" in done.stderr:  # ours answers 1 where a file is flagged
        said = done.stderr.decode("utf-8", "replace").strip()[-400:]
        raise RuntimeError(f"{command[0]} made {len(made)} of {files} files and ended with {done.returncode}: {said}")
    return spent


def _children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _cpu(function: Callable[[], object]) -> float:
    start = time.process_time()
    function()
    return time.process_time() - start


def _figure(name: str, value: float, unit: str, yardstick: tuple[str, float, float], goal: float) -> dict[str, Any]:
    return {
        "name": name,
        "value": round(value, 3),
        "unit": unit,
        "yardstick": yardstick[0],
        "yardstick_value": round(yardstick[1], 3),
        "ratio": round(yardstick[2], 3),
        "goal": goal,
    }


class _Graph:
    """A U²-Net being put together: blocks of convolutions by Qin et al., "U²-Net: Going Deeper" (2020), fig. 5."""

    def __init__(self) -> None:
        from onnx import TensorProto, helper

        self.helper, self.numbers = helper, TensorProto
        self.nodes: list[Any] = []
        self.weights: list[Any] = []
        self._random = np.random.default_rng(0)
        self._count = 0

    def add(self, kind: str, inputs: list[str], **attributes: Any) -> str:
        self._count += 1
        name = f"t{self._count}"
        self.nodes.append(self.helper.make_node(kind, inputs, [name], **attributes))
        return name

    def tensor(self, values: Any) -> str:
        array = np.asarray(values, np.float32 if np.asarray(values).dtype.kind == "f" else np.int64)
        kind = self.numbers.FLOAT if array.dtype == np.float32 else self.numbers.INT64
        name = f"w{len(self.weights)}"
        self.weights.append(self.helper.make_tensor(name, kind, array.shape, array.tobytes(), raw=True))
        return name

    def layer(self, name: str, before: int, after: int, dilation: int = 1) -> str:
        """A 3 × 3 convolution with its batch normalisation folded in, and ReLU."""
        weight = self._random.normal(0, (2 / (9 * before)) ** 0.5, (after, before, 3, 3))
        made = self.conv(name, weight, pad=dilation, dilation=dilation)
        return self.add("Relu", [made])

    def conv(self, name: str, weight: Any, *, pad: int, dilation: int = 1, bias: float = 0.0) -> str:
        inputs = [name, self.tensor(np.asarray(weight, float)), self.tensor(np.full(len(weight), bias))]
        return self.add("Conv", inputs, pads=[pad] * 4, dilations=[dilation] * 2)

    def half(self, name: str) -> str:
        return self.add("MaxPool", [name], kernel_shape=[2, 2], strides=[2, 2], ceil_mode=1)

    def grown(self, name: str, side: int, channels: int) -> str:
        sizes = self.tensor(np.array([1, channels, side, side]))
        return self.add("Resize", [name, "", "", sizes], mode="linear", coordinate_transformation_mode="half_pixel")

    def joined(self, *names: str) -> str:
        return self.add("Concat", list(names), axis=1)

    def block(self, name: str, side: int, depth: int, before: int) -> str:
        """RSU-`depth`: a small U of its own, added to its input."""
        middle, after = MIDDLE, AFTER
        first = self.layer(name, before, after)
        down, sides = [self.layer(first, after, middle)], [side]
        for _ in range(depth - 2):
            down.append(self.layer(self.half(down[-1]), middle, middle))
            sides.append((sides[-1] + 1) // 2)
        up = self.layer(down[-1], middle, middle, dilation=2)
        for level in range(depth - 2, -1, -1):
            up = self.layer(self.joined(up, down[level]), 2 * middle, middle if level else after)
            if level:
                up = self.grown(up, sides[level - 1], middle)
        return self.add("Add", [up, first])

    def flat(self, name: str, before: int) -> str:
        """RSU-4F: dilated instead of reduced."""
        middle, after = MIDDLE, AFTER
        first = self.layer(name, before, after)
        a = self.layer(first, after, middle)
        b = self.layer(a, middle, middle, 2)
        c = self.layer(b, middle, middle, 4)
        d = self.layer(c, middle, middle, 8)
        c = self.layer(self.joined(d, c), 2 * middle, middle, 4)
        b = self.layer(self.joined(c, b), 2 * middle, middle, 2)
        return self.add("Add", [self.layer(self.joined(b, a), 2 * middle, after), first])


def write_u2netp(path: Path) -> Path:
    """Write the network and return its path; raises ImportError without the onnx package."""
    import onnx

    graph = _Graph()
    sides = [320, 160, 80, 40, 20, 10]
    depths = [7, 6, 5, 4]
    down: list[str] = []
    name = "input.1"
    for level, side in enumerate(sides):
        before = 3 if level == 0 else 64
        name = graph.block(name, side, depths[level], before) if level < 4 else graph.flat(name, before)
        down.append(name)
        name = graph.half(name) if level < 5 else name
    up = [down[5]]
    for level in range(4, -1, -1):
        both = graph.joined(graph.grown(up[-1], sides[level], 64), down[level])
        up.append(graph.block(both, sides[level], depths[level], 128) if level < 4 else graph.flat(both, 128))
    masks = [graph.conv(name, np.full((1, 64, 3, 3), 1e-9), pad=1) for name in reversed(up)]
    masks = [masks[0], *(graph.grown(name, 320, 1) for name in masks[1:])]
    darkness = graph.conv("input.1", np.full((1, 3, 1, 1), -3.0), pad=0, bias=9.0)
    fused = graph.add("Add", [graph.conv(graph.joined(*masks), np.ones((1, 6, 1, 1)), pad=0), darkness])
    for number, name in enumerate([fused, *(graph.add("Add", [mask, darkness]) for mask in masks)]):
        graph.nodes.append(graph.helper.make_node("Sigmoid", [name], [f"d{number}"]))
    make, kind = graph.helper.make_tensor_value_info, graph.numbers.FLOAT
    outputs = [make(f"d{number}", kind, [1, 1, 320, 320]) for number in range(7)]
    whole = graph.helper.make_graph(
        graph.nodes, "u2netp", [make("input.1", kind, [1, 3, 320, 320])], outputs, graph.weights
    )
    model = graph.helper.make_model(whole, opset_imports=[graph.helper.make_opsetid("", 13)], ir_version=8)
    onnx.checker.check_model(model)
    path.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(model, str(path))
    return path
