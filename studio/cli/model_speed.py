"""`studio models lighten` and `studio models device`: how soon a network answers on this computer."""

from dataclasses import asdict
from typing import Annotated

import typer

from studio.cli.output import print_json, progress_bar, say
from studio.model.progress import Progress

Name = Annotated[str, typer.Argument(metavar="MODEL", help="A downloaded model's id.")]
Json = Annotated[bool, typer.Option("--json", help="Print as JSON.")]


def register(group: typer.Typer) -> None:
    """Add the commands."""
    group.command("lighten")(lighten)
    group.command("device")(device)


def lighten(model: Name, *, as_json: Json = False) -> int:
    """Make a model's int8 twin, measure what it loses, and keep it where that is little and it is faster here."""
    from studio.app.lighter import lighten_model

    with progress_bar(f"Lightening {model}") as advance:
        twin = lighten_model(model, Progress(lambda share, what: advance(round(share * 1000), 1000)))
    full, own = twin.milliseconds
    if as_json:
        print_json({"items": [{"id": model, **asdict(twin)}]})
    else:
        say(f"{model} as int8 takes {own:.0f} ms of the processor instead of {full:.0f}. {twin.words()}")
    return 0


def device(model: Name, *, as_json: Json = False) -> None:
    """Tell what a model runs on here and why, after a short trial where there is a choice."""
    from studio.app.lighter import device_of

    why = device_of(model)
    if as_json:
        print_json({"items": [{"id": model, "why": why}]})
    else:
        say(why)
