"""What making a file tells beside its findings: how far the light changed the product's colours."""

import cv2
import numpy as np

from studio.app.clock import Clock
from studio.app.finish import Order, make
from studio.check import find_channel
from studio.model.matte import Cutout
from studio.model.picture import WHOLE, Box, Picture
from studio.model.preset import Preset
from studio.model.scene import Light, Scene
from studio.scene import ColourBackdrop, PictureBackdrop, Product


def cutout() -> Cutout:
    alpha = np.zeros((700, 700), np.uint8)
    cv2.circle(alpha, (350, 350), 300, 255, -1, cv2.LINE_AA)
    rgb = np.full((700, 700, 3), (150, 110, 80), np.uint8)
    box = Box(50 / 700, 50 / 700, 650 / 700, 650 / 700)
    return Cutout(Picture(rgb, alpha), WHOLE, box, 700, 700, 2800, 2800, 1.0, "drawn")


def notes(**relight: float) -> list[str]:
    scene = Scene(light=Light(azimuth=-100, elevation=20), elements=(ColourBackdrop(), Product(relight=relight)))
    order = Order(find_channel("shopify-product"), cutout(), {}, "ball.jpg")
    made = make(Preset(id="test", name="test", scene=scene), order, Clock())
    return [note for note in made.notes if "relit" in note]


def test_a_relit_product_is_told_once_with_its_measure() -> None:
    assert notes() == []
    (free,) = notes(amount=1, limit=12)
    assert "ΔE" in free
    assert "held" not in free
    (bound,) = notes(amount=1, limit=1)
    assert "0.9 ΔE" in bound or "1.0 ΔE" in bound
    assert "held at its limit" in bound


def test_what_could_not_be_drawn_is_told() -> None:
    scene = Scene(elements=(PictureBackdrop(picture="gone"), Product(kept={"opacity": 1})))
    order = Order(find_channel("shopify-product"), cutout(), {}, "ball.jpg")
    told = make(Preset(id="test", name="test", scene=scene), order, Clock()).notes
    assert sum("“gone” is missing" in note for note in told) == 1
    assert sum("own shadow" in note for note in told) == 1
