"""What making a file tells beside its findings: how far the light changed the product's colours."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from studio.app.photo import finish
from studio.app.photo.clock import Clock
from studio.app.photo.fidelity import fidelity_of
from studio.app.photo.file_wish import FileWish
from studio.app.photo.finish import Order, make
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


def test_a_file_without_a_picture_of_its_scene_is_flagged_where_the_picture_would_be_seen() -> None:
    scene = Scene(elements=(PictureBackdrop(picture="gone"), Product()))
    flagged = {}
    for channel in ("shopify-product", "amazon-main"):  # the second has white instead of any picture
        order = Order(find_channel(channel), cutout(), {}, "ball.jpg")
        made = make(Preset(id="test", name="test", scene=scene), order, Clock())
        flagged[channel] = [it for it in made.findings if it.check == "scene"]
    (finding,) = flagged["shopify-product"]
    assert finding.severity == "error"
    assert "“gone”" in finding.message
    assert finding.fix
    assert flagged["amazon-main"] == []


def test_channels_that_take_the_same_picture_share_its_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Encoded, read back and measured once, with the very findings that each channel gives on its own."""
    made: list[str] = []
    for name in ("encode", "read_finished", "render"):
        work = getattr(finish, name)
        monkeypatch.setattr(
            finish, name, lambda *values, name=name, work=work, **more: (made.append(name), work(*values, **more))[1]
        )
    preset = Preset(id="test", name="test", scene=Scene(elements=(ColourBackdrop(), Product(placement={"fill": 0.9}))))
    ids = ("amazon-main", "ebay-listing", "etsy-first")
    latest = finish.Latest()
    orders = [Order(find_channel(each), cutout(), {}, f"{each}.jpg", latest=latest) for each in ids]
    together = [make(preset, order, Clock()) for order in orders]
    assert sorted(made) == ["encode", "read_finished", "render"]
    assert together[0].finished is together[2].finished
    for order, one in zip(orders, together, strict=True):
        alone = make(preset, Order(order.channel, order.cutout, {}, order.name), Clock())
        assert one.encoded.data == alone.encoded.data
        assert one.findings == alone.findings
        assert one.notes == alone.notes


def test_a_picture_for_a_smaller_cap_is_encoded_anew() -> None:
    wish = FileWish("jpeg", 92, "4:4:4", max_bytes=10_000_000)
    encoded = finish.encode(cutout().picture, format="jpeg", quality=92, chroma="4:4:4")
    size = len(encoded.data)
    latest = finish.Latest(wish=wish, encoded=encoded)
    assert latest.fits(replace(wish, max_bytes=size), {})
    assert latest.fits(replace(wish, max_bytes=None, min_bytes=size), {})
    assert not latest.fits(replace(wish, max_bytes=size - 1), {})
    assert not latest.fits(replace(wish, min_bytes=size + 1), {})
    assert not latest.fits(replace(wish, quality=80), {})
    assert not latest.fits(wish, {"creator": "Shop"})
    latest.told = ("Quality 92 → 90 to stay under 1 MB.",)
    assert not latest.fits(wish, {})


def test_fidelity_is_the_same_from_the_picture_at_hand_as_from_a_new_one() -> None:
    scene = Scene(elements=(ColourBackdrop(), Product(contact={"opacity": 0.5})))
    order = Order(find_channel("shopify-product"), cutout(), {}, "ball.jpg")
    made = make(Preset(id="test", name="test", scene=scene), order, Clock())
    at_hand = fidelity_of(made.scene, order.cutout, made.finished, made.rendition)
    anew = fidelity_of(made.scene, order.cutout, made.finished)
    assert at_hand["mean_delta_e"] == pytest.approx(anew["mean_delta_e"], abs=0.3)
    assert at_hand["share_within_2"] == 1.0
    brighter = Scene(elements=(ColourBackdrop(), Product(tone={"exposure": 1.0})))
    changed = make(Preset(id="test", name="test", scene=brighter), order, Clock())
    told = fidelity_of(changed.scene, order.cutout, changed.finished, changed.rendition)
    assert told["mean_delta_e"] > 5, "a tone of the seller's counts as a change"
