"""How far a product may change when a model makes its surroundings, and what was measured."""

from dataclasses import dataclass, field
from typing import Annotated

from studio.model.params import Label, Params, Span
from studio.model.picture import Picture


class KeptLimits(Params):
    """A brand's limits; over one of them a generated picture is refused."""

    colour: Annotated[float, Span(0, 10, 0.1), Label("Colour", "CIEDE2000 that 95 % of the product stay within")] = 2.0
    outline: Annotated[
        float,
        Span(0, 0.05, 0.001, "%"),
        Label("Outline", "How far a second outline may stand out, share of the product"),
    ] = 0.008
    drawn: Annotated[
        float,
        Span(0, 50, 0.5),
        Label("Drawn colour", "How far from its true colours the model may have drawn the product: mean CIEDE2000"),
    ] = 25.0
    hue: Annotated[
        float,
        Span(0, 180, 1, "°"),
        Label("Hue", "How far the model may have turned the product's hues: its light and reflections turn with them"),
    ] = 45.0
    text: Annotated[bool, Label("Lettering", "Refuse where words on the product are lost (needs text recognition)")] = (
        True
    )


@dataclass(frozen=True, eq=False)
class Kept:
    """What was measured. `refused`: the reason in a sentence, None where the picture may be used.

    `figures`: `locked_equal` share of fully covered pixels that are bit by bit the product's own; `mean_delta_e`,
    `p95_delta_e` of the product in the result; `provider_changed` share of those pixels that the provider's own
    picture had changed visibly (CIEDE2000 over 2); `provider_mean_delta_e`, `provider_p95_delta_e`; `provider_hue` how
    far it had turned their hues in degrees, 0 where the product has none; `outline_out` and `outline_in` how far the
    provider's outline lies outside and inside of ours, in shares of the product's longer side, -1 where it could not
    be told; `words_kept` share of words on the product that can still be read, -1 where nothing can be read here.
    `heat`: the provider's changes over the product, dark to bright. `words`: readable before; `words_lost`: not after.
    """

    figures: dict[str, float]
    heat: Picture
    words: tuple[str, ...] = ()
    words_lost: tuple[str, ...] = ()
    text_read: bool = False
    refused: str | None = None
    notes: tuple[str, ...] = field(default=())
