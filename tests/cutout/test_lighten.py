"""int8 twins of downloaded networks: made, measured, used where they are sooner, and never where they lose too much."""

from pathlib import Path
from typing import Any, ClassVar

import onnxruntime
import pytest

from studio.app.model_files import remove_model
from studio.cutout import find_matte
from studio.cutout.networks import known_weights, lighten, open_session, session
from studio.cutout.networks.cards import own_folder
from studio.cutout.networks.devices import INT8, OPENVINO, OPENVINO_INT8
from studio.cutout.networks.lighten import NoTwinError
from studio.cutout.networks.twin import twin_file, twin_of
from studio.model.picture import Picture
from tests.cutout.drawn import disc_alpha, overlap, photo_of
from tests.cutout.test_networks import DARK, LIGHT, write_network

U2NETP = known_weights()["u2netp"]


def photo(light: int = 0) -> Picture:
    return photo_of(disc_alpha(), DARK, (LIGHT[0] - light, LIGHT[1] - light, LIGHT[2] - light))


@pytest.fixture
def weights() -> Path:
    path = own_folder() / "u2netp.onnx"
    write_network(path, 1.0)
    return path


def made(monkeypatch: pytest.MonkeyPatch, *, overlap: float = 0.98, gain: float = 0.0) -> Any:
    monkeypatch.setattr(lighten, "LEAST_OVERLAP", overlap)
    monkeypatch.setattr(lighten, "LEAST_GAIN", gain)
    return lighten.lighten(U2NETP, [photo().rgb, photo(20).rgb], [photo(10).rgb])


def test_a_twin_is_used_where_it_answers_sooner(weights: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = find_matte(photo(), "u2netp")
    twin = made(monkeypatch)
    assert twin_of(weights) == twin
    assert 0.98 <= twin.least <= twin.overlap <= 1
    monkeypatch.setattr(session, "soonest", lambda working, path: (INT8, "In a short trial."))
    after = find_matte(photo(), "u2netp")
    assert (before.device, after.device) == ("CPU", "CPU int8")
    assert overlap(before.alpha > 127, after.alpha > 127) > 0.98
    assert open_session(weights).why == f"In a short trial. {twin.words()}"
    twin_file(weights).write_bytes(b"damaged")
    session.forget(weights)
    monkeypatch.setattr(session, "soonest", lambda working, path: (next(iter(working)), ""))
    assert find_matte(photo(), "u2netp").device == "CPU"
    remove_model("u2netp")
    assert list(own_folder().glob("*int8*")) == []


def test_a_twin_of_other_weights_is_none(weights: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(monkeypatch)
    write_network(weights, 0.5)
    assert twin_of(weights) is None
    assert open_session(weights).device == "CPU"


@pytest.mark.parametrize(("limits", "why"), [({"overlap": 1.1}, "too much"), ({"gain": 1e6}, "no faster")])
def test_what_is_not_worth_it_is_not_kept(
    weights: Path, monkeypatch: pytest.MonkeyPatch, limits: dict[str, float], why: str
) -> None:
    with pytest.raises(NoTwinError, match=why):
        made(monkeypatch, **limits)
    assert twin_of(weights) is None
    assert [path.name for path in own_folder().iterdir()] == ["u2netp.onnx"]


class _OpenVino:
    """onnxruntime's processor under OpenVINO's name, for an installation that has it."""

    opened: ClassVar[list[object]] = []
    _real = onnxruntime.InferenceSession

    def __init__(self, path: str, options: object, providers: list[Any]) -> None:
        first = providers[0]
        self.opened.append(first)
        self._network = self._real(path, options, providers=["CPUExecutionProvider"])
        self._name = first[0] if isinstance(first, tuple) else first

    def get_providers(self) -> list[str]:
        return [self._name]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._network, name)


def test_with_openvino_the_twin_is_tried_there_too(weights: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    twin = made(monkeypatch)
    session.forget(weights)
    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: [OPENVINO, "CPUExecutionProvider"])
    monkeypatch.setattr(onnxruntime, "InferenceSession", _OpenVino)
    monkeypatch.setattr(session, "soonest", lambda working, path: (list(working)[-1], ", ".join(working)))
    monkeypatch.setenv("OMP_NUM_THREADS", "2")
    opened = open_session(weights)
    assert opened.device == OPENVINO_INT8
    assert opened.why == f"{OPENVINO}, CPUExecutionProvider, {INT8}, {OPENVINO_INT8} {twin.words()}"
    assert (OPENVINO, {"device_type": "CPU", "num_of_threads": "2"}) in _OpenVino.opened, "two workers share the cores"
