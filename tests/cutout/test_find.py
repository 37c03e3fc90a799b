"""Finding the product: where it is, how sure, and when there is none."""

import importlib
from pathlib import Path
from threading import Event

import cv2
import numpy as np
import pytest

from studio.cutout import cutout_models, find_matte
from studio.intake import load
from studio.model.errors import Cancelled, MissingModelError
from studio.model.matte import NEEDS_A_LOOK, Matte
from studio.model.picture import Picture
from studio.model.progress import Progress
from tests.cutout.drawn import GREEN, RED, disc_alpha, overlap, photo_of


def test_disc_is_found_where_it_is() -> None:
    matte = find_matte(photo_of(disc_alpha(), RED, GREEN))
    assert overlap(matte.alpha > 127, disc_alpha() > 127) > 0.98
    assert matte.confidence > 0.8
    assert matte.reasons == ()
    assert abs(matte.box.left * 400 - 120) < 3
    assert abs(matte.box.bottom * 300 - 230) < 3


def test_same_photo_gives_same_matte() -> None:
    photo = photo_of(disc_alpha(), RED, GREEN)
    assert np.array_equal(find_matte(photo).alpha, find_matte(photo).alpha)


@pytest.mark.parametrize("fall_off", [0.0, 0.06])
def test_no_faint_ring_far_around_a_small_product(fall_off: float) -> None:
    random = np.random.default_rng(1)
    y, x = np.mgrid[-1:1:1200j, -1:1:1600j]
    ground = 226 * (1 - fall_off * (x * x + y * y))[..., None].repeat(3, axis=2)
    cv2.ellipse(ground, (800, 600), (160, 130), 0, 0, 360, (180, 70, 50), -1, cv2.LINE_AA)
    alpha = find_matte(Picture(np.clip(ground + random.normal(0, 3, ground.shape), 0, 255).astype(np.uint8))).alpha
    away = cv2.distanceTransform((alpha <= 127).astype(np.uint8), cv2.DIST_L2, 5)
    assert 50_000 < (alpha > 127).sum() < 80_000
    assert not alpha[away > 20].any()


@pytest.mark.parametrize("spread", [0.0, 2.0, 6.0])
def test_empty_picture_gives_an_empty_matte(spread: float) -> None:
    noise = np.random.default_rng(0).normal(0, spread, (240, 320, 3))
    fall_off = np.linspace(0, 40, 320)[None, :, None]
    matte = find_matte(Picture(np.clip(190 + noise + fall_off, 0, 255).astype(np.uint8)))
    assert matte.empty
    assert not matte.alpha.any()
    assert matte.confidence < 0.1
    assert "no product" in matte.reasons[0]


@pytest.mark.parametrize("shape", [(1, 1), (3, 900), (900, 2), (9, 12)])
def test_slivers_do_not_break_it(shape: tuple[int, int]) -> None:
    pixels = np.random.default_rng(1).integers(0, 255, (*shape, 3)).astype(np.uint8)
    assert find_matte(Picture(pixels)).alpha.shape == shape


def test_product_at_the_frame_is_said() -> None:
    pixels = np.full((300, 400, 3), 225, np.uint8)
    cv2.rectangle(pixels, (120, 90), (280, 299), (30, 60, 140), -1)
    matte = find_matte(Picture(pixels))
    truth = np.zeros((300, 400), bool)
    truth[90:300, 120:281] = True
    assert overlap(matte.alpha > 127, truth) > 0.95
    assert any("touches the edge" in reason for reason in matte.reasons)


def test_faint_product_is_less_sure_than_a_plain_one() -> None:
    plain = find_matte(photo_of(disc_alpha(), RED, GREEN))
    faint = find_matte(photo_of(disc_alpha(), (196, 196, 200), (202, 203, 202)))
    assert faint.confidence < plain.confidence - 0.2


def test_own_alpha_wins() -> None:
    alpha = disc_alpha()
    photo = Picture(photo_of(alpha, RED, GREEN).rgb, alpha)
    matte = find_matte(photo)
    assert matte.model == "file"
    assert matte.confidence == 1.0
    assert np.array_equal(matte.alpha, alpha)


@pytest.mark.parametrize("alpha", [0, 255])
def test_alpha_that_frees_nothing_is_passed_over(alpha: int) -> None:
    photo = Picture(photo_of(disc_alpha(), RED, GREEN).rgb, np.full((300, 400), alpha, np.uint8))
    matte = find_matte(photo)
    assert matte.model == "embedded"
    assert overlap(matte.alpha > 127, disc_alpha() > 127) > 0.98


def test_unknown_model_is_named_with_the_known_ones() -> None:
    with pytest.raises(MissingModelError, match="'cleverest'") as caught:
        find_matte(photo_of(disc_alpha(), RED, GREEN), "cleverest")
    assert "u2netp" in caught.value.hint


def test_called_off_at_the_first_word() -> None:
    stop = Event()
    stop.set()
    with pytest.raises(Cancelled):
        find_matte(photo_of(disc_alpha(), RED, GREEN), progress=Progress(cancelled=stop))


def test_progress_only_rises() -> None:
    shares: list[float] = []
    find_matte(photo_of(disc_alpha(), RED, GREEN), progress=Progress(lambda share, what: shares.append(share)))
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert len(shares) >= 5


def test_models_are_listed_with_the_embedded_first() -> None:
    models = cutout_models()
    assert models[0].id == "embedded"
    assert models[0].available
    assert {"u2netp", "isnet-general-use", "birefnet-general-lite"} <= {model.id for model in models}
    assert models[1].id == "classical"


@pytest.mark.parametrize(
    ("network", "rule", "taken"),
    [(0.34, 0.85, "classical"), (0.36, 0.99, "embedded"), (0.1, 0.79, "embedded")],
)
def test_the_method_by_rule_takes_over_where_it_alone_is_sure(
    monkeypatch: pytest.MonkeyPatch, network: float, rule: float, taken: str
) -> None:
    module = importlib.import_module("studio.cutout.find")
    alphas = {"embedded": disc_alpha(radius=60), "classical": disc_alpha(radius=90)}
    sure = {"embedded": network, "classical": rule}
    monkeypatch.setattr(module, "_found", lambda picture, model, progress: Matte(alphas[model], sure[model], model))
    matte = find_matte(photo_of(disc_alpha(), RED, GREEN))
    assert matte.model == taken
    assert np.array_equal(matte.alpha, alphas[taken])
    assert matte.confidence < NEEDS_A_LOOK
    assert (module.TOOK_OVER in matte.reasons) == (taken == "classical")


def test_the_boots_that_the_network_does_not_see_are_freed_by_rule() -> None:
    root = Path(__file__).resolve().parents[2]
    photo = load(root / "resources" / "samples" / "boots.jpg", longest=1600).picture
    truth = cv2.imread(str(root / "tests" / "truth" / "boots.png"), cv2.IMREAD_GRAYSCALE)
    matte = find_matte(photo)
    size = (matte.alpha.shape[1], matte.alpha.shape[0])
    there = cv2.resize(truth, size, interpolation=cv2.INTER_AREA) > 127
    assert overlap(matte.alpha > 127, there) > 0.8
    assert matte.confidence < NEEDS_A_LOOK
