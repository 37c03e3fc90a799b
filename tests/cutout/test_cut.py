"""Freeing the product: its bytes unchanged inside, its own colour at the edge, nothing outside."""

from threading import Event

import cv2
import numpy as np
import pytest

from studio.cutout import cut
from studio.cutout.foreground import coded, linear
from studio.model.errors import Cancelled, NoProductError
from studio.model.matte import Cutout, CutoutSettings, Matte
from studio.model.picture import Bytes, Picture
from studio.model.progress import Progress
from tests.cutout.drawn import GREEN, RED, disc_alpha, hair_alpha, lab_difference, matte_of, overlap, photo_of

REFINES = ["off", "fast", "best"]


def own_alpha(cutout: Cutout) -> Bytes:
    assert cutout.picture.alpha is not None
    return cutout.picture.alpha


def cut_disc(refine: str = "fast", **wishes: float) -> tuple[Cutout, Picture]:
    photo = photo_of(disc_alpha(), RED, GREEN)
    settings = CutoutSettings.model_validate({"refine": refine, **wishes})
    return cut(photo, matte_of(disc_alpha()), settings, (400, 300)), photo


@pytest.mark.parametrize("refine", REFINES)
def test_solid_pixels_are_the_photos_own(refine: str) -> None:
    noise = np.random.default_rng(2).integers(0, 60, (300, 400, 3)).astype(np.uint8)
    photo = Picture(photo_of(disc_alpha(), RED, GREEN).rgb // 2 + noise)
    cutout = cut(photo, matte_of(disc_alpha()), CutoutSettings.model_validate({"refine": refine}), (400, 300))
    x, y, width, height = cutout.region.pixels(400, 300)
    assert (cutout.picture.width, cutout.picture.height) == (width, height)
    solid = own_alpha(cutout) == 255
    assert solid.sum() > 15000
    assert np.array_equal(cutout.picture.rgb[solid], photo.rgb[y : y + height, x : x + width][solid])
    assert not cutout.picture.rgb[own_alpha(cutout) == 0].any()


@pytest.mark.parametrize("refine", REFINES)
@pytest.mark.parametrize("ground", [GREEN, (250, 250, 250), (10, 12, 20)])
def test_edge_colour_is_the_products(refine: str, ground: tuple[int, int, int]) -> None:
    settings = CutoutSettings.model_validate({"refine": refine})
    cutout = cut(photo_of(disc_alpha(), RED, ground), matte_of(disc_alpha()), settings, (400, 300))
    seen = own_alpha(cutout) > 12
    colours = cutout.picture.rgb[seen]
    difference = lab_difference(colours, np.broadcast_to(np.uint8(RED), colours.shape))
    assert difference.mean() < 1
    assert np.percentile(difference, 99) < 8


@pytest.mark.parametrize("refine", ["off", "fast"])
def test_hair_keeps_its_own_colour(refine: str) -> None:
    truth = hair_alpha()
    settings = CutoutSettings.model_validate({"refine": refine})
    photo = photo_of(truth, (60, 35, 20), GREEN)
    cutout = cut(photo, matte_of(truth), settings, (400, 300))
    alpha = own_alpha(cutout)
    seen = (alpha > 40) & (alpha < 255)
    assert seen.sum() > 1500
    x, y, width, height = cutout.region.pixels(400, 300)
    wanted = np.broadcast_to(np.uint8((60, 35, 20)), (int(seen.sum()), 3)).copy()
    left = lab_difference(cutout.picture.rgb[seen], wanted).mean()
    there = lab_difference(photo.rgb[y : y + height, x : x + width][seen], wanted).mean()
    assert left < 10
    assert left < there / 3


@pytest.mark.parametrize("new", [(255, 255, 255), (0, 0, 0), (128, 128, 128)])
@pytest.mark.parametrize("refine", REFINES)
def test_no_fringe_on_a_new_ground(new: tuple[int, int, int], refine: str) -> None:
    cutout, _ = cut_disc(refine)
    x, y, width, height = cutout.region.pixels(400, 300)
    share = own_alpha(cutout).astype(np.float32)[..., None] / 255
    composed = coded(linear(cutout.picture.rgb) * share + linear(np.uint8([[new]])) * (1 - share))
    wanted = photo_of(disc_alpha(), RED, new).rgb[y : y + height, x : x + width]
    off = lab_difference(composed.reshape(-1, 3), wanted.reshape(-1, 3)).reshape(height, width)
    truth = disc_alpha()[y : y + height, x : x + width]
    partly = ((share[..., 0] > 0) & (share[..., 0] < 1)) | ((truth > 0) & (truth < 255))
    edge = cv2.dilate(partly.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    assert off[edge].mean() < 6
    assert off[~edge].max() < 1.5
    # A fringe is a trace of the old ground's green where only red and the new ground can be.
    old = linear(np.uint8([[GREEN]]))[0, 0] - linear(np.uint8([[new]]))[0, 0]
    assert abs(float((linear(composed)[edge] - linear(wanted)[edge]).mean(axis=0) @ old)) < 0.02


@pytest.mark.parametrize("refine", REFINES)
def test_rough_matte_of_a_proxy_is_fitted_to_the_large_photo(refine: str) -> None:
    photo = photo_of(disc_alpha(1600, 1200, 320), RED, GREEN)
    small = cv2.resize(disc_alpha(1600, 1200, 320), (200, 150), interpolation=cv2.INTER_AREA)
    cutout = cut(
        photo, matte_of(np.asarray(small, np.uint8)), CutoutSettings.model_validate({"refine": refine}), (1600, 1200)
    )
    x, y, width, height = cutout.region.pixels(1600, 1200)
    truth = disc_alpha(1600, 1200, 320)[y : y + height, x : x + width]
    error = np.abs(own_alpha(cutout).astype(int) - truth).mean()
    assert overlap(own_alpha(cutout) > 127, truth > 127) > (0.99 if refine == "off" else 0.997)
    assert error < (3.0 if refine == "off" else 1.0)


@pytest.mark.parametrize("scale", [0.25, 1.0, 2.5])
def test_region_fits_at_every_scale(scale: float) -> None:
    width, height = round(400 * scale), round(300 * scale)
    photo = Picture(np.asarray(cv2.resize(photo_of(disc_alpha(), RED, GREEN).rgb, (width, height)), np.uint8))
    cutout = cut(photo, matte_of(disc_alpha()), CutoutSettings(), (400, 300))
    assert cutout.region.pixels(width, height)[2:] == (cutout.picture.width, cutout.picture.height)
    assert (cutout.photo_width, cutout.photo_height) == (width, height)
    assert cutout.region.left < cutout.box.left < cutout.box.right < cutout.region.right


def radius_of(cutout: Cutout) -> float:
    return float(np.sqrt(own_alpha(cutout).sum() / 255 / np.pi))


@pytest.mark.parametrize("shift", [-0.01, 0.01])
def test_shift_moves_the_edge_by_its_share(shift: float) -> None:
    cutout, _ = cut_disc(shift=shift)
    assert radius_of(cutout) == pytest.approx(80 + shift * 400, abs=0.5)
    assert cutout.box.left * 400 == pytest.approx(120 - shift * 400, abs=1.5)


def test_feather_softens_without_moving_and_without_a_halo() -> None:
    sharp, _ = cut_disc()
    soft, _ = cut_disc(feather=0.01)
    partly = lambda cutout: int(((own_alpha(cutout) > 8) & (own_alpha(cutout) < 247)).sum())  # noqa: E731
    assert partly(soft) > 2 * partly(sharp)
    assert radius_of(soft) == pytest.approx(radius_of(sharp), abs=1.0)
    colours = soft.picture.rgb[own_alpha(soft) > 12]
    assert lab_difference(colours, np.broadcast_to(np.uint8(RED), colours.shape).copy()).mean() < 1.5


def _unevenness(cutout: Cutout) -> float:
    """Return how many pixels the outline strays from the circle at most."""
    x, y, _, _ = cutout.region.pixels(400, 300)
    lines, _ = cv2.findContours((own_alpha(cutout) > 127).astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    line = max(lines, key=len)[:, 0] + (x - 199.5, y - 149.5)
    return float(np.abs(np.hypot(line[:, 0], line[:, 1]) - 79.5).max())


def test_smoothing_takes_dents_and_spikes_off_and_leaves_the_edge_crisp_where_it_was() -> None:
    ragged = disc_alpha()
    for turn in np.linspace(0, 2 * np.pi, 24, endpoint=False):
        place = (round(200 + 80 * np.cos(turn)), round(150 + 80 * np.sin(turn)))
        cv2.circle(ragged, place, 3, 255 if round(turn * 24) % 2 else 0, -1, cv2.LINE_AA)
    photo, plain = photo_of(ragged, RED, GREEN), CutoutSettings(refine="off")
    rough = cut(photo, matte_of(ragged), plain, (400, 300))
    smooth = cut(photo, matte_of(ragged), plain.changed(smooth=0.01), (400, 300))
    assert _unevenness(rough) > 4
    assert _unevenness(smooth) < 0.6 * _unevenness(rough)
    assert radius_of(smooth) == pytest.approx(radius_of(rough), abs=0.5)
    partly = int(((own_alpha(smooth) > 8) & (own_alpha(smooth) < 247)).sum())
    assert partly < 4 * 2 * np.pi * 80


def test_without_cleaning_the_photos_colours_stay() -> None:
    photo = photo_of(disc_alpha(), RED, GREEN)
    cutout = cut(photo, matte_of(disc_alpha()), CutoutSettings(decontaminate=False), (400, 300))
    x, y, width, height = cutout.region.pixels(400, 300)
    seen = own_alpha(cutout) > 0
    assert np.array_equal(cutout.picture.rgb[seen], photo.rgb[y : y + height, x : x + width][seen])


def test_own_alpha_is_not_touched() -> None:
    alpha = disc_alpha()
    photo = Picture(photo_of(alpha, RED, GREEN).rgb, alpha)
    matte = Matte(alpha, 1.0, "file", box=matte_of(alpha).box)
    cutout = cut(photo, matte, CutoutSettings(), (400, 300))
    x, y, width, height = cutout.region.pixels(400, 300)
    assert np.array_equal(own_alpha(cutout), alpha[y : y + height, x : x + width])
    assert np.array_equal(
        cutout.picture.rgb[own_alpha(cutout) > 0], photo.rgb[y : y + height, x : x + width][own_alpha(cutout) > 0]
    )


def test_nothing_found_cannot_be_cut() -> None:
    with pytest.raises(NoProductError):
        cut(
            photo_of(disc_alpha(), RED, GREEN),
            Matte(np.zeros((30, 40), np.uint8), 0.0, "embedded"),
            CutoutSettings(),
            (400, 300),
        )


def test_called_off() -> None:
    stop = Event()
    stop.set()
    with pytest.raises(Cancelled):
        cut(
            photo_of(disc_alpha(), RED, GREEN),
            matte_of(disc_alpha()),
            CutoutSettings(),
            (4, 3),
            progress=Progress(cancelled=stop),
        )


def test_inputs_stay_as_they_were() -> None:
    photo, matte = photo_of(disc_alpha(), RED, GREEN), matte_of(disc_alpha())
    before = photo.rgb.copy(), matte.alpha.copy()
    cut(photo, matte, CutoutSettings(refine="best", shift=0.005, feather=0.005), (400, 300))
    assert np.array_equal(photo.rgb, before[0])
    assert np.array_equal(matte.alpha, before[1])


@pytest.mark.parametrize("ground", [GREEN, (250, 250, 250), (10, 12, 20)])
def test_halo_is_measured(ground: tuple[int, int, int]) -> None:
    photo, matte = photo_of(disc_alpha(), RED, ground), matte_of(disc_alpha())
    left = cut(photo, matte, CutoutSettings(decontaminate=False), (400, 300)).halo
    assert cut(photo, matte, CutoutSettings(), (400, 300)).halo < 0.05
    assert 0.3 < left < 0.6
    grown = cut(photo, matte, CutoutSettings(decontaminate=False, shift=0.004), (400, 300)).halo
    assert grown > left  # more of the ground is shown
