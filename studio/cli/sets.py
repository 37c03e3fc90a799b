"""`studio sets list|place`: the places that ship, and a product standing in one of them."""

from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer

from studio.cli.mockup import parse_size
from studio.cli.output import complain, print_json, print_table, say
from studio.model.errors import UsageError


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, help="Places in which a product can stand.")
    group.command("list")(show_all)
    group.command("place")(place)
    app.add_typer(group, name="sets")


def show_all(*, as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False) -> None:
    """List every set, with how many centimetres of it are seen where the product stands."""
    from studio.app.sets import sets

    items = [
        {"id": name, "name": facts.name, "keywords": list(facts.keywords), "width_cm": facts.ground.width}
        for name, facts in sets()
    ]
    if as_json:
        print_json({"items": items})
    else:
        print_table(items, ("id", "name", "width_cm"))


def place(
    photo: Annotated[Path, typer.Argument(metavar="PHOTO")],
    *,
    where: Annotated[str, typer.Option("--set", help="One of `studio sets list`.", metavar="ID")],
    out: Annotated[Path, typer.Option(help="The file to write; its ending is the format.", metavar="FILE")],
    size: Annotated[str, typer.Option(help="Pixels.", metavar="WxH")] = "2000x2000",
    real: Annotated[
        float, typer.Option("--size-cm", help="The product's longest side; 0: as large as looks right.", min=0, max=300)
    ] = 0.0,
    x: Annotated[float | None, typer.Option(help="From left to right, a share; default: the set's.")] = None,
    y: Annotated[float | None, typer.Option(help="How far down its foot is, a share; default: the set's.")] = None,
    turn: Annotated[float, typer.Option(help="Turn clockwise, degrees.", min=-180, max=180)] = 0.0,
    mirror: Annotated[bool, typer.Option("--mirror", help="Mirror the place.")] = False,
    model: Annotated[str, typer.Option(help="The cutout model.", metavar="ID")] = "embedded",
) -> int:
    """Stand the product of a photo in a set: the set's light, shadows on its ground, what is before it in front."""
    from studio.app.render_scene import render_scene
    from studio.app.sets import in_place, sets
    from studio.app.wishes import known_model

    known = [name for name, _ in sets()]
    if where not in known:
        near = get_close_matches(where, known, n=3, cutoff=0.5)
        hint = f"Did you mean {' or '.join(near)}?" if near else "`studio sets list` names them all."
        raise UsageError(f"There is no set “{where[:80]}”.", hint)
    wanted = parse_size(size)
    assert wanted is not None
    scene = in_place(where, wanted, real=real, x=x, y=y, turn=turn, mirror=mirror)
    said = render_scene(scene, {"product": photo}, wanted, out, model=known_model(model))
    for sentence in said:
        complain(sentence)
    say(str(out))
    return 1 if said else 0
