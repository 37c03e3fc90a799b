"""A Preset: a scene template, cutout settings, channels and output wishes. The file that a team shares."""

from typing import Annotated, Literal

from pydantic import Field

from studio.model.brand import Brand
from studio.model.matte import CutoutSettings
from studio.model.params import Label, Params, Span
from studio.model.scene import Scene


class Output(Params):
    """How finished pictures are written where the channel leaves it open."""

    format: Annotated[Literal["jpeg", "png", "webp", "avif"], Label("Format")] = "jpeg"
    quality: Annotated[int, Span(40, 100, 1, ""), Label("Quality")] = 92
    chroma: Annotated[Literal["4:4:4", "4:2:0"], Label("Colour detail", "4:4:4 keeps coloured edges sharp")] = "4:4:4"
    name: Annotated[str, Label("File name"), Field(min_length=1, max_length=200)] = "{stem}.{ext}"


class Preset(Params):
    """`id` is the file's name without .toml: lower-case letters, digits and dashes."""

    version: Literal[1] = 1
    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
    name: Annotated[str, Field(min_length=1, max_length=80)]
    trade: Annotated[str, Field(max_length=40)] = ""
    description: Annotated[str, Field(max_length=400)] = ""
    author: Annotated[str, Field(max_length=80)] = ""
    cutout: CutoutSettings = CutoutSettings()
    scene: Scene = Scene()
    channels: tuple[str, ...] = ()
    review: Annotated[
        bool, Label("Review before delivery", "Nothing is delivered that nobody has accepted on the batch page")
    ] = False
    output: Output = Output()
    brand: Brand = Brand()
