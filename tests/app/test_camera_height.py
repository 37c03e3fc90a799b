"""The height of a photo's camera: read from a phone's level, brought into agreement with a set, told in words."""

import struct
from dataclasses import replace

import numpy as np
import pytest

from studio.app.camera_height import NOT_SURE, matched, offered, shown_by, told
from studio.app.photo.viewpoint import viewpoint_of_photo
from studio.app.sets import camera_of, standing
from studio.intake.exif import read_exif
from studio.intake.metadata import collect
from studio.model.matte import Cutout
from studio.model.picture import WHOLE, Box, Picture, Source
from studio.model.scene import Camera, Scene
from studio.model.viewpoint import Viewpoint
from studio.scene import Product
from studio.scene.elements import SetBackdrop
from studio.scene.set_facts import facts_of

FACTS = facts_of("oak-table")
PLAIN = Cutout(Picture(np.zeros((90, 60, 3), np.uint8)), WHOLE, Box(0.2, 0.2, 0.8, 0.5), 60, 90, 60, 90, 1.0, "drawn")


def exif_of(along: tuple[int, int, int], by: int = 1000) -> bytes:
    """Return a TIFF block with an iPhone's note, its acceleration in thousandths, and a lens of 26 mm."""
    head = b"Apple iOS\0\0\1MM"
    place = len(head) + 2 + 12 + 4
    note = head + struct.pack(">HHHIII", 1, 8, 10, 3, place, 0)
    note += b"".join(struct.pack(">ii", value, by) for value in along)
    entries = struct.pack("<HHHII", 2, 0x927C, 7, len(note), 56) + struct.pack("<HHIHHI", 0xA405, 3, 1, 26, 0, 0)
    main = struct.pack("<HHHIII", 1, 0x8769, 4, 1, 26, 0)
    return b"II*\0" + struct.pack("<I", 8) + main + entries + note


def test_an_iphones_level_is_read() -> None:
    assert read_exif(exif_of((0, -866, -500))).tilt == pytest.approx(30, abs=0.1)
    assert read_exif(exif_of((0, -866, -500))).lens == 26
    assert collect(read_exif(exif_of((0, -1000, 1))), b"", b"") == {"tilt": "-0.1", "lens": "26"}


@pytest.mark.parametrize("block", [exif_of((0, -300, -100)), exif_of((1, 1, 1), 0), exif_of((0, -866, -500))[:-4]])
def test_a_note_that_makes_no_sense_tells_nothing(block: bytes) -> None:
    assert read_exif(block).tilt is None


def test_the_phones_level_goes_before_the_outline_and_is_corrected_by_the_products_place() -> None:
    source = Source(60, 90, "jpeg", metadata={"tilt": "20.0", "lens": "26"})
    in_the_middle = viewpoint_of_photo(PLAIN, source)
    assert in_the_middle == Viewpoint(20.0, "phone", 0.95)
    low = viewpoint_of_photo(replace(PLAIN, box=Box(0.2, 0.2, 0.8, 0.9)), source)
    assert low is not None
    assert low.pitch == pytest.approx(20 + 29, abs=1)


@pytest.mark.parametrize("metadata", [{}, {"tilt": "nonsense"}, {"tilt": "88.0"}, {"tilt": "-40.0"}])
def test_what_lies_flat_or_is_not_told_has_no_viewpoint(metadata: dict[str, str]) -> None:
    assert viewpoint_of_photo(PLAIN, Source(60, 90, "jpeg", metadata=metadata)) is None


def test_a_set_is_seen_from_where_the_photo_was_taken_as_far_as_it_can_be() -> None:
    low, high = shown_by(FACTS)
    assert low < camera_of(FACTS).pitch < high
    for pitch, seen in ((high - 2, high - 2), (50.0, high), (0.0, low)):
        scene = standing(Scene(elements=(Product(),)), SetBackdrop(), Viewpoint(pitch, "round base", 0.8))
        assert scene.camera.pitch == pytest.approx(seen, abs=0.06)
    assert matched(Camera(), FACTS, None) == Camera()


def test_what_is_inferred_is_told() -> None:
    stood = standing(Scene(elements=(Product(),)), SetBackdrop())
    assert told(stood, None) == NOT_SURE
    assert offered(stood, None) is None
    near = Viewpoint(stood.camera.pitch + 2, "corner", 0.6)
    assert "The scene agrees" in told(stood, near)
    high = Viewpoint(45.0, "round base", 0.8)
    assert "about 45° (told by the curve of its base)" in told(stood, high)
    assert "can be seen from" in told(stood, high)
    best = offered(stood, high)
    assert best is not None
    assert offered(stood.model_copy(update={"camera": best}), high) is None
    assert "seen from lower down" in told(Scene(elements=(Product(),)), high)
