"""`studio deliver`: a finished batch to where it is wanted."""

import os
from pathlib import Path
from typing import Annotated

import typer

from studio.cli.output import complain, print_json, progress_bar, say

STATUSES = ("delivered", "there", "review", "failed")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("deliver")(deliver)


def deliver(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder that was exported to.")],
    *,
    to: Annotated[
        str,
        typer.Option(
            help="A folder, a .zip, s3://bucket/prefix, sftp://user@host/path, webdavs://host/path, shopify://shop.",
            metavar="ADDRESS",
        ),
    ],
    channel: Annotated[
        list[str] | None, typer.Option(help="Only this channel; several times for several.", metavar="ID")
    ] = None,
    flagged: Annotated[bool, typer.Option("--flagged", help="Also files with findings.")] = False,
    reviewed: Annotated[
        bool, typer.Option("--reviewed", help="Also what its preset wants looked at first: somebody has looked.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> int:
    """Deliver what passed, each file verified there and never half visible; again: only what changed.

    User and password (S3: key id and secret; Shopify: the access token as password) come from STUDIO_DELIVERY_USER and
    STUDIO_DELIVERY_PASSWORD.
    """
    from studio.app.deliver import send
    from studio.check import find_channel
    from studio.delivery import Login

    channels = [find_channel(name).id for name in channel or []]
    login = Login(os.environ.get("STUDIO_DELIVERY_USER", ""), os.environ.get("STUDIO_DELIVERY_PASSWORD", ""))
    with progress_bar("Delivering") as advance:
        name, results = send(folder, to, login, channels=channels, flagged=flagged, reviewed=reviewed, progress=advance)
    for result in results:
        if result.error is not None:
            complain(f"✕ {result.error['message']}", result.error["hint"])
    counts = {status: sum(result.status == status for result in results) for status in STATUSES}
    if as_json:
        print_json({"target": name, "items": [result.as_json() for result in results], "summary": counts})
    else:
        say(f"{name}: {counts['delivered']} delivered, {counts['there']} there, {counts['failed']} failed.")
        if counts["review"]:
            say(f"{counts['review']} wait until somebody accepts them on the batch page, as their preset asks.")
    return 1 if counts["failed"] else 0
