"""Mending a look for a finding, in the window."""

from studio.model.channel import Channel
from studio.model.finding import Finding
from studio.model.scene import Scene


def fixed(scene: Scene, finding: Finding, channel: Channel) -> Scene | None:
    """Return the scene mended as the finding says, None where there is no way."""
    from studio.app.photo.adapt import on_white, products, without_shadow

    if finding.mend == "white":
        return scene.model_copy(update={"elements": tuple(on_white(list(scene.elements)))})
    if finding.mend == "no-shadow":
        return scene.model_copy(update={"elements": tuple(without_shadow(item) for item in scene.elements)})
    if finding.mend in ("refit", "pad"):
        least = float(channel.value("fill_min_pct", 85)) / 100
        for product in products(scene):
            fill = min(1.0, max(product.placement.fill if finding.mend == "refit" else 0.85, least + 0.01))
            placed = product.placement.changed(fill=min(fill, 0.95), margin=0.0, x=0.5, y=0.5, anchor="centre")
            scene = scene.replaced(product, product.model_copy(update={"placement": placed}))
        return scene
    return None
