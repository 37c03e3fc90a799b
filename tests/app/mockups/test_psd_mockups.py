"""Photoshop mockups: their smart objects found, their light kept, what is not supported named, bombs refused."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from psd_tools import PSDImage

from studio.app.mockups import own as own_mockups
from studio.app.mockups.export import Design, render_one
from studio.app.mockups.shelf import find_mockup
from studio.intake import psd_layers
from studio.intake.psd_layers import read_layers
from studio.model.errors import PhotoTooLargeError, UnreadablePhotoError, UsageError
from studio.model.layers import DocumentLayer, LayeredDocument, Pixels
from studio.model.mockup import MOST_SURFACES
from studio.model.printing import PrintPlacement
from studio.scene.mockup.flatten import Flattening, Wearing
from tests.intake import psd_drawn

SIDE = 160
AREA = (40, 30, 120, 110)  # left, top, right, bottom
CORNERS = ((40, 30), (120, 30), (120, 110), (40, 110))


def ramp(colour: tuple[int, int, int], alpha: bool = False) -> Image.Image:
    """A picture of one colour, its alpha or its brightness rising from left to right."""
    rise = np.linspace(0, 1, SIDE)[None, :, None] * np.ones((SIDE, 1, 1))
    rgb = np.broadcast_to(np.array(colour, np.float64), (SIDE, SIDE, 3))
    rgb = rgb if alpha else rgb * (0.5 + 0.5 * rise)
    return Image.fromarray(np.dstack([rgb, 255 * rise if alpha else np.full(rise.shape, 255)]).astype(np.uint8))


def document(design: Image.Image | None, blend: str = "NORMAL", mask: bool = False) -> Any:
    """A wall, the design on it, a shadow and a light over it, and a bar that stands before it."""
    psd = PSDImage.new("RGB", (SIDE, SIDE))
    psd.create_pixel_layer(ramp((205, 190, 170)), name="Wall")
    if design is not None:
        layer = psd.create_pixel_layer(design, name="YOUR DESIGN HERE", top=AREA[1], left=AREA[0])
        layer.blend_mode = getattr(psd_layers_blend(), blend)
        if mask:
            half = Image.new("L", design.size, 0)
            half.paste(255, (0, 0, design.size[0] // 2, design.size[1]))
            layer.remove_mask()
            layer.create_mask(half, top=AREA[1], left=AREA[0])
    shadow = psd.create_pixel_layer(ramp((40, 40, 60), alpha=True), name="Shadow")
    shadow.blend_mode = psd_layers_blend().MULTIPLY
    shadow.opacity = 150
    light = psd.create_pixel_layer(ramp((120, 110, 90)), name="Light")
    light.blend_mode = psd_layers_blend().SCREEN
    light.opacity = 100
    psd.create_pixel_layer(Image.new("RGBA", (20, SIDE), "#203040"), name="Bar", left=70)
    return psd


def psd_layers_blend() -> Any:
    from psd_tools.constants import BlendMode

    return BlendMode


def truth(design: Image.Image | None, blend: str, mask: bool) -> np.ndarray:
    """The document with a picture in place of its smart object, drawn by the library that reads it."""
    flat = document(design, blend, mask).composite(force=True)
    white = Image.new("RGB", (SIDE, SIDE), "white")
    white.paste(flat, mask=flat.getchannel("A") if flat.mode == "RGBA" else None)
    return np.asarray(white, np.int16)


def write(path: Path, blend: str = "NORMAL", mask: bool = False, **said: Any) -> Path:
    psd = document(Image.new("RGBA", (80, 80), "#888888"), blend, mask)
    psd_drawn.smart(next(layer for layer in psd if layer.name.startswith("YOUR")), CORNERS, **said)
    psd.save(path)
    return path


@pytest.mark.parametrize(("blend", "mask"), [("NORMAL", False), ("MULTIPLY", False), ("NORMAL", True)])
@pytest.mark.parametrize("colour", ["#ffffff", "#000000", "#c8281e"])
def test_a_design_looks_as_in_the_document(
    blend: str, mask: bool, colour: str, studio_home: Path, tmp_path: Path
) -> None:
    item, unsupported = own_mockups.mockup_of_psd(write(tmp_path / "Wall print.psd", blend, mask))
    assert (item.id, unsupported) == ("wall-print", ())
    design = tmp_path / "design.png"
    Image.new("RGB", (80, 80), colour).save(design)
    shown, _ = render_one(Design({"": design}, PrintPlacement(mode="fill")), find_mockup("wall-print"), None, None)
    wanted = truth(Image.new("RGBA", (80, 80), colour), blend, mask)
    off = np.abs(shown.rgb.astype(np.int16) - wanted)
    inside = off[AREA[1] + 1 : AREA[3] - 1, AREA[0] + 1 : AREA[2] - 1]
    exact = colour != "#c8281e"  # white and black; the screen over it bends the tones between them
    assert np.percentile(inside, 99) <= (4 if exact else 14)
    assert off.mean() < (1 if exact else 3)
    bare = np.abs(find_mockup("wall-print").passes().scene.astype(np.int16) - truth(None, blend, mask))
    assert bare.mean() < 1


def test_a_warped_smart_object_is_a_mesh(tmp_path: Path) -> None:
    flat = np.stack(np.meshgrid(np.linspace(0, 100, 4), np.linspace(0, 100, 4)), -1)
    flat[1:3, :, 1] += 12  # bowed down in the middle rows
    found = read_layers(write(tmp_path / "a.psd", mesh=flat), longest=SIDE).slots()
    (slot,) = found
    middle = slot.points[4][4]
    assert len(slot.points) == 9
    assert middle[0] == pytest.approx(80 / SIDE, abs=1e-3)
    assert middle[1] == pytest.approx((30 + 80 * 0.59) / SIDE, abs=1e-3), "a Bézier's middle: 3/4 of the inner points"
    assert slot.points[0][0] == pytest.approx((40 / SIDE, 30 / SIDE), abs=1e-3)


def test_several_patches_side_by_side_are_followed(tmp_path: Path) -> None:
    flat = np.stack(np.meshgrid(np.linspace(0, 100, 7), np.linspace(0, 100, 4)), -1)
    flat[:, 4:, 1] += 20 * np.array([1 / 3, 2 / 3, 1])  # the right half goes down
    (slot,) = read_layers(write(tmp_path / "a.psd", mesh=flat), longest=SIDE).slots()
    top = np.array(slot.points[0]) * SIDE
    assert top[[0, 8, 16, 24, 32], 0] == pytest.approx([40, 60, 80, 100, 120], abs=0.1)
    assert top[[0, 8, 16, 24, 32], 1] == pytest.approx([30, 30, 30, 38, 46], abs=0.1)


def test_a_ready_made_warp_is_followed(tmp_path: Path) -> None:
    (slot,) = read_layers(write(tmp_path / "a.psd", mesh=b"warpArc", bend=50), longest=SIDE).slots()
    top, bottom = np.array(slot.points[0]) * SIDE, np.array(slot.points[-1]) * SIDE
    assert bottom[[0, -1]] == pytest.approx(np.array([[40, 110], [120, 110]]), abs=0.1), "the lower edge keeps its ends"
    out = 80 * np.sin(np.pi / 4)  # an arc of 50 % turns by 45° to each side
    assert top[[0, -1], 0] == pytest.approx(np.array([40 - out, 120 + out]), abs=0.1)
    assert np.hypot(*(top - bottom).T) == pytest.approx(80, abs=0.2), "both edges lie about one centre"
    assert bottom[4, 1] < 110 - 15


def test_what_is_not_supported_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.psd"
    psd = document(Image.new("RGBA", (80, 80), "#888888"))
    layers = {layer.name: layer for layer in psd}
    psd_drawn.smart(layers["YOUR DESIGN HERE"], CORNERS, mesh=b"warpTwist")
    layers["Light"].blend_mode = psd_layers_blend().DISSOLVE
    psd_drawn.effect(layers["Bar"], b"IrSh", (0, 0, 0), opacity=50)
    psd.save(path)
    said = " ".join(read_layers(path, longest=SIDE).unsupported)
    assert "warp “twist” (taken as flat): “YOUR DESIGN HERE”" in said
    assert "blend mode dissolve (taken as normal): “Light”" in said
    assert "layer effects: inner shadow (left out): “Bar”" in said


def test_overlays_and_shadows_are_drawn(tmp_path: Path) -> None:
    psd = PSDImage.new("RGB", (SIDE, SIDE))
    psd.create_pixel_layer(Image.new("RGB", (SIDE, SIDE), "white"), name="Wall")
    bar = psd.create_pixel_layer(Image.new("RGBA", (40, 40), "#203040"), name="Bar", left=60, top=60)
    psd_drawn.effect(bar, b"SoFi", (200, 40, 30), opacity=100)
    block = psd.create_pixel_layer(Image.new("RGBA", (20, 20), "#203040"), name="Block", left=20, top=20)
    psd_drawn.effect(block, b"DrSh", (0, 0, 0), opacity=50, distance=10, size=0, angle=90)
    psd.save(tmp_path / "a.psd")
    read = read_layers(tmp_path / "a.psd", longest=SIDE)
    assert read.unsupported == ()
    (shown,) = Flattening(read, [Wearing()], {}).pictures()
    assert tuple(shown[80, 80]) == (200, 40, 30), "the colour takes the layer's place"
    assert tuple(shown[30, 30]) == (0x20, 0x30, 0x40)
    assert shown[45, 30] == pytest.approx([127.5] * 3, abs=1), "below it, for the light comes from above"
    assert tuple(shown[55, 30]) == tuple(shown[15, 30]) == (255, 255, 255)


def test_a_clipped_group_stays_within_the_layer_below() -> None:
    def pixels(colour: int, box: tuple[int, int, int, int]) -> Pixels:
        size = box[3] - box[1], box[2] - box[0]
        return np.full((*size, 3), colour, np.uint8), np.full(size, 255, np.uint8), box

    whole = DocumentLayer("all", lambda: pixels(255, (0, 0, 20, 20)))
    base = DocumentLayer("base", lambda: pixels(200, (5, 5, 15, 15)))
    child = DocumentLayer("child", lambda: pixels(40, (0, 0, 20, 10)))
    group = DocumentLayer("group", lambda: None, opacity=0.5, clipped=True, children=(child,))
    read = LayeredDocument((20, 20), (whole, base, group), lambda codes: codes)
    (shown,) = Flattening(read, [Wearing()], {}).pictures()
    assert [int(shown[y, 10, 0]) for y in (2, 7, 12, 17)] == [255, 120, 200, 255]


@pytest.mark.data
@pytest.mark.parametrize(
    "name",
    [
        "adjustments__adjustment_nested_composition_3",  # curves
        "adjustments__exposure_rgb",
        "adjustments__huesaturation_rgb",
        "adjustments__invert_rgb",
        "adjustments__levels_rgb",
        "blend-modes__color",
        "blend-modes__darker-color",
        "blend-modes__hue",
        "blend-modes__saturation",
        "300dpi",  # shapes as outlines
        "clipping-mask2",  # a gradient overlay on what is clipped
        "clipping-mask5",
    ],
)
def test_a_document_looks_as_photoshop_drew_it(shared: Path, name: str) -> None:
    pytest.importorskip("scipy")  # some adjustments and gradients take it; without it they are named as left out
    path = shared / "psd" / f"{name}.psd"
    read = read_layers(path, longest=4000)
    (shown,) = Flattening(read, [Wearing()], {}).pictures()
    white = Image.new("RGBA", read.size, "white")
    white.alpha_composite(PSDImage.open(path).topil().convert("RGBA"))
    merged = np.asarray(white.convert("RGB"), np.int16)
    off = np.abs(shown - merged)
    assert off.mean() < 1.5
    assert np.percentile(off, 99) <= 9


def test_the_real_size_comes_from_a_print_resolution(studio_home: Path, tmp_path: Path) -> None:
    item, _ = own_mockups.mockup_of_psd(write(tmp_path / "a.psd", size=(3000, 1500), dpi=300))
    assert (item.mockup.surfaces[0].width_cm, item.mockup.surfaces[0].height_cm) == (25.4, 12.7)
    item, _ = own_mockups.mockup_of_psd(write(tmp_path / "b.psd", size=(3000, 1500)))
    assert (item.mockup.surfaces[0].width_cm, item.mockup.surfaces[0].height_cm) == (30, 15)
    item, _ = own_mockups.mockup_of_psd(write(tmp_path / "c.psd"), print_size=(21, 29.7))
    assert (item.mockup.surfaces[0].width_cm, item.mockup.surfaces[0].height_cm) == (21, 29.7)


def test_documents_made_to_harm_are_refused_by_name(studio_home: Path, tmp_path: Path, monkeypatch) -> None:
    whole = write(tmp_path / "a.psd").read_bytes()
    for number, data in enumerate((b"", whole[:300], whole[: len(whole) // 2], b"8BPS" + bytes(300))):
        path = tmp_path / f"broken{number}.psd"
        path.write_bytes(data)
        with pytest.raises(UnreadablePhotoError, match=rf"broken{number}\.psd"):
            own_mockups.mockup_of_psd(path)
    bomb = bytearray(whole)
    bomb[14:22] = (30_000).to_bytes(4) * 2
    (tmp_path / "bomb.psd").write_bytes(bomb)
    with pytest.raises(PhotoTooLargeError, match=r"bomb\.psd has 30000 × 30000 pixels"):
        own_mockups.mockup_of_psd(tmp_path / "bomb.psd")
    monkeypatch.setattr(psd_layers, "MOST_LAYERS", 3)
    with pytest.raises(PhotoTooLargeError, match=r"a\.psd has more than 3 layers"):
        own_mockups.mockup_of_psd(tmp_path / "a.psd")


def test_a_document_without_smart_objects_says_what_to_do(studio_home: Path, tmp_path: Path) -> None:
    document(None).save(tmp_path / "flat.psd")
    with pytest.raises(UsageError, match="no smart object") as caught:
        own_mockups.mockup_of_psd(tmp_path / "flat.psd")
    assert "--corner" in caught.value.hint
    assert not own_mockups.own_folder().exists()


@pytest.mark.data
def test_all_smart_objects_of_a_real_document_are_found_under_names_of_their_own(shared: Path) -> None:
    document = read_layers(shared / "psd" / "blend-modes__gray-blend-modes.psd", longest=256)
    names = [slot.name for slot in document.slots()]
    assert len(names) >= 12
    assert len(set(names)) == len(names)


def test_a_mockup_has_no_more_surfaces_than_it_can(studio_home: Path, tmp_path: Path) -> None:
    psd = PSDImage.new("RGB", (SIDE, SIDE))
    psd.create_pixel_layer(ramp((205, 190, 170)), name="Wall")
    for number in range(MOST_SURFACES + 1):
        x, y = 10 + 35 * (number % 4), 10 + 35 * (number // 4)
        layer = psd.create_pixel_layer(Image.new("RGBA", (30, 30), "#808080"), name="Design", top=y, left=x)
        psd_drawn.smart(layer, ((x, y), (x + 30, y), (x + 30, y + 30), (x, y + 30)))
    psd.save(tmp_path / "many.psd")
    item, _ = own_mockups.mockup_of_psd(tmp_path / "many.psd")
    assert len(item.mockup.surfaces) == MOST_SURFACES
    assert len({surface.name for surface in item.mockup.surfaces}) == MOST_SURFACES
