"""The signature of Standard Webhooks: HMAC-SHA256 over `id.timestamp.body`, in base64, under the version `v1`."""

import base64
import hashlib
import hmac
import secrets

PREFIX = "whsec_"
_BYTES = 32  # the specification asks for 24 to 64


def new_secret() -> str:
    """Return a new secret as `whsec_<base64>`."""
    return PREFIX + base64.b64encode(secrets.token_bytes(_BYTES)).decode()


def is_secret(secret: str) -> bool:
    """Whether a text is a secret that can be signed with."""
    try:
        return len(base64.b64decode(secret.removeprefix(PREFIX), validate=True)) > 0
    except ValueError:
        return False


def signed_headers(secret: str, message_id: str, timestamp: int, body: bytes) -> dict[str, str]:
    """Return the three headers; `timestamp` (seconds since 1970) is of this attempt, so that old ones are refused."""
    key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    signature = hmac.new(key, f"{message_id}.{timestamp}.".encode() + body, hashlib.sha256).digest()
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": f"v1,{base64.b64encode(signature).decode()}",
    }
