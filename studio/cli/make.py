"""`studio make`: pictures that a model makes, with the product left as it is."""

from pathlib import Path
from typing import Annotated, Any

import typer

from studio.cli.asking import Again, Demo, OverBudget, announce, asked_by
from studio.cli.output import complain, print_json, progress_bar, say
from studio.cli.photos import gathered

LARGE = (1536, 1536)  # px of a place; pictures of a product are asked for in its photo's shape


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("make")(make)


def make(
    task: Annotated[str, typer.Argument(metavar="TASK", help="backdrop, scene-edit, model-shot, retouch or upscale.")],
    photos: Annotated[
        list[Path] | None, typer.Argument(metavar="[PHOTO]…", help="Photos and folders; none for a backdrop.")
    ] = None,
    *,
    out: Annotated[Path, typer.Option(help="Folder for the pictures and their receipts.", metavar="DIR")],
    words: Annotated[str, typer.Option(help="What is to be seen: “a bright kitchen”.")] = "",
    preset: Annotated[
        str | None,
        typer.Option(help="Whose brand, light and camera hold; else your own brand.", metavar="NAME|FILE"),
    ] = None,
    style: Annotated[str, typer.Option(help="The style in words, in place of the preset's.")] = "",
    model: Annotated[str | None, typer.Option(help="Default: as chosen for the task.", metavar="ID")] = None,
    quality: Annotated[str, typer.Option(help="low, medium or high.")] = "medium",
    mask: Annotated[
        Path | None, typer.Option(help="For retouch: a picture, white where to mend.", metavar="FILE")
    ] = None,
    factor: Annotated[float, typer.Option(help="For upscale: 1 to 4.")] = 2.0,
    again: Again = False,
    over_budget: OverBudget = False,
    demo: Demo = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> int:
    """Have places, surroundings or people made; the product's own pixels are put back and that is measured."""
    import asyncio

    from studio.ai.tasks import Brief
    from studio.app.ai.brand import brand_of, scene_of
    from studio.app.ai.estimates import known_quality
    from studio.app.ai.loads import Load, loads_of_files
    from studio.app.ai.making import LONGEST, MADE, Making, make_all
    from studio.model.errors import UsageError

    wanted = next((known for known in MADE if known == task), None)
    if wanted is None:
        raise UsageError(f"{task} makes no pictures.", f"There are {', '.join(MADE)}.")
    graded = known_quality(quality)
    found = gathered(photos, out) if photos else []
    if not found and wanted != "backdrop":
        raise UsageError(f"{task} needs photos.", "Name photos or a folder.")
    if wanted == "retouch" and mask is None:
        raise UsageError("Retouching needs to know where.", "Give a picture with --mask, white where to mend.")
    brand, scene = brand_of(preset), scene_of(preset)
    local = wanted == "upscale"
    with asked_by(wanted, [model] if model else [], again=again, agreed=over_budget, demo=demo and not local) as wish:
        if not local:
            loads = loads_of_files(wanted, (photo.path for photo in found), LONGEST) if wanted != "backdrop" else []
            announce(wish, loads or [Load(made=LARGE)] * max(1, len(found)), quality=graded)
        brief = Brief(words=words, style=style or brand.style, quality=graded, size=LARGE)
        making = Making(wish, out, brief, mask, factor, brand.limits, scene.light, scene.camera)
        with progress_bar("Making") as advance:
            items = asyncio.run(make_all(making, found, advance=advance))
    if as_json:
        print_json({"items": items})
    else:
        for item in items:
            _tell(item)
    return 1 if any(item["error"] for item in items) else 0


def _tell(item: dict[str, Any]) -> None:
    if item["error"] is not None:
        complain(f"✕ {item['error']['message']}", item["error"]["hint"])
        if item["output"]:
            complain(f"  It is kept apart: {item['output']}.")
        return
    say(f"{item['output']} ({item['model']})")
    for note in item["notes"]:
        say(f"  {note}")
    figures = item["fidelity"]
    if figures:
        say(
            f"  The product's own pixels: {figures['locked_equal']:.1%}. "
            f"The model had changed {figures['provider_changed']:.0%} of them visibly."
        )
