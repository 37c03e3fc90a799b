"""The cache changes nothing but the time."""

from typing import Any

import numpy as np

from studio.model.matte import Cutout
from studio.model.render import RenderRequest
from studio.model.scene import Light, Scene
from studio.scene import GradientBackdrop, Product, RenderCache, render
from studio.scene.cache import RenderCache as Cache

START = Product(contact={"opacity": 0.5}, cast={"kind": "ground"}, reflection={"opacity": 0.2})
EDITS: list[dict[str, Any]] = [
    {},
    {"tone": {"exposure": 0.5}},
    {"contact": {"opacity": 0.9}},
    {"cast": {"kind": "flat"}},
    {"placement": {"x": 0.4}},
    {"placement": {"x": 0.4, "flip": True}},
    {"placement": {"fill": 0.6}},
    {},
]


def scene_with(edit: dict[str, Any], light: Light | None = None) -> Scene:
    return Scene(light=light or Light(), elements=(GradientBackdrop(), START.changed(**edit)))


def test_a_cached_render_is_the_same_render(ball: Cutout, stool: Cutout) -> None:
    cache = RenderCache()
    for cutout in (ball, stool, ball):
        for edit in EDITS:
            for light in (None, Light(azimuth=60)):
                request = RenderRequest(scene_with(edit, light), 160, 120, {"product": cutout})
                fresh, cached = render(request), render(request, cache)
                assert np.array_equal(fresh.picture.rgb, cached.picture.rgb)
                assert np.array_equal(fresh.touched, cached.touched)


def test_only_what_changed_is_computed_again(ball: Cutout) -> None:
    cache = RenderCache()
    made: list[str] = []
    original = cache._keep
    cache._keep = lambda key, entry: (made.append(key[2]), original(key, entry))[1]  # type: ignore[method-assign]

    def steps(edit: dict[str, Any], light: Light | None = None) -> set[str]:
        made.clear()
        render(RenderRequest(scene_with(edit, light), 160, 120, {"product": ball}), cache)
        return set(made) - {"wanted", "ground", "joined"}  # laying over each other

    assert {"gradient", "sprite", "placed", "silhouette", "contact", "cast", "shade"} <= steps({})
    assert steps({}) == set()
    assert steps({"tone": {"exposure": 0.5}}) == {"tone", "reflection"}
    steps({})
    assert steps({"contact": {"opacity": 0.9}}) == {"lost", "shade"}
    assert steps({"contact": {"opacity": 0.9, "softness": 0.5}}) == {"contact", "lost", "shade"}
    assert steps({}, Light(softness=0.3)) >= {"cast", "lost", "shade"}
    steps({})
    assert steps({"placement": {"x": 0.4}}) == {"shade", "reflection"}
    assert steps({"placement": {"fill": 0.5}}) <= {"places", "placed", "halved", "room", "tone", "shade", "reflection"}


def test_the_cache_stays_within_its_limit() -> None:
    cache = Cache(limit=1000)
    for number in range(50):
        value = cache.step((number,), (), lambda: np.zeros(300, np.uint8))
        assert len(value) == 300
    assert len(cache._entries) == 3
    assert cache._size == 900
    assert len(cache.step(("large",), (), lambda: np.zeros(5000, np.uint8))) == 5000
    assert cache._size == 900
    cache.clear()
    assert not cache._entries


def test_equal_pictures_that_are_not_the_same_do_not_mix() -> None:
    cache = Cache()
    first, second = np.zeros(3), np.zeros(3)
    assert cache.step(("a",), (first,), lambda: 1) == 1
    assert cache.step(("a",), (second,), lambda: 2) == 2
    assert cache.step(("a",), (first,), lambda: 3) == 1


def test_of_one_kind_only_the_last_result_is_kept() -> None:
    cache = Cache()
    for number in range(5):
        cache.step(("tone", number), (), lambda: np.zeros(1000, np.uint8), ("tone",))
    assert len(cache._entries) == 1
    cache.step(("other", 1), (), lambda: np.zeros(10, np.uint8), ("other",))
    assert cache._size == 1010


def test_a_sheet_is_used_again_only_when_nobody_holds_it() -> None:
    cache = Cache()
    first = cache.sheet((4, 5, 3))
    second = cache.sheet((4, 5, 3))
    assert not np.shares_memory(first, second)
    view, address = first[1:], first.ctypes.data
    del first
    assert cache.sheet((4, 5, 3)).ctypes.data not in (address, second.ctypes.data)
    del view
    assert cache.sheet((4, 5, 3)).ctypes.data == address


def test_a_rendition_is_not_overwritten_by_the_next(ball: Cutout) -> None:
    cache = RenderCache()
    first = render(RenderRequest(scene_with({}), 160, 120, {"product": ball}), cache)
    kept = first.picture.rgb.copy()
    for exposure in (0.3, 0.6, 0.9):
        render(RenderRequest(scene_with({"tone": {"exposure": exposure}}), 160, 120, {"product": ball}), cache)
    assert np.array_equal(first.picture.rgb, kept)
