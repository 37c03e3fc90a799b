"""Getting, adding, checking and removing cutout models."""

import hashlib
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from studio.app import model_files
from studio.app.ai.order import choose
from studio.app.model_files import add_model, disk_use, get_model, licence_question, remove_model, verify_model
from studio.app.models import model_cards
from studio.cutout import cutout_models, find_matte
from studio.cutout.networks import known_weights
from studio.model.errors import BrokenModelError, DownloadError, MissingModelError, UsageError
from tests.cutout import odd_networks
from tests.cutout.drawn import disc_alpha, overlap, photo_of
from tests.cutout.many_headed_networks import write_prompted
from tests.cutout.test_networks import write_network

DARK, LIGHT = (40, 30, 30), (235, 235, 235)


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty home, and none of rembg's folders."""
    for name in ("STUDIO_HOME", "HOME", "USERPROFILE", "U2NET_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.delenv("REMBG_HOME", raising=False)
    return tmp_path / "home"


def _as_published(monkeypatch: pytest.MonkeyPatch, model: str, file: Path) -> None:
    """Let a small network pass for the published one: no weights can be fetched here."""
    known = known_weights()
    digest = hashlib.md5(file.read_bytes(), usedforsecurity=False).hexdigest()
    other = {**known, model: type(known[model])(**{**vars(known[model]), "md5": digest, "sha256": ""})}
    monkeypatch.setattr(model_files, "known_weights", lambda: other)


def test_every_rembg_session_has_a_card() -> None:
    rembg = find_spec("rembg")  # imported, it would compile for a minute on a machine where it is new
    if rembg is None or rembg.origin is None:
        pytest.skip("rembg is not installed")
    own = {"ben_custom", "dis_custom", "u2net_custom"}  # any file: `studio models add`
    cloud = {"atlascloud", "withoutbg"}  # send the photo away
    made_here = {"birefnet_general_fp16"}  # converted from another on this computer
    names = {path.name[:-3] for path in (Path(rembg.origin).parent / "sessions").iterdir() if path.name.endswith(".py")}
    cards = {card["id"].replace("-", "_").replace("isnet", "dis") for card in model_cards()} | {"dis_general_use"}
    missing = names - own - cloud - made_here - {"__init__", "base"} - cards
    assert not missing


def test_every_fetched_model_can_be_checked() -> None:
    for weights in known_weights().values():
        assert weights.url.startswith("https://")
        assert len(weights.md5) == 32 or len(weights.sha256) == 64


def test_file_at_hand_is_taken_checked_used_and_removed(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_network(tmp_path / "carried.onnx", 1.0)
    _as_published(monkeypatch, "u2netp", tmp_path / "carried.onnx")
    path = get_model("u2netp", from_file=tmp_path / "carried.onnx")
    assert path == home / "models" / "u2netp.onnx"
    assert disk_use() == path.stat().st_size
    assert verify_model("u2netp")["ok"]
    assert {model.id: model.available for model in cutout_models()}["u2netp"]
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    assert not verify_model("u2netp")["ok"]
    assert remove_model("u2netp") > 0
    assert disk_use() == 0
    assert verify_model("u2netp")["message"] == "Not on this computer."


def test_wrong_file_is_refused_and_not_kept(home: Path, tmp_path: Path) -> None:
    write_network(tmp_path / "other.onnx", 1.0)
    with pytest.raises(DownloadError, match="checksum"):
        get_model("u2netp", from_file=tmp_path / "other.onnx")
    assert disk_use() == 0


def test_a_licence_against_commerce_is_asked_about(home: Path, tmp_path: Path) -> None:
    assert licence_question("u2net") is None
    question = licence_question("bria-rmbg")
    assert question is not None
    assert "commercial" in question
    with pytest.raises(UsageError) as told:
        get_model("bria-rmbg", from_file=tmp_path / "x.onnx")
    assert "--accept-licence" in told.value.hint


@pytest.mark.parametrize("preset", ["clean-white"])
def test_no_preset_that_ships_asks_for_a_model_that_may_not_be_sold_with(preset: str) -> None:
    from studio.store.presets import find_presets

    forbidden = {card["id"] for card in model_cards() if card["commercial_use"] == "no"}
    presets, _ = find_presets()
    assert "bria-rmbg" in forbidden
    assert not forbidden & {each.cutout.model for each in presets}


def test_a_model_that_may_not_be_sold_with_cannot_become_the_usual_choice(home: Path) -> None:
    with pytest.raises(UsageError, match="may not be used commercially"):
        choose("cutout", ["embedded", "bria-rmbg"])
    assert choose("cutout", ["u2net", "embedded"]).tasks["cutout"] == ("u2net", "embedded")


def test_everything_that_is_here_can_be_verified(home: Path) -> None:
    here = [card["id"] for card in model_cards() if card["installed"] and card["where"] == "local"]
    assert {"embedded", "classical"} <= set(here)
    assert all(verify_model(model)["ok"] for model in here)


def test_unknown_and_built_in_models_are_told(home: Path) -> None:
    with pytest.raises(UsageError, match="no model"):
        get_model("nonsense")
    with pytest.raises(UsageError, match="built in"):
        remove_model("embedded")
    with pytest.raises(MissingModelError, match="does not run"):
        get_model("gpt-5-mini")


def test_a_model_of_two_files_is_taken_with_both_or_not_at_all(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoder, decoder = write_prompted(tmp_path / "carried")
    known = known_weights()
    first, second = (hashlib.md5(part.read_bytes(), usedforsecurity=False).hexdigest() for part in (encoder, decoder))
    sam = known["sam"]
    assert sam.decoder is not None
    known["sam"] = replace(sam, md5=first, decoder=replace(sam.decoder, md5=second))
    monkeypatch.setattr(model_files, "known_weights", lambda: known)
    get_model("sam", from_file=encoder)
    assert verify_model("sam")["ok"]
    assert {model.id: model.available for model in cutout_models()}["sam"]
    (home / "models" / decoder.name).write_bytes(b"x" * 500)
    assert not verify_model("sam")["ok"]
    assert remove_model("sam") > 0
    assert disk_use() == 0
    decoder.unlink()
    with pytest.raises(UsageError, match="decoder"):
        get_model("sam", from_file=encoder)
    assert not verify_model("sam")["ok"]


def test_own_network_is_taken_up_and_cuts(home: Path, tmp_path: Path) -> None:
    write_network(tmp_path / "mine.onnx", 1.0, side=64)
    assert add_model(tmp_path / "mine.onnx", "shop-model") == "shop-model"
    assert any(card["id"] == "shop-model" and card["installed"] for card in model_cards())
    matte = find_matte(photo_of(disc_alpha(), DARK, LIGHT), "shop-model")
    assert overlap(matte.alpha > 127, disc_alpha() > 127) > 0.8
    remove_model("shop-model")
    assert not any(card["id"] == "shop-model" for card in model_cards())


@pytest.mark.parametrize("name", ["embedded", "../evil", "Über", ""])
def test_names_that_cannot_be(home: Path, tmp_path: Path, name: str) -> None:
    write_network(tmp_path / "mine.onnx", 1.0)
    with pytest.raises(UsageError, match="cannot be its name"):
        add_model(tmp_path / "mine.onnx", name)


def test_a_file_that_is_no_cutout_network_is_refused(home: Path, tmp_path: Path) -> None:
    (tmp_path / "text.onnx").write_text("not a network " * 200)
    with pytest.raises(BrokenModelError):
        add_model(tmp_path / "text.onnx", "mine")
    assert disk_use() == 0


@pytest.mark.parametrize("kind", odd_networks.TAKEN)
def test_own_networks_of_other_kinds_are_taken_up(home: Path, tmp_path: Path, kind: str) -> None:
    add_model(odd_networks.write(tmp_path / "mine.onnx", kind), "mine", "u2net")
    assert known_weights()["mine"].architecture == "u2net"
    assert find_matte(photo_of(disc_alpha(), DARK, LIGHT), "mine").model == "mine"


@pytest.mark.parametrize("kind", odd_networks.REFUSED)
def test_own_networks_that_cannot_serve_are_refused_with_the_reason(home: Path, tmp_path: Path, kind: str) -> None:
    file = odd_networks.write(tmp_path / "mine.onnx", kind)
    with pytest.raises(BrokenModelError, match=r"mine\.onnx (is no cutout model|answered nonsense|could not work)"):
        add_model(file, "mine")
    assert disk_use() == 0
    assert not any(card["id"] == "mine" for card in model_cards())


def test_a_family_that_is_none_is_told(home: Path, tmp_path: Path) -> None:
    write_network(tmp_path / "mine.onnx", 1.0, side=64)
    with pytest.raises(UsageError, match="alexnet"):
        add_model(tmp_path / "mine.onnx", "mine", "alexnet")


def test_a_broken_card_of_ones_own_hides_nothing_else(home: Path) -> None:
    (home / "models").mkdir(parents=True)
    (home / "models" / "broken.toml").write_text("id = [unfinished")
    assert any(card["id"] == "embedded" for card in model_cards())
    assert "u2net" in known_weights()


def test_our_mask_is_rembgs_own_before_it_stretches_it(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The real rembg session, on a network of U²-Net's shape: its mask is ours, stretched to its own extremes."""
    rembg = pytest.importorskip("rembg")
    from PIL import Image

    from studio.cutout.networks import find_mask

    write_network(home / "models" / "u2netp.onnx", 0.5)
    monkeypatch.setenv("U2NET_HOME", str(home / "models"))
    monkeypatch.setenv("MODEL_CHECKSUM_DISABLED", "1")
    picture = photo_of(disc_alpha(), DARK, LIGHT)
    theirs = rembg.new_session("u2netp", providers=["CPUExecutionProvider"]).predict(Image.fromarray(picture.rgb))[0]
    ours, _, _ = find_mask(picture.rgb, known_weights()["u2netp"])
    assert ours.max() < 0.6  # as unsure as the network was
    small = np.asarray(theirs.resize((320, 320)), np.float32) / 255
    assert np.asarray(theirs).max() >= 250  # stretched, as if it were sure
    slope, offset = np.polyfit(ours.ravel(), small.ravel(), 1)
    assert slope > 1.5
    assert np.abs(ours * slope + offset - small).mean() < 0.01
