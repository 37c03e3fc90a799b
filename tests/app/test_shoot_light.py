"""A shoot under changing light comes out alike; a place that is said to be grey becomes grey."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studio.app.shoot_light import NoBackdropError, backdrop_colour, matching_tone, neutral, neutral_at
from studio.model.colour_difference import ciede2000, lab_of
from studio.model.matte import CutoutSettings
from studio.scene import Tone
from studio.scene.tone import toned
from tests.app.shots import shot


def colour(*levels: int) -> np.ndarray:
    return np.array(levels, np.uint8)


@pytest.mark.parametrize("seen", [(196, 180, 150), (150, 165, 190), (120, 118, 119), (210, 205, 180)])
def test_two_frames_of_one_backdrop_come_out_alike(seen: tuple[int, int, int]) -> None:
    wanted = colour(186, 184, 180)
    match = matching_tone(colour(*seen), wanted, Tone(contrast=0.1))
    assert match.after < min(1.5, match.before)
    assert match.tone.contrast == 0.1, "nothing else is touched"
    made = toned(colour(*seen).reshape(1, 1, 3), match.tone)[0, 0]
    assert float(ciede2000(lab_of(made), lab_of(wanted))) == pytest.approx(match.after, abs=1e-6)


def test_a_grey_card_is_made_grey_without_changing_how_light_it_is() -> None:
    seen = colour(170, 150, 120)
    match = matching_tone(seen, neutral(seen), Tone(), exposure=False)
    assert match.before > 8
    assert match.after < 2
    assert match.tone.exposure == 0
    made = lab_of(toned(seen.reshape(1, 1, 3), match.tone)[0, 0])
    assert np.hypot(made[1], made[2]) < 2.5


@pytest.mark.parametrize("seen", [(142, 118, 83), (203, 170, 121), (152, 118, 69), (218, 170, 102), (115, 126, 106)])
def test_bulbs_down_to_2700_kelvin_and_tubes_leave_no_colour_on_a_grey_card(seen: tuple[int, int, int]) -> None:
    match = matching_tone(colour(*seen), neutral(colour(*seen)), Tone(), exposure=False)
    made = lab_of(toned(colour(*seen).reshape(1, 1, 3), match.tone)[0, 0])
    assert np.hypot(made[1], made[2]) < 2


def test_the_backdrop_is_read_beside_the_product(tmp_path: Path) -> None:
    path = shot(tmp_path / "disc.jpg", seed=1)
    found = backdrop_colour(str(path), CutoutSettings())
    assert np.abs(found.astype(int) - (219, 217, 213)).max() < 6
    corner = neutral_at(str(path), 0.03, 0.03)
    assert np.abs(corner.astype(int) - (226, 224, 220)).max() < 6


def test_a_burnt_out_backdrop_is_refused_with_a_cure(tmp_path: Path) -> None:
    path = tmp_path / "burnt.png"
    pixels = np.full((300, 400, 3), 255, np.uint8)
    pixels[80:220, 130:270] = (150, 40, 30)
    Image.fromarray(pixels).save(path)
    with pytest.raises(NoBackdropError) as caught:
        backdrop_colour(str(path), CutoutSettings())
    assert "burnt.png" in caught.value.message
    assert caught.value.hint
