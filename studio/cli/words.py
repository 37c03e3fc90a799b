"""`studio words`: alt texts, listings and attributes, grounded in the photo and the product sheet."""

from pathlib import Path
from typing import Annotated, Any

import typer

from studio.cli.asking import Again, Demo, OverBudget, announce, asked_by
from studio.cli.output import complain, print_json, progress_bar, say
from studio.cli.photos import gathered


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("words")(words)


def words(
    task: Annotated[str, typer.Argument(metavar="TASK", help="alt-text, copy, identify or analyse.")],
    photos: Annotated[list[Path], typer.Argument(metavar="PHOTO…", help="Photos and folders of photos.")],
    *,
    model: Annotated[str | None, typer.Option(help="Default: as chosen for the task.", metavar="ID")] = None,
    sheet: Annotated[Path | None, typer.Option(help="Product facts by SKU: CSV or XLSX.", metavar="FILE")] = None,
    sku: Annotated[str | None, typer.Option(help="Of all photos named; default: as their names say.")] = None,
    channel: Annotated[str | None, typer.Option(help="Whose limits texts keep.", metavar="ID")] = None,
    preset: Annotated[
        str | None, typer.Option(help="Whose brand's style holds; else your own.", metavar="NAME|FILE")
    ] = None,
    language: Annotated[str, typer.Option(help="Of the texts.")] = "English",
    wish_words: Annotated[str, typer.Option("--words", help="A wish of your own, added to the request.")] = "",
    csv: Annotated[Path | None, typer.Option(help="Write a table too.", metavar="FILE")] = None,
    again: Again = False,
    over_budget: OverBudget = False,
    demo: Demo = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> int:
    """Have texts written; statements that neither photo nor sheet bears out are flagged."""
    import asyncio

    from studio.ai.product_sheet import read_product_sheet
    from studio.app.ai.brand import brand_of
    from studio.app.ai.loads import loads_of_files
    from studio.app.ai.words import TASKS_OF_WORDS, Written, about_photos, as_csv, limits_of, write
    from studio.app.trial.tasks import Given
    from studio.model.errors import UsageError
    from studio.store import atomic

    wanted = next((known for known in TASKS_OF_WORDS if known == task), None)
    if wanted is None:
        raise UsageError(f"{task} writes no words.", f"There are {', '.join(TASKS_OF_WORDS)}.")
    facts = read_product_sheet(sheet) if sheet else None
    about = about_photos(gathered(photos), sku, facts)
    style = brand_of(preset).style
    given = Given(wish_words, {}, limits_of(channel) if channel else {}, style, language)
    if facts is not None:
        _tell_sheet(facts, about)
    with asked_by(wanted, [model] if model else [], again=again, agreed=over_budget, demo=demo) as wish:
        announce(wish, loads_of_files(wanted, (each.photo.path for each in about)))
        done: list[Written] = []
        with progress_bar("Writing") as advance:

            def told(each: Written) -> None:
                done.append(each)
                advance(len(done), len(about))

            written = asyncio.run(write(wish, about, given, facts, told=told))
    if csv is not None:
        atomic.write_text(csv, as_csv(written), parents=True)
    if as_json:
        print_json({"items": [each.as_json() for each in written]})
    else:
        for each in written:
            _tell(each)
    return 1 if any(each.error for each in written) else 0


def _tell_sheet(sheet: Any, about: Any) -> None:
    for note in sheet.notes:
        complain(note)
    for sku in dict.fromkeys(each.sku for each in about if not sheet.of(each.sku)):
        complain(f"{sheet.name} has no line for “{sku}”: texts are grounded in the photo alone.")


def _tell(each: Any) -> None:
    if each.error is not None:
        complain(f"✕ {each.error['message']}", each.error["hint"])
        return
    say(f"{each.photo} ({each.model}{', kept: nothing paid' if each.kept else ''})")
    for line in each.text.splitlines():
        say(f"  {line}")
    for doubt in each.doubts:
        say(f"  ! {doubt}")
    for note in each.notes:
        complain(f"  {note}")
