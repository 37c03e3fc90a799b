"""Puts the commands together, runs one, and turns what is raised into a sentence and an exit code."""

import sys
import traceback
from collections.abc import Callable
from importlib import import_module
from typing import Any

import typer

from studio.cli import COMMANDS
from studio.cli.output import complain
from studio.model.errors import Cancelled, StudioError, UnknownChannelError, UsageError

ALL_WELL, REFUSED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130


def main(arguments: list[str]) -> int:
    """Run the command line; return the exit code. Errors go to stderr as sentences."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = application()(arguments, prog_name="studio", standalone_mode=False)
        return _stopped() if code == INTERRUPTED else int(code or ALL_WELL)  # so typer passes Ctrl-C on
    except StudioError as error:
        complain(error.message, error.hint)
        return WRONG_USAGE if isinstance(error, UsageError | UnknownChannelError) else REFUSED
    except (Cancelled, KeyboardInterrupt):
        return _stopped()
    except BrokenPipeError:  # `studio … | head`
        return REFUSED
    except Exception as error:
        return _unforeseen(error)


def _stopped() -> int:
    complain("Stopped.", "What is finished stays; the same command goes on from there (exports with --resume).")
    return INTERRUPTED


def _unforeseen(error: Exception) -> int:
    """Say what the parser refused, else report a bug of ours without a wall of text."""
    if hasattr(error, "format_message"):
        complain(error.format_message(), "`studio --help` shows every command and option.")
        return int(getattr(error, "exit_code", WRONG_USAGE))
    if type(error).__name__ == "Abort":
        return _stopped()
    from studio.store import atomic, paths

    report = paths.home() / "last-error.txt"
    atomic.write_text(report, "".join(traceback.format_exception(error)), parents=True)
    complain(f"Something went wrong inside Listing Studio: {error}.", f"Please report it with {report}.")
    return REFUSED


def application() -> typer.Typer:
    """Return the application with all its commands; raises KeyError where a command's file lacks `register`."""
    app = typer.Typer(
        name="studio",
        help="Product photos in, listing-ready pictures out. Without a command the window opens.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_root)
    for name in COMMANDS:
        register: Callable[[typer.Typer], Any] = vars(import_module(f"studio.cli.{name.replace('-', '_')}"))["register"]
        register(app)
    return app


def _version(wanted: bool) -> None:
    if wanted:
        from studio import __version__

        typer.echo(f"Listing Studio {__version__}")
        raise typer.Exit


def _root(
    version: bool = typer.Option(False, "--version", help="Print the version.", callback=_version, is_eager=True),
) -> None:
    """Product photos in, listing-ready pictures out. Without a command the window opens."""
