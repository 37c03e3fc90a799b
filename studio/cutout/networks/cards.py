"""The networks that the model cards describe, and where their weight files lie on this computer."""

import os
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from studio.model.errors import MissingModelError

_PACKAGE = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Part:
    """A second file of a network, which lies beside the first: its name, checksum and address."""

    file: str
    md5: str
    url: str


@dataclass(frozen=True)
class Weights:
    """The `[weights]` table of a card: what is needed to run the network. `input`: side of its square input (px).

    `decoder`: the second file of a network that answers clicks.
    """

    id: str
    architecture: str
    input: int
    file: str
    md5: str = ""
    url: str = ""
    sha256: str = ""
    decoder: Part | None = None


def known_weights() -> dict[str, Weights]:
    """Return the runnable networks among `resources/models/*.toml` and the user's own, by id."""
    packed = _PACKAGE / "_shipped"
    folder = (packed if packed.is_dir() else _PACKAGE.parent) / "resources" / "models"
    found = {}
    for path in [*sorted(folder.glob("*.toml")), *own_cards()]:
        try:
            table = _table(path, path.stat().st_mtime_ns)
            if table:
                names = (table["architecture"], table["input"], table["file"])
                md5, url, sha256 = (table.get(key, "") for key in ("md5", "url", "sha256"))
                second = Part(**table["decoder"]) if "decoder" in table else None
                found[path.stem] = Weights(path.stem, *names, md5, url, sha256, second)
        except (OSError, ValueError, KeyError, TypeError):
            continue  # a card of the user's own that is broken: its model is not there
    return found


@lru_cache(maxsize=512)
def _table(path: Path, changed: int) -> dict[str, Any]:
    """Return a card's `[weights]`, empty for none; read once: a batch asks for every photo."""
    table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8")).get("weights") or {}
    return table


def own_folder() -> Path:
    """Return the folder of the models that this user has fetched or added."""
    return _studio_home() / "models"


def own_cards() -> list[Path]:
    """Return the cards of the networks that this user has added."""
    return sorted(own_folder().glob("*.toml"))


def places(weights: Weights) -> list[Path]:
    """Return where the file may lie, in order: the studio's own folder, then rembg's (by variable, or its usual)."""
    roots = [Path(os.environ[name]).expanduser() for name in ("U2NET_HOME", "REMBG_HOME") if os.environ.get(name)]
    flat = [own_folder(), *roots, Path("~/.rembg").expanduser(), Path("~/.u2net").expanduser()]
    return [place for root in flat for place in (root / weights.file, root / "models" / weights.id / weights.file)] + [
        _studio_home() / "models" / weights.id / weights.file
    ]


def _studio_home() -> Path:
    chosen = os.environ.get("STUDIO_HOME")
    if chosen:
        return Path(chosen).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path("listing-studio", appauthor=False)


def installed(weights: Weights) -> Path | None:
    """Return the weight file on this computer, or None; one of two files is none."""
    return next((place for place in places(weights) if place.is_file() and _complete(place, weights)), None)


def _complete(place: Path, weights: Weights) -> bool:
    return weights.decoder is None or place.with_name(weights.decoder.file).is_file()


def weight_file(weights: Weights) -> Path:
    """Return the weight file on this computer; raises MissingModelError, and never downloads anything."""
    path = installed(weights)
    if path is None:
        raise MissingModelError(
            f"The model {weights.id} is not on this computer.",
            f"Get it with `studio models get {weights.id}`, or put {_names(weights)} into {places(weights)[0].parent}.",
        )
    return path


def decoder_file(weights: Weights) -> Path:
    """Return the second file of a network that answers clicks; raises MissingModelError."""
    if weights.decoder is None:
        raise MissingModelError(f"The model {weights.id} answers no clicks.", "Choose another.")
    return weight_file(weights).with_name(weights.decoder.file)


def _names(weights: Weights) -> str:
    return weights.file if weights.decoder is None else f"{weights.file} and {weights.decoder.file}"
