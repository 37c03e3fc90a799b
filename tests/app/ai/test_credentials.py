"""What a model made is said in a signed manifest, read back by the library's own reader; photos stay as they are."""

import io
import json
import os
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from studio.app.ai import credentials as ai_credentials
from studio.app.ai.credentials import room_for_credentials, with_credentials
from studio.app.ai.marks import keep_picture, marked, metadata_of_files
from studio.app.render_scene import render_scene
from studio.export import encode, formats
from studio.intake import probe
from studio.model.errors import StudioError
from studio.model.picture import Picture
from studio.model.scene import Scene
from studio.scene import default_scene
from studio.scene.elements.picture_backdrop import PictureBackdrop
from studio.store import paths
from studio.store.signing import signing_key

pytest.importorskip("c2pa")
AI = {"digital_source_type": "trainedAlgorithmicMedia"}
PLACE = Picture(np.asarray(np.random.default_rng(2).integers(80, 160, (120, 160, 3)), np.uint8))


def manifest(data: bytes, kind: str) -> tuple[Any, str]:
    from c2pa import Reader

    with Reader(f"image/{kind}", io.BytesIO(data)) as reader:
        return json.loads(reader.json()), str(reader.get_validation_state())


@pytest.mark.parametrize("kind", formats())
def test_the_manifest_says_how_it_was_made_and_is_valid(kind: str, tmp_path: Path) -> None:
    plain = encode(PLACE, format=kind, metadata=AI)
    signed = with_credentials(plain, AI, "place")
    found, state = manifest(signed.data, kind)
    assert state == "Valid"
    said = {each["label"]: each["data"] for each in found["manifests"][found["active_manifest"]]["assertions"]}
    (action,) = said["c2pa.actions.v2"]["actions"]
    assert action["digitalSourceType"].endswith("/trainedAlgorithmicMedia")
    assert len(signed.data) - len(plain.data) < 16_000
    assert signed.as_json()["credentials"] is True
    (tmp_path / "place").write_bytes(signed.data)
    assert probe(tmp_path / "place").metadata["digital_source_type"].endswith("/trainedAlgorithmicMedia")


def test_a_changed_pixel_is_found_out() -> None:
    data = bytearray(with_credentials(encode(PLACE, format="jpeg", metadata=AI), AI, "place").data)
    data[-40] ^= 1
    assert manifest(bytes(data), "jpeg")[1] == "Invalid"


def test_a_photo_is_left_alone_and_so_is_everything_without_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    photo = encode(PLACE, format="jpeg")
    assert with_credentials(photo, {"digital_source_type": "digitalCapture"}, "x") is photo
    assert room_for_credentials(50_000, {}) == 50_000
    assert room_for_credentials(50_000, AI) == 34_000
    monkeypatch.setattr(ai_credentials, "can_sign", lambda: False)
    assert with_credentials(photo, AI, "x") is photo
    assert not (paths.home() / "c2pa").exists()


def test_the_key_is_made_once_kept_private_and_a_broken_one_is_said() -> None:
    first = signing_key()
    assert signing_key() == first
    assert first.key not in repr(first)
    file = paths.home() / "c2pa" / "key.pem"
    if os.name == "posix":
        assert file.stat().st_mode & 0o077 == 0
    file.write_text("no key")
    with pytest.raises(StudioError) as caught:
        with_credentials(encode(PLACE, format="jpeg", metadata=AI), AI, "place.jpg")
    assert "place.jpg" in caught.value.message
    assert caught.value.hint


def test_render_and_mockups_keep_the_marks_too(tmp_path: Path) -> None:
    photo = tmp_path / "mug.png"
    alpha = np.zeros((90, 90), np.uint8)
    cv2.circle(alpha, (45, 45), 30, 255, -1)
    cv2.imwrite(str(photo), np.dstack([np.full((90, 90, 3), 90, np.uint8), alpha]))
    name = keep_picture(PLACE, marked({}, "trainedAlgorithmicMedia", person=True), {}, "place")
    scene = Scene(elements=(PictureBackdrop(picture=name), *default_scene().elements[1:]))
    render_scene(scene, {"product": photo}, (200, 200), tmp_path / "out.jpg")
    shown = probe(tmp_path / "out.jpg").metadata
    assert shown["digital_source_type"].endswith("/compositeWithTrainedAlgorithmicMedia")
    assert "contains-synthetic-performer" in shown["subject"]
    assert manifest((tmp_path / "out.jpg").read_bytes(), "jpeg")[1] == "Valid"
    render_scene(default_scene(), {"product": photo}, (200, 200), tmp_path / "plain.jpg")
    assert "digital_source_type" not in probe(tmp_path / "plain.jpg").metadata
    artwork = metadata_of_files([paths.home() / "pictures" / name, photo])
    assert artwork["digital_source_type"] == "compositeWithTrainedAlgorithmicMedia"
    assert metadata_of_files([photo]) == {}
