"""`studio`: a command word or an option means the command line, anything else the window.

Decided by the arguments alone and without importing anything heavy: the window's first paint waits for this.
"""

import sys
from pathlib import Path


def main() -> int:
    """Run what the arguments ask for; return the exit code (0 all well, 1 something failed, 2 wrong usage)."""
    arguments = sys.argv[1:]
    if getattr(sys, "frozen", False):
        from multiprocessing import freeze_support

        freeze_support()
    if wants_window(arguments):
        from studio.ui import main as open_window

        return int(open_window([Path(argument) for argument in arguments]) or 0)
    from studio.cli.main import main as run_command

    return run_command(arguments)


def wants_window(arguments: list[str]) -> bool:
    """Whether these arguments open the window: none at all, or photos and folders that exist.

    A word that is neither a command nor there is a mistyped command: the command line says so.
    """
    from studio.cli import COMMANDS

    if arguments and (arguments[0] in COMMANDS or arguments[0].startswith("-")):
        return False
    return all(Path(argument).exists() for argument in arguments)


if __name__ == "__main__":
    sys.exit(main())
