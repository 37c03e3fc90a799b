"""Who may use the server: whoever knows its token."""

import hmac
import os
import secrets
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from studio.server.problems import Refused
from studio.store import atomic, paths

VARIABLE = "STUDIO_SERVER_TOKEN"
_SHORTEST = 16

_bearer = HTTPBearer(auto_error=False, scheme_name="token", description="The server's token as a bearer token.")


def server_token() -> str:
    """Return the token: STUDIO_SERVER_TOKEN, else the one in the studio's home, made on first use (owner-readable).

    Raises UsageError for a token that is too short to be safe, WriteError.
    """
    from studio.model.errors import UsageError

    chosen = os.environ.get(VARIABLE, "")
    if chosen:
        if len(chosen) < _SHORTEST or not chosen.isascii() or not chosen.isprintable():
            raise UsageError(
                f"{VARIABLE} is too easy to guess or not plain text.", f"Use {_SHORTEST} or more letters and digits."
            )
        return chosen
    file = paths.home() / "server-token"
    if not file.is_file():
        atomic.write_text(file, secrets.token_urlsafe(32), parents=True)
        file.chmod(0o600)
    return file.read_text(encoding="ascii").strip()


def need_token(request: Request, given: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]) -> None:
    """Let a request pass that carries the token; raises Refused (401) otherwise."""
    token: str = request.app.state.token
    if given is None or not hmac.compare_digest(given.credentials.encode(), token.encode()):
        raise Refused(401, "no-token", "The token is missing or wrong.", "Send “Authorization: Bearer <token>”.")
