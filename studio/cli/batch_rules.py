"""`studio batch rules`: quiet hours, how much of the computer batches may take, whom to tell of trouble."""

from dataclasses import asdict, replace
from typing import Annotated, Any

import typer

from studio.cli.output import complain, print_json, say

OFF = ("off", "none", "")


def rules(
    *,
    quiet: Annotated[
        str | None, typer.Option(help="Hours in which no photo is begun, or off.", metavar="08:00-18:00")
    ] = None,
    cores: Annotated[int | None, typer.Option(help="Photos at once; 0: as many as make sense.", min=0)] = None,
    memory: Annotated[
        int | None, typer.Option(help="Memory of one process; 0: the usual.", metavar="MB", min=0)
    ] = None,
    calls: Annotated[
        int | None, typer.Option(help="Calls to one AI provider at the same time; 0: the usual 8.", min=0)
    ] = None,
    failures: Annotated[float | None, typer.Option(help="Alert above so many per cent failed.", min=0, max=100)] = None,
    stalled: Annotated[float | None, typer.Option(help="Alert after so many minutes without a photo.", min=1)] = None,
    disk: Annotated[float | None, typer.Option(help="Alert below so much free space.", metavar="MB", min=0)] = None,
    budget: Annotated[
        float | None, typer.Option(help="Alert at so many per cent of the month's AI budget.", min=0, max=100)
    ] = None,
    webhook: Annotated[str | None, typer.Option(help="Post alerts there, or off.", metavar="URL")] = None,
    messenger: Annotated[
        list[str] | None, typer.Option(help="An address of apprise, or off; several times for several.", metavar="URL")
    ] = None,
    test: Annotated[bool, typer.Option("--test", help="Send a test alert and say whether it arrived.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> int:
    """Show the house rules of all batches, or change those that are named."""
    from studio.app.queue.notify import tell_all
    from studio.store.batch_rules import load_rules, save_rules

    before = load_rules()
    given: dict[str, Any] = {
        "quiet": None if quiet is None else "" if quiet in OFF else quiet,
        "webhook": None if webhook is None else "" if webhook in OFF else webhook,
        "messengers": None if messenger is None else tuple(each for each in messenger if each not in OFF),
        "failures": failures,
        "stalled": stalled,
        "disk_mb": disk,
        "budget": budget,
    }
    now = replace(before, **{name: value for name, value in given.items() if value is not None})
    now = now if cores is None else replace(now, cores=cores or None)
    now = now if memory is None else replace(now, memory_mb=memory or None)
    now = now if calls is None else replace(now, calls=calls or None)
    if now != before:
        now = save_rules(now)
    troubles = tell_all(now, "test", "", "Listing Studio", "This is how alerts of batches arrive.") if test else []
    if as_json:
        print_json({"rules": asdict(now), "troubles": troubles})
    else:
        for name, value in asdict(now).items():
            shown = ", ".join(value) if isinstance(value, tuple) else value
            say(f"{name:<12}{shown if shown not in (None, '') else '-'}")
    for trouble in troubles:
        complain(trouble)
    return 1 if troubles else 0
