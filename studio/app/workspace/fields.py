"""Naming one setting of a Look by a path, so that a control, a test and an undo entry mean the same thing.

A path is `light.azimuth`, `canvas.width`, `cutout.shift`, or begins with an element kind: `product.placement.fill`.
The second text of a scene is `text:1.size` (counted from 0 among its kind).
"""

from typing import Any, Final

from studio.app.workspace.document import Look
from studio.model.errors import UsageError
from studio.model.params import Params
from studio.model.scene import Element


class Mixed:
    """The value of a setting that differs among the chosen photos; there is one, `MIXED`."""

    def __repr__(self) -> str:
        return "MIXED"

    def __bool__(self) -> bool:
        return False


MIXED: Final = Mixed()


def read(look: Look, path: str) -> Any:
    """Return the setting at `path`; raises UsageError where the look has none such."""
    head, *names = path.split(".")
    value: Any = _part(look, head)
    for name in names:
        if not isinstance(value, Params) or name not in type(value).model_fields:
            raise UsageError(f"There is no setting called {path}.")
        value = getattr(value, name)
    return value


def has(look: Look, path: str) -> bool:
    """Return whether a look has the setting at `path`."""
    try:
        read(look, path)
    except UsageError:
        return False
    return True


def written(look: Look, path: str, value: Any) -> Look:
    """Return the look with the setting at `path` exchanged; raises pydantic.ValidationError where it does not fit."""
    head, *names = path.split(".")
    part = _part(look, head)
    changed = exchanged(part, names, value) if names else value
    if head == "cutout":
        return look.changed(cutout=changed)
    if head in ("light", "camera", "canvas"):
        return look.changed(scene=look.scene.model_copy(update={head: changed}))
    return look.changed(scene=look.scene.replaced(part, changed))


def exchanged(params: Any, names: list[str], value: Any) -> Any:
    """Return a validated copy of `params` with the nested field `names` set to `value`."""
    name, *rest = names
    if not isinstance(params, Params) or name not in type(params).model_fields:
        raise UsageError(f"There is no setting called {name}.")
    inner = exchanged(getattr(params, name), rest, value) if rest else value
    fields = {each: getattr(params, each) for each in type(params).model_fields}
    return type(params).model_validate({**fields, name: inner})


def _part(look: Look, head: str) -> Any:
    if head == "cutout":
        return look.cutout
    if head in ("light", "camera", "canvas"):
        return getattr(look.scene, head)
    kind, _, index = head.partition(":")
    found: list[Element] = [element for element in look.scene.elements if element.kind == kind]
    place = int(index) if index.isdigit() else 0
    if place >= len(found):
        raise UsageError(f"The scene has no {head}.")
    return found[place]
