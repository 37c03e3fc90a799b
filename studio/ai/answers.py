"""Answers as data: what a model may say, as a schema for it and as a check of what it said."""

import json
import re
from copy import deepcopy
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from studio.model.provider_errors import WrongAnswerError

Answer = TypeVar("Answer", bound=BaseModel)

_NUMBER_AND_LIST_BOUNDS = frozenset(
    {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minItems", "maxItems"}
)
OPENAI_KEEPS = _NUMBER_AND_LIST_BOUNDS | {"pattern", "multipleOf"}
"""Bounds that OpenAI's strict schemas know; lengths of text are not among them."""
ANTHROPIC_KEEPS: frozenset[str] = frozenset()
"""Anthropic's know none: bounds go into the description, as its own SDK does."""

_BOUNDS = OPENAI_KEEPS | {"minLength", "maxLength", "uniqueItems"}
_FENCE = re.compile(r"^\s*```[\w-]*\s*\n(.*?)\n?\s*```\s*$", re.DOTALL)


def schema_of(answer: type[BaseModel], keeps: frozenset[str]) -> dict[str, Any]:
    """Return the strict JSON schema: every field required, no others allowed, bounds not in `keeps` said in words."""
    return _strict(deepcopy(answer.model_json_schema()), keeps)


def _strict(schema: dict[str, Any], keeps: frozenset[str]) -> dict[str, Any]:
    if "$ref" in schema:
        return {"$ref": schema["$ref"]}
    result: dict[str, Any] = {}
    said = []
    for key, value in schema.items():
        if key in ("title", "default", "additionalProperties", "required"):
            continue
        if key in ("properties", "$defs"):
            result[key] = {name: _strict(inner, keeps) for name, inner in value.items()}
        elif key == "items":
            result[key] = _strict(value, keeps)
        elif key in ("anyOf", "allOf", "oneOf"):
            result["anyOf" if key == "oneOf" else key] = [_strict(inner, keeps) for inner in value]
        elif key in _BOUNDS and key not in keeps:
            said.append(f"{key}: {value}")
        else:
            result[key] = value
    if said:
        result["description"] = f"{result.get('description', '')} ({', '.join(said)})".strip()
    if result.get("type") == "object":
        result["required"] = list(result.get("properties", {}))
        result["additionalProperties"] = False
    return result


def read_answer(text: str, answer: type[Answer], name: str) -> Answer:
    """Return the checked answer; raises WrongAnswerError.

    Code fences and words around the object are taken off, as small models add them; the values are not mended.
    """
    data = _data(text, name)
    try:
        return answer.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the answer"
        raise WrongAnswerError(
            f"{name} answered outside what was asked: {where}: {first['msg']}.",
            "Try again, or pick another model for this task.",
        ) from None


def _data(text: str, name: str) -> Any:
    bare = text.strip().lstrip("\ufeff")
    fenced = _FENCE.match(bare)
    candidates = [fenced.group(1) if fenced else bare]
    start, end = bare.find("{"), bare.rfind("}")
    if 0 <= start < end:
        candidates.append(bare[start : end + 1])
    for candidate in candidates:
        try:
            return json.loads(candidate, parse_constant=_no_constant)
        except (ValueError, RecursionError):
            continue
    what = "nothing" if not bare else "no JSON"
    raise WrongAnswerError(
        f"{name} answered with {what} where data was asked for.", "Try again, or pick another model for this task."
    )


def _no_constant(word: str) -> Any:
    raise ValueError(f"{word} is no number of JSON")
