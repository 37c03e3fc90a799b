"""Reading what a provider sent without trusting its shape."""

from typing import Any, TypeVar

Kind = TypeVar("Kind")


def at(data: Any, *path: str | int, kind: type[Kind], default: Kind) -> Kind:
    """Return what lies at a path of keys and indices if it is of the kind, else the default; true is no number."""
    for step in path:
        if isinstance(step, str) and isinstance(data, dict):
            data = data.get(step)
        elif isinstance(step, int) and isinstance(data, list) and -len(data) <= step < len(data):
            data = data[step]
        else:
            return default
    if isinstance(data, kind) and not (isinstance(data, bool) and kind is not bool):
        return data
    return default


def count(data: Any, *path: str) -> int:
    """Return a number of tokens: 0 where none is stated, or nonsense."""
    return max(0, at(data, *path, kind=int, default=0))


def blocks(data: Any, key: str) -> list[dict[str, Any]]:
    """Return the objects of a list; whatever else is in it is left out."""
    found: list[Any] = at(data, key, kind=list, default=[])
    return [item for item in found if isinstance(item, dict)]
