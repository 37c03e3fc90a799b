"""retouch: dust, creases, tags and labels removed where the seller marked them; all else stays the photo's own."""

from collections.abc import Mapping
from typing import Any

from studio.ai.tasks.brief import Brief, prose
from studio.ai.tasks.scene_edit import editing
from studio.model.ai import Request

MEND = (
    "Retouch this product photo only inside the marked area: remove what is named and continue the material "
    "beneath it, "
    "with the same texture, grain, colour, light and sharpness. Do not change anything else."
)


def request(brief: Brief, card: Mapping[str, Any]) -> Request:
    """Return the call. `brief.keep` is 0 where the seller marked, 255 elsewhere; `brief.words` names what goes."""
    what = f"Remove: {brief.words}" if brief.words else "Remove: dust, hairs, lint, scratches and creases."
    return editing(brief, card, "retouch", prose(MEND, what))
