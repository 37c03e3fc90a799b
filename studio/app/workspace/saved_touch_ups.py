"""Touch-ups read from a file, for the command line: a saved workspace, or a plain list of photos and what was done."""

import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from studio.model.errors import UsageError
from studio.model.touchup import TouchUp


def saved_touchups(path: Path | None) -> Mapping[str, TouchUp]:
    """Return what was done to photos by hand, by photo id; raises UsageError for a file that cannot be used.

    The file is a workspace as the window saves it (`workspace.json`), or {"mug.jpg": {"operations": […]}, …} with paths
    from the file's own folder.
    """
    if path is None:
        return {}
    try:
        data = json.loads(path.read_text("utf-8"))
        entries = data.get("touchups", data)
        return {str((path.parent / name).absolute()): TouchUp.model_validate(it) for name, it in entries.items()}
    except OSError as error:
        raise UsageError(f"{path} cannot be read.", f"{error.strerror or error}") from error
    except (ValueError, AttributeError, ValidationError) as error:
        hint = "Name the workspace.json of the window, or a file made from it."
        raise UsageError(f"{path.name} holds no touch-ups that can be used.", hint) from error
