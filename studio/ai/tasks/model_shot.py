"""model-shot: the product worn or held by a person who does not exist; the product's own pixels stay in front."""

from collections.abc import Mapping
from typing import Any

from studio.ai.tasks.backdrop import setting
from studio.ai.tasks.brief import Brief, prose
from studio.ai.tasks.scene_edit import KEEP_IT, editing
from studio.model.ai import Request
from studio.model.scene import Camera, Light

PERSON = (
    "Add a photoreal adult person of no likeness to anyone known, in plain clothes without brands, natural skin, "
    "correct "
    "hands, in a natural pose for this product. The product is nearest to the camera: nothing covers any part of "
    "it, hands "
    "hold it from behind or from the side that is hidden."
)


def request(brief: Brief, card: Mapping[str, Any], light: Light | None = None, camera: Camera | None = None) -> Request:
    """Return the call; picture and matte as for scene-edit. The result shows a synthetic person and is marked so."""
    how = f"How: {brief.words}" if brief.words else "How: as this kind of product is usually worn or held."
    return editing(brief, card, "model-shot", prose(KEEP_IT, PERSON, how, setting(light, camera), brief.styled()))
