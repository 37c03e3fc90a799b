"""`studio cutout`: products as see-through PNGs."""

from enum import StrEnum
from pathlib import Path, PurePosixPath
from time import perf_counter
from typing import Annotated

import typer

from studio.cli.output import complain, print_json, say
from studio.cli.photos import gathered, work_through


class Refine(StrEnum):
    """How carefully the edge is followed."""

    off = "off"
    fast = "fast"
    best = "best"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("cutout")(cutout)


def cutout(
    photos: Annotated[list[Path], typer.Argument(metavar="PHOTO…", help="Photos and folders of photos.")],
    *,
    out: Annotated[Path, typer.Option(help="Folder for the results.", metavar="DIR")],
    model: Annotated[str, typer.Option(help="The cutout model.", metavar="ID")] = "embedded",
    refine: Annotated[Refine, typer.Option(help="How carefully the edge follows hair and fine parts.")] = Refine.fast,
    clean_plate: Annotated[
        Path | None,
        typer.Option(help="A photo of the empty backdrop: products are cut by comparison.", metavar="FILE"),
    ] = None,
    second_shot: Annotated[
        Path | None,
        typer.Option(help="The same product, unmoved, on another backdrop: exact, glass included.", metavar="FILE"),
    ] = None,
    touch_ups: Annotated[
        Path | None,
        typer.Option(help="A saved workspace whose touch-ups by hand are used.", metavar="FILE"),
    ] = None,
    workers: Annotated[int | None, typer.Option(help="Processes; default: one a core.", min=1, max=256)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the results as JSON.")] = False,
) -> int:
    """Cut products out: DIR/<sub-folder>/<stem>.png, RGBA with straight alpha, of the photo's upright size."""
    from studio.app.batch.batch import prepare_folder
    from studio.app.batch.plan import plan_pngs
    from studio.app.cutouts import How, cut_photo, failed_cut
    from studio.app.wishes import known_model, known_plate
    from studio.app.workspace.saved_touch_ups import saved_touchups
    from studio.model.errors import UsageError
    from studio.model.matte import CutoutSettings
    from studio.model.touchup import UNTOUCHED

    start = perf_counter()
    plate, touchups = known_plate(clean_plate), saved_touchups(touch_ups)
    second = known_plate(second_shot)
    found = [photo for photo in gathered(photos, out) if photo.path not in (plate, second)]
    if second is not None and len(found) != 1:
        raise UsageError("A second shot belongs to one photo.", f"Name one photo, not {len(found)}.")
    outputs, collisions = plan_pngs(found, out)
    for collision in collisions:
        complain(collision)
    settings = CutoutSettings(
        model=known_model(model),
        refine=refine.value,
        clean_plate=str(plate or ""),
        second_shot=str(second or ""),
    )
    prepare_folder(out)

    def how(photo_id: str) -> How:
        return How(settings, touchups.get(photo_id, UNTOUCHED))

    places: dict[str, PurePosixPath] = dict(zip((photo.id for photo in found), outputs, strict=True))
    items = work_through(
        cut_photo,
        found,
        what="Cutting out",
        arguments=lambda photo: (photo, how(photo.id), out, places[photo.id]),
        failed=lambda photo, error: failed_cut(photo, model, error),
        workers=workers,
    )
    failed = [item for item in items if item["status"] == "failed"]
    seconds = perf_counter() - start
    summary = {
        "photos": len(items),
        "done": len(items) - len(failed),
        "failed": len(failed),
        "seconds": round(seconds, 3),
    }
    if as_json:
        print_json({"items": items, "summary": summary})
    else:
        for item in failed:
            complain(f"✕ {item['error']['message']}", item["error"]["hint"])
        say(f"{summary['done']} of {len(items)} photos cut out in {seconds:.1f} s. They are in {out}.")
    return 1 if failed else 0
