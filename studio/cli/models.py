"""`studio models list`: what can find products, where it runs, and on which terms."""

from typing import Annotated

import typer

from studio.cli.output import print_json, print_table


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, help="The models with their licences, terms and state.")
    group.callback()(_group)
    group.command("list")(show_all)
    app.add_typer(group, name="models")


def _group() -> None:
    """The models with their licences, terms and state."""


def show_all(*, as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False) -> None:
    """List every model."""
    from studio.app.models import model_cards

    items = model_cards()
    if as_json:
        print_json({"items": items})
    else:
        print_table(items, ("id", "tasks", "where", "licence", "commercial_use", "status", "installed"))
