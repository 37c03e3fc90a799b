"""`studio analyse`: facts about photos."""

from pathlib import Path
from typing import Annotated

import typer

from studio.cli.output import complain, print_json, say
from studio.cli.photos import gathered, work_through


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("analyse")(analyse)


def analyse(
    photos: Annotated[list[Path], typer.Argument(metavar="PHOTO…", help="Photos and folders of photos.")],
    *,
    model: Annotated[str, typer.Option(help="The cutout model that finds the product.", metavar="ID")] = "embedded",
    workers: Annotated[int | None, typer.Option(help="Processes; default: one a core.", min=1, max=256)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> int:
    """Say what a photo is good for: size, sharpness, light, product. Nothing leaves this computer."""
    from studio.app.analyse import analyse_photo, failed_analysis
    from studio.app.wishes import known_model

    found = gathered(photos)
    known_model(model)
    items = work_through(
        analyse_photo,
        found,
        what="Looking",
        arguments=lambda photo: (photo, model),
        failed=failed_analysis,
        workers=workers,
    )
    if as_json:
        print_json({"items": items})
    else:
        for item in items:
            facts, error = item["facts"], item["error"]
            if error is not None:
                complain(f"✕ {error['message']}", error["hint"])
                continue
            say(f"{item['photo']}: {facts['width']} × {facts['height']} {facts['format']}")
            for finding in item["findings"]:
                say(f"  {finding['message']} {finding['fix'] or ''}".rstrip())
    return 1 if any(item["error"] for item in items) else 0
