"""Telling people who are not at the computer: a signed webhook, and messengers through apprise (an extra)."""

import http.client
import json
import secrets
import threading
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from studio import __version__
from studio.model.errors import StudioError
from studio.store.batch_rules import BatchRules, save_rules, usual_rules
from studio.store.webhook_signature import signed_headers

SECONDS = 15.0  # for one receiver


def notify(kind: str, batch: str, title: str, message: str) -> threading.Thread | None:
    """Tell what happened to a batch by every way that was chosen, in a thread of its own that the program's end waits
    for; None where none was."""
    rules = _with_kept_secret(usual_rules())
    if not rules.webhook and not rules.messengers:
        return None
    thread = threading.Thread(target=tell_all, args=(rules, kind, batch, title, message), name="alert")
    thread.start()
    return thread


def _with_kept_secret(rules: BatchRules) -> BatchRules:
    """Give a webhook of an older version, or of a file written by hand, the secret that it lacks, for good."""
    if not rules.webhook or rules.secret:
        return rules
    try:
        return save_rules(rules)
    except StudioError:  # a full disk: an unsigned alert is better than none
        return rules


def tell_all(rules: BatchRules, kind: str, batch: str, title: str, message: str) -> list[str]:
    """Tell it now; return a sentence for each way that failed, with the address left out where it may hold a secret."""
    troubles = []
    if rules.webhook:
        body = {"type": kind, "batch": batch, "title": title, "message": message, "text": f"{title}: {message}"}
        troubles += _tried("The webhook", lambda: _post(rules.webhook, rules.secret, body))
    if rules.messengers:
        troubles += _tried("A messenger", lambda: _by_messenger(rules.messengers, title, message))
    return troubles


def _tried(who: str, deed: Callable[[], str]) -> list[str]:
    try:
        why = deed()
    except (OSError, http.client.HTTPException, ValueError) as error:
        why = f"{type(error).__name__}: {error}"
    return [f"{who} was not reached: {why}"] if why else []


def _post(address: str, secret: str, body: dict[str, str]) -> str:
    """Post JSON, signed as Standard Webhooks asks, follow no redirect; return what went wrong."""
    place = urlsplit(address)
    kind = http.client.HTTPSConnection if place.scheme == "https" else http.client.HTTPConnection
    connection = kind(place.hostname or "", place.port, timeout=SECONDS)
    try:
        target = (place.path or "/") + (f"?{place.query}" if place.query else "")
        headers = {"Content-Type": "application/json", "User-Agent": f"Listing-Studio/{__version__}"}
        data = json.dumps(body).encode()
        if secret:
            headers |= signed_headers(secret, f"msg_{secrets.token_hex(12)}", int(time.time()), data)
        connection.request("POST", target, data, headers)
        status = connection.getresponse().status
        return "" if 200 <= status < 300 else f"it answered {status}."
    finally:
        connection.close()


def _by_messenger(addresses: tuple[str, ...], title: str, message: str) -> str:
    try:
        import apprise
    except ImportError:
        return 'apprise is not installed: pip install "listing-studio[alerts]".'
    sender = apprise.Apprise()
    unknown = sum(not sender.add(address) for address in addresses)
    taken = unknown == len(addresses) or bool(sender.notify(title=title, body=message))
    if unknown:
        return f"{unknown} of {len(addresses)} addresses are none that apprise knows."
    return "" if taken else "one of them did not take the message."
