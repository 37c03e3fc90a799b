"""`studio channels list|show`: marketplaces and their rules."""

from typing import Annotated

import typer

from studio.cli.output import print_json, print_table, say


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, help="The channels with their rules, sources and dates.")
    group.command("list")(show_all)
    group.command("show")(show)
    app.add_typer(group, name="channels")


def show_all(*, as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False) -> None:
    """List every channel."""
    from studio.app.catalogues import channel_card
    from studio.check import load_channels

    items = [channel_card(channel) for channel in load_channels().values()]
    if as_json:
        print_json({"items": items})
    else:
        print_table(items, ("id", "platform", "slot", "confidence", "rules"))


def show(
    channel: Annotated[str, typer.Argument(metavar="ID", help="A channel's id, or a platform for its main slot.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Show a channel's rules with level, source and date."""
    from studio.app.catalogues import channel_document
    from studio.check import find_channel

    document = channel_document(find_channel(channel))
    if as_json:
        print_json(document)
        return
    say(f"{document['id']}: {document['platform']}, {document['slot']}. Confidence: {document['confidence']}.")
    if document["thin"]:
        say("Too little is known of this channel to call a picture compliant.")
    for rule in document["rules"]:
        where = "; ".join(f"{source['title']} {source['url']} ({source['date']})" for source in rule["sources"])
        say(f"  {rule['key']} = {rule['value']}  [{rule['level']}, {rule['basis']}]  {where}")
    if document["unknown"]:
        say(f"Looked for and not found: {', '.join(document['unknown'])}.")
