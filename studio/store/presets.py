"""Presets as TOML files: those that ship, and a person's own, which come first where the id is the same.

The element kinds of a scene must be known when it is read: import `studio.scene` before (the application does).
"""

import re
import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from studio.model.errors import InvalidPresetError
from studio.model.preset import Preset
from studio.store import atomic, paths

LARGEST = 1_000_000  # bytes of a preset file
DEFAULT = "clean-white"
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_CURE = "Mend that line, or choose another preset. Nothing was changed."


def list_presets() -> list[Preset]:
    """Return every readable preset: the default first, then by name; broken files are left out."""
    return find_presets()[0]


def find_presets() -> tuple[list[Preset], list[InvalidPresetError]]:
    """Return every readable preset and, for each broken file, what is wrong with it."""
    presets: list[Preset] = []
    errors: list[InvalidPresetError] = []
    for path in _files().values():
        try:
            presets.append(read_preset(path))
        except InvalidPresetError as error:
            errors.append(error)
    return sorted(presets, key=lambda preset: (preset.id != DEFAULT, preset.name.casefold())), errors


def load_preset(name_or_path: str | Path) -> Preset:
    """Return a preset by its id, or from a file (a Path, or a text that ends in .toml); raises InvalidPresetError."""
    if isinstance(name_or_path, Path) or name_or_path.lower().endswith(".toml"):
        return read_preset(Path(name_or_path))
    path = _files().get(name_or_path) if _ID.fullmatch(name_or_path) else None
    if path is None:
        known = ", ".join(_files())
        raise InvalidPresetError(f"There is no preset “{name_or_path[:80]}”.", f"Known are: {known}.")
    return read_preset(path)


def read_preset(path: Path) -> Preset:
    """Read one file; raises InvalidPresetError with the file's name and, where it can be told, the line.

    The file's name is the preset's id where it can be one, so that a copied file is a preset of its own.
    """
    text = _text(path)
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidPresetError(f"{path.name} is not a readable preset: {_plain(error)}.", _CURE) from error
    if data.get("version", 1) != 1:
        raise InvalidPresetError(
            f"{path.name} was made for another version of the studio ({str(data['version'])[:20]}).",
            "Update the studio to use it.",
        )
    stem = path.stem.lower()
    return _validated(data | {"id": stem} if _ID.fullmatch(stem) else data, path.name, text)


def save_preset(preset: Preset, path: Path | None = None) -> Path:
    """Write a preset among the person's own, or to `path`, in one step; raises WriteError. Returns where it is."""
    target = path or own_folder() / f"{preset.id}.toml"
    atomic.write_text(target, preset_as_toml(preset), parents=path is None)
    return target


def delete_preset(preset_id: str) -> bool:
    """Remove one of the person's own presets; return whether there was one. Those that ship stay."""
    if not _ID.fullmatch(preset_id):
        return False
    path = own_folder() / f"{preset_id}.toml"
    existed = path.is_file()
    path.unlink(missing_ok=True)
    return existed


def preset_as_toml(preset: Preset) -> str:
    """Return the preset as TOML."""
    import tomli_w

    data = preset.model_dump(mode="json", exclude_none=True)
    return tomli_w.dumps(data | {"cutout": preset.cutout.shareable()})


def validate_preset(data: Any, name: str = "preset") -> Preset:
    """Return plain data as a Preset; raises InvalidPresetError naming `name` and the field."""
    return _validated(data, name, "")


def own_folder() -> Path:
    """Return the folder of the person's own presets (it may not exist yet)."""
    return paths.home() / "presets"


def _files() -> dict[str, Path]:
    """Return the preset files by id."""
    found: dict[str, Path] = {}
    for folder in (paths.shipped("presets"), own_folder()):
        for path in sorted(folder.glob("*.toml")):
            if _ID.fullmatch(path.stem):
                found[path.stem] = path
    return found


def _text(path: Path) -> str:
    try:
        if not path.is_file():
            raise InvalidPresetError(f"There is no preset file {path}.", "Check its name.")
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise InvalidPresetError(f"{path.name} is too large for a preset (over 1 MB).", "Choose another file.")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidPresetError(f"{path.name} is not a text file.", "Choose another file.") from error
    except (OSError, ValueError) as error:
        raise InvalidPresetError(f"{path.name} could not be read: {error}.", "Choose another file.") from error


def _plain(error: Exception) -> str:
    return "it is nested too deeply" if isinstance(error, RecursionError) else str(error)


def _validated(data: Any, name: str, text: str) -> Preset:
    try:
        return Preset.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        line = _line_of(text, first["loc"])
        where = f"line {line}, {place}" if line else place
        raise InvalidPresetError(f"{name}: {where}: {first['msg'][:300]}.", _CURE) from error
    except RecursionError as error:
        raise InvalidPresetError(f"{name} is nested too deeply.", _CURE) from error


def _line_of(text: str, place: tuple[int | str, ...]) -> int | None:
    """Return the number of the line that sets the field, as far as it can be found; None otherwise."""
    keys = [str(part) for part in place if isinstance(part, str)]
    skipped = next((part for part in place if isinstance(part, int)), -1) + 1
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.strip()
        skipped -= bare.replace(" ", "") == "[[scene.elements]]"
        if skipped <= 0 and keys and re.match(rf"(\[.*\b)?[\"']?{re.escape(keys[-1])}\b", bare):
            return number
    return None
