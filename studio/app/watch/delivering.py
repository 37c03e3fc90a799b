"""What passed of a watched folder goes on to where it is wanted."""

from dataclasses import dataclass
from pathlib import Path

from studio.app.deliver import Delivered, send
from studio.delivery import Login
from studio.model.errors import StudioError
from studio.store.connections import load_connections
from studio.store.secrets import find_password


@dataclass(frozen=True)
class Delivery:
    """What became of it: each file, or the `trouble` that stood in the way of all."""

    target: str
    results: tuple[Delivered, ...] = ()
    trouble: str = ""

    @property
    def failed(self) -> bool:
        """Whether something is to be tried again."""
        return bool(self.trouble) or any(each.status == "failed" for each in self.results)


def deliver_passed(out: Path, address: str) -> Delivery:
    """Deliver what passed, with the user and the password that are remembered for the address."""
    login = Login(dict(load_connections().users).get(address, ""), find_password(address))
    try:
        name, results = send(out, address, login)
    except StudioError as error:
        return Delivery(address, trouble=f"{error.message} {error.hint}".strip())
    return Delivery(name, tuple(results))
