"""Where a person's pictures go and which machines help: addresses without passwords, remembered from day to day."""

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from studio.store import atomic, paths

_MOST = 8  # addresses that are remembered


@dataclass(frozen=True)
class Connections:
    """`places`: addresses that were delivered to, the latest first. `users` by address. `cluster`: a scheduler's
    address that works the queue off, "" for this computer alone."""

    places: tuple[str, ...] = ()
    users: tuple[tuple[str, str], ...] = ()
    cluster: str = ""

    def delivered_to(self, address: str, user: str) -> "Connections":
        """Return these with one address (and who logs in there) at the front."""
        places = (address, *(place for place in self.places if place != address))[:_MOST]
        users = {**dict(self.users), address: user}
        return replace(self, places=places, users=tuple((place, users[place]) for place in places if users.get(place)))


def connections_file() -> Path:
    """Return the place of the file."""
    return paths.home() / "connections.json"


def load_connections() -> Connections:
    """Return what was remembered; a file that cannot be read counts as none."""
    try:
        document: dict[str, Any] = json.loads(connections_file().read_bytes())
        return Connections(
            tuple(str(place) for place in document.get("places", ())),
            tuple((str(place), str(user)) for place, user in document.get("users", ())),
            str(document.get("cluster", "")),
        )
    except (OSError, ValueError, TypeError, AttributeError):
        return Connections()


def save_connections(connections: Connections) -> None:
    """Write them in one step; raises WriteError."""
    atomic.write_json(connections_file(), connections.__dict__, parents=True)
