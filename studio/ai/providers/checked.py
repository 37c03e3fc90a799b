"""From what a provider answered to a checked reply: the same for all who answer in words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from studio.ai.answers import read_answer
from studio.ai.reading import at
from studio.ai.wire import Answered
from studio.model.ai import Reply, Request
from studio.model.provider_errors import ProviderError
from studio.model.usage import Usage


@dataclass(frozen=True)
class Provided:
    """Who answered (its id and its name), and where in its answers the tokens and the words are."""

    provider: str
    name: str
    usage_of: Callable[[dict[str, Any]], Usage]
    text_of: Callable[[dict[str, Any]], str]


def checked(answered: Answered, request: Request, provided: Provided) -> Reply:
    """Return the checked reply; raises what `text_of` raises and WrongAnswerError, with the usage in them."""
    assert request.answer is not None
    usage = provided.usage_of(answered.data)
    try:
        value = read_answer(provided.text_of(answered.data), request.answer, provided.name)
    except ProviderError as error:
        error.usage, error.request_id = usage, answered.request_id
        raise
    return Reply(
        provider=provided.provider,
        model=at(answered.data, "model", kind=str, default=request.model),
        value=value,
        usage=usage,
        seconds=answered.seconds,
        request_id=answered.request_id,
    )
