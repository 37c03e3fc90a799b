"""`studio export`: the main job."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from studio.cli.output import complain, print_json, progress_bar, say

if TYPE_CHECKING:
    from studio.app.batch.plan import Plan
    from studio.app.batch.report import Report


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("export")(export)


def export(
    photos: Annotated[list[Path], typer.Argument(metavar="PHOTO…", help="Photos and folders of photos.")],
    *,
    out: Annotated[Path, typer.Option(help="Folder for the results.", metavar="DIR")],
    preset: Annotated[str, typer.Option(help="A preset's id, or a preset file.", metavar="NAME|FILE")] = "clean-white",
    channel: Annotated[
        list[str] | None,
        typer.Option(help="A channel's id; several times for several. Default: the preset's.", metavar="ID"),
    ] = None,
    model: Annotated[str | None, typer.Option(help="The cutout model. Default: the preset's.", metavar="ID")] = None,
    clean_plate: Annotated[
        Path | None,
        typer.Option(help="A photo of the empty backdrop: products are cut by comparison.", metavar="FILE"),
    ] = None,
    touch_ups: Annotated[
        Path | None,
        typer.Option(help="A saved workspace whose touch-ups by hand are used.", metavar="FILE"),
    ] = None,
    name: Annotated[
        str | None,
        typer.Option(help="File names, such as {sku}.{variant}.{ext}. Default: the preset's.", metavar="TEMPLATE"),
    ] = None,
    workers: Annotated[int | None, typer.Option(help="Processes; default: one a core.", min=1, max=256)] = None,
    cluster: Annotated[
        str | None,
        typer.Option(help="A dask scheduler whose workers do the work; see docs/server.md.", metavar="tcp://HOST:PORT"),
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Skip what an earlier run has finished.")] = False,
    plan: Annotated[bool, typer.Option("--plan", help="Only print what would be written where.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> int:
    """Make every photo ready for every channel, and check it: DIR/<channel>/<sub-folder>/<name> and batch.json."""
    import studio.scene  # noqa: F401  (makes the element kinds known, which presets name)
    from studio.app.batch.batch import run_plan
    from studio.app.batch.cluster import cluster_crew
    from studio.app.batch.plan import make_plan, photos_in
    from studio.app.wishes import chosen_channels, chosen_preset, known_plate
    from studio.app.workspace.saved_touch_ups import saved_touchups

    wanted = chosen_preset(preset, model=model, name_template=name)
    left_out: list[str] = []
    found = photos_in(photos, out, skipped=lambda path, why: left_out.append(str(path)))
    plate = known_plate(clean_plate)
    found = [photo for photo in found if photo.path != plate]
    channels = chosen_channels(wanted, channel or [])
    touchups = saved_touchups(touch_ups)
    planned = make_plan(found, wanted, channels, out, touchups=touchups, left_out=left_out, clean_plate=plate)
    if plan:
        return _print_plan(planned, as_json)
    for collision in planned.collisions:
        complain(collision)
    if left_out:
        complain(f"Left out, because they are no photos: {', '.join(Path(path).name for path in left_out)}.")
    with progress_bar("Exporting") as advance:
        report = run_plan(
            planned,
            workers=workers,
            resume=resume,
            progress=lambda done, total, items: advance(done, total),
            crew=cluster_crew(cluster),
        )
    if as_json:
        print_json(report.as_json())
    else:
        _print_report(report, out)
    return 0 if report.well else 1


def _print_plan(plan: "Plan", as_json: bool) -> int:
    rows = [(job.photo.relative.as_posix(), target) for job in plan.jobs for target in job.targets]
    if as_json:
        items = [
            {"photo": photo, "channel": target.channel.id, "output": target.output.as_posix()} for photo, target in rows
        ]
        print_json({"items": items, "collisions": list(plan.collisions)})
        return 0
    for photo, target in rows:
        say(f"{photo} → {target.output}")
    for collision in plan.collisions:
        say(collision)
    return 0


def _print_report(report: "Report", out: Path) -> None:
    for item in report.items:
        if item.error is not None:
            complain(f"✕ {item.error['message']}", item.error["hint"])
        for finding in item.findings:
            if finding.severity == "error":
                complain(f"! {item.output}: {finding.message}", finding.fix or "")
            elif finding.check == "cutout" and finding.severity == "warning" and item.status != "flagged":
                complain(f"? {item.output}: {finding.message}", finding.fix or "")
    flagged, failed, looks = report.count("flagged"), report.count("failed"), report.to_look_at
    ready = len(report.items) - failed - looks
    say(
        f"{report.photos} photos: {ready} files ready, {looks} need a look ({flagged} flagged), {failed} failed "
        f"in {report.seconds:.1f} s. They are in {out}, with the report in {out / 'batch.json'}."
    )
