"""`studio models …`: what can find products, on which terms; getting, checking and removing model files."""

from pathlib import Path
from typing import Annotated, Any

import typer

from studio.cli import model_choices, model_speed
from studio.cli.output import complain, print_json, print_table, progress_bar, say
from studio.model.progress import Progress

Name = Annotated[str, typer.Argument(metavar="MODEL", help="A model's id, as `studio models list` shows it.")]
Json = Annotated[bool, typer.Option("--json", help="Print as JSON.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, help="The models with their licences, terms and state.")
    group.callback()(_group)
    group.command("list")(show_all)
    group.command("get")(get)
    group.command("add")(add)
    group.command("remove")(remove)
    group.command("verify")(verify)
    model_choices.register(group)
    model_speed.register(group)
    app.add_typer(group, name="models")


def _group() -> None:
    """The models with their licences, terms and state."""


def show_all(*, as_json: Json = False) -> None:
    """List every model."""
    from studio.app.ai.overview import listed_models, price_text, speed_text

    items = listed_models()
    if as_json:
        print_json({"items": items})
        return
    lines = [card | {"price": price_text(card), "speed": speed_text(card), "key": _key(card)} for card in items]
    print_table(lines, ("id", "tasks", "where", "licence", "commercial_use", "price", "speed", "status", "ends", "key"))


def _key(card: dict[str, Any]) -> str:
    """Return where a cloud model's key comes from, or whether a local one is here."""
    if card["where"] == "local":
        return "here" if card["installed"] else "-"
    return f"{card['key']['shown']} ({card['key']['source']})" if card.get("key") else "no key"


def get(
    model: Name,
    *,
    mirror: Annotated[str | None, typer.Option(help="Another address of the file, or of its folder.")] = None,
    from_file: Annotated[
        Path | None, typer.Option(help="The file itself, fetched elsewhere: for computers without internet.")
    ] = None,
    accept_licence: Annotated[
        bool, typer.Option("--accept-licence", help="Agree to a licence that forbids commercial use.")
    ] = False,
    as_json: Json = False,
) -> int:
    """Get a model's file and check it; goes on where an earlier try broke off."""
    from studio.app.model_files import get_model

    with progress_bar(f"Getting {model}") as advance:
        path = get_model(
            model,
            mirror=mirror,
            from_file=from_file,
            accept_licence=accept_licence,
            progress=Progress(lambda share, what: advance(round(share * 1000), 1000)),
        )
    size = path.stat().st_size
    if as_json:
        print_json({"items": [{"id": model, "installed": True, "file": str(path), "bytes": size}]})
    else:
        say(f"{model} is ready ({size / 1e6:.0f} MB).")
    return 0


def add(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An ONNX file of your own.")],
    *,
    name: Annotated[str, typer.Option(help="The id it gets.")],
    like: Annotated[
        str, typer.Option(help="Fed and read as this family: isnet, u2net, bria (a probability) or birefnet (logits).")
    ] = "isnet",
    as_json: Json = False,
) -> int:
    """Take up an ONNX network of your own; it is tried on a drawn disc first."""
    from studio.app.model_files import add_model

    added = add_model(file, name, like)
    if as_json:
        print_json({"items": [{"id": added, "installed": True}]})
    else:
        say(f"{added} can be used now: --model {added}.")
    return 0


def remove(model: Name, *, as_json: Json = False) -> int:
    """Remove a model's file."""
    from studio.app.model_files import remove_model

    freed = remove_model(model)
    if as_json:
        print_json({"items": [{"id": model, "installed": False, "bytes": freed}]})
    else:
        say(f"{model} was removed; {freed / 1e6:.0f} MB are free again." if freed else f"{model} was not here.")
    return 0


def verify(
    models: Annotated[list[str] | None, typer.Argument(metavar="[MODEL]…", help="Default: all that are here.")] = None,
    *,
    as_json: Json = False,
) -> int:
    """Check that model files are whole and the published ones."""
    from studio.app.model_files import verify_model
    from studio.app.models import model_cards

    here = [card["id"] for card in model_cards() if card["installed"] and card["where"] == "local"]
    items = [verify_model(model) for model in models or here]
    if as_json:
        print_json({"items": items})
    else:
        for item in items:
            (say if item["ok"] else complain)(f"{item['id']}: {item['message']}")
    return 0 if all(item["ok"] for item in items) else 1
