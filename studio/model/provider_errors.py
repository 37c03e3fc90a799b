"""What can go wrong between us and a provider of AI models: each a sentence with a cure."""

from collections.abc import Sequence
from typing import Literal, Self

from studio.model.errors import StudioError
from studio.model.usage import Usage

Billed = Literal["no", "yes", "unknown"]


class ProviderError(StudioError):
    """A call that failed.

    `again`: whether the same call may be repeated without harm. `retry_after`: seconds that the provider asked to wait.
    `billed`: whether the provider charges for it; with "yes", `usage` says what. `status`: HTTP status, 0 for none.
    """

    kind = "provider"
    again = False
    billed: Billed = "no"

    def __init__(
        self,
        message: str,
        hint: str = "",
        *,
        status: int = 0,
        retry_after: float | None = None,
        request_id: str = "",
        billed: Billed | None = None,
        usage: Usage | None = None,
    ) -> None:
        super().__init__(message, hint)
        self.status = status
        self.retry_after = retry_after
        self.request_id = request_id
        self.billed = billed or type(self).billed
        self.usage = usage

    def after(self, notes: Sequence[str]) -> Self:
        """Return the error with what had been tried before it, in sentences."""
        if notes:
            self.message = " ".join([self.message, *notes])
            self.args = (self.message, self.hint)
        return self


class KeyMissingError(ProviderError):
    """No key is set for the provider, or it cannot be one."""

    kind = "no-key"


class KeyRefusedError(ProviderError):
    """The provider does not know the key (401)."""

    kind = "key-refused"


class NotAllowedError(ProviderError):
    """The account may not use the model or the feature (403)."""

    kind = "not-allowed"


class OutOfCreditError(ProviderError):
    """The account has no money or quota left (402, insufficient_quota, spend cap)."""

    kind = "out-of-credit"


class OverBudgetError(ProviderError):
    """The seller's own budget forbids the call."""

    kind = "over-budget"


class UnknownRemoteModelError(ProviderError):
    """The provider has no such model, or has it no more (404)."""

    kind = "unknown-remote-model"


class NotAcceptedError(ProviderError):
    """The provider does not accept the request (400, 422): a model that cannot do what was asked."""

    kind = "not-accepted"


class TooMuchSentError(ProviderError):
    """The pictures or the text are too large (413)."""

    kind = "too-much-sent"


class BusyError(ProviderError):
    """Too many calls at the moment (429)."""

    kind = "busy"
    again = True


class ProviderDownError(ProviderError):
    """The provider has trouble of its own (5xx, 529)."""

    kind = "provider-down"
    again = True


class UnreachableError(ProviderError):
    """No connection could be made: nothing was sent."""

    kind = "unreachable"
    again = True


class BrokenOffError(ProviderError):
    """The connection broke after the request was sent: whether it was carried out is not known.

    It is repeated by itself only where calls cost nothing.
    """

    kind = "broken-off"
    again = True
    billed: Billed = "unknown"


class TooLateError(ProviderError):
    """The total time was over, waits and further attempts included."""

    kind = "too-late"
    billed: Billed = "unknown"


class CalledOffError(ProviderError):
    """The seller called it off while the provider was at work."""

    kind = "called-off"
    billed: Billed = "unknown"


class NotTheProviderError(ProviderError):
    """Something else answered: a hotel's sign-in page, a proxy, a wrong address."""

    kind = "not-the-provider"
    billed: Billed = "unknown"


class RefusedError(ProviderError):
    """The model declined, or a safety check stopped it."""

    kind = "refused"
    billed: Billed = "yes"


class ModeratedError(RefusedError):
    """The provider's moderation blocked the request before anything was made."""

    kind = "moderated"
    billed: Billed = "no"


class CutShortError(ProviderError):
    """The answer ended before it was complete (token limit)."""

    kind = "cut-short"
    billed: Billed = "yes"


class WrongAnswerError(ProviderError):
    """The answer is not what was asked for: no JSON, another shape, values out of bounds."""

    kind = "wrong-answer"
    billed: Billed = "yes"


class WrongPictureError(ProviderError):
    """The picture that came cannot be used: damaged, of another size or format, or none at all."""

    kind = "wrong-picture"
    billed: Billed = "yes"


class ProductChangedError(ProviderError):
    """The product in the result is no longer the photo's own; the figures are in the sentence."""

    kind = "product-changed"
    billed: Billed = "yes"
