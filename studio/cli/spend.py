"""`studio spend …`: what AI calls cost, what is unsettled, the budget, the ledger as CSV."""

from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from studio.cli.output import complain, print_json, print_table, say

Json = Annotated[bool, typer.Option("--json", help="Print as JSON.")]


class By(StrEnum):
    """What sums are made for."""

    day = "day"
    task = "task"
    model = "model"
    provider = "provider"
    batch = "batch"


class Over(StrEnum):
    """What happens to a call above the budget."""

    ask = "ask"
    stop = "stop"


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, help="What AI calls cost, and what left the computer.")
    group.callback()(_group)
    group.command("list")(show)
    group.command("calls")(calls)
    group.command("csv")(as_csv)
    group.command("unsettled")(unsettled)
    group.command("budget")(budget)
    app.add_typer(group, name="spend")


def _group() -> None:
    """What AI calls cost, and what left the computer."""


def show(*, by: Annotated[By, typer.Option(help="One line for each.")] = By.day, as_json: Json = False) -> None:
    """Sum up what was spent."""
    from studio.app.ai.estimates import dollars
    from studio.store.ledger_file import LedgerFile
    from studio.store.spending import sums

    found = sums(LedgerFile(), by.value)
    if as_json:
        print_json({"items": [{"id": each.name, **asdict(each)} for each in found]})
        return
    lines = [{**asdict(each), "usd": dollars(each.usd)} for each in found]
    print_table(lines, ("name", "calls", "failed", "usd", "unknown", "sent_bytes"))


def calls(
    *,
    limit: Annotated[int, typer.Option(help="The newest so many.", min=1)] = 50,
    words: Annotated[
        bool, typer.Option("--words", help="Each piece that was sent as well, texts word for word.")
    ] = False,
    as_json: Json = False,
) -> None:
    """List calls, the newest first: to whom, for which photo, how many bytes left, what came of it."""
    from studio.store.ledger_file import LedgerFile
    from studio.store.spending import calls as newest
    from studio.store.spending import sent

    file = LedgerFile()
    items = newest(file, limit)
    if words:
        items = [{**item, "sent": sent(file, item["id"])} for item in items]
    if as_json:
        print_json({"items": items})
        return
    for item in items:
        cost = "cost unknown" if item["cost_usd"] is None else f"${item['cost_usd']:.6f}"
        say(f"{item['day']} #{item['id']} {item['provider']} {item['model']} {item['task']} {item['photo']}".rstrip())
        say(f"  {item['state']}, {item['sent_bytes']} bytes sent, {cost} {item['message']}".rstrip())
        for piece in item.get("sent", ()):
            say(f"  {piece['what']}: {piece['bytes']} bytes {piece['media_type']} {piece['words']}".rstrip())


def as_csv(
    out: Annotated[Path | None, typer.Option(help="The file; default: to stdout.", metavar="FILE")] = None,
) -> None:
    """Write the whole ledger as CSV."""
    from studio.store import atomic, spending
    from studio.store.ledger_file import LedgerFile

    text = spending.as_csv(LedgerFile())
    if out is None:
        say(text.rstrip().replace("\r\n", "\n"))
    else:
        atomic.write_text(out, text)
        say(f"The ledger is in {out}.")


def unsettled(
    settle: Annotated[
        list[int] | None, typer.Option(help="Have done with these lines: they may then be asked again.", metavar="LINE")
    ] = None,
    *,
    as_json: Json = False,
) -> int:
    """List calls whose end nobody saw; they may have been charged and are never repeated unasked."""
    from studio.store import spending
    from studio.store.ledger_file import LedgerFile

    file = LedgerFile()
    for line in settle or ():
        spending.settle(file, line)
    items = spending.unsettled(file)
    if as_json:
        print_json({"items": items})
    else:
        print_table(items, ("id", "day", "task", "provider", "model", "photo", "estimate_usd"))
    return 0


def budget(
    *,
    month: Annotated[float | None, typer.Option(help="USD a month; negative for no limit.")] = None,
    batch: Annotated[float | None, typer.Option(help="USD for one command or batch; negative for no limit.")] = None,
    over: Annotated[Over | None, typer.Option(help="Above it: ask first, or never.")] = None,
    as_json: Json = False,
) -> None:
    """Show or set what may be spent."""
    from dataclasses import replace
    from datetime import date

    from studio.store.ai_settings import load_ai_settings, save_ai_settings
    from studio.store.ledger_file import LedgerFile
    from studio.store.spending import spent_since

    settings = load_ai_settings()
    now = settings.budget
    if month is not None:
        now = replace(now, month_usd=month if month >= 0 else None)
    if batch is not None:
        now = replace(now, batch_usd=batch if batch >= 0 else None)
    if over is not None:
        now = replace(now, over=over.value)
    if now != settings.budget:
        save_ai_settings(replace(settings, budget=now))
    spent = spent_since(LedgerFile(), date.today().replace(day=1))
    if as_json:
        print_json({**asdict(now), "spent_this_month_usd": spent})
        return
    limits = [
        f"{name} {'no limit' if value is None else f'${value:,.2f}'}"
        for name, value in (("a month", now.month_usd), ("a batch", now.batch_usd))
    ]
    say(f"Budget: {', '.join(limits)}; above it: {now.over}. Spent this month: ${spent:,.4f}.")
    if now.over == "ask":
        complain("On the command line --over-budget is the answer to that question.")
