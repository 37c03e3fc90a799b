"""What a model did to a product is told: colours, a second outline, and nothing where nothing was done."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.ai.demo.scenery import edited
from studio.ai.keep import on_plain
from studio.ai.pictures import lossless
from studio.ai.tasks.scene_edit import mask_of
from studio.check import label_text
from studio.check.kept import kept
from studio.check.outline import outline_shift
from studio.model.kept import KeptLimits
from studio.model.picture import Picture

SIZE = 480


@pytest.fixture(autouse=True)
def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lettering has tests of its own: reading takes seconds."""
    monkeypatch.setattr(label_text, "can_read", lambda: False)


def mug(seed: int = 3) -> Picture:
    """A textured upright shape with a stripe, and its exact alpha."""
    random = np.random.default_rng(seed)
    alpha = np.zeros((SIZE, SIZE), np.uint8)
    cv2.rectangle(alpha, (150, 120), (310, 370), 255, -1)
    cv2.ellipse(alpha, (310, 240), (60, 70), 0, 0, 360, 255, -1)
    rgb = np.full((SIZE, SIZE, 3), (60, 90, 150), np.float64)
    rgb[200:260] = (220, 190, 60)
    rgb += cv2.GaussianBlur(random.normal(0, 60, (SIZE, SIZE, 1)), (0, 0), 3)[..., None]
    return Picture(np.asarray(np.clip(rgb, 0, 255), np.uint8), alpha)


def room(seed: int = 5) -> np.ndarray:
    random = np.random.default_rng(seed)
    y, _ = np.mgrid[0:SIZE, 0:SIZE] / SIZE
    wall = np.where(y[..., None] < 0.6, (210, 200, 185), (150, 110, 80))
    grain = cv2.GaussianBlur(random.normal(0, 25, (SIZE, SIZE)), (0, 0), 6)[..., None]
    return np.clip(wall + grain, 0, 255).astype(np.uint8)


def over(ground: np.ndarray, own: Picture, move: tuple[float, float] = (0, 0), scale: float = 1.0) -> Picture:
    """The product drawn again by a model: moved, enlarged, on its own ground."""
    matrix = cv2.getRotationMatrix2D((SIZE / 2, SIZE / 2), 0, scale)
    matrix[:, 2] += move
    rgb = cv2.warpAffine(own.rgb, matrix, (SIZE, SIZE), borderMode=cv2.BORDER_REPLICATE)
    alpha = cv2.warpAffine(own.alpha, matrix, (SIZE, SIZE))[..., None] / 255
    return Picture((rgb * alpha + ground * (1 - alpha)).astype(np.uint8))


PLAIN = np.full((SIZE, SIZE, 3), 232, np.uint8)


@pytest.mark.parametrize("seed", range(4))
def test_a_product_that_stayed_is_seen_to_stay(seed: int) -> None:
    own = mug(seed)
    provider = over(room(seed), own)
    measured = kept(own, over(PLAIN, own), provider, provider, KeptLimits())
    assert measured.refused is None
    assert measured.figures["locked_equal"] == 1
    assert measured.figures["provider_changed"] == 0
    assert 0 <= measured.figures["outline_out"] <= 0.002
    assert measured.heat.rgb.max() < 80


@pytest.mark.parametrize(
    ("move", "scale", "least", "most"),
    [
        ((8, 0), 1.0, 0.03, 0.034),
        ((0, -6), 1.0, 0.022, 0.026),
        ((24, 0), 1.0, 0.09, 0.1),
        ((0, 0), 1.05, 0.02, 0.034),
    ],
)
def test_a_second_outline_is_measured(move: tuple[float, float], scale: float, least: float, most: float) -> None:
    own = mug()
    shift = outline_shift(over(PLAIN, own).rgb, over(room(), own, move, scale).rgb, own.alpha)
    assert shift is not None
    assert least <= shift[0] <= most  # 8 px of 250 are 3.2 %


def test_a_smaller_copy_hides_behind_the_product() -> None:
    own = mug()
    shift = outline_shift(over(PLAIN, own).rgb, over(room(), own, scale=0.95).rgb, own.alpha)
    assert shift is not None
    assert shift[0] <= 0.002
    assert shift[1] >= 0.02


