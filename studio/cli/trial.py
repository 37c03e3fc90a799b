"""`studio trial`: the same photos through several models."""

from pathlib import Path
from typing import Annotated, Any

import typer

from studio.cli.asking import Again, Demo, OverBudget, announce, asked_by
from studio.cli.output import complain, print_json, print_table, progress_bar, say
from studio.cli.photos import gathered


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("trial")(trial)


def trial(
    task: Annotated[str, typer.Argument(metavar="TASK", help="cutout, analyse, identify, alt-text, copy, backdrop, …")],
    photos: Annotated[list[Path], typer.Argument(metavar="PHOTO…", help="Photos and folders of photos.")],
    *,
    models: Annotated[str, typer.Option(help="Their ids, with commas between.", metavar="A,B,…")],
    out: Annotated[
        Path | None,
        typer.Option(help="Folder for results and reports; default: under the studio's home.", metavar="DIR"),
    ] = None,
    words: Annotated[str, typer.Option(help="A wish of your own, added to the request.")] = "",
    channel: Annotated[
        str | None, typer.Option(help="Whose limits texts keep, and whose rules pictures are scored by.", metavar="ID")
    ] = None,
    preset: Annotated[
        str | None, typer.Option(help="Whose brand's style holds; else your own.", metavar="NAME|FILE")
    ] = None,
    mask: Annotated[
        Path | None, typer.Option(help="For retouch: a picture, white where to mend.", metavar="FILE")
    ] = None,
    again: Again = False,
    over_budget: OverBudget = False,
    demo: Demo = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> int:
    """Compare models on photos of your own: seconds, price, failures, results and scores; as HTML and CSV too."""
    import asyncio
    from functools import partial

    from studio.app.ai.brand import brand_of
    from studio.app.ai.loads import loads_of_files
    from studio.app.ai.making import keep_outside
    from studio.app.ai.words import limits_of
    from studio.app.trial.item import TrialItem
    from studio.app.trial.pictures import Held
    from studio.app.trial.report import write_reports
    from studio.app.trial.tasks import Given, new_folder, tried_task
    from studio.app.trial.trial import run_trial
    from studio.check import find_channel
    from studio.model.errors import UsageError

    wanted = tried_task(task)
    chosen = list(dict.fromkeys(name.strip() for name in models.split(",") if name.strip()))
    if not chosen:
        raise UsageError("Name the models to try.", "For example --models gpt-6-luna,claude-haiku-5-5.")
    rules = find_channel(channel) if channel else None
    brand = brand_of(preset)
    held = Held(brand.limits, partial(keep_outside, mask) if mask else None)
    if wanted == "retouch" and mask is None:
        raise UsageError("Retouching needs to know where.", "Give a picture with --mask, white where to mend.")
    given = Given(words, limits=limits_of(channel) if channel else {}, style=brand.style)
    found = gathered(photos, out)
    folder = out or new_folder(wanted)
    with asked_by(wanted, chosen, again=again, agreed=over_budget, demo=demo) as wish:
        announce(wish, loads_of_files(wanted, (photo.path for photo in found)))
        with progress_bar("Trying") as advance:
            done: list[TrialItem] = []

            def told(item: TrialItem) -> None:
                done.append(item)
                advance(len(done), len(found) * len(chosen))

            result = asyncio.run(run_trial(wish, found, folder, given=given, held=held, channel=rules, told=told))
    places = write_reports(result)
    if as_json:
        print_json(result.as_json())
    else:
        _tell(result)
        say(f"The report is {places['html']}, the table {places['csv']}.")
    return 1 if any(item.error for item in result.items) else 0


def _tell(result: Any) -> None:
    from studio.app.ai.estimates import dollars
    from studio.app.trial.report import seconds_text

    for item in result.items:
        if item.error is not None:
            complain(f"✕ {item.model}, {item.photo}: {item.error['message']}", item.error["hint"])
    print_table(
        [
            {
                "model": each.model,
                "median": seconds_text(each.median_seconds),
                "p95": seconds_text(each.p95_seconds),
                "cost": dollars(each.cost_usd),
                "failures": each.failures,
                "score": each.score,
            }
            for each in result.summary
        ],
        ("model", "median", "p95", "cost", "failures", "score"),
    )
