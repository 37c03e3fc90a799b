"""Pictures that a model made, kept with what they are: their marks travel into every file in which they are seen."""

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from studio.app.photo.pictures import is_shipped, picture_files
from studio.export import encode
from studio.intake import probe
from studio.model.errors import StudioError
from studio.model.picture import Picture
from studio.model.scene import Scene
from studio.store import atomic, paths

AI_MADE = "trainedAlgorithmicMedia"
AI_SURROUNDINGS = "compositeWithTrainedAlgorithmicMedia"
PERSON = "contains-synthetic-performer"
"""IPTC digital source types (cv.iptc.org/newscodes/digitalsourcetype); Amazon's keyword for people who are not real."""

_BESIDE = ".made"  # a folder: what lies directly among the pictures is offered as a picture


def marked(metadata: Mapping[str, str], source: str, *, person: bool = False) -> dict[str, str]:
    """Return a file's metadata with the marks of AI-made content: DigitalSourceType, and the keyword for people."""
    words = [word for word in metadata.get("subject", "").split(";") if word.strip() and word.strip() != PERSON]
    subject = {"subject": ";".join([*words, *([PERSON] if person else [])])} if words or person else {}
    bare = {key: value for key, value in metadata.items() if key != "subject"}
    return {**bare, **subject, "digital_source_type": source}


def keep_picture(
    picture: Picture,
    metadata: Mapping[str, str],
    made: Mapping[str, Any],
    name: str,
    *,
    heat: Picture | None = None,
) -> str:
    """Keep a generated picture among the seller's own and return the name by which a Scene calls it; raises WriteError.

    The marks lie in the file itself. Beside it lie how it was made (what was sent to whom, at what cost, the figures)
    and the heat map of what the provider had changed on the product.
    """
    path = _free(paths.home() / "pictures", name)
    record = dict(made)
    if heat is not None:
        map_path = _record(path).with_suffix(".heat.png")
        atomic.write_bytes(map_path, encode(heat, format="png").data, parents=True)
        record["heat_map"] = map_path.name
    atomic.write_json(_record(path), record, parents=True)
    atomic.write_bytes(path, encode(picture, format="png", metadata=metadata).data, parents=True)
    return path.name


def _record(path: Path) -> Path:
    return path.parent / _BESIDE / f"{path.name}.json"


def heat_map_of(name: str) -> Path | None:
    """Return the file of a kept picture's heat map, None where there is none."""
    path = _record(paths.home() / "pictures" / name).with_suffix(".heat.png")
    return path if path.is_file() else None


def metadata_for(scene: Scene, metadata: Mapping[str, str]) -> dict[str, str]:
    """Return a finished file's metadata: the photo's, with the marks of what the scene shows beside the product."""
    marks = [_marks(path, path.stat().st_mtime_ns) for path in _own_pictures(scene)]
    if not any(is_ai(found) for found in marks):
        return dict(metadata)
    person = any(PERSON in found.get("subject", "") for found in [*marks, metadata])
    whole = metadata.get("digital_source_type", "").endswith("/" + AI_MADE)
    return marked(metadata, AI_MADE if whole else AI_SURROUNDINGS, person=person)


def metadata_of_files(files: Iterable[Path]) -> dict[str, str]:
    """Return what a picture made from some files must carry: nothing, or the marks where one of them was AI-made."""
    found = [_marks(path, path.stat().st_mtime_ns) for path in files if path.is_file()]
    if not any(is_ai(each) for each in found):
        return {}
    return marked({}, AI_SURROUNDINGS, person=any(PERSON in each.get("subject", "") for each in found))


def sent_for(scene: Scene) -> list[dict[str, Any]]:
    """Return the receipt's lines of what left the computer for the pictures that a scene shows."""
    lines = []
    for path in _own_pictures(scene):
        try:
            made = json.loads(_record(path).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        if isinstance(made, dict) and isinstance(made.get("sent"), dict):
            facts = {"kept": made.get("kept"), "heat_map": made.get("heat_map")}
            lines.append({"picture": path.name, **made["sent"], **facts})
    return lines


def _own_pictures(scene: Scene) -> list[Path]:
    return [path for path in picture_files(scene).values() if not is_shipped(path)]


def is_ai(metadata: Mapping[str, str]) -> bool:
    """Whether metadata say that a model made a picture, or part of it."""
    return metadata.get("digital_source_type", "").endswith((AI_MADE, AI_SURROUNDINGS))


@lru_cache(maxsize=64)
def _marks(path: Path, changed: int) -> Mapping[str, str]:
    try:
        return probe(path).metadata
    except StudioError:
        return {}  # said elsewhere: the picture cannot be drawn either


def _free(folder: Path, name: str) -> Path:
    stem = "".join(sign if sign.isalnum() or sign in "-_ " else "-" for sign in name).strip(" -")[:60] or "picture"
    number = 1
    while (path := folder / (f"{stem}.png" if number == 1 else f"{stem}-{number}.png")).exists():
        number += 1
    return path
