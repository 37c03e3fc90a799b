"""The proof that the product was left as it is: the finished file beside the photo's own pixels."""

from studio.app.adapt import products
from studio.check.fidelity import fidelity
from studio.model.matte import Cutout
from studio.model.picture import Picture
from studio.model.render import RenderRequest
from studio.model.scene import Scene
from studio.scene import render
from studio.scene.tone import UNCHANGED

LONGEST = 480  # pixels: enough for colours, a few milliseconds


def fidelity_of(scene: Scene, cutout: Cutout, finished: Picture) -> dict[str, float]:
    """Return the figures of `check.fidelity` for a finished picture of a scene, read back from its bytes.

    It is compared with the cutout's own colours in the same place: a tone that the seller set counts as a change,
    and so does anything that lies over the product.
    """
    bare = tuple(
        product.model_copy(
            update={
                "tone": UNCHANGED,
                "contact": product.contact.changed(opacity=0.0),
                "cast": product.cast.changed(kind="none"),
                "reflection": product.reflection.changed(opacity=0.0),
            }
        )
        for product in products(scene)
    )
    if not bare:
        return {}
    scale = min(1.0, LONGEST / max(finished.width, finished.height))
    width, height = max(1, round(finished.width * scale)), max(1, round(finished.height * scale))
    own = render(
        RenderRequest(
            scene.model_copy(update={"elements": bare}),
            width,
            height,
            cutouts={product.slot: cutout for product in bare},
        )
    )
    return fidelity(finished, own.picture, own.product)
