"""Every element kind, walked: what one forgets fails here."""

import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from typing import Any, get_args

import numpy as np
import pytest
import tomli_w

import studio.scene
from studio.model.matte import Cutout
from studio.model.params import Label, Params, Span
from studio.model.picture import Picture
from studio.model.render import RenderRequest
from studio.model.scene import Element, Scene, element_kinds, read_scene
from studio.scene import default_scene, drawing, render, scene_hash
from studio.scene.elements import SetBackdrop

# Tests of other rooms register kinds of their own; only what ships is judged here.
KINDS = {kind: element for kind, element in element_kinds().items() if element.__module__.startswith("studio.")}


def fields_of(params: type[Params], path: str = "") -> Iterator[tuple[str, Any]]:
    for name, field in params.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, Params):
            yield from fields_of(field.annotation, f"{path}{name}.")
        yield f"{path}{name}", field


def request_for(scene: Scene, cutout: Cutout) -> RenderRequest:
    picture = Picture(cutout.picture.rgb)
    pictures = {"backdrop": picture, "logo": cutout.picture, SetBackdrop().picture: picture}
    return RenderRequest(scene, 200, 150, {"product": cutout}, pictures)


def test_all_kinds_are_registered_and_drawn() -> None:
    backdrops = {f"backdrop-{form}" for form in ("colour", "gradient", "picture", "set")}
    assert set(KINDS) == backdrops | {"product", "picture", "text"}
    assert set(drawing._draws) == set(KINDS)
    assert len({element.title for element in KINDS.values()}) == len(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_number_has_a_range_and_every_field_a_label(kind: str) -> None:
    for name, field in fields_of(KINDS[kind]):
        assert any(isinstance(note, Label) for note in field.metadata), f"{name} has no label"
        if field.annotation in (int, float):
            spans = [note for note in field.metadata if isinstance(note, Span)]
            assert len(spans) == 1, f"{name} has no range"
            assert spans[0].low <= field.default <= spans[0].high
            assert 0 < spans[0].step <= spans[0].high - spans[0].low
        assert get_args(field.annotation) or field.annotation is not Any


@pytest.mark.parametrize("kind", KINDS)
def test_round_trips(kind: str) -> None:
    scene = Scene(elements=(KINDS[kind](),))
    assert read_scene(json.loads(scene.model_dump_json())) == scene
    assert read_scene(tomllib.loads(tomli_w.dumps(scene.model_dump(mode="json")))) == scene


@pytest.mark.parametrize("kind", KINDS)
def test_drawing_is_repeatable_and_leaves_its_inputs_alone(kind: str, ball: Cutout) -> None:
    request = request_for(Scene(elements=(KINDS[kind](),)), ball)
    before = [picture.rgb.copy() for picture in request.pictures.values()]
    first, second = render(request), render(request)
    assert np.array_equal(first.picture.rgb, second.picture.rgb)
    assert np.array_equal(first.touched, second.touched)
    assert all(np.array_equal(old, new.rgb) for old, new in zip(before, request.pictures.values(), strict=True))
    assert not first.picture.rgb.flags.writeable
    assert first.missing == ()


@pytest.mark.parametrize("kind", KINDS)
def test_an_element_can_be_changed(kind: str) -> None:
    assert KINDS[kind]().changed() == KINDS[kind]()


def test_a_kind_is_not_taken_twice() -> None:
    class Impostor(Element):
        kind = "product"

    with pytest.raises(ValueError, match="taken"):
        studio.model.scene.register_element(Impostor)
    with pytest.raises(ValueError, match="twice"):
        drawing.draws(KINDS["product"])(test_round_trips)


def test_an_empty_registry_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "_draws", {})
    with pytest.raises(LookupError, match="incomplete"):
        render(RenderRequest(Scene(elements=(KINDS["backdrop-colour"](),)), 10, 10))


def test_the_hash_depends_on_what_is_in_the_scene_and_on_nothing_else() -> None:
    scene = default_scene()
    assert scene_hash(scene) == scene_hash(read_scene(json.loads(scene.model_dump_json())))
    assert scene_hash(scene) != scene_hash(scene.changed(canvas={"width": 1999, "height": 2000}))
    program = "from studio.scene import *; print(scene_hash(default_scene()))"
    other = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert other.stdout.strip() == scene_hash(scene)
