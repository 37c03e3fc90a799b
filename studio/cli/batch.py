"""`studio batch`: the queue that outlives the program: submit, steer, work it off, look at it."""

from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from studio.cli.batch_rules import rules
from studio.cli.output import complain, print_json, print_table, say

if TYPE_CHECKING:
    from studio.app.batch.plan import Plan
    from studio.app.queue import Batch, Queue

BATCH = Annotated[str, typer.Argument(metavar="BATCH", help="A batch's id; default: the latest.")]
JSON = Annotated[bool, typer.Option("--json", help="Print as JSON.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    commands = typer.Typer(no_args_is_help=True, help="The persistent queue of batches.")
    for name, function in (
        ("submit", submit),
        ("run", run),
        ("status", status),
        ("pause", pause),
        ("resume", resume),
        ("retry", retry),
        ("cancel", cancel),
        ("priority", priority),
        ("report", report),
        ("forget", forget),
        ("rules", rules),
        ("history", history),
    ):
        commands.command(name)(function)
    app.add_typer(commands, name="batch")


def submit(
    photos: Annotated[list[Path], typer.Argument(metavar="PHOTO…", help="Photos and folders of photos.")],
    *,
    out: Annotated[Path, typer.Option(help="Folder for the results.", metavar="DIR")],
    preset: Annotated[str, typer.Option(help="A preset's id, or a preset file.", metavar="NAME|FILE")] = "clean-white",
    channel: Annotated[
        list[str] | None, typer.Option(help="A channel's id; several times for several.", metavar="ID")
    ] = None,
    model: Annotated[str | None, typer.Option(help="The cutout model. Default: the preset's.", metavar="ID")] = None,
    name: Annotated[str, typer.Option(help="What to call the batch.")] = "",
    priority: Annotated[int, typer.Option(help="The higher goes first; 10 overtakes all, -10 is for the night.")] = 0,
    at: Annotated[str, typer.Option(help="Not before this time.", metavar="22:00")] = "",
    hours: Annotated[str, typer.Option(help="Only between these times of day.", metavar="22:00-06:00")] = "",
    on_mains: Annotated[bool, typer.Option("--on-mains", help="Only on mains power.")] = False,
    when_idle: Annotated[bool, typer.Option("--when-idle", help="Only while nobody uses the computer.")] = False,
    workers: Annotated[int | None, typer.Option(help="At most so many photos at once.", min=1, max=256)] = None,
    sample: Annotated[int | None, typer.Option(help="First so many of each sub-folder, then wait.", min=1)] = None,
    mark: Annotated[str | None, typer.Option(help="Submitting the same mark twice is once.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only print what would be made.")] = False,
    as_json: JSON = False,
) -> int:
    """Put photos into the queue; `studio batch run`, the window or `studio serve` works it off."""
    import studio.scene  # noqa: F401  (makes the element kinds known, which presets name)
    from studio.app.batch.plan import make_plan, photos_in
    from studio.app.queue import Queue, Wish
    from studio.app.queue.when import when_of
    from studio.app.wishes import chosen_channels, chosen_preset

    wanted = chosen_preset(preset, model=model)
    left_out: list[str] = []
    found = photos_in(photos, out, skipped=lambda path, why: left_out.append(str(path)))
    plan = make_plan(found, wanted, chosen_channels(wanted, channel or []), out.absolute(), left_out=left_out)
    queue = Queue()
    if dry_run:
        return _print_plan(queue, plan, as_json)
    when = when_of(at=at, hours=hours, mains=on_mains, idle=when_idle)
    wish = Wish(name=name, priority=priority, when=when, workers=workers, sample=sample, mark=mark)
    batch = queue.submit(plan, wish)
    for collision in plan.collisions:
        complain(collision)
    _print(batch, as_json)
    return 0


def run(
    *,
    batch: Annotated[str | None, typer.Option(help="Work on this batch only.", metavar="BATCH")] = None,
    workers: Annotated[int | None, typer.Option(help="Processes; default: one a core.", min=1, max=256)] = None,
    cluster: Annotated[
        str | None, typer.Option(help="A dask scheduler whose workers do the work.", metavar="tcp://HOST:PORT")
    ] = None,
    wait: Annotated[bool, typer.Option("--wait", help="Also wait for batches that may only run later.")] = False,
    as_json: JSON = False,
) -> int:
    """Work the queue off. Ctrl+C stops at once; the next run goes on where this one stopped."""
    from studio.app.batch.cluster import cluster_crew
    from studio.app.queue import Queue, Runner

    queue = Queue()
    before = {known.id for known in queue.batches(open_only=True)}
    Runner(queue, workers=workers, only=batch, crew=cluster_crew(cluster, patience=inf)).run(wait=wait)
    worked = [known for known in queue.batches() if known.id in before and batch in (None, known.id)]
    if as_json:
        print_json({"items": [known.as_json() for known in worked]})
    else:
        _table(worked)
    return 1 if any(known.items.get("failed") or known.items.get("flagged") for known in worked) else 0


def status(batch: BATCH = "", *, as_json: JSON = False) -> int:
    """Show one batch, or all of them."""
    from studio.app.queue import Queue

    queue = Queue()
    found = [queue.batch(batch)] if batch else queue.batches()
    if as_json:
        print_json({"items": [known.as_json() for known in found]})
        return 0
    _table(found)
    for item in queue.items(batch, status="failed") if batch else ():
        if item.error is not None:
            complain(f"✕ {item.error['message']}", item.error["hint"])
    return 0


def pause(batch: BATCH = "") -> int:
    """Begin no further photo of a batch."""
    queue, chosen = _chosen(batch)
    queue.pause(chosen)
    return _said(queue, chosen)


def resume(batch: BATCH = "") -> int:
    """Go on after a pause, a hold, or a sample."""
    queue, chosen = _chosen(batch)
    queue.resume(chosen)
    return _said(queue, chosen)


def retry(batch: BATCH = "") -> int:
    """Try what failed or was called off again."""
    queue, chosen = _chosen(batch)
    say(f"{queue.retry(chosen)} photos are tried again.")
    return _said(queue, chosen)


def cancel(batch: BATCH = "") -> int:
    """Stop a batch at once; what is finished stays."""
    queue, chosen = _chosen(batch)
    queue.cancel(chosen)
    return _said(queue, chosen)


def priority(number: Annotated[int, typer.Argument(help="The higher goes first.")], batch: BATCH = "") -> int:
    """Let a batch overtake others, or be overtaken."""
    queue, chosen = _chosen(batch)
    queue.prioritise(chosen, number)
    return _said(queue, chosen)


def report(
    batch: BATCH = "",
    *,
    out: Annotated[Path | None, typer.Option(help="Folder for it; default: the batch's.", metavar="DIR")] = None,
) -> int:
    """Write batch.json, report.html and report.csv as the batch stands now."""
    from dataclasses import replace

    from studio.app.queue.ending import write_reports

    queue, chosen = _chosen(batch)
    known = queue.batch(chosen)
    write_reports(replace(known, out_dir=(out or known.out_dir).absolute()), queue.report(chosen))
    say(str((out or known.out_dir) / "report.html"))
    return 0


def forget(batch: BATCH = "") -> int:
    """Take a batch that is over off the list; its files stay."""
    queue, chosen = _chosen(batch)
    queue.forget(chosen)
    say(f"{chosen} is off the list.")
    return 0


def history(*, most: Annotated[int, typer.Option(help="So many batches.", min=1)] = 30, as_json: JSON = False) -> int:
    """Show what the last batches took: for planning the next."""
    from studio.app.queue import Queue
    from studio.app.queue.history import history_of

    found = history_of(Queue(), most)
    if as_json:
        print_json({"items": [past.as_json() for past in found]})
        return 0
    rows = [
        {
            "ended": past.as_json()["ended"],
            "name": past.name,
            "photos": past.photos,
            "files": past.files,
            "failed": past.failed,
            "photos/min": f"{past.rate:.1f}",
            "MB": f"{past.size / 1e6:.0f}",
            "memory MB": f"{past.peak / 1e6:.0f}",
        }
        for past in found
    ]
    print_table(rows, ("ended", "name", "photos", "files", "failed", "photos/min", "MB", "memory MB"))
    return 0


def _chosen(batch: str) -> "tuple[Queue, str]":
    from studio.app.queue import Queue

    queue = Queue()
    return queue, batch or queue.latest().id


def _said(queue: "Queue", batch: str) -> int:
    _table([queue.batch(batch)])
    return 0


def _print(batch: "Batch", as_json: bool) -> None:
    if as_json:
        print_json(batch.as_json())
    else:
        _table([batch])


def _table(found: "list[Batch]") -> None:
    rows = [
        {
            "id": known.id,
            "name": known.name,
            "stage": known.stage,
            "photos": f"{known.finished}/{known.photos}",
            "files": sum(known.items.get(name, 0) for name in ("done", "flagged")),
            "failed": known.items.get("failed", 0),
            "left": "-" if known.left is None or known.over else f"{known.left:.0f} s",
            "out": str(known.out_dir),
        }
        for known in found
    ]
    print_table(rows, ("id", "name", "stage", "photos", "files", "failed", "left", "out"))
    for known in found:
        if known.held:
            say(f"{known.id}: {known.held}")


def _print_plan(queue: "Queue", plan: "Plan", as_json: bool) -> int:
    from studio.app.queue.estimate import estimate_of

    guess = estimate_of(queue, plan)
    rows = [(job.photo.relative.as_posix(), target) for job in plan.jobs for target in job.targets]
    if as_json:
        items = [
            {"photo": photo, "channel": target.channel.id, "output": target.output.as_posix()} for photo, target in rows
        ]
        print_json({"items": items, "collisions": list(plan.collisions), "estimate": guess.as_json()})
        return 0
    for photo, target in rows:
        say(f"{photo} → {target.output}")
    for collision in plan.collisions:
        say(collision)
    say(guess.sentence)
    return 0
