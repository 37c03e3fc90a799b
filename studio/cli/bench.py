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
        told = {field for figure in figures for field in figure}
        first, last = (
            tuple(each for each in fields if each in told) for fields in (("render", "p95", "at_rest"), ("goal", "met"))
        )
        print_table(figures, ("name", "value", *first, "unit", "yardstick", "yardstick_value", "ratio", *last))