def test_an_outline_that_stands_out_is_refused_with_its_figure() -> None:
    own = mug()
    provider = over(room(), own, (10, 0))
    result = Picture(np.where(own.alpha[..., None] == 255, own.rgb, provider.rgb))
    measured = kept(own, over(PLAIN, own), provider, result, KeptLimits())
    assert measured.figures["locked_equal"] == 1
    assert measured.refused is not None
    assert "%" in measured.refused


def test_changed_colours_are_refused_and_glow_on_the_heat_map() -> None:
    own = mug()
    tinted = Picture(np.clip(own.rgb * (1.15, 1.0, 0.85), 0, 255).astype(np.uint8), own.alpha)
    provider = over(room(), tinted)
    measured = kept(own, over(PLAIN, own), provider, provider, KeptLimits())
    assert measured.refused is not None
    assert measured.figures["provider_changed"] > 0.5  # as in the public report of 51.6 %
    assert measured.heat.rgb[own.alpha == 255].mean() > 60
    assert kept(own, over(PLAIN, own), provider, provider, KeptLimits(colour=10, outline=0.05)).refused is None


def recoloured(own: Picture, turn: int) -> Picture:
    """The product with its hues turned by so many degrees."""
    hsv = cv2.cvtColor(own.rgb, cv2.COLOR_RGB2HSV)
    hsv[..., 0] = (hsv[..., 0].astype(int) + turn // 2) % 180
    return Picture(cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB), own.alpha)


def test_a_product_drawn_in_another_hue_is_refused_by_the_brands_limit() -> None:
    own = mug()
    result = over(room(), own)
    drawn = over(room(), recoloured(own, 120))
    measured = kept(own, over(PLAIN, own), drawn, result, KeptLimits(drawn=50))
    assert measured.figures["provider_hue"] > 45
    assert "hues" in (measured.refused or "")
    assert kept(own, over(PLAIN, own), drawn, result, KeptLimits(drawn=50, hue=180)).refused is None
    assert "mean difference" in (kept(own, over(PLAIN, own), drawn, result, KeptLimits(drawn=5, hue=180)).refused or "")
    assert kept(own, over(PLAIN, own), result, result, KeptLimits()).figures["provider_hue"] < 2


def test_greys_have_no_hue_to_be_turned() -> None:
    own = mug()
    grey = Picture(cv2.cvtColor(cv2.cvtColor(own.rgb, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB), own.alpha)
    measured = kept(grey, over(PLAIN, grey), over(room(), own), over(room(), grey), KeptLimits(drawn=50))
    assert measured.figures["provider_hue"] == 0


@pytest.mark.parametrize("name", ["bag", "headphones"])
def test_a_provider_that_paints_a_little_below_the_edge_has_drawn_no_second_outline(name: str) -> None:
    root = Path(__file__).resolve().parents[2]
    photo = cv2.imread(str(root / "resources" / "samples" / f"{name}.jpg"))
    matte = cv2.imread(str(root / "tests" / "truth" / f"{name}.png"), cv2.IMREAD_GRAYSCALE)
    assert photo is not None
    assert matte is not None
    size = (540, 720) if photo.shape[0] > photo.shape[1] else (720, 540)
    small, alpha = (cv2.resize(plane, size, interpolation=cv2.INTER_AREA) for plane in (photo, matte))
    own = Picture(np.ascontiguousarray(small[..., ::-1]).astype(np.uint8), alpha.astype(np.uint8))
    seen = on_plain(own).rgb
    made = edited(lossless(Picture(seen)).data, mask_of(own.alpha).data, size, "a")
    told = outline_shift(seen, made, own.alpha)
    assert told is None or told[0] < 0.004  # straps and rods look alike: a single point is easily deceived
    whole = np.roll(own.rgb, 12, 1), np.roll(own.alpha, 12, 1)[..., None] / 255
    told = outline_shift(seen, (whole[0] * whole[1] + made * (1 - whole[1])).astype(np.uint8), own.alpha)
    assert told is not None
    assert told[0] == pytest.approx(12 / max(cv2.boundingRect(own.alpha)[2:]), rel=0.25)
