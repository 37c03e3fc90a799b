"""Getting, adding, checking and removing the files of cutout models; nothing here happens unless it was asked for."""

import hashlib
import re
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from studio.app.models import model_cards
from studio.cutout.networks import (
    Part,
    Weights,
    architectures,
    inspected,
    inspected_pair,
    installed,
    known_weights,
    own_folder,
    try_out,
)
from studio.model.errors import MissingModelError, StudioError, UsageError
from studio.model.progress import SILENT, Progress
from studio.store import atomic
from studio.store.downloads import Checksum, download, place_file

MOST = 0.95  # of the bytes of a model of two files: its first
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,40}")


def licence_question(model: str) -> str | None:
    """Return what a person must agree to before a model is fetched, or None where nothing stands in the way."""
    card = _card(model)
    if card["commercial_use"] != "no":
        return None
    return f"{card['title']} ({card['licence']}) may not be used commercially: {card.get('licence_note', '')}".strip()


def get_model(
    model: str,
    *,
    mirror: str | None = None,
    from_file: Path | None = None,
    accept_licence: bool = False,
    progress: Progress = SILENT,
) -> Path:
    """Fetch a model's file, from its publisher, a mirror (an address of the file or its folder) or a file at hand.

    A second file lies beside the first. Returns where that lies now. Raises UsageError, MissingModelError,
    DownloadError and Cancelled; then nothing is there that could be taken for the model.
    """
    question = licence_question(model)
    if question and not accept_licence:
        raise UsageError(question, "If that suits you, say so with --accept-licence.")
    weights = _weights(model)
    parts = _parts(weights)
    spans = [(0.0, 1.0)] if len(parts) == 1 else [(0.0, MOST), (MOST, 1.0)]
    for number, part in enumerate(parts):
        target = own_folder() / part.file
        checksum = _published(part)
        if from_file is not None:
            place_file(_at_hand(from_file, part, first=number == 0), target, checksum=checksum)
            continue
        if not (mirror or part.url):
            raise UsageError(f"Nobody publishes {model} for download.", "Give its file with --from-file.")
        if checksum is None or not target.is_file() or checksum.of(target) != checksum.value:
            address = part.url if mirror is None else _at_mirror(mirror, part, first=number == 0)
            download(address, target, checksum=checksum, progress=_span(progress, *spans[number]))
    _checked([own_folder() / part.file for part in parts])
    return own_folder() / weights.file


def _span(progress: Progress, start: float, end: float) -> Progress:
    return Progress(lambda share, what: progress.report(start + share * (end - start), what), progress.cancelled)


def _parts(weights: Weights) -> list[Weights | Part]:
    """Return the files that a model consists of, the one that is named first."""
    return [weights] if weights.decoder is None else [weights, weights.decoder]


def _at_hand(file: Path, part: Weights | Part, *, first: bool) -> Path:
    """Return the file for a part: the one that was named, and for a second one its neighbour."""
    source = file if first else file.with_name(part.file)
    if not source.is_file():
        cure = "Check the name." if first else f"The model has two files: put both into {file.parent}."
        raise UsageError(f"{source} is not there.", cure)
    return source


def _checked(files: list[Path]) -> None:
    """Open what was fetched; what cannot be used is not kept."""
    try:
        if len(files) == 1:
            inspected(files[0])
        else:
            inspected_pair(files[0], files[1])
    except StudioError:
        for file in files:
            file.unlink(missing_ok=True)
        raise


def _at_mirror(mirror: str, part: Weights | Part, *, first: bool) -> str:
    folder = mirror.rstrip("/") + "/"
    if mirror.endswith(".onnx"):
        if first:
            return mirror
        folder = mirror
    return urljoin(folder, part.url.rsplit("/", 1)[-1] or part.file)


