"""`studio judge`: pictures of a product against the brand's written style."""

from pathlib import Path
from typing import Annotated, Any

import typer

from studio.cli.asking import Again, Demo, OverBudget, announce, asked_by
from studio.cli.output import complain, print_json, print_table, say
from studio.cli.photos import gathered


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("judge")(judge)


def judge(
    photos: Annotated[list[Path], typer.Argument(metavar="PICTURE…", help="1 to 8 pictures of one product.")],
    *,
    preset: Annotated[
        str | None, typer.Option(help="Whose brand's style counts; else your own.", metavar="NAME|FILE")
    ] = None,
    style: Annotated[str, typer.Option(help="The style in words, in place of the preset's.")] = "",
    model: Annotated[str | None, typer.Option(help="Default: as chosen for the task.", metavar="ID")] = None,
    again: Again = False,
    over_budget: OverBudget = False,
    demo: Demo = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> int:
    """Have pictures judged: style, realism, whether the product is the same in all; both orders are asked."""
    import asyncio

    from studio.app.ai.brand import brand_of
    from studio.app.ai.judging import judge as judged
    from studio.app.ai.loads import loads_of_files

    found = gathered(photos)
    written = style or brand_of(preset).style
    with asked_by("compare", [model] if model else [], again=again, agreed=over_budget, demo=demo) as wish:
        announce(wish, loads_of_files("compare", [photo.path for photo in found]) * min(2, len(found)))
        result = asyncio.run(judged(wish, found, written))
    if as_json:
        print_json(_document(result, written))
    else:
        _tell(result)
    return 0


def _document(result: Any, style: str) -> dict[str, Any]:
    items = [vars(each) | {"reasons": list(each.reasons), "score": each.score} for each in result.pictures]
    return (
        {"items": items, "best": result.best, "style": style}
        | {name: getattr(result, name) for name in ("model", "seconds", "cost_usd")}
        | {"notes": list(result.notes)}
    )


def _tell(result: Any) -> None:
    columns = ("photo", "score", "style", "realism", "product_true")
    print_table([{name: getattr(each, name) for name in columns} for each in result.pictures], columns)
    for each in result.pictures:
        for reason in each.reasons:
            say(f"{each.photo}: {reason}")
    if result.best:
        say(f"Best: {result.best}.")
    for note in result.notes:
        complain(note)
