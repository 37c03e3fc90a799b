"""`studio analyse`: facts about photos, and what a vision model sees in them where one is asked."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from studio.cli.asking import Again, Demo, OverBudget, announce, asked_by
from studio.cli.output import complain, print_json, progress_bar, say
from studio.cli.photos import gathered, work_through
from studio.model.photo import Photo


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("analyse")(analyse)


def analyse(
    photos: Annotated[list[Path], typer.Argument(metavar="PHOTO…", help="Photos and folders of photos.")],
    *,
    model: Annotated[
        str,
        typer.Option(help="A vision model to ask as well, or the cutout model that finds the product.", metavar="ID"),
    ] = "embedded",
    workers: Annotated[int | None, typer.Option(help="Processes; default: one a core.", min=1, max=256)] = None,
    again: Again = False,
    over_budget: OverBudget = False,
    demo: Demo = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> int:
    """Say what a photo is good for. Nothing leaves this computer unless a vision model is asked by --model."""
    from studio.app.ai.analyse import role_of
    from studio.app.analyse import analyse_photo, failed_analysis
    from studio.app.wishes import known_model

    found = gathered(photos)
    vision = role_of(model) == "vision"
    finder = "embedded" if vision else known_model(model)
    with asked_by("analyse", (model,) if vision else (), again=again, agreed=over_budget, demo=demo) as wish:
        items = work_through(
            analyse_photo,
            found,
            what="Looking",
            arguments=lambda photo: (photo, finder),
            failed=failed_analysis,
            workers=workers,
        )
        if vision:
            _ask(items, found, wish)
    if as_json:
        print_json({"items": items})
    else:
        for item in items:
            _tell(item)
    return 1 if any(item["error"] for item in items) else 0


def _ask(items: Sequence[dict[str, Any]], photos: Sequence[Photo], wish: Any) -> None:
    import asyncio

    from studio.app.ai.analyse import look_at
    from studio.app.ai.loads import loads_of_files

    announce(wish, loads_of_files("analyse", (photo.path for photo in photos)))
    with progress_bar("Asking") as advance:
        asyncio.run(look_at(items, photos, wish, advance=advance))


def _tell(item: dict[str, Any]) -> None:
    facts, error, vision = item["facts"], item["error"], item["vision"]
    if facts:
        say(f"{item['photo']}: {facts['width']} × {facts['height']} {facts['format']}")
    for finding in item["findings"]:
        say(f"  {finding['message']} {finding['fix'] or ''}".rstrip())
    if vision is not None:
        say(f"  {vision['category']} · {vision['condition']['grade']} · {vision['alt_text']}")
        cost = "cost unknown" if item["cost_usd"] is None else f"${item['cost_usd']:.5f}"
        say(f"  {vision['model']}, {vision['seconds']:.1f} s, {'kept, nothing paid' if vision['cached'] else cost}")
        for note in vision["notes"]:
            complain(f"  {note}")
    if error is not None:
        complain(f"✕ {error['message']}", error["hint"])
