"""What separates a product from its photo."""

from dataclasses import dataclass, field
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray

from studio.model.params import Label, Params, Private, Span
from studio.model.picture import WHOLE, Box, Bytes, Picture, frozen
from studio.model.touchup import Touched

NEEDS_A_LOOK = 0.65
"""Confidence below which a person should look; chosen on 145 photos with true masks, see docs/cutout-model.md."""
HALO = 0.3
"""Share of the old background along the edge from which on it is told; cleaned edges of our samples have 0 to 0.2,
those on grounds of the product's own colour more, uncleaned ones 0.17 to 0.6."""
FRINGE, JAG = 0.06, 0.15
"""Of 35 cutouts with true masks, those that overlap by 0.9 have a fringe up to 0.035 and a jag up to 0.14."""

Mask = NDArray[np.float32]
"""A model's answer: the probability (0–1) that a pixel is product, at the model's own resolution. Never stretched."""


@dataclass(frozen=True, eq=False)
class Matte:
    """How much of each pixel is product, at proxy resolution, and how far to trust it.

    `alpha`: (height, width) uint8 covering the whole photo. `confidence`: 0–1. `reasons`: sentences for a seller
    ("The product touches the edge of the photo."). `box`: the tight box around the product, in shares of the photo;
    WHOLE where nothing was found. Placement uses `box`, so that every output size places the product alike.
    `touched`: how it came about, where a person had a hand in it.
    """

    alpha: Bytes
    confidence: float
    model: str
    device: str = "CPU"
    reasons: tuple[str, ...] = ()
    box: Box = WHOLE
    touched: Touched | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "alpha", frozen(self.alpha))

    @property
    def empty(self) -> bool:
        """Whether no product was found."""
        return not bool((self.alpha > 127).any())


@dataclass(frozen=True, eq=False)
class OwnShadow:
    """The shadow that the product threw in its photo: a layer to lay on another backdrop.

    `lost`: (height, width) uint8, the share of light (255 = all) that is lost there, linear; it covers `region` of the
    photo (shares of the photo) at a size of its own. It goes on under the product. `doubt`: a sentence where some of it
    may be the backdrop's own.
    """

    lost: Bytes
    region: Box
    doubt: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "lost", frozen(self.lost))


@dataclass(frozen=True, eq=False)
class Cutout:
    """A product freed from its photo: decontaminated colour and straight alpha, cropped to `region`.

    `picture` covers `region` of the photo (shares of the photo); `box` is the matte's product box (shares of the photo,
    inside `region`); `photo_width`/`photo_height` is the whole photo's size in the picture's own pixels, of which it
    need not be a whole number;
    `full_width`/`full_height` that of the original file, so that enlargement can be told. `shadow`: the photo's
    own, where it was asked for and could be told from the backdrop. `halo`: how much of the old background is still
    seen along the edge, `fringe`: how much faint coverage stands away from the product, `jag`: how uneven the outline
    is; each 0 (none) to 1. `refined`: which refinement of the edge was taken ("fast", "best"; "off": none).
    """

    picture: Picture
    region: Box
    box: Box
    photo_width: float
    photo_height: float
    full_width: int
    full_height: int
    confidence: float
    model: str
    reasons: tuple[str, ...] = field(default=())
    shadow: OwnShadow | None = None
    halo: float = 0.0
    fringe: float = 0.0
    jag: float = 0.0
    refined: str = ""


class CutoutSettings(Params):
    """How the product is cut out."""

    model: Annotated[str, Label("Model", "Which method finds the product")] = "embedded"
    refine: Annotated[
        Literal["off", "fast", "best"], Label("Edge", "How carefully the edge follows hair and fine parts")
    ] = "fast"
    smooth: Annotated[
        float, Span(0, 0.01, 0.0005, "%"), Label("Smooth outline", "Takes dents and spikes off; thin parts vanish")
    ] = 0.0
    shift: Annotated[float, Span(-0.01, 0.01, 0.0005, "%"), Label("Shift edge", "Smaller or larger outline")] = 0.0
    feather: Annotated[float, Span(0, 0.01, 0.0005, "%"), Label("Soften edge")] = 0.0
    decontaminate: Annotated[bool, Label("Clean edge colours", "Removes the old background's tint from the edge")] = (
        True
    )
    clean_plate: Annotated[
        str, Private(), Label("Empty backdrop", "A photo of the same place without the product: cut by comparison")
    ] = ""
    second_shot: Annotated[
        str, Private(), Label("Second shot", "The same product, unmoved, on another backdrop: exact, glass included")
    ] = ""

    @property
    def found_by(self) -> tuple[str, str, str]:
        """What the matte depends on; everything else only changes how it is cut along."""
        return self.model, self.clean_plate, self.second_shot
