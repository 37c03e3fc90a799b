"""The network that ships: what it finds, what it says of nothing, and what a broken file does."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.cutout import embedded, find_matte
from studio.cutout.embedded import network
from studio.cutout.embedded.cues import CUES, SIZE, cues_of
from studio.model.errors import BrokenModelError, StudioError
from studio.model.picture import Picture
from tests.cutout.drawn import GREEN, RED, disc_alpha, overlap, photo_of

ROOT = Path(__file__).resolve().parents[2]


def test_file_that_ships_is_small() -> None:
    assert network.model_file().stat().st_size < 8_000_000
    assert len(embedded.model_digest()) == 64


def test_finds_rendered_products() -> None:
    """Our own rendered shots, whose coverage is exact; none of them was trained on."""
    found = []
    for truth in sorted((ROOT / "tests" / "truth").glob("*.png")):
        photo = cv2.imread(str(ROOT / "resources" / "samples" / f"{truth.stem}.jpg"), cv2.IMREAD_COLOR_RGB)
        expected = cv2.resize(cv2.imread(str(truth), cv2.IMREAD_GRAYSCALE), (400, 400), interpolation=cv2.INTER_AREA)
        mask = embedded.find_product(cv2.resize(photo, (400, 400), interpolation=cv2.INTER_AREA)).mask
        found.append(overlap(cv2.resize(mask, (400, 400)) > 0.5, expected > 127))
    assert len(found) >= 12
    assert np.mean(found) > 0.85
    assert np.median(found) > 0.92


def test_cues_are_plain_bytes_and_leave_the_photo_alone() -> None:
    photo = np.array(photo_of(disc_alpha(), RED, GREEN).rgb)
    before = photo.copy()
    cues = cues_of(photo)
    assert cues.shape == (SIZE, SIZE, CUES)
    assert cues.dtype == np.uint8
    assert np.array_equal(photo, before)
    assert np.array_equal(cues, cues_of(photo))
    middle, corner = cues[SIZE // 2, SIZE // 2], cues[2, 2]
    assert (middle[:5] > corner[:5]).all()
    assert middle[5] < corner[5]


@pytest.mark.parametrize(("height", "width"), [(1, 1), (3, 4000), (40, 30_000), (2, 2)])
def test_odd_sizes_are_answered(height: int, width: int) -> None:
    matte = find_matte(Picture(np.full((height, width, 3), 128, np.uint8)))
    assert matte.alpha.shape == (height, width)
    assert matte.empty


def test_transparent_picture_is_empty_or_said() -> None:
    nothing = Picture(np.zeros((60, 80, 3), np.uint8), np.zeros((60, 80), np.uint8))
    matte = find_matte(nothing)
    assert matte.empty
    assert matte.reasons


def test_needs_no_rembg() -> None:
    program = (
        "import sys, numpy as np; from studio.cutout import find_matte; from studio.model.picture import Picture; "
        "find_matte(Picture(np.zeros((64, 64, 3), np.uint8))); print('rembg' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "False"


@pytest.fixture
def other_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[bytes], None]:
    """Put other bytes in the place of the shipped network."""

    def put(data: bytes) -> None:
        path = tmp_path / "cutout.onnx"
        path.write_bytes(data)
        monkeypatch.setattr(network, "model_file", lambda: path)
        network._network.cache_clear()

    monkeypatch.setattr(network, "_network", network._network)
    yield put  # type: ignore[misc]
    network._network.cache_clear()


@pytest.mark.parametrize("share", [0.0, 0.3, 0.99])
def test_truncated_file_is_named_with_a_cure(other_file: Callable[[bytes], None], share: float) -> None:
    whole = network.model_file().read_bytes()
    other_file(whole[: int(len(whole) * share)])
    with pytest.raises(BrokenModelError) as told:
        find_matte(photo_of(disc_alpha(), RED, GREEN))
    assert "cutout.onnx" in told.value.message
    assert "again" in (told.value.hint or "")


@pytest.mark.parametrize("operation", ["shape", "nan", "input"])
def test_network_that_answers_nonsense_is_told(other_file: Callable[[bytes], None], operation: str) -> None:
    other_file(_strange(operation))
    with pytest.raises(StudioError) as told:
        find_matte(photo_of(disc_alpha(), RED, GREEN))
    assert "cutout model" in told.value.message


def _strange(operation: str) -> bytes:
    """Return a network that answers another shape, no numbers, or wants another input."""
    from onnx import TensorProto, helper

    name = "photo" if operation == "input" else "entry"
    entry = helper.make_tensor_value_info(name, TensorProto.FLOAT, [None, 9, None, None])
    answer = helper.make_tensor_value_info("product", TensorProto.FLOAT, None)
    nodes = [helper.make_node("ReduceMean", [name], ["mean"], axes=[1], keepdims=1)]
    if operation == "nan":
        nodes += [
            helper.make_node("Sub", ["mean", "mean"], ["zero"]),
            helper.make_node("Div", ["zero", "zero"], ["product"]),
        ]
    else:
        nodes.append(helper.make_node("ReduceMean", ["mean"], ["product"], axes=[2], keepdims=0))
    graph = helper.make_graph(nodes, "strange", [entry], [answer])
    return bytes(
        helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8).SerializeToString()
    )
