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
    Weights,
    architectures,
    inspected,
    installed,
    known_weights,
    own_folder,
    try_out,
)
from studio.model.errors import MissingModelError, StudioError, UsageError
from studio.model.progress import SILENT, Progress
from studio.store import atomic
from studio.store.downloads import Checksum, download, place_file

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

    Returns where it lies now. Raises UsageError, MissingModelError, DownloadError and Cancelled; then nothing is there
    that could be taken for the model.
    """
    question = licence_question(model)
    if question and not accept_licence:
        raise UsageError(question, "If that suits you, say so with --accept-licence.")
    weights = _weights(model)
    target = own_folder() / weights.file
    checksum = _published(weights)
    if from_file is not None:
        if not from_file.is_file():
            raise UsageError(f"{from_file} is not there.", "Check the name.")
        place_file(from_file, target, checksum=checksum)
    else:
        if not (mirror or weights.url):
            raise UsageError(f"Nobody publishes {model} for download.", "Give its file with --from-file.")
        address = weights.url if mirror is None else _at_mirror(mirror, weights)
        download(address, target, checksum=checksum, progress=progress)
    try:
        inspected(target)
    except StudioError:
        target.unlink(missing_ok=True)
        raise
    return target


def _at_mirror(mirror: str, weights: Weights) -> str:
    if mirror.endswith(".onnx"):
        return mirror
    return urljoin(mirror.rstrip("/") + "/", weights.url.rsplit("/", 1)[-1] or weights.file)


def add_model(file: Path, name: str, like: str = "isnet") -> str:
    """Take up a network of one's own: one input (1, 3, side, side), an answer whose first plane is the product.

    `like`: the architecture whose way of being fed and read it shares. It is tried on a drawn disc before it is taken.
    Returns its id. Raises UsageError, BrokenModelError and DownloadError.
    """
    if like not in architectures():
        raise UsageError(f"No network is fed like {like!r}.", f"Choose one of: {', '.join(sorted(architectures()))}.")
    if not _NAME.fullmatch(name) or any(card["id"] == name for card in model_cards()):
        raise UsageError(f"{name!r} cannot be its name.", "Choose a new one of small letters, digits and dashes.")
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
    for path in own_folder().glob(f"{weights.file}*"):
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
    checksum = _published(weights)
    if checksum is not None and checksum.of(path) != checksum.value:
        return {"id": model, "ok": False, "message": f"{path.name} is not the published file. Get it again."}
    try:
        inspected(path)
    except StudioError as error:
        return {"id": model, "ok": False, "message": str(error)}
    return {"id": model, "ok": True, "message": f"{path.name} is whole."}


def disk_use() -> int:
    """Return the bytes that all fetched models take."""
    folder = own_folder()
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else 0


def _published(weights: Weights) -> Checksum | None:
    if weights.sha256:
        return Checksum("sha256", weights.sha256)
    return Checksum("md5", weights.md5) if weights.md5 else None


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
