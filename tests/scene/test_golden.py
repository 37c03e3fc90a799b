"""Golden pictures: what the shipped presets looked like when somebody last looked at them.

A change that is meant is accepted by running this file with STUDIO_GOLDEN=write, after looking at the pictures.
"""

import os
from itertools import combinations
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from studio.app.pictures import load_pictures
from studio.model.colour_difference import ciede2000, lab_of
from studio.model.matte import Cutout
from studio.model.render import RenderRequest
from studio.scene import render
from studio.scene.elements import SetBackdrop
from studio.store import paths, presets

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
NAMES = sorted(path.stem for path in paths.shipped("presets").glob("*.toml"))


@pytest.mark.parametrize("name", NAMES)
def test_a_preset_looks_as_it_did(name: str, stool: Cutout, difference: Any) -> None:
    scene = presets.load_preset(name).scene
    side = 160 if scene.first(SetBackdrop) else 320  # a photograph of a place is a large file
    scale = side / max(scene.canvas.width, scene.canvas.height)
    size = round(scene.canvas.width * scale), round(scene.canvas.height * scale)
    rendition = render(RenderRequest(scene, *size, {"product": stool}, load_pictures(scene, small=True)))
    path = GOLDEN / f"preset-{name}.png"
    if os.environ.get("STUDIO_GOLDEN") == "write":
        cv2.imwrite(str(path), cv2.cvtColor(rendition.picture.rgb, cv2.COLOR_RGB2BGR))
    golden = cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB)
    apart = difference(rendition.picture.rgb, golden)
    edge = cv2.dilate(cv2.inRange(rendition.product, 1, 254), np.ones((3, 3), np.uint8)) > 0
    assert apart.mean() <= 0.3
    assert apart[edge].mean() <= 1.0
    assert apart.max() <= 12


def test_presets_differ_to_the_eye() -> None:
    looks = {}
    for path in GOLDEN.glob("preset-*.png"):
        small = cv2.resize(
            cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB), (40, 40), interpolation=cv2.INTER_AREA
        )
        looks[path.stem] = lab_of(small)
    alike = [pair for pair in combinations(looks, 2) if ciede2000(looks[pair[0]], looks[pair[1]]).mean() < 4.0]
    assert not alike


def test_every_golden_picture_belongs_to_a_preset() -> None:
    assert sorted(path.stem.removeprefix("preset-") for path in GOLDEN.glob("preset-*.png")) == NAMES
