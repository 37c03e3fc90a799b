"""`studio mockups list|export|add|share|remove`: the items, and a batch of designs × items × colours × sizes."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from studio.cli.mockup import Down, How, Mode, Right, Scale, Turn, parse_size
from studio.cli.output import complain, print_json, print_table, progress_bar, say
from studio.model.errors import UsageError

if TYPE_CHECKING:
    from studio.app.mockups.shelf import Item

AsJson = Annotated[bool, typer.Option("--json", help="Print as JSON.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, help="Things on which artwork can be shown.")
    group.command("list")(show_all)
    group.command("export")(export)
    group.command("add")(add)
    group.command("share")(hand_on)
    group.command("remove")(take_away)
    app.add_typer(group, name="mockups")


def show_all(*, as_json: AsJson = False) -> None:
    """List every mockup; broken folders are named on stderr."""
    from studio.app.mockups.shelf import find_mockups, mockup_card

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
    from studio.app.mockups import export as mockup_export
    from studio.app.mockups.shelf import find_mockup, find_mockups
    from studio.export import formats
    from studio.intake.artwork import SUFFIXES
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
        said = ((line["item"], it) for line in lines for it in line["findings"])
        for sentence in dict.fromkeys(f"{item}: {it['message']} {it['fix']}" for item, it in said):
            complain(sentence)
    return 1 if failed else 0


def _files(path: Path, suffixes: frozenset[str]) -> list[Path]:
    if not path.is_dir():
        return [path]
    return sorted(file for file in path.rglob("*") if file.suffix.lower() in suffixes and not file.name.startswith("."))


def add(
    photo: Annotated[
        Path, typer.Argument(metavar="PHOTO", help="A blank item's photo, a PSD mockup, a mockup as folder or zip.")
    ],
    *,
    marking: Annotated[
        Path | None,
        typer.Option(
            help="A JSON file: kind, corners, bow_top, …, points; or a list, each with name and print_size.",
            metavar="FILE",
        ),
    ] = None,
    corner: Annotated[
        list[str] | None,
        typer.Option(help="Four of them, clockwise from the upper left, in shares of the photo.", metavar="X,Y"),
    ] = None,
    kind: Annotated[str, typer.Option(help="perspective or cylinder.")] = "perspective",
    bow_top: Annotated[float, typer.Option(help="How far the upper edge bows down, of its width.")] = 0.0,
    bow_bottom: Annotated[float, typer.Option(help="How far the lower edge bows down.")] = 0.0,
    arc: Annotated[float, typer.Option(help="How far round a cylinder the print reaches, degrees.")] = 120.0,
    displace: Annotated[float, typer.Option(help="Follow folds of cloth, 0 to 1.")] = 0.0,
    smooth: Annotated[float, typer.Option(help="Leave the photo's fine texture out, 0 to 1.")] = 0.0,
    mask: Annotated[Path | None, typer.Option(help="White where the item is.", metavar="FILE")] = None,
    print_size: Annotated[
        str | None, typer.Option("--print-size", help="Centimetres; default: 20x20, or what a PSD says.", metavar="WxH")
    ] = None,
    name: Annotated[str, typer.Option(help="Default: the photo's.")] = "",
    replace: Annotated[bool, typer.Option("--replace", help="Take the place of an own mockup of that name.")] = False,
    as_json: AsJson = False,
) -> None:
    """Add a mockup of your own: of a photo with its print area marked, of a PSD's smart objects, or a shared one."""
    from studio.app.mockups import own as own_mockups
    from studio.app.mockups.shared import is_shared, take_in

    if is_shared(photo):
        _tell(take_in(photo), as_json=as_json)
        return
    size = _centimetres(print_size) if print_size else None
    if photo.suffix.lower() in (".psd", ".psb") and not corner and marking is None:
        item, unsupported = own_mockups.mockup_of_psd(photo, name=name, print_size=size, replace=replace)
        for sentence in unsupported:
            complain(f"Not supported: {sentence}.", "")
        _tell(item, unsupported, as_json=as_json)
        return
    fields = {"kind": kind, "corners": [_place(text) for text in corner or ()], "bow_top": bow_top}
    fields |= {"bow_bottom": bow_bottom, "arc": arc, "displace": displace, "smooth": smooth}
    marked = own_mockups.read_areas(_json(marking) if marking else fields, size or (20, 20))
    _tell(own_mockups.mockup_of_photo(photo, marked, name=name, mask=mask, replace=replace), as_json=as_json)


def _tell(item: "Item", unsupported: Sequence[str] = (), *, as_json: bool) -> None:
    from studio.app.mockups.shelf import mockup_card

    if as_json:
        print_json({**mockup_card(item), "unsupported": list(unsupported)})
    else:
        say(f"{item.id}  {item.folder}")


def hand_on(
    mockup: Annotated[str, typer.Argument(metavar="ID", help="A mockup's id, or its folder.")],
    *,
    out: Annotated[Path, typer.Option(help="The zip to write.", metavar="FILE")],
) -> None:
    """Write a mockup as one file; `studio mockups add FILE` takes it in on another computer."""
    from studio.app.mockups.shared import share
    from studio.app.mockups.shelf import find_mockup

    say(str(share(find_mockup(mockup), out)))


def take_away(mockup: Annotated[str, typer.Argument(metavar="ID")]) -> int:
    """Remove one of your own mockups; those that ship stay."""
    from studio.app.mockups import own as own_mockups

    if own_mockups.remove(mockup):
        return 0
    complain(f"None of your own mockups is “{mockup}”.", "`studio mockups list` names them all.")
    return 1


def _place(text: str) -> tuple[float, float]:
    try:
        x, y = (float(part) for part in text.split(","))
    except ValueError as error:
        raise UsageError(f"{text!r} is not a place.", "Write it as 0.25,0.4: shares of width and height.") from error
    return x, y


def _centimetres(text: str) -> tuple[float, float]:
    try:
        wide, tall = (float(part) for part in text.lower().replace("×", "x").split("x"))
    except ValueError as error:
        raise UsageError(f"{text!r} is not a print size.", "Write it as 30x40, in centimetres.") from error
    return wide, tall


def _json(path: Path) -> object:
    import json

    try:
        return json.loads(path.read_bytes()[:1_000_000])
    except (OSError, ValueError, RecursionError) as error:
        raise UsageError(f"{path.name} is not readable: {str(error)[:100]}.", "Write it as JSON.") from error
