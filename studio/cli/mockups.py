"""`studio mockups list|export`: the items, and a batch of designs × items × colours × sizes."""

from pathlib import Path
from typing import Annotated

import typer

from studio.cli.mockup import Down, How, Mode, Right, Scale, Turn, parse_size
from studio.cli.output import complain, print_json, print_table, progress_bar, say

AsJson = Annotated[bool, typer.Option("--json", help="Print as JSON.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, help="Things on which artwork can be shown.")
    group.command("list")(show_all)
    group.command("export")(export)
    app.add_typer(group, name="mockups")


def show_all(*, as_json: AsJson = False) -> None:
    """List every mockup; broken folders are named on stderr."""
    from studio.app.mockups import find_mockups, mockup_card

    items, errors = find_mockups()
    for error in errors:
        complain(error.message, error.hint)
    cards = [mockup_card(item) for item in items]
    if as_json:
        print_json({"items": cards})
        return
    for card in cards:
        card["colours"] = [colour["id"] for colour in card["colours"]]
        card["surfaces"] = [f"{it['id']} {it['width_cm']:g}×{it['height_cm']:g} cm" for it in card["surfaces"]]
    print_table(cards, ("id", "name", "category", "surfaces", "colours"))


def export(
    artwork: Annotated[list[Path], typer.Argument(metavar="ARTWORK…", help="Designs, and folders of them.")],
    *,
    out: Annotated[Path, typer.Option(help="Folder for the pictures.", metavar="DIR")],
    item: Annotated[list[str] | None, typer.Option(help="A mockup; default: all.", metavar="ID")] = None,
    colour: Annotated[
        list[str] | None, typer.Option(help="A colour, or “all”; default: each item's first.", metavar="ID")
    ] = None,
    size: Annotated[list[str] | None, typer.Option(help="Pixels; default: each item's own.", metavar="WxH")] = None,
    surface: Annotated[str, typer.Option(help="Default: each item's first.", metavar="ID")] = "",
    name: Annotated[
        str, typer.Option(help="File names, of {artwork} {item} {colour} {size} {index} {ext}.", metavar="TEMPLATE")
    ] = "{artwork}-{item}-{colour}.{ext}",
    image_format: Annotated[str, typer.Option("--format", help="jpeg, png, webp or avif.")] = "jpeg",
    mode: How = Mode.fit,
    scale: Scale = 1.0,
    x: Right = 0.0,
    y: Down = 0.0,
    turn: Turn = 0.0,
    as_json: AsJson = False,
) -> int:
    """Make every design on every item, in every colour and size."""
    from studio.app import mockup_export
    from studio.app.mockups import find_mockup, find_mockups
    from studio.export import formats
    from studio.intake.artwork import SUFFIXES
    from studio.model.errors import UsageError
    from studio.model.printing import PrintPlacement

    if image_format not in formats():
        raise UsageError(f"{image_format!r} is no format.", f"Use one of {', '.join(formats())}.")
    files = [file for path in artwork for file in _files(path, SUFFIXES)]
    placement = PrintPlacement(mode=mode.value, scale=scale, x=x, y=y, turn=turn)
    matrix = mockup_export.Matrix(
        [mockup_export.Design({surface: file}, placement) for file in files],
        [find_mockup(wanted) for wanted in item] if item else find_mockups()[0],
        colour or (),
        [parse_size(text) for text in size] if size else (None,),
        name,
        image_format,
    )
    jobs = mockup_export.plan(matrix)
    with progress_bar("Printing") as advance:
        lines = mockup_export.export(jobs, out, format=image_format, advance=advance)
    failed = [line for line in lines if line["error"]]
    if as_json:
        print_json({"items": lines, "summary": {"pictures": len(lines), "failed": len(failed)}})
    else:
        for line in lines:
            say(line["file"] if not line["error"] else f"✕ {line['output']}: {line['error']['message']}")
        for sentence in dict.fromkeys(f"{it['message']} {it['fix']}" for line in lines for it in line["findings"]):
            complain(sentence)
    return 1 if failed else 0


def _files(path: Path, suffixes: frozenset[str]) -> list[Path]:
    if not path.is_dir():
        return [path]
    return sorted(file for file in path.rglob("*") if file.suffix.lower() in suffixes and not file.name.startswith("."))
