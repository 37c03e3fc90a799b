"""What every place must do alike: whole, verified, replaced in one step, never half visible, never twice."""

import hashlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

from studio.delivery import DeliveryError, Shipment, Target
from tests.delivery.places import KINDS, Place, place

PLACE = "etsy-first/shoes/red.jpg"
DATA = bytes(range(256)) * 1_000


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def there(kind: str, tmp_path: Path) -> Iterator[Place]:
    with place(kind, tmp_path / "there") as found:
        yield found


def shipment(tmp_path: Path, data: bytes = DATA, name: str = PLACE) -> Shipment:
    path = tmp_path / "export" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return Shipment(path, PurePosixPath(name), hashlib.sha256(data).hexdigest(), len(data))


def sent(target: Target, *shipments: Shipment) -> None:
    try:
        for one in shipments:
            arrival = target.deliver(one)
            assert arrival.where
            if target.at_once:
                assert target.holds(one, arrival)
        target.finish()
        assert target.holds(shipments[0], arrival)
    finally:
        target.close()


def seen_as(kind: str, name: str) -> str:
    return "-".join(PurePosixPath(name).parts[1:]).replace(" ", "_") if kind == "shopify" else name


def test_a_file_arrives_whole(kind: str, there: Place, tmp_path: Path) -> None:
    sent(there.open(), shipment(tmp_path))
    assert there.files() == {seen_as(kind, PLACE): DATA}


def test_a_file_replaces_its_older_self_and_leaves_others(kind: str, there: Place, tmp_path: Path) -> None:
    other = "etsy-first/blue äß.jpg"
    sent(there.open(), shipment(tmp_path), shipment(tmp_path, b"other", other))
    sent(there.open(), shipment(tmp_path, DATA[::-1]))
    sent(there.open(), shipment(tmp_path, DATA[::-1]))  # and again, as after a crash
    assert there.files() == {seen_as(kind, PLACE): DATA[::-1], seen_as(kind, other): b"other"}


def test_what_was_changed_after_the_check_does_not_go_out(there: Place, tmp_path: Path) -> None:
    changed = shipment(tmp_path)
    changed.path.write_bytes(DATA[:-1] + b"!")
    target = there.open()
    with pytest.raises(DeliveryError, match="changed"):
        target.deliver(changed)
    target.finish()
    target.close()
    assert there.files() == {}


def test_what_is_not_finished_is_not_seen(kind: str, there: Place, tmp_path: Path) -> None:
    target = there.open()
    target.deliver(shipment(tmp_path))
    assert (there.files() == {}) is (kind == "zip")
    target.close()


def test_what_is_gone_is_noticed(kind: str, there: Place, tmp_path: Path) -> None:
    target = there.open()
    arrival = target.deliver(shipment(tmp_path))
    target.finish()
    absent = shipment(tmp_path, DATA + b"more") if kind != "shopify" else shipment(tmp_path)
    if kind == "shopify":
        there.server.files.clear()
    assert not target.holds(absent, arrival)
    target.close()
