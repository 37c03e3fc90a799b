"""Golden pictures: what the shipped presets looked like when somebody last looked at them.

A change that is meant is accepted by running this file with STUDIO_GOLDEN=write, after looking at the pictures. Presets
in sets stand in a plain stage here, so that rendering a set anew changes nothing; how those look is on the sheets of
docs/presets.md.
"""

import os
from itertools import combinations
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from studio.app.photo.pictures import load_pictures
from studio.model.colour_difference import ciede2000, lab_of
from studio.model.matte import Cutout
from studio.model.picture import Picture
from studio.model.render import RenderRequest, Rendition
from studio.model.scene import Scene
from studio.scene import render
from studio.scene.elements import SetBackdrop
from studio.scene.elements import set as set_element
from studio.scene.set_facts import SetFacts
from studio.store import paths, presets

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
NAMES = sorted(path.stem for path in paths.shipped("presets").glob("*.toml"))
FACTS = SetFacts.model_validate({"ground": {"y": 0.78, "width": 100.0, "wall": 60.0}, "camera": {"steepness": 0.3}})


def stage() -> Picture:
    """A wall that ends where FACTS say, and a floor of boards."""
    rows, columns = np.mgrid[0:400, 0:400]
    shade = np.where(rows < 250, 205 - rows // 10, 165 + 20 * ((columns + rows // 3) // 40 % 2))
    return Picture(np.repeat(shade[..., None], 3, 2).astype(np.uint8))


def shown(scene: Scene, cutout: Cutout, side: int, pictures: dict[str, Picture]) -> Rendition:
    scale = side / max(scene.canvas.width, scene.canvas.height)
    size = round(scene.canvas.width * scale), round(scene.canvas.height * scale)
    return render(RenderRequest(scene, *size, {"product": cutout}, pictures))


@pytest.mark.parametrize("name", NAMES)
def test_a_preset_looks_as_it_did(name: str, stool: Cutout, difference: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = presets.load_preset(name).scene
    place = scene.first(SetBackdrop)
    pictures = dict(load_pictures(scene)) if place is None else {place.picture: stage()}  # type: ignore[attr-defined]
    monkeypatch.setattr(set_element, "facts_of", lambda name: FACTS)
    rendition = shown(scene, stool, 320, pictures)
    path = GOLDEN / f"preset-{name}.png"
    if os.environ.get("STUDIO_GOLDEN") == "write":
        cv2.imwrite(str(path), cv2.cvtColor(rendition.picture.rgb, cv2.COLOR_RGB2BGR))
    golden = cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB)
    apart = difference(rendition.picture.rgb, golden)
    edge = cv2.dilate(cv2.inRange(rendition.product, 1, 254), np.ones((3, 3), np.uint8)) > 0
    assert apart.mean() <= 0.3
    assert apart[edge].mean() <= 1.0
    assert apart.max() <= 12


def test_presets_differ_to_the_eye(stool: Cutout) -> None:
    looks = {}
    for name in NAMES:
        scene = presets.load_preset(name).scene
        rgb = shown(scene, stool, 80, dict(load_pictures(scene, small=True))).picture.rgb
        looks[name] = lab_of(np.asarray(cv2.resize(rgb, (16, 16), interpolation=cv2.INTER_AREA)))
    alike = [pair for pair in combinations(looks, 2) if ciede2000(looks[pair[0]], looks[pair[1]]).mean() < 4.0]
    assert not alike


def test_every_golden_picture_belongs_to_a_preset() -> None:
    assert sorted(path.stem.removeprefix("preset-") for path in GOLDEN.glob("preset-*.png")) == NAMES
