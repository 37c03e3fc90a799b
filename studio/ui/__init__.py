"""The window. The only place that knows Qt."""

from collections.abc import Sequence
from pathlib import Path


def main(paths: Sequence[Path]) -> int:
    """Open the window, with these photos and folders where any are named; return the exit code."""
    from studio.ui.opening import open_window

    application, opening = open_window(paths)
    code = application.exec()
    opening.finish()
    return int(code)
