"""`studio watch`: what is put into a folder comes out ready."""

import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from studio.cli.output import complain, say

if TYPE_CHECKING:
    from studio.app.batch.report import Item


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("watch")(watch)


def watch(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder to watch, sub-folders included.")],
    *,
    out: Annotated[Path, typer.Option(help="Folder for the results.", metavar="DIR")],
    preset: Annotated[str, typer.Option(help="A preset's id, or a preset file.", metavar="NAME|FILE")] = "clean-white",
    channel: Annotated[
        list[str] | None,
        typer.Option(help="A channel's id; several times for several. Default: the preset's.", metavar="ID"),
    ] = None,
    model: Annotated[str | None, typer.Option(help="The cutout model. Default: the preset's.", metavar="ID")] = None,
    settle: Annotated[float, typer.Option(help="Seconds that a file must rest before it is taken.", min=0.0)] = 2.0,
    workers: Annotated[int | None, typer.Option(help="Processes; default: one a core.", min=1, max=256)] = None,
    deliver: Annotated[
        str | None, typer.Option(help="Also deliver what passed, as `studio deliver --to` does.", metavar="ADDRESS")
    ] = None,
) -> int:
    """Make every photo ready that is put into a folder, until stopped with Ctrl+C."""
    import studio.scene  # noqa: F401  (makes the element kinds known, which presets name)
    from studio.app.queue import Queue
    from studio.app.watch import Watched
    from studio.app.wishes import chosen_channels, chosen_preset

    wanted = chosen_preset(preset, model=model)
    channels = chosen_channels(wanted, channel or [])

    def told(items: "Sequence[Item]") -> None:
        for item in items:
            if item.error is not None:
                complain(f"✕ {item.error['message']}", item.error["hint"])
            else:
                say(f"{item.photo} → {item.output}{' (flagged)' if item.status == 'flagged' else ''}")
        if deliver is not None:
            _deliver(out, deliver)

    left_out: set[str] = set()

    def noticed() -> None:
        for name in sorted(watched.seen.left_out - left_out):
            left_out.add(name)
            complain(f"Left out, because it is no photo: {name}.")

    watched = Watched(
        folder, out, wanted, channels, Queue(), settle=settle, workers=workers, told=told, noticed=noticed
    )
    complain(f"Watching {folder}; the results go to {out}. Ctrl+C stops.")
    watched.run(threading.Event())
    return 0


def _deliver(out: Path, address: str) -> None:
    """Deliver what passed; a failure is told and tried again with the next photos."""
    from studio.app.deliver import send
    from studio.delivery import Login
    from studio.model.errors import StudioError

    login = Login(os.environ.get("STUDIO_DELIVERY_USER", ""), os.environ.get("STUDIO_DELIVERY_PASSWORD", ""))
    try:
        errors = [result.error for result in send(out, address, login)[1] if result.error is not None]
    except StudioError as error:
        errors = [error.as_json()]
    for told in errors:
        complain(f"✕ {told['message']}", told["hint"])
