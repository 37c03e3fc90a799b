"""Downloaded networks: found, run raw, said where they run, and never fetched silently."""

import time
from pathlib import Path
from threading import Event, Timer
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from studio.cutout import cutout_models, find_matte
from studio.cutout.networks import PROMPTED, close_idle, devices, known_weights, open_session
from studio.cutout.networks.architecture import architectures
from studio.cutout.networks.cards import places
from studio.model.errors import BrokenModelError, Cancelled, MissingModelError
from studio.model.picture import Picture
from studio.model.progress import Progress
from tests.cutout.drawn import disc_alpha, overlap, photo_of

DARK, LIGHT = (40, 30, 30), (235, 235, 235)


def write_network(path: Path, scale: float, side: int = 320, rounds: int = 0) -> None:
    """Write a network of U²-Net's shape (1×3×side×side in, seven 1×1 planes out): probability = darkness × scale."""
    onnx = pytest.importorskip("onnx", reason="the onnx package makes the tiny network")
    helper, numbers = onnx.helper, onnx.TensorProto
    weight = helper.make_tensor("weight", numbers.FLOAT, [1, 3, 1, 1], [-0.075 * scale] * 3)
    bias = helper.make_tensor("bias", numbers.FLOAT, [1], [0.53 * scale])
    nodes = [helper.make_node("Conv", ["input.1", "weight", "bias"], ["level"])]
    slow = [helper.make_tensor("kernel", numbers.FLOAT, [1, 1, 15, 15], [1 / 225] * 225)] if rounds else []
    last = "level"
    for number in range(rounds):
        nodes.append(helper.make_node("Conv", [last, "kernel"], [f"slow{number}"], pads=[7, 7, 7, 7]))
        last = f"slow{number}"
    nodes += [helper.make_node("Clip", [last, "zero", "one"], [f"d{number}"]) for number in range(7)]
    limits = [helper.make_tensor(name, numbers.FLOAT, [], [value]) for name, value in (("zero", 0.0), ("one", 1.0))]
    graph = helper.make_graph(
        nodes,
        "u2netp",
        [helper.make_tensor_value_info("input.1", numbers.FLOAT, [1, 3, side, side])],
        [helper.make_tensor_value_info(f"d{number}", numbers.FLOAT, [1, 1, side, side]) for number in range(7)],
        [weight, bias, *limits, *slow],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    path.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(model, str(path))


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """No model anywhere: an empty home, and none of rembg's variables."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.delenv("REMBG_HOME", raising=False)
    monkeypatch.setenv("U2NET_HOME", str(tmp_path / "u2net"))
    return tmp_path


def photo() -> Picture:
    return photo_of(disc_alpha(), DARK, LIGHT)


def test_missing_file_is_said_with_its_place_and_nothing_is_fetched(bare: Path) -> None:
    with pytest.raises(MissingModelError, match="u2netp is not on this computer") as caught:
        find_matte(photo(), "u2netp")
    assert "u2netp.onnx" in caught.value.hint
    assert "studio models get u2netp" in caught.value.hint
    assert not list(bare.rglob("*.onnx"))


@pytest.mark.parametrize("place", range(6))
def test_file_is_used_wherever_it_may_lie(bare: Path, place: int) -> None:
    write_network(places(known_weights()["u2netp"])[place], 1.0)
    matte = find_matte(photo(), "u2netp")
    assert matte.model == "u2netp"
    assert matte.device == "CPU"
    assert overlap(matte.alpha > 127, disc_alpha() > 127) > 0.97
    assert any("not the published one" in reason for reason in matte.reasons)
    assert next(model for model in cutout_models() if model.id == "u2netp").available


def test_faint_answer_stays_empty_instead_of_being_stretched(bare: Path) -> None:
    write_network(bare / "u2net" / "u2netp.onnx", 0.05)
    matte = find_matte(photo(), "u2netp")
    assert matte.empty
    assert matte.confidence == 0


def test_flat_photo_gives_an_empty_matte(bare: Path) -> None:
    write_network(bare / "u2net" / "u2netp.onnx", 1.0)
    assert find_matte(Picture(np.full((200, 300, 3), 240, np.uint8)), "u2netp").empty


def test_broken_file_is_named(bare: Path) -> None:
    (bare / "u2net").mkdir()
    (bare / "u2net" / "u2netp.onnx").write_bytes(b"not a network")
    with pytest.raises(BrokenModelError, match=r"u2netp\.onnx cannot be loaded"):
        find_matte(photo(), "u2netp")


def test_network_of_another_shape_is_named(bare: Path) -> None:
    write_network(bare / "u2net" / "u2netp.onnx", 1.0, side=64)
    with pytest.raises(BrokenModelError, match=r"u2netp\.onnx could not work"):
        find_matte(photo(), "u2netp")


def test_long_run_is_called_off_soon(bare: Path) -> None:
    write_network(bare / "u2net" / "isnet-general-use.onnx", 1.0, side=1024, rounds=60)
    stop = Event()
    Timer(0.3, stop.set).start()
    with pytest.raises(Cancelled):
        find_matte(photo(), "isnet-general-use", progress=Progress(cancelled=stop))


def test_device_that_does_not_answer_is_told(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import onnxruntime

    class OnlyProcessor:
        """What onnxruntime gives where a graphics card's libraries are missing: a session on the CPU, and no error."""

        def __init__(self, *args: Any, providers: list[str], **kwargs: Any) -> None:
            self.real = real(*args, providers=["CPUExecutionProvider"], **kwargs)

        def __getattr__(self, name: str) -> Any:
            return getattr(self.real, name)

    real = onnxruntime.InferenceSession
    write_network(bare / "u2net" / "u2netp.onnx", 1.0)
    monkeypatch.setattr(onnxruntime, "InferenceSession", OnlyProcessor)
    monkeypatch.setattr(
        onnxruntime, "get_available_providers", lambda: ["CUDAExecutionProvider", "CPUExecutionProvider"]
    )
    matte = find_matte(photo(), "u2netp")
    assert matte.device == "CPU"
    assert any(reason.startswith("CUDA was asked for, but the model runs on CPU") for reason in matte.reasons)


def test_every_card_has_a_known_architecture() -> None:
    weights = known_weights()
    assert len(weights) >= 10
    assert {each.architecture for each in weights.values()} <= {*architectures(), PROMPTED}
    assert all(each.file.endswith(".onnx") and (each.md5 or each.sha256) for each in weights.values())


def test_logits_are_read_as_probabilities() -> None:
    read = architectures()["birefnet"].read(np.array([[-100.0, 0.0, 100.0]], np.float32))
    assert read == pytest.approx(np.array([[0, 0.5, 1]]), abs=1e-6)


class _Fake:
    """An onnxruntime session that says it runs on `provider` and may fail when it works."""

    def __init__(self, real: Any, provider: str, *, fails: bool = False, slow: float = 0.0) -> None:
        self.real, self.provider, self.fails, self.slow = real, provider, fails, slow

    def get_providers(self) -> list[str]:
        return [self.provider, "CPUExecutionProvider"]

    def get_inputs(self) -> Any:
        return self.real.get_inputs()

    def run(self, *arguments: Any) -> Any:
        if self.fails:
            raise RuntimeError("CUDA failure 2: out of memory")
        Event().wait(self.slow)
        return self.real.run(*arguments)


def _with_cuda(monkeypatch: pytest.MonkeyPatch, **how: Any) -> None:
    """Let a device that this computer lacks seem to be there."""
    import onnxruntime

    real = onnxruntime.InferenceSession

    def opened(*arguments: Any, providers: list[str]) -> Any:
        network = real(*arguments, providers=["CPUExecutionProvider"])
        return _Fake(network, providers[0], **how) if providers[0].startswith("CUDA") else network

    monkeypatch.setattr(onnxruntime, "InferenceSession", opened)
    monkeypatch.setattr(
        onnxruntime, "get_available_providers", lambda: ["CUDAExecutionProvider", "CPUExecutionProvider"]
    )


def test_the_slower_device_is_not_taken(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_network(bare / "u2net" / "u2netp.onnx", 1.0)
    _with_cuda(monkeypatch, slow=0.5)
    session = open_session(bare / "u2net" / "u2netp.onnx")
    assert session.device == "CPU"
    assert "CUDA" in session.why


def test_a_device_out_of_memory_gives_way_to_the_processor(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_network(bare / "u2net" / "u2netp.onnx", 1.0)
    _with_cuda(monkeypatch)
    monkeypatch.setattr(devices, "_seconds", lambda network, clock: 0.0 if isinstance(network, _Fake) else 1.0)
    path = bare / "u2net" / "u2netp.onnx"
    assert open_session(path).device == "CUDA"
    open_session(path).network.fails = True
    matte = find_matte(photo(), "u2netp")
    assert matte.device == "CPU"
    assert any("now runs on the CPU" in reason for reason in matte.reasons)
    assert overlap(matte.alpha > 127, disc_alpha() > 127) > 0.9


def test_idle_networks_are_let_go(bare: Path) -> None:
    path = bare / "u2net" / "u2netp.onnx"
    write_network(path, 1.0)
    first = open_session(path)
    assert open_session(path) is first
    assert close_idle(60) == 0
    assert close_idle(0) >= 1
    assert open_session(path) is not first


def test_few_networks_are_open_at_once(bare: Path) -> None:
    close_idle(0)
    for number in range(4):
        path = bare / f"n{number}.onnx"
        write_network(path, 1.0, side=64)
        open_session(path)
    assert close_idle(0) == 2


class _Busy:
    """A network that computes, or one that lets the computer wait: what a load on the machine looks like."""

    def __init__(self, works: float = 0.0, waits: float = 0.0) -> None:
        self._works, self._waits = works, waits

    def get_inputs(self) -> list[SimpleNamespace]:
        return [SimpleNamespace(name="x", shape=[1, 3])]

    def run(self, _outputs: None, _planes: object) -> None:
        time.sleep(self._waits)
        end = time.process_time() + self._works
        while time.process_time() < end:
            pass


def test_on_the_processor_its_own_time_decides_not_the_clock(tmp_path: Path) -> None:
    file = tmp_path / "network.onnx"
    file.write_bytes(b"x")
    heavy, light_but_kept_waiting = _Busy(works=0.02), _Busy(works=0.002, waits=0.06)
    best, why = devices.soonest({devices.CPU: heavy, devices.INT8: light_but_kept_waiting}, file)
    assert best == devices.INT8
    assert "of the processor" in why
    card = "CUDAExecutionProvider"
    best, _ = devices.soonest({card: _Busy(waits=0.001), devices.CPU: _Busy(works=0.05)}, file)
    assert best == card, "a graphics card's work is seen by the clock alone"
