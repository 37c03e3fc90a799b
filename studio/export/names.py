"""File names that every system accepts, made from templates, planned for a whole batch before work starts."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from studio.model.errors import UsageError

FIELDS = ("sku", "variant", "stem", "ext", "channel", "index", "asin")
LONGEST_BYTES = 200  # file systems allow 255; a receipt's ending and a collision's suffix must fit too
_RESERVED = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    f"{n}{i}" for n in ("com", "lpt") for i in "0123456789¹²³"
}
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_NOTHING = "\0"  # stands where a field is empty, until its gap is closed
_GAP = re.compile(r"^\0[.\-_ ]?|[.\-_ ]?\0")
_FIELD = re.compile(r"\{([^{}]*)\}")


def expand_name(template: str, fields: Mapping[str, str]) -> str:
    """Return a template's file name: `{sku}.{variant}.{ext}` → `RED-01.MAIN.jpg`; raises UsageError naming a bad field.

    A field that is known but empty for this photo leaves a gap that is closed ("a..jpg" → "a.jpg"). `{index}` takes a
    width: `{index:3}` → 007. A template without `{ext}` gets it appended.
    """
    if "{ext}" not in template:
        template += ".{ext}"
    unknown = [word for word in _FIELD.findall(template) if word.partition(":")[0] not in FIELDS]
    if unknown or "{" in _FIELD.sub("", template) or "}" in _FIELD.sub("", template):
        raise UsageError(
            f"The name template {template!r} has no field {{{unknown[0]}}}."
            if unknown
            else f"The name template {template!r} has an unpaired brace.",
            f"Known fields are {', '.join('{' + name + '}' for name in FIELDS)}.",
        )
    name = _FIELD.sub(lambda match: _value(match.group(1), fields), template)
    return safe_name(_GAP.sub("", name))


def _value(word: str, fields: Mapping[str, str]) -> str:
    name, _, width = word.partition(":")
    value = str(fields.get(name, "")).replace("/", "-").replace("\\", "-")
    return value.zfill(int(width)) if width.isdigit() else value or _NOTHING


def safe_name(name: str) -> str:
    """Return a file name without what Windows, macOS or Linux refuse; letters of every script are kept.

    Direction marks that could hide the true ending ("gpj.exe" shown as "exe.jpg") are taken out.
    """
    name = name.encode("utf-8", "replace").decode()
    name = "".join(sign for sign in name if unicodedata.category(sign) not in ("Cc", "Cs") and not _turns_text(sign))
    stem, dot, ending = _FORBIDDEN.sub("_", name).rpartition(".")
    if not dot:
        stem, ending = ending, ""
    stem, ending = stem.strip(" ."), ending.strip(" ")
    stem = stem or "photo"
    if stem.split(".")[0].strip().lower() in _RESERVED:
        stem = "_" + stem
    return _cut(stem, LONGEST_BYTES - len(ending.encode()) - 1) + (f".{ending}" if ending else "")


def _turns_text(sign: str) -> bool:
    return "\u202a" <= sign <= "\u202e" or "\u2066" <= sign <= "\u2069"


def _cut(text: str, size: int) -> str:
    return text.encode()[:size].decode("utf-8", "ignore").rstrip(" .")


@dataclass(frozen=True)
class Wanted:
    """A result that needs a name: who wants it, its folder under the output folder, and the name it would like."""

    owner: str
    folder: PurePosixPath
    name: str


@dataclass(frozen=True)
class Planned:
    """The place a result gets, and whose name it would otherwise have taken ("" where there was no collision)."""

    owner: str
    output: PurePosixPath
    collided_with: str = ""


def plan_names(wanted: Iterable[Wanted], taken: Iterable[PurePosixPath] = ()) -> list[Planned]:
    """Give each result a place of its own, in order; the second of two equal names gets "-2".

    Names that differ only in case or in Unicode form are equal: on Windows and macOS they are one file. So is a
    name that would be another result's receipt.
    """
    owners = {_same(place): "" for place in taken}
    plan = []
    for want in wanted:
        place = want.folder / want.name
        first = _owner(place, owners)
        number = 2
        while _owner(place, owners) is not None:
            place = want.folder / _numbered(want.name, number)
            number += 1
        owners[_same(place)] = owners[_receipt(place)] = want.owner
        plan.append(Planned(want.owner, place, first or ""))
    return plan


def _owner(place: PurePosixPath, owners: Mapping[str, str]) -> str | None:
    return owners.get(_same(place), owners.get(_receipt(place)))


def _receipt(place: PurePosixPath) -> str:
    return _same(place) + ".receipt.json"


def _same(place: PurePosixPath) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", str(place)).casefold())


def _numbered(name: str, number: int) -> str:
    stem, dot, ending = name.rpartition(".")
    return f"{stem}-{number}.{ending}" if dot else f"{name}-{number}"
