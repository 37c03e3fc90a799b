"""Answers of many megabytes, read piece by piece: parsing one in a single go halts every other thread meanwhile."""

import binascii
import json
from typing import Any

from studio.ai.reading import blocks

LARGE = 1_000_000  # signs: parsed or decoded within a few milliseconds
_PICTURE = b'"b64_json"'


def parsed(body: bytes) -> Any:
    """Return what JSON says; the text of a large picture is lifted out before the rest is parsed. Raises ValueError."""
    if len(body) > LARGE and (found := _lifted(body)) is not None:
        return found
    return json.loads(body)


def _lifted(body: bytes) -> Any:
    """Return the data of an Images reply, None where it is not quite one."""
    begin = body.find(b'"', body.find(_PICTURE) + len(_PICTURE)) + 1
    end = body.find(b'"', begin)
    text = body[begin:end]
    if _PICTURE not in body[:begin] or end < 0 or b"\\" in text:
        return None
    data = json.loads(body[:begin] + body[end:])
    pictures = blocks(data, "data")
    if not pictures or pictures[0].get("b64_json") != "":
        return None
    pictures[0]["b64_json"] = text.decode()
    return data


def from_base64(text: str) -> bytes:
    """Return the bytes; raises ValueError where it is anything but whole base64."""
    if "=" in text[:-2]:
        raise binascii.Error("padding before the end")
    parts = (text[place : place + LARGE] for place in range(0, len(text), LARGE))  # LARGE is a multiple of 4
    return b"".join(binascii.a2b_base64(part, strict_mode=True) for part in parts)
