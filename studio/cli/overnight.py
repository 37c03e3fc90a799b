"""`studio overnight …`: many calls at half the price, done within a day, collected when they are ready."""

from pathlib import Path
from typing import Annotated, Any

import typer

from studio.cli.asking import Again, Demo, OverBudget, announce, asked_by
from studio.cli.output import complain, print_json, print_table, say
from studio.cli.photos import gathered

Json = Annotated[bool, typer.Option("--json", help="Print as JSON.")]
Number = Annotated[int | None, typer.Argument(metavar="[BATCH]", help="One of `status`; default: all on their way.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, help="Calls overnight, at half the price.")
    group.callback()(_group)
    group.command("submit")(submit)
    group.command("status")(status)
    group.command("collect")(collect)
    group.command("cancel")(cancel)
    app.add_typer(group, name="overnight")


def _group() -> None:
    """Calls overnight, at half the price."""


def submit(
    task: Annotated[str, typer.Argument(metavar="TASK", help="alt-text, copy, identify, analyse or backdrop.")],
    photos: Annotated[
        list[Path] | None, typer.Argument(metavar="[PHOTO]…", help="Photos and folders; none for backdrops.")
    ] = None,
    *,
    model: Annotated[str | None, typer.Option(help="Default: the first of the task.", metavar="ID")] = None,
    words: Annotated[
        list[str] | None, typer.Option(help="A wish of your own; for backdrop a place each: “a bright kitchen”.")
    ] = None,
    preset: Annotated[
        str | None, typer.Option(help="Whose brand, light and camera hold; else your own brand.", metavar="NAME|FILE")
    ] = None,
    language: Annotated[str, typer.Option(help="Of the texts.")] = "English",
    channel: Annotated[str | None, typer.Option(help="Whose limits texts keep.", metavar="ID")] = None,
    sheet: Annotated[Path | None, typer.Option(help="Product facts by SKU: CSV or XLSX.", metavar="FILE")] = None,
    quality: Annotated[str, typer.Option(help="Of places: low, medium or high.")] = "medium",
    again: Again = False,
    over_budget: OverBudget = False,
    demo: Demo = False,
    as_json: Json = False,
) -> int:
    """Hand photos in; the program may end meanwhile."""
    import asyncio

    from studio.ai.product_sheet import read_product_sheet
    from studio.app.ai.brand import brand_of, scene_of
    from studio.app.ai.estimates import known_quality
    from studio.app.ai.loads import Load, loads_of_files
    from studio.app.ai.overnight import PLACE, TASKS_OVERNIGHT, hand_in
    from studio.app.ai.words import about_photos, limits_of
    from studio.app.trial.tasks import Given
    from studio.model.errors import UsageError

    wanted = next((each for each in TASKS_OVERNIGHT if each == task), None)
    if wanted is None:
        raise UsageError(f"{task} cannot be done overnight.", f"Choose one of {', '.join(TASKS_OVERNIGHT)}.")
    facts = read_product_sheet(sheet) if sheet else None
    wishes = words or []
    if wanted == "backdrop" and not wishes:
        raise UsageError("Which place is to be made?", "Say it with --words, once for each place.")
    if wanted != "backdrop" and not photos:
        raise UsageError(f"{task} needs photos.", "Name photos or a folder.")
    about = about_photos(gathered(photos), sheet=facts) if photos and wanted != "backdrop" else []
    style, scene = brand_of(preset).style, scene_of(preset)
    given = Given(" ".join(wishes), {}, limits_of(channel) if channel else {}, style, language)
    graded = known_quality(quality)
    with asked_by(wanted, [model] if model else [], again=again, agreed=over_budget, demo=demo) as wish:
        loads = loads_of_files(wanted, (each.photo.path for each in about)) or [Load(made=PLACE)] * len(wishes)
        announce(wish, loads, batch=True, quality=graded)
        places: dict[str, Any] = {"places": wishes, "quality": graded, "light": scene.light, "camera": scene.camera}
        done = asyncio.run(hand_in(wish, about, given, facts, **places))
    for each in done.left_out:
        complain(each)
    if as_json:
        items = [_item(done.night)] if done.night else []
        print_json({"items": items, "kept": list(done.kept), "left_out": list(done.left_out)})
    elif done.night is not None:
        calls = "1 call is" if done.night.total == 1 else f"{done.night.total} calls are"
        say(f"Batch {done.night.id}: {calls} handed in. `studio overnight collect` brings what comes.")
    else:
        say("Nothing was handed in: all results are there already.")
    return 1 if done.left_out else 0


def status(*, as_json: Json = False) -> None:
    """List what is on its way, as it was when it was looked at last."""
    from studio.app.ai.overnight import under_way

    items = [_item(night) for night in under_way()]
    if as_json:
        print_json({"items": items})
    else:
        print_table(items, ("id", "task", "model", "state", "photos", "finished", "failed", "handed_in", "demo"))


def collect(
    batch: Number = None,
    *,
    out: Annotated[Path | None, typer.Option(help="Write the results there too.", metavar="DIR")] = None,
    as_json: Json = False,
) -> int:
    """Look at the batches, and take in what is done: the results are then there without another payment."""
    return _look(batch, as_json, out=out)


def cancel(
    batch: Annotated[int, typer.Argument(metavar="BATCH", help="One of `status`.")], *, as_json: Json = False
) -> int:
    """Call a batch off; what was done by then is charged, and comes."""
    return _look(batch, as_json, call_off=True)


def _look(batch: int | None, as_json: bool, *, call_off: bool = False, out: Path | None = None) -> int:
    import asyncio

    from studio.app.ai.morning import write_out
    from studio.app.ai.overnight import look, under_way
    from studio.model.errors import UsageError
    from studio.model.provider_errors import ProviderError

    found = [night for night in under_way() if batch is None or night.id == batch]
    if batch is not None and not found:
        raise UsageError(f"No batch {batch} is on its way.", "See `studio overnight status`.")
    items, failed = [], False
    for night in found:
        try:
            seen = asyncio.run(look(night, call_off=call_off))
        except ProviderError as error:
            complain(f"Batch {night.id}: {error.message}", error.hint)
            items.append({**_item(night), "error": error.as_json(), "results": {}})
            failed = True
            continue
        files = write_out(seen, out) if out is not None else {}
        items.append({**_item(seen.night), "error": None, "results": dict(seen.photos), "files": files})
        failed = failed or any(result != "done" for result in seen.photos.values())
    if as_json:
        print_json({"items": items})
    else:
        for item in items:
            done = sum(result == "done" for result in item["results"].values())
            say(f"Batch {item['id']}: {item['state']}, {done} of {item['photos']} results are here.")
            for name, file in item.get("files", {}).items():
                say(f"  {name}: {file}")
    return 1 if failed else 0


def _item(night: Any) -> dict[str, Any]:
    from datetime import datetime

    return {
        "id": night.id,
        "task": night.task,
        "model": night.model,
        "state": night.state,
        "photos": night.total,
        "finished": night.finished,
        "failed": night.failed,
        "demo": night.demo,
        "handed_in": datetime.fromtimestamp(night.time).isoformat(timespec="seconds"),
    }
