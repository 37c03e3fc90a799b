"""`studio render`: one Scene at any size."""

import re
from pathlib import Path
from typing import Annotated

import typer

from studio.cli.output import complain, say
from studio.model.errors import UsageError


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("render")(render)


def render(
    scene: Annotated[Path, typer.Argument(metavar="SCENE.json", help="A scene, or a receipt that holds one.")],
    *,
    photo: Annotated[
        list[str] | None, typer.Option(help="A photo for a slot; FILE alone fills “product”.", metavar="SLOT=FILE")
    ] = None,
    size: Annotated[str, typer.Option(help="Pixels.", metavar="WxH")],
    out: Annotated[Path, typer.Option(help="The file to write; its ending is the format.", metavar="FILE")],
    model: Annotated[str, typer.Option(help="The cutout model.", metavar="ID")] = "embedded",
) -> int:
    """Render a scene with photos in its slots."""
    import studio.scene  # noqa: F401  (makes the element kinds known)
    from studio.app.render_scene import read_scene_file, render_scene
    from studio.app.wishes import known_model

    wanted, unknown = read_scene_file(scene)
    missing = [*unknown, *render_scene(wanted, _photos(photo or []), _size(size), out, model=known_model(model))]
    for sentence in missing:
        complain(sentence)
    say(str(out))
    return 1 if missing else 0


def _photos(words: list[str]) -> dict[str, Path]:
    photos = {}
    for word in words:
        slot, equals, file = word.partition("=")
        if not equals or Path(word).exists():
            slot, file = "product", word
        photos[slot] = Path(file)
    return photos


def _size(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{1,5})[x×](\d{1,5})", text.strip().lower())
    if match is None:
        raise UsageError(f"{text!r} is not a size.", "Write it as 1600x1200.")
    return int(match[1]), int(match[2])
