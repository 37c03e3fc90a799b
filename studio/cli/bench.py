"""`studio bench`: the project's own measurements, each beside its yardstick."""

from typing import Annotated

import typer

from studio.cli.output import print_json, print_table


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("bench")(bench)


def bench(
    name: Annotated[
        str, typer.Argument(metavar="startup|preview|cutout|edges|touchup|mockup|batch|faults|soak|memory")
    ],
    *,
    quick: Annotated[bool, typer.Option("--quick", help="Fewer rounds, rougher figures.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Measure, with the yardstick measured in the same run. A ratio above 1 is better than the yardstick."""
    from studio.app.benchmarks import run_benchmark

    document = run_benchmark(name, quick=quick)
    if as_json:
        print_json(document)
    else:
        figures = document["figures"]
        tail = ("p95",) if any("p95" in figure for figure in figures) else ()
        print_table(figures, ("name", "value", *tail, "unit", "yardstick", "yardstick_value", "ratio"))
