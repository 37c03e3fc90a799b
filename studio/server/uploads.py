"""Photos that clients send: streamed to the disk, hashed on the way, whole or not there."""

import base64
import hashlib
import json
import re
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Depends, Request, Response
from fastapi import Path as PathField
from pydantic import BaseModel

from studio.export.names import safe_name
from studio.server.access import need_token
from studio.server.problems import Refused, responses
from studio.store import atomic

LARGEST = 512_000_000  # bytes of one photo
_ID = re.compile(r"^[0-9a-f]{64}$")
_DIGEST = re.compile(r"sha-256=:([A-Za-z0-9+/=]{44}):")

router = APIRouter(prefix="/v1/uploads", tags=["uploads"], dependencies=[Depends(need_token)])


class Upload(BaseModel):
    """A photo that lies on the server; `id` is what a job names."""

    id: str
    name: str
    bytes: int
    sha256: str


class Uploads:
    """The folder of uploaded photos: `<id>/<name>`, the id made of name and content, so that twice is once."""

    def __init__(self, folder: Path, largest: int = LARGEST) -> None:
        self.folder, self.largest = folder, largest

    async def keep(self, name: str, stream: AsyncIterator[bytes], wanted: bytes | None) -> Upload:
        """Store a stream; raises Refused where it is too large, empty, or not what the digest says, WriteError."""
        incoming = self.folder / "incoming"
        incoming.mkdir(parents=True, exist_ok=True)
        digest, size = hashlib.sha256(), 0
        scratch = incoming / f"{id(stream):x}-{safe_name(name)}"
        try:
            with scratch.open("wb") as file:
                async for chunk in stream:
                    size += len(chunk)
                    if size > self.largest:
                        raise _too_large(self.largest)
                    digest.update(chunk)
                    await to_thread.run_sync(file.write, chunk)
            if size == 0:
                raise Refused(422, "empty", "The photo is empty.", "Send the file's bytes as the body.")
            if wanted is not None and wanted != digest.digest():
                raise Refused(422, "wrong-digest", "The bytes do not match the Content-Digest.", "Send it again.")
            return await to_thread.run_sync(self._settle, scratch, safe_name(name), digest.hexdigest(), size)
        except OSError as error:
            raise atomic.could_not_write(scratch, error) from error
        finally:
            scratch.unlink(missing_ok=True)

    def _settle(self, scratch: Path, name: str, sha256: str, size: int) -> Upload:
        upload_id = hashlib.sha256(json.dumps([sha256, name]).encode()).hexdigest()
        place = self.folder / upload_id / name
        place.parent.mkdir(parents=True, exist_ok=True)
        scratch.replace(place)
        return Upload(id=upload_id, name=name, bytes=size, sha256=sha256)

    def remove(self, upload_id: str) -> bool:
        """Remove a photo; return whether it was there. Jobs that still need it will fail and say so."""
        folder = self.folder / upload_id
        found = _whole(upload_id) and folder.is_dir()
        if found:
            shutil.rmtree(folder, ignore_errors=True)
        return found

    def path(self, upload_id: str) -> Path:
        """Return where an uploaded photo lies; raises Refused (422) where there is none."""
        folder = self.folder / upload_id
        found = next(folder.iterdir(), None) if _whole(upload_id) and folder.is_dir() else None
        if found is None:
            raise Refused(422, "no-upload", f"There is no upload {upload_id[:64]!r}.", "Send it with PUT /v1/uploads.")
        return found


def _whole(upload_id: str) -> bool:
    return _ID.fullmatch(upload_id) is not None


def _too_large(largest: int) -> Refused:
    return Refused(413, "too-large", f"The photo has more than {largest / 1e6:g} MB.", "Send a smaller file.")


@router.put(
    "/{name}",
    status_code=201,
    responses=responses(413, 500),
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary", "minLength": 1}}},
        },
        "parameters": [
            {
                "name": "Content-Digest",
                "in": "header",
                "required": False,
                "description": "The body's hash (RFC 9530), `sha-256=:<base64>:`; refused where it differs.",
                "schema": {"type": "string", "pattern": f"^{_DIGEST.pattern}$"},
            }
        ],
    },
)
async def upload(
    request: Request, name: Annotated[str, PathField(min_length=1, max_length=200, description="The file's name.")]
) -> Upload:
    """Send one photo as the body. The same photo under the same name gives the same id."""
    uploads: Uploads = request.app.state.uploads
    length = request.headers.get("content-length", "")
    if length.isdigit() and int(length) > uploads.largest:
        raise _too_large(uploads.largest)
    return await uploads.keep(name, request.stream(), _wanted(request.headers.get("content-digest")))


@router.delete("/{upload_id}", status_code=204, response_class=Response, responses=responses(404))
def remove(
    request: Request, upload_id: Annotated[str, PathField(pattern=_ID.pattern, min_length=64, max_length=64)]
) -> None:
    """Remove an uploaded photo."""
    uploads: Uploads = request.app.state.uploads
    if not uploads.remove(upload_id):
        raise Refused(404, "not-found", f"There is no upload {upload_id!r}.", "It may be removed already.")


def _wanted(header: str | None) -> bytes | None:
    if header is None:
        return None
    match = _DIGEST.fullmatch(header.strip())
    try:
        return base64.b64decode(match.group(1), validate=True) if match else _unreadable()
    except ValueError:
        return _unreadable()


def _unreadable() -> bytes:
    raise Refused(422, "wrong-digest", "The Content-Digest cannot be read.", "Write it as sha-256=:<base64>:.")
