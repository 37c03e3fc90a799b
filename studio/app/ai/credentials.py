"""Content Credentials for finished files that show what a model made, where the optional library is here."""

from collections.abc import Mapping
from dataclasses import replace

from studio import __version__
from studio.app.ai.marks import is_ai
from studio.export import Encoded
from studio.export.credentials import ROOM, can_sign, signed
from studio.store.signing import signing_key


def room_for_credentials(max_bytes: int | None, metadata: Mapping[str, str]) -> int | None:
    """Return the cap that leaves a file room to be signed."""
    return max_bytes - ROOM if max_bytes is not None and is_ai(metadata) and can_sign() else max_bytes


def with_credentials(encoded: Encoded, metadata: Mapping[str, str], title: str) -> Encoded:
    """Return a file with Content Credentials where its metadata say that a model made it, or part of it.

    As it is where nothing was made by a model, or without the library. Raises CannotEncodeError, WriteError.
    """
    if not (is_ai(metadata) and can_sign()):
        return encoded
    own = signing_key()
    data = signed(
        encoded.data,
        format=encoded.format,
        source_type=metadata["digital_source_type"],
        title=title,
        version=__version__,
        certificates=own.certificates,
        key=own.key,
    )
    return replace(encoded, data=data, credentials=True)
