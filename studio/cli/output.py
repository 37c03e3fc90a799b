"""What the command line prints: one JSON document or plain lines on stdout, sentences and progress on stderr."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

Advance = Callable[[int, int], None]
"""Called with how many are done, out of how many."""


def print_json(document: Any) -> None:
    """Print one document on stdout. Names that are not text (a wrong encoding on disk) are kept by escapes."""
    text = json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        text = json.dumps(document, indent=2, allow_nan=False)
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def complain(message: str, hint: str = "") -> None:
    """Print a sentence and its cure on stderr."""
    print(f"{message} {hint}".strip(), file=sys.stderr)


def say(line: str = "") -> None:
    """Print a line on stdout."""
    print(line)


def print_table(rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> None:
    """Print rows as aligned columns under a heading, fit for reading and for `grep`."""
    cells = [[_cell(row.get(column)) for column in columns] for row in rows]
    widths = [max([len(column), *(len(line[i]) for line in cells)]) for i, column in enumerate(columns)]
    for line in [list(columns), *cells]:
        say("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def _cell(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, list | tuple):
        return ", ".join(str(item) for item in value)
    return str(value)


@contextmanager
def progress_bar(what: str) -> Iterator[Advance]:
    """Yield a function that shows how far the work is, with rate and time left, where stderr is a terminal."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None, rate="")

        def advance(done: int, total: int) -> None:
            elapsed = bar.tasks[0].elapsed or 0.0
            rate = f"{done / elapsed:.1f} a second" if done and elapsed > 0 else ""
            bar.update(task, completed=done, total=total, rate=rate)

        yield advance
