"""`studio presets list|show|validate|export|import|match`: presets as files."""

from pathlib import Path
from typing import Annotated

import typer

from studio.cli.output import complain, print_json, print_table, say

AsJson = Annotated[bool, typer.Option("--json", help="Print as JSON.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, help="Presets as files that a team shares.")
    group.command("list")(show_all)
    group.command("show")(show)
    group.command("validate")(validate)
    group.command("export")(export)
    group.command("import")(bring_in)
    group.command("match")(match)
    app.add_typer(group, name="presets")


def show_all(*, as_json: AsJson = False) -> None:
    """List every preset; broken files are named on stderr."""
    import studio.scene  # noqa: F401  (makes the element kinds known, which presets name)
    from studio.app.catalogues import preset_card
    from studio.store.presets import find_presets

    presets, errors = find_presets()
    for error in errors:
        complain(error.message, error.hint)
    items = [preset_card(preset) for preset in presets]
    if as_json:
        print_json({"items": items})
    else:
        print_table(items, ("id", "name", "trade", "channels"))


def show(preset: Annotated[str, typer.Argument(metavar="NAME|FILE")], *, as_json: AsJson = False) -> None:
    """Print a preset."""
    import studio.scene  # noqa: F401
    from studio.store.presets import load_preset, preset_as_toml

    found = load_preset(preset)
    if as_json:
        print_json(found.model_dump(mode="json"))
    else:
        say(preset_as_toml(found).rstrip())


def validate(files: Annotated[list[Path], typer.Argument(metavar="FILE…")], *, as_json: AsJson = False) -> int:
    """Say of each preset file whether it can be used, and if not, why."""
    import studio.scene  # noqa: F401
    from studio.model.errors import StudioError
    from studio.store.presets import read_preset

    items = []
    for path in files:
        try:
            preset = read_preset(path)
            items.append({"id": preset.id, "file": str(path), "valid": True, "error": None})
        except StudioError as error:
            items.append({"id": path.stem, "file": str(path), "valid": False, "error": error.as_json()})
    if as_json:
        print_json({"items": items})
    for item in items:
        if isinstance(item["error"], dict):
            complain(item["error"]["message"], item["error"]["hint"])
        elif not as_json:
            say(f"{item['file']}: fine")
    return 0 if all(item["valid"] for item in items) else 1


def export(
    preset: Annotated[str, typer.Argument(metavar="NAME")],
    *,
    out: Annotated[Path, typer.Option(help="The file to write; a folder takes NAME.toml.", metavar="FILE")],
) -> None:
    """Write a preset to a file of its own."""
    import studio.scene  # noqa: F401
    from studio.store.presets import load_preset, save_preset

    found = load_preset(preset)
    say(str(save_preset(found, out / f"{found.id}.toml" if out.is_dir() else out)))


def bring_in(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…")],
    *,
    replace: Annotated[bool, typer.Option("--replace", help="Take the place of an own preset of that id.")] = False,
    as_json: AsJson = False,
) -> int:
    """Add preset files to your own: all of them, or, where one is broken, none."""
    import studio.scene  # noqa: F401
    from studio.store.presets import own_folder, read_preset, save_preset

    items = []
    for preset in [read_preset(path) for path in files]:
        there = (own_folder() / f"{preset.id}.toml").exists()
        if not there or replace:
            save_preset(preset)
        items.append({"id": preset.id, "name": preset.name, "result": _result(there, replace)})
    if as_json:
        print_json({"items": items})
    else:
        print_table(items, ("id", "name", "result"))
    if any(item["result"] == "skipped" for item in items):
        complain("Some ids are taken by your own presets.", "`--replace` overwrites them.")
        return 1
    return 0


def _result(there: bool, replace: bool) -> str:
    if not there:
        return "added"
    return "replaced" if replace else "skipped"


def match(
    reference: Annotated[Path, typer.Argument(metavar="PICTURE", help="A picture that yours are to look like.")],
    *,
    out: Annotated[Path, typer.Option(help="The preset to write; a folder takes NAME.toml.", metavar="FILE")],
    as_json: AsJson = False,
) -> None:
    """Measure a reference picture and write a preset that looks like it; none of its pixels are kept."""
    import studio.scene  # noqa: F401
    from studio.app.lookalikes import lookalike_of
    from studio.store.presets import save_preset

    found = lookalike_of(reference)
    path = save_preset(found.preset, out / f"{found.preset.id}.toml" if out.is_dir() else out)
    if as_json:
        items = [{"id": it.name, "value": it.value, "sure": round(it.sure, 2)} for it in found.inferred]
        print_json({"preset": str(path), "items": items})
        return
    for it in found.inferred:
        say(f"{it.name}: {it.value}" + ("" if it.sure >= 0.5 else " (a guess)"))
    say(f"Written to {path}.")
