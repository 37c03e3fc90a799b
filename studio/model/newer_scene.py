"""A Scene that a newer studio wrote, opened as far as this one knows it; what it does not know is named."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any, TypeVar

from pydantic import ValidationError

from studio.model.errors import InvalidSceneError
from studio.model.params import Params
from studio.model.scene import VERSION, Scene, element_kinds, read_scene

MOST = 200  # unknown parts after which a file is no scene of ours
Read = TypeVar("Read", bound=Params)


def read_known(data: Any, name: str = "scene") -> tuple[Scene, tuple[str, ...]]:
    """Return plain data as a Scene, and a sentence for each part of a newer studio's that was left out.

    A scene of this version is read as strictly as `read_scene` does. Raises InvalidSceneError where nothing is left.
    """
    version = data.get("version", 1) if isinstance(data, dict) else 1
    if not isinstance(version, int) or version <= VERSION:
        return read_scene(data, name), ()
    left_out: list[str] = []
    fields = {key: value for key, value in data.items() if key not in ("version", "elements")}
    scene = _fitting(Scene, fields, left_out, "")
    listed = data.get("elements", [])
    listed = listed if isinstance(listed, list) else []
    elements = [_element(item, index, left_out) for index, item in enumerate(listed)]
    known = tuple(element for element in elements if element is not None)
    if listed and not known:
        raise InvalidSceneError(
            f"{name} was made by a newer Listing Studio (version {version}), and nothing in it is known to this one.",
            "Update the studio to open it.",
        )
    first = f"{name} was made by a newer Listing Studio (version {version}); update the studio to see all of it."
    parts = (f"Left out of {name}: {part}." for part in dict.fromkeys(left_out))
    return scene.model_copy(update={"elements": known}), (first, *parts)


def _element(item: Any, index: int, left_out: list[str]) -> Any:
    fields = dict(item) if isinstance(item, Mapping) else {}
    kind = fields.pop("kind", None)
    if not isinstance(kind, str) or kind not in element_kinds():
        left_out.append(f"element {index + 1}, of the unknown kind “{str(kind)[:40]}”")
        return None
    element = element_kinds()[kind]
    return _fitting(element, fields, left_out, f"“{element.title}”, ")


def _fitting(model: type[Read], fields: dict[str, Any], left_out: list[str], where: str) -> Read:
    """Return the model of all fields that it takes; each other keeps its usual value and is noted."""
    fields = deepcopy(fields)
    for _ in range(MOST):
        try:
            return model.model_validate(fields)
        except ValidationError as error:
            place = error.errors()[0]["loc"]
            if not _removed(fields, place):
                break
            left_out.append(where + ".".join(str(part) for part in place))
    raise InvalidSceneError("The scene was made by a newer Listing Studio.", "Update the studio to open it.")


def _removed(fields: Any, place: tuple[int | str, ...]) -> bool:
    """Take out the innermost table's entry that a place leads to; return whether there was one."""
    for depth, part in enumerate(place):
        if not isinstance(fields, dict) or part not in fields:
            return False
        if depth == len(place) - 1 or not isinstance(fields[part], dict):
            del fields[part]
            return True
        fields = fields[part]
    return False
