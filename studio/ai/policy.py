"""When a call is made again, how long it may take in all, and what happens when it is called off."""

import asyncio
import inspect
import os
import random
import time
from dataclasses import dataclass, replace

from studio.model.ai import OnWait, Provider, Reply, Request
from studio.model.provider_errors import CalledOffError, ProviderError, TooLateError

TEXT_SECONDS, PICTURE_SECONDS, LOCAL_SECONDS = 45.0, 180.0, 300.0
LONGEST_WAIT = 20.0  # seconds: "retry-after: 86400" must not hold a seller's batch for a day


@dataclass(frozen=True)
class Policy:
    """`deadline`: seconds in all, attempts and waits included; None: by kind, or STUDIO_DEADLINE."""

    deadline: float | None = None
    attempts: int = 4
    first_wait: float = 0.8
    longest_wait: float = LONGEST_WAIT

    def total(self, request: Request, provider: Provider) -> float:
        """Return the seconds that the call may take."""
        if self.deadline is not None:
            return self.deadline
        try:
            return max(0.1, float(os.environ["STUDIO_DEADLINE"]))
        except (KeyError, ValueError):
            usual = PICTURE_SECONDS if request.wants_picture else TEXT_SECONDS
            return max(usual, LOCAL_SECONDS) if provider.where == "local" else usual

    def wait_before(self, attempt: int, error: ProviderError) -> float:
        """Return the seconds to wait before attempt 2, 3…: what was asked, cut to the longest; else doubling."""
        if error.retry_after is not None:
            return min(error.retry_after, self.longest_wait)
        # Drawn apart, so that 200 calls that were turned away together do not come back together.
        return float(min(self.longest_wait, self.first_wait * 2 ** (attempt - 1)) * random.uniform(0.75, 1.25))


USUAL = Policy()


async def call(provider: Provider, request: Request, policy: Policy = USUAL, *, on_wait: OnWait | None = None) -> Reply:
    """Ask until it is answered, refused for good, or too late; raises ProviderError, or CancelledError at once.

    Only what surely was not carried out is repeated, or what costs nothing: no call is paid twice.
    """
    began = time.perf_counter()
    total = policy.total(request, provider)
    last: ProviderError | None = None
    for attempt in range(1, policy.attempts + 1):
        try:
            async with asyncio.timeout(began + total - time.perf_counter()):
                reply = await provider.ask(request)
            seconds = replace(reply.seconds, total=time.perf_counter() - began, attempts=attempt)
            return replace(reply, seconds=seconds)
        except TimeoutError:
            raise _too_late(total, last) from None
        except ProviderError as error:
            last = error
            if attempt == policy.attempts or not may_repeat(error, provider, request):
                raise
        wait = policy.wait_before(attempt, last)
        if time.perf_counter() - began + wait >= total:
            raise _too_late(total, last, sent=False)
        if on_wait is not None:
            told = on_wait(wait, last.message)
            if inspect.isawaitable(told):
                await told
        await asyncio.sleep(wait)
    raise AssertionError("attempts are at least one")


def may_repeat(error: ProviderError, provider: Provider, request: Request) -> bool:
    """Whether the same call may be made again without being paid twice.

    A picture is dear: after a 500 somebody should look first whether it was charged all the same.
    """
    if provider.where == "local":
        return error.again
    return error.again and error.billed == "no" and not (request.wants_picture and error.status == 500)


def _too_late(total: float, last: ProviderError | None, *, sent: bool = True) -> TooLateError:
    why = f" The last attempt said: {last.message}" if last is not None else ""
    if sent:
        message = f"There was no answer within {total:.0f} seconds, waits and further attempts included.{why}"
    else:
        message = f"The wait before another attempt would go beyond the {total:.0f} seconds that a call may take.{why}"
    charged = " The provider may still charge for it: look at its usage page." if sent else ""
    return TooLateError(
        message,
        f"Try again later, pick another model, or allow more time (STUDIO_DEADLINE).{charged}",
        retry_after=last.retry_after if last is not None else None,
        billed="unknown" if sent else "no",
    )


def called_off(seconds: float) -> CalledOffError:
    """Return what a ledger writes for a call that was cancelled on its way."""
    return CalledOffError(
        f"The call was called off after {seconds:.1f} seconds, while the provider was at work.",
        "It may still appear on the provider's bill.",
    )
