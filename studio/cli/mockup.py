"""`studio mockup`: artwork on an item."""

import re
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from studio.cli.output import complain, print_json, say
from studio.model.errors import UsageError


class Mode(StrEnum):
    """How artwork fills the print area."""

    fit = "fit"
    fill = "fill"
    tile = "tile"


How = Annotated[Mode, typer.Option("--mode", help="All of it, the whole area full, or repeated as a pattern.")]
Scale = Annotated[float, typer.Option(help="The artwork's size, 1 = as the mode says.", min=0.02, max=4)]
Right = Annotated[float, typer.Option("--x", help="Move right, as a share of the area's width.", min=-2, max=2)]
Down = Annotated[float, typer.Option("--y", help="Move down, as a share of the area's height.", min=-2, max=2)]
Turn = Annotated[float, typer.Option(help="Turn clockwise, degrees.", min=-180, max=180)]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("mockup")(mockup)


def mockup(
    template: Annotated[str, typer.Argument(metavar="TEMPLATE", help="A mockup's id, or its folder.")],
    *,
    artwork: Annotated[
        list[str], typer.Option(help="The design; SURFACE=FILE for one that is not the first.", metavar="FILE")
    ],
    out: Annotated[Path, typer.Option(help="The file to write; its ending is the format.", metavar="FILE")],
    size: Annotated[str | None, typer.Option(help="Pixels; default: the mockup's own.", metavar="WxH")] = None,
    colour: Annotated[
        str | None, typer.Option(help="A colour of the item, or any #rrggbb.", metavar="ID|#rrggbb")
    ] = None,
    mode: How = Mode.fit,
    scale: Scale = 1.0,
    x: Right = 0.0,
    y: Down = 0.0,
    turn: Turn = 0.0,
    quality: Annotated[int, typer.Option(help="Of JPEG, WebP and AVIF.", min=40, max=100)] = 92,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Show artwork on an item: it follows the form, takes the light, and is never redrawn."""
    from studio.app.mockups.export import Design, render_one
    from studio.app.mockups.shelf import find_mockup
    from studio.app.render_scene import format_of
    from studio.export import encode
    from studio.model.printing import PrintPlacement
    from studio.store import atomic

    chosen = format_of(out)
    placement = PrintPlacement(mode=mode.value, scale=scale, x=x, y=y, turn=turn)
    item = find_mockup(template)
    design = Design(designs(artwork), placement)
    picture, findings = render_one(design, item, colour, parse_size(size))
    atomic.write_bytes(out, encode(picture, format=chosen, quality=quality).data, parents=True)
    for finding in () if as_json else findings:
        complain(finding.message, finding.fix or "")
    if as_json:
        used = item.mockup.own_colour(colour) if colour else item.mockup.colourway()
        print_json(
            {
                "item": item.id,
                "colour": used.id,
                "output": str(out),
                "size": [picture.width, picture.height],
                "findings": [finding.as_json() for finding in findings],
            }
        )
    else:
        say(str(out))


def designs(words: list[str]) -> dict[str, Path]:
    """Return artwork files by surface, "" being an item's first; raises UsageError for a surface named twice."""
    files: dict[str, Path] = {}
    for word in words:
        surface, equals, file = word.partition("=")
        if not equals or Path(word).exists():
            surface, file = "", word
        if surface in files:
            raise UsageError(f"Two artworks for one surface: {file}.", "Write SURFACE=FILE for the second.")
        files[surface] = Path(file)
    return files


def parse_size(text: str | None) -> tuple[int, int] | None:
    """Return (width, height) of `1600x1200`; raises UsageError."""
    if text is None:
        return None
    match = re.fullmatch(r"(\d{1,5})[x×](\d{1,5})", text.strip().lower())
    if match is None:
        raise UsageError(f"{text!r} is not a size.", "Write it as 1600x1200.")
    return int(match[1]), int(match[2])