def add_model(file: Path, name: str, like: str = "isnet") -> str:
    """Take up a network of one's own: one input (1, 3, side, side), an answer whose first plane is the product.

    `like`: the architecture whose way of being fed and read it shares. It is tried on a drawn disc before it is taken.
    Returns its id. Raises UsageError, BrokenModelError and DownloadError.
    """
    if like not in architectures():
        raise UsageError(f"No network is fed like {like!r}.", f"Choose one of: {', '.join(sorted(architectures()))}.")
    if not _NAME.fullmatch(name) or any(card["id"] == name for card in model_cards()):
        raise UsageError(
            f"{name!r} cannot be its name.", "Choose a new one: small letters, digits and dashes, up to 41."
        )
    if not file.is_file():
        raise UsageError(f"{file} is not there.", "Check the name.")
    side = inspected(file)
    try_out(file, like, side)
    target = own_folder() / f"{name}.onnx"
    place_file(file, target)
    with target.open("rb") as opened:
        digest = hashlib.file_digest(opened, lambda: hashlib.new("md5", usedforsecurity=False)).hexdigest()
    card = (
        f'id = "{name}"\ntitle = "{name}"\ntasks = ["cutout"]\nwhere = "local"\nprovider = "you"\nlicence = "unknown"\n'
        f'commercial_use = "unclear"\npurpose = "Added by you."\nstatus = "active"\nsize_mb = '
        f'{round(target.stat().st_size / 1e6, 1)}\n\n[weights]\narchitecture = "{like}"\ninput = {side}\n'
        f'file = "{name}.onnx"\nmd5 = "{digest}"\n'
    )
    atomic.write_text(own_folder() / f"{name}.toml", card)
    return name


def free_name(wish: str) -> str:
    """Return a name that a model of one's own can have, made of any text."""
    base = re.sub(r"[^a-z0-9._-]+", "-", wish.lower()).strip("-._")[:36] or "model"
    taken = {card["id"] for card in model_cards()}
    number = 1
    while (name := base if number == 1 else f"{base}-{number}") in taken:
        number += 1
    return name


def remove_model(model: str) -> int:
    """Remove what the studio keeps of a model; returns the bytes set free. Raises UsageError for a built-in one.

    A file in rembg's own folder belongs to other programs too and stays.
    """
    weights = _weights(model)
    freed = 0
    for path in (path for part in _parts(weights) for path in own_folder().glob(f"{part.file}*")):
        freed += path.stat().st_size
        path.unlink()
    with suppress(OSError):
        shutil.rmtree(own_folder() / weights.id)
    (own_folder() / f"{weights.id}.toml").unlink(missing_ok=True)
    left = installed(weights)
    if not freed and left is not None:
        raise UsageError(
            f"{left} belongs to another program too; it was left there.", "Delete it yourself if you wish."
        )
    return freed


def verify_model(model: str) -> dict[str, Any]:
    """Return {"id", "ok", "message"}: whether the file is the published one and can be opened."""
    if _card(model)["installed"] and model not in known_weights():
        return {"id": model, "ok": True, "message": "Built in."}
    weights = _weights(model)
    path = installed(weights)
    if path is None:
        return {"id": model, "ok": False, "message": "Not on this computer."}
    files = [path.with_name(part.file) for part in _parts(weights)]
    for part, file in zip(_parts(weights), files, strict=True):
        checksum = _published(part)
        if checksum is not None and checksum.of(file) != checksum.value:
            return {"id": model, "ok": False, "message": f"{file.name} is not the published file. Get it again."}
    try:
        inspected(path) if len(files) == 1 else inspected_pair(files[0], files[1])
    except StudioError as error:
        return {"id": model, "ok": False, "message": str(error)}
    return {"id": model, "ok": True, "message": f"{path.name} is whole."}


def disk_use() -> int:
    """Return the bytes that all fetched models take."""
    folder = own_folder()
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else 0


def _published(part: Weights | Part) -> Checksum | None:
    if isinstance(part, Weights) and part.sha256:
        return Checksum("sha256", part.sha256)
    return Checksum("md5", part.md5) if part.md5 else None


def _card(model: str) -> dict[str, Any]:
    for card in model_cards():
        if card["id"] == model:
            return card
    raise UsageError(f"There is no model {model!r}.", "See `studio models list`.")


def _weights(model: str) -> Weights:
    card = _card(model)
    known = known_weights().get(model)
    if known is None:
        if card["installed"]:
            raise UsageError(f"{model} is built in: there is nothing to get or remove.", "")
        raise MissingModelError(f"The studio does not run {model}.", str(card.get("purpose", "")))
    return known
