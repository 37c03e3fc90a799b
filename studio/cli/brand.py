"""`studio brand show|set|import|export`: what generated pictures, texts and judgements are held to."""

from pathlib import Path
from typing import Annotated

import typer

from studio.cli.output import print_json, say

AsJson = Annotated[bool, typer.Option("--json", help="Print as JSON.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, help="Your brand: its style in words, and how far a model may go.")
    group.command("show")(show)
    group.command("set")(change)
    group.command("import")(bring_in)
    group.command("export")(export)
    app.add_typer(group, name="brand")


def show(*, as_json: AsJson = False) -> None:
    """Print your brand, as `brand export` would write it."""
    _told(as_json)


def change(
    *,
    style: Annotated[
        str | None, typer.Option(help="Light, colours, mood, what never to show; “” for none.", metavar="WORDS")
    ] = None,
    colour: Annotated[float | None, typer.Option(help="CIEDE2000 that 95 % of the product stay within.")] = None,
    outline: Annotated[
        float | None, typer.Option(help="How far a second outline may stand out, share of the product.")
    ] = None,
    drawn: Annotated[
        float | None, typer.Option(help="Mean CIEDE2000 by which the model may have drawn the product otherwise.")
    ] = None,
    hue: Annotated[float | None, typer.Option(help="Degrees by which it may have turned the product's hues.")] = None,
    text: Annotated[bool | None, typer.Option(help="Refuse where words on the product are lost.")] = None,
    usual_limits: Annotated[bool, typer.Option("--usual-limits", help="All limits as they come.")] = False,
    as_json: AsJson = False,
) -> None:
    """Change what is named and leave the rest; it holds from now on, in the window too."""
    from studio.app.ai.brand import brand_with, keep_brand

    limits = {"colour": colour, "outline": outline, "drawn": drawn, "hue": hue, "text": text}
    keep_brand(brand_with(style, {name: to for name, to in limits.items() if to is not None}, usual=usual_limits))
    _told(as_json)


def bring_in(
    source: Annotated[str, typer.Argument(metavar="FILE|PRESET", help="A brand's file, or a preset that has one.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Take your brand from a file or a preset."""
    from studio.app.ai.brand import brand_from, keep_brand

    keep_brand(brand_from(source))
    _told(as_json)


def export(*, out: Annotated[Path, typer.Option(help="The file to write, for colleagues.", metavar="FILE")]) -> None:
    """Write your brand as a file to be shared."""
    from studio.app.ai.brand import brand_of, write_brand

    say(f"Your brand is in {write_brand(brand_of(), out)}.")


def _told(as_json: bool) -> None:
    from studio.app.ai.brand import as_toml, brand_of

    brand = brand_of()
    if as_json:
        print_json(brand.model_dump(mode="json"))
    else:
        say(as_toml(brand).rstrip())
