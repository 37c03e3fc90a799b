"""What there is to set in a Params class, read from its fields: the one place that knows pydantic's shape."""

from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from studio.model.params import Colour, Label, Params, Span
from studio.ui.controls.choice import words

Kind = Literal["span", "choice", "colour", "check", "words", "group"]
_COLOUR = Colour.__metadata__[0]  # type: ignore[attr-defined]


@dataclass(frozen=True)
class FieldKind:
    """One field: its name, its seller's word, and what kind of control it needs.

    `optional`: the value may be None (a shadow that is switched off). `inner`: the Params class of a group.
    """

    name: str
    kind: Kind
    label: str
    hint: str
    default: Any
    span: Span | None = None
    options: tuple[tuple[Any, str], ...] = ()
    inner: type[Params] | None = None
    whole: bool = False
    optional: bool = False


@cache
def fields_of(params: type[Params]) -> tuple[FieldKind, ...]:
    """Return the fields that can be shown, in the order written; others (lists, fixed values) are left out."""
    found = (_field(name, info) for name, info in params.model_fields.items())
    return tuple(field for field in found if field is not None)


def _field(name: str, info: FieldInfo) -> FieldKind | None:
    annotation, optional = _without_none(info.annotation)
    metadata = [*info.metadata, *_inner_metadata(annotation)]
    annotation = _bare(annotation)
    label = next((item for item in metadata if isinstance(item, Label)), Label(words(name)))
    span = next((item for item in metadata if isinstance(item, Span)), None)
    default = info.get_default(call_default_factory=True)

    def made(kind: Kind, **further: Any) -> FieldKind:
        return FieldKind(name, kind, label.text, label.hint, default, optional=optional, **further)

    if isinstance(annotation, type) and issubclass(annotation, Params):
        return made("group", inner=annotation)
    if get_origin(annotation) is Literal:
        options = get_args(annotation)
        return made("choice", options=tuple((value, words(value)) for value in options)) if len(options) > 1 else None
    if annotation is bool:
        return made("check")
    if annotation in (int, float) and span is not None:
        return made("span", span=span, whole=annotation is int)
    if annotation is str:
        return made("colour" if _COLOUR in metadata else "words")
    return None


def _without_none(annotation: Any) -> tuple[Any, bool]:
    if get_origin(annotation) in (Union, UnionType):
        members = [member for member in get_args(annotation) if member is not NoneType]
        if len(members) == 1:
            return members[0], True
    return annotation, False


def _inner_metadata(annotation: Any) -> tuple[Any, ...]:
    return tuple(getattr(annotation, "__metadata__", ()))


def _bare(annotation: Any) -> Any:
    return annotation.__origin__ if hasattr(annotation, "__metadata__") else annotation
