"""Errors as the server tells them: the contract's {"kind", "message", "hint"} with a fitting status."""

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from studio.model.errors import StudioError


class Problem(BaseModel):
    """What happened, and what to do about it; `kind` is the stable word for programs."""

    kind: str
    message: str
    hint: str = ""


class Refused(StudioError):  # noqa: N818  (it is told as a status, not logged as an error)
    """A request that is turned down with a status of HTTP."""

    def __init__(self, status: int, kind: str, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.status, self.kind = status, kind


STATUSES = {
    400: "The request cannot be read",
    401: "The token is missing or wrong",
    403: "The path lies outside the allowed folders",
    404: "There is no such thing",
    405: "That address does not take this method",
    409: "It cannot be done as things stand now; the message says why",
    411: "The request has no length",
    413: "The body is too large",
    422: "The request makes no sense; the message says why",
    500: "A fault of the studio's own",
}


def responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the description of the problems that a route may answer with, beside 401 and 422."""
    return {status: {"model": Problem, "description": STATUSES[status]} for status in (400, 401, 422, *statuses)}


def tell_problems(app: FastAPI) -> None:
    """Make every error leave the server as a Problem."""

    @app.exception_handler(StudioError)
    def _studio(_request: Request, error: StudioError) -> JSONResponse:
        status = error.status if isinstance(error, Refused) else 422
        headers = {"WWW-Authenticate": "Bearer"} if status == 401 else None
        return JSONResponse(error.as_json(), status, headers)

    @app.exception_handler(RequestValidationError)
    def _invalid(_request: Request, error: RequestValidationError) -> JSONResponse:
        told = error.errors()[0]
        place = ".".join(str(part) for part in told["loc"])
        return _answer(422, "invalid-request", f"{place}: {told['msg']}.", "See /openapi.json.")

    @app.exception_handler(HTTPException)
    def _http(_request: Request, error: HTTPException) -> JSONResponse:
        kind = {404: "not-found", 405: "wrong-method"}.get(error.status_code, "invalid-request")
        return _answer(error.status_code, kind, f"{error.detail}.", "See /openapi.json.", dict(error.headers or {}))

    @app.exception_handler(Exception)
    def _bug(_request: Request, error: Exception) -> JSONResponse:
        return _answer(500, "internal", f"The studio failed ({type(error).__name__}).", "Please report it.")


def _answer(status: int, kind: str, message: str, hint: str, headers: dict[str, str] | None = None) -> JSONResponse:
    return JSONResponse({"kind": kind, "message": message[:500], "hint": hint}, status, headers)
