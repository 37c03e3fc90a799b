"""Content Credentials (C2PA 2): a signed manifest says what was made by a model, where the library is installed."""

import io
import json
from importlib.util import find_spec

from studio.model.errors import CannotEncodeError

ROOM = 16_000  # bytes that a manifest and its signature may take; about 3,300 are usual, more with a long chain
_SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_MEDIA = {"jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp", "avif": "image/avif"}
_NO_THUMBNAIL = {"version": 1, "builder": {"thumbnail": {"enabled": False}}}


def can_sign() -> bool:
    """Whether the library is installed (`pip install c2pa-python`)."""
    return find_spec("c2pa") is not None


def signed(
    data: bytes,
    *,
    format: str,  # noqa: A002
    source_type: str,
    title: str,
    version: str,
    certificates: str,
    key: str,
) -> bytes:
    """Return a finished file with a manifest that says how it came to be; raises CannotEncodeError.

    `source_type`: IPTC's digital source type, its address or its last word. `certificates`, `key`: PEM, ECDSA on P-256.
    The manifest has a serial number and a time of its own: signed twice, the same picture is not the same bytes.
    """
    from c2pa import Builder, C2paError, C2paSignerInfo, C2paSigningAlg, Context, Settings, Signer

    maker = {"name": "Listing Studio", "version": version}
    address = source_type if "://" in source_type else _SOURCE_TYPES + source_type
    action = {"action": "c2pa.created", "digitalSourceType": address, "softwareAgent": maker}
    manifest = {
        "claim_generator_info": [maker],
        "title": title,
        "format": _MEDIA[format],
        "assertions": [{"label": "c2pa.actions.v2", "data": {"actions": [action]}}],
    }
    target = io.BytesIO()
    try:
        with Signer.from_info(
            C2paSignerInfo(C2paSigningAlg.ES256, certificates.encode(), key.encode(), None)
        ) as signer:
            context = Context(settings=Settings.from_dict(_NO_THUMBNAIL))
            Builder(json.dumps(manifest), context=context).sign(signer, _MEDIA[format], io.BytesIO(data), target)
    except C2paError as error:
        raise CannotEncodeError(
            f"{title} could not be signed: {error}.", "Check certificate and key in the studio's folder “c2pa”."
        ) from error
    return target.getvalue()
