"""`studio serve`: the job API for other programs."""

from pathlib import Path
from typing import Annotated

import typer

from studio.cli.output import complain

_LOOPBACK = ("127.0.0.1", "::1", "localhost")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("serve")(serve)


def serve(
    *,
    port: Annotated[int, typer.Option(help="The port; 0 takes any free one.", min=0, max=65535)] = 8765,
    host: Annotated[str, typer.Option(help="The address to listen on. Default: this computer only.")] = "127.0.0.1",
    root: Annotated[
        list[Path] | None,
        typer.Option(help="A folder whose photos jobs may name by path; several times for several.", metavar="DIR"),
    ] = None,
    results: Annotated[Path | None, typer.Option(help="Folder for the results.", metavar="DIR")] = None,
    webhook_host: Annotated[
        list[str] | None,
        typer.Option(help="A host that webhooks may go to although it is not public.", metavar="HOST[:PORT]"),
    ] = None,
    workers: Annotated[int | None, typer.Option(help="Processes; default: one a core.", min=1, max=256)] = None,
) -> int:
    """Take jobs over HTTP until stopped. The description is at /openapi.json, the token in the studio's home."""
    from studio.server.access import VARIABLE, server_token
    from studio.server.run import run

    token = server_token()

    def ready(address: str) -> None:
        complain(f"Listening on {address}; the description is at {address}/openapi.json.")
        complain(f"The token is in {VARIABLE}, or in the file “server-token” of the studio's home.")
        if host not in _LOOPBACK:
            complain(
                "Other computers can reach it, and what they send is not encrypted.",
                "Put a proxy with TLS before it, or use it within a network you trust.",
            )

    run(
        host=host,
        port=port,
        token=token,
        roots=root or [],
        results=results,
        workers=workers,
        webhook_hosts=webhook_host or [],
        ready=ready,
    )
    return 0
