"""A Brand: how a seller's pictures are to look, in words, and how far a model may go with them."""

from typing import Annotated

from pydantic import Field

from studio.model.kept import KeptLimits
from studio.model.params import Label, Params


class Brand(Params):
    """What every generated picture and every judgement is held to; it travels in the preset that a team shares."""

    style: Annotated[
        str, Label("Style", "In words: light, colours, mood, what never to show"), Field(max_length=1000)
    ] = ""
    limits: KeptLimits = KeptLimits()
