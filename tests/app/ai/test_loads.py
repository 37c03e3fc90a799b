"""Estimates count the pixels that will really be sent and made."""

from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from studio.app.ai.consent import look_ahead
from studio.app.ai.estimates import estimate_ahead
from studio.app.ai.loads import Load, PhotoSizes, load_of, loads_of_files, within
from studio.app.models import find_card
from studio.model.scene import Canvas, Scene

WIDE = Scene(canvas=Canvas(width=3000, height=1500))


@pytest.fixture(scope="module")
def vision() -> dict[str, Any]:
    return find_card("gpt-6-luna")


@pytest.fixture(scope="module")
def images() -> dict[str, Any]:
    return find_card("gpt-image-2")


def usd(*arguments: Any, **named: Any) -> float:
    found = estimate_ahead(*arguments, **named).usd
    assert found is not None
    return found


def test_a_small_photo_costs_less_than_a_large_one(vision: dict[str, Any]) -> None:
    small, large, huge = Load((320, 240)), Load((1536, 1152)), Load((6000, 4500))
    assert usd("identify", vision, [small]) < usd("identify", vision, [large])
    assert usd("identify", vision, [large]) == usd("identify", vision, [huge])  # reduced before it leaves
    assert usd("identify", vision, [small, large]) == pytest.approx(
        usd("identify", vision, [small]) + usd("identify", vision, [large])
    )
    assert usd("identify", vision, [Load()]) == usd("identify", vision, [large])  # not known yet: a usual one
    assert estimate_ahead("identify", vision, []).usd == 0


def test_the_size_and_quality_of_what_is_made_decide_its_price(images: dict[str, Any]) -> None:
    square, tall = Load(made=(1024, 1024)), Load(made=(1024, 1536))
    assert usd("backdrop", images, [square]) != usd("backdrop", images, [tall])
    assert usd("backdrop", images, [square], quality="low") < usd("backdrop", images, [square], quality="high")
    other = estimate_ahead("backdrop", images, [Load(made=(2000, 1000))])
    assert other.usd is None  # nobody publishes it, so it is not taken for another size's


def test_what_is_paid_for_counts_by_its_own_size(images: dict[str, Any]) -> None:
    asked: list[str] = []
    estimate_ahead("backdrop", images, [Load(made=(1024, 1536))] * 3, asked.append)
    assert asked == ["1024x1536"]
    assert look_ahead("backdrop", [images], [Load(made=(1024, 1536))]).price.startswith("≈")


def test_the_photo_or_the_scene_is_what_is_sent(tmp_path: Path) -> None:
    file = tmp_path / "wide.png"
    cv2.imwrite(str(file), np.zeros((100, 400, 3), np.uint8))
    (tmp_path / "broken.png").write_bytes(b"no picture")
    sizes = PhotoSizes()
    assert load_of("identify", file, WIDE, sizes) == Load()
    sizes.read([file, tmp_path / "broken.png"])
    assert load_of("identify", file, WIDE, sizes) == Load((400, 100))
    assert load_of("identify", tmp_path / "broken.png", WIDE, sizes) == Load()
    assert load_of("compare", file, WIDE, sizes).sent == (2048, 1024)
    assert load_of("scene-edit", file, WIDE, sizes).made == (2048, 1024)
    assert load_of("retouch", file, WIDE, sizes) == Load((400, 100), (400, 100))
    assert loads_of_files("identify", [file]) == [Load((400, 100))]
    assert loads_of_files("scene-edit", [file], 200) == [Load((400, 100), (200, 50))]
    assert within((4000, 10), 100) == (100, 1)
