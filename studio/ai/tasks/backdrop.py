"""backdrop: a generated place without the product; our own compositing puts the product into it, shadow and all."""

from collections.abc import Mapping
from typing import Any

from studio.ai.sizes import made_size
from studio.ai.tasks.brief import Brief, prose, remote_name
from studio.model.ai import Request
from studio.model.scene import Camera, Light

NOTHING_IN_IT = (
    "An empty place for a product photo, seen as a photographer would. In the middle a free, level surface where "
    "a product "
    "will be put later. No product, no people, no hands, no text, no logo, no frame, nothing in the foreground."
)


def request(brief: Brief, card: Mapping[str, Any], light: Light | None = None, camera: Camera | None = None) -> Request:
    """Return the call; no photo leaves the computer. Light and camera are the scene's, so that the product fits in."""
    place = f"The place: {brief.words}" if brief.words else ""
    words = prose(NOTHING_IN_IT, place, setting(light, camera), brief.styled())
    return Request(
        "backdrop",
        remote_name(card),
        words,
        size=made_size(card["id"], *(brief.size or (1536, 1536))),
        quality=brief.quality,
        photo=brief.photo,
    )


def setting(light: Light | None, camera: Camera | None) -> str:
    """Return the scene's light and camera in words that image models follow."""
    light, camera = light or Light(), camera or Camera()
    turned = abs(light.azimuth)
    side = "from behind" if turned <= 20 else "from the left" if light.azimuth < 0 else "from the right"
    side = "from the camera's side" if turned >= 150 else side
    height = "high" if light.elevation > 60 else "half high" if light.elevation > 30 else "low"
    edge = "soft, large light" if light.softness > 0.5 else "hard, small light"
    tone = "warm" if light.warmth > 0.2 else "cool" if light.warmth < -0.2 else "neutral"
    view = "level with the table" if camera.pitch < 12 else "slightly from above" if camera.pitch < 35 else "from above"
    return f"Main light {side}, {height}, {edge}, {tone} white balance. Camera {view}, lens of 85 mm."
