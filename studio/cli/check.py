"""`studio check`: finished pictures, from here or from elsewhere, against a channel's rules."""

from pathlib import Path
from typing import Annotated, Any

import typer

from studio.cli.output import complain, print_json, say

_MARKS = {"error": "✕", "warning": "!", "info": "·"}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("check")(check)


def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Finished pictures, and folders of them.")],
    *,
    channel: Annotated[list[str], typer.Option(help="A channel's id; several times for several.", metavar="ID")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
) -> int:
    """Say what the channel would object to in finished pictures, where, and how to mend it."""
    from studio.app.checking import check_file, finished_files
    from studio.check import find_channel

    channels = [find_channel(name) for name in channel]
    found = finished_files(files)
    items = [check_file(path, name, wanted) for path, name in found for wanted in channels]
    if as_json:
        print_json({"items": items})
    else:
        for item in items:
            _print(item)
    return 1 if any(item["verdict"] == "fail" for item in items) else 0


def _print(item: dict[str, Any]) -> None:
    say(f"{item['file']} for {item['channel']}: {item['verdict']}")
    for finding in item["findings"]:
        say(f"  {_MARKS[finding['severity']]} {finding['message']} {finding['fix'] or ''}".rstrip())
    if item["error"] is not None:
        complain(f"  ✕ {item['error']['message']}", item["error"]["hint"])
