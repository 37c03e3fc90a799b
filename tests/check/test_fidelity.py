"""The proof that the product was left as it is."""

import numpy as np

from studio.check.fidelity import fidelity
from studio.model.picture import Picture


def shot(colour: tuple[int, int, int]) -> tuple[Picture, np.ndarray]:
    rgb = np.full((80, 100, 3), 255, np.uint8)
    rgb[20:60, 30:70] = colour
    product = np.zeros((80, 100), np.uint8)
    product[20:60, 30:70] = 255
    return Picture(rgb), product


def test_an_untouched_product_is_proved() -> None:
    own, product = shot((180, 40, 60))
    larger = Picture(np.kron(own.rgb, np.ones((3, 3, 1), np.uint8)))
    assert fidelity(larger, own, product) == {"mean_delta_e": 0.0, "p95_delta_e": 0.0, "share_within_2": 1.0}


def test_a_changed_colour_is_measured() -> None:
    own, product = shot((180, 40, 60))
    other, _ = shot((180, 60, 40))
    figures = fidelity(other, own, product)
    assert figures["mean_delta_e"] > 5
    assert figures["share_within_2"] == 0.0


def test_the_backdrop_does_not_count() -> None:
    own, product = shot((180, 40, 60))
    rgb = own.rgb.copy()
    rgb[product == 0] = (30, 30, 200)
    assert fidelity(Picture(rgb), own, product)["mean_delta_e"] == 0.0


def test_a_hair_is_too_thin_to_be_compared() -> None:
    own, product = shot((180, 40, 60))
    product[:, :] = 0
    product[:, 50] = 255
    assert fidelity(own, own, product) == {}
