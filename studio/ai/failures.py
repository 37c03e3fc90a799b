"""From what the SDKs and the network raise to our sentences with a cure."""

import re
from email.utils import parsedate_to_datetime
from typing import Any

from studio.ai.stopwatch import Stopwatch
from studio.model import provider_errors as errors
from studio.model.provider_errors import ProviderError

_OUT_OF_CREDIT = ("insufficient_quota", "billing_hard_limit", "billing_error", "credit balance", "spend_limit")
_MODERATED = ("moderation_blocked", "content_policy_violation", "content_filter", "safety system")
_KEYS = re.compile(r"\b(?:sk|key|pk)[-_][\w*.-]{4,}|Bearer\s+\S+")


def failure(error: BaseException, name: str, model: str, stopwatch: Stopwatch) -> ProviderError:
    """Return our error for anything that a call raised; `name`: the provider's, as a seller knows it."""
    if isinstance(error, ProviderError):
        return error
    status = getattr(error, "status_code", None)
    if isinstance(status, int):
        return _of_status(error, status, name, model)
    return _of_network(error, name, stopwatch)


_SENTENCES: dict[type[ProviderError], tuple[str, str]] = {
    errors.ModeratedError: (
        "{name}'s safety check stopped this request before it began.{quoted}",
        "Describe the scene in other words, or leave people and brands out.",
    ),
    errors.OutOfCreditError: (
        "The account at {name} has no credit left, or has reached its spending limit.",
        "Add credit or raise the limit on {name}'s billing page, or pick another model.",
    ),
    errors.KeyRefusedError: (
        "{name} does not accept the key.",
        "Enter the key again under Models; it may have been revoked.",
    ),
    errors.NotAllowedError: (
        "The account at {name} may not use {model}.{quoted}",
        "Allow it in the account's settings there, or pick another model.",
    ),
    errors.UnknownRemoteModelError: (
        "{name} has no {model} for this account.{quoted}",
        "Pick another model under Models.",
    ),
    errors.TooMuchSentError: (
        "{name} finds the pictures too large.",
        "Send a smaller photo or fewer pictures.",
    ),
    errors.BusyError: (
        "{name} takes no more calls at the moment.{asked}",
        "Try again later, or send fewer photos at once.",
    ),
    errors.ProviderDownError: (
        "{name} has trouble of its own (HTTP {status}).",
        "Try again in a few minutes, or pick another model.",
    ),
    errors.NotTheProviderError: (
        "The address of {name} sends calls on to somewhere else (HTTP {status}); they are not followed.",
        "Correct the address under Models, or sign in to the network you are in.",
    ),
    errors.NotAcceptedError: (
        "{name} does not accept this request for {model} (HTTP {status}).{quoted}",
        "Pick another model for this task.",
    ),
}
_BY_STATUS: dict[int, type[ProviderError]] = {
    401: errors.KeyRefusedError,
    402: errors.OutOfCreditError,
    403: errors.NotAllowedError,
    404: errors.UnknownRemoteModelError,
    408: errors.ProviderDownError,
    413: errors.TooMuchSentError,
    429: errors.BusyError,
}
_OUTCOME_UNKNOWN = (408, 502, 504)  # a gateway gave up; what stands behind it may have done the work


def _of_status(error: Any, status: int, name: str, model: str) -> ProviderError:
    headers = getattr(getattr(error, "response", None), "headers", {})
    said = _said(error)
    wait = retry_after(headers)
    family = _family(status, f"{said} {_codes(error)}".lower())
    words = {
        "name": name,
        "model": model or "such model",
        "status": status,
        "quoted": f" It said: “{said}”" if said else "",
        "asked": _asked(wait),
    }
    message, hint = _SENTENCES[family]
    found = family(
        message.format(**words),
        hint.format(**words),
        status=status,
        retry_after=wait,
        request_id=str(getattr(error, "request_id", "") or ""),
        billed="unknown" if status in _OUTCOME_UNKNOWN else None,
    )
    found.again = found.again and headers.get("x-should-retry") != "false"  # the provider knows better
    return found


def _family(status: int, words: str) -> type[ProviderError]:
    if any(word in words for word in _MODERATED):
        return errors.ModeratedError
    if any(word in words for word in _OUT_OF_CREDIT):
        return errors.OutOfCreditError
    if 300 <= status < 400:
        return errors.NotTheProviderError
    other = errors.ProviderDownError if status >= 500 else errors.NotAcceptedError
    return _BY_STATUS.get(status, other)


def _of_network(error: BaseException, name: str, stopwatch: Stopwatch) -> ProviderError:
    reason = error.__cause__ or error
    kinds = {kind.__name__ for kind in type(reason).__mro__} | {kind.__name__ for kind in type(error).__mro__}
    if "UnsupportedProtocol" in kinds or "InvalidURL" in kinds:
        return errors.UnreachableError(
            f"The address of {name} is not one that can be called.", "Write it with http:// or https:// in front."
        )
    if "LocalProtocolError" in kinds or isinstance(reason, UnicodeError):
        return errors.KeyMissingError(
            f"The key for {name} holds signs that no key has.", "Enter it again under Models, without spaces or breaks."
        )
    if not stopwatch.sent:
        return errors.UnreachableError(
            f"{name} cannot be reached; nothing was sent.", "Check the internet connection, firewall and address."
        )
    return errors.BrokenOffError(
        f"The connection to {name} broke off before the answer was complete.",
        "Look at the provider's usage page before trying again: this call may have been charged.",
    )


def retry_after(headers: Any) -> float | None:
    """Return the seconds that a reply asks to wait (retry-after-ms, retry-after as seconds or HTTP date), or None."""
    from datetime import UTC, datetime

    for key, scale in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        value = (headers.get(key) or "").strip()
        try:
            seconds = float(value) * scale
        except ValueError:
            continue
        return max(0.0, seconds) if seconds == seconds else None  # noqa: PLR0124  (NaN)
    try:
        when = parsedate_to_datetime(headers.get("retry-after") or "")
    except ValueError:
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())


def _asked(seconds: float | None) -> str:
    if seconds is None or seconds < 1:
        return ""
    units = ((2 * 86400, 86400, "days"), (7200, 3600, "hours"), (120, 60, "minutes"), (0, 1, "seconds"))
    size, unit = next((size, unit) for least, size, unit in units if seconds >= least)
    many = round(seconds / size)
    return f" It asks to wait {many} {unit if many != 1 else unit.removesuffix('s')}."


def _codes(error: Any) -> str:
    parts = [getattr(error, key, None) for key in ("code", "type", "error_code")]
    return " ".join(str(part) for part in parts if part)


def _said(error: Any) -> str:
    """Return the provider's own words, short and without anything that looks like a key."""
    body = getattr(error, "body", None)
    if isinstance(body, dict):
        inner = body.get("error", body)
        text = inner.get("message", "") if isinstance(inner, dict) else inner
    else:
        text = ""  # an HTML page says nothing to a seller
    text = _KEYS.sub("…", " ".join(str(text).split()))
    return text if len(text) <= 240 else text[:239] + "…"
