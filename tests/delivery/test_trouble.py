"""Places in trouble: broken connections, damaged bytes, unknown servers, shops that throttle and refuse."""

import hashlib
from pathlib import Path

import pytest
from graphql import parse, validate

from studio.delivery import DeliveryError, Login, open_target
from studio.delivery.remote_folder import RemoteFolder
from studio.delivery.s3 import S3
from studio.delivery.shopify import CREATE, LOOK, STAGE
from studio.model.errors import UsageError
from tests.delivery.places import on_disk, place
from tests.delivery.sftp_server import PASSWORD, USER, SftpServer
from tests.delivery.shop import SCHEMA
from tests.delivery.test_targets import DATA, PLACE, shipment

HALF = 1 << 17


@pytest.mark.parametrize("kind", ["folder", "sftp"])
def test_a_broken_upload_goes_on_where_it_stopped(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "there"
    seen = root if kind == "folder" else root / "ready"
    with place(kind, root) as there:
        part = seen / PLACE
        part = part.with_name(f".{hashlib.sha256(DATA).hexdigest()[:16]}-{part.name}.part")
        part.parent.mkdir(parents=True)
        part.write_bytes(DATA[:HALF])  # what a broken connection leaves
        offsets: list[int] = []
        write = RemoteFolder._write

        def spied(self: RemoteFolder, one: object, name: str, offset: int) -> None:
            offsets.append(offset)
            write(self, one, name, offset)  # type: ignore[arg-type]

        monkeypatch.setattr(RemoteFolder, "_write", spied)
        target = there.open()
        assert there.files() == {}
        assert target.deliver(shipment(tmp_path)).verified == "read-back"
        assert offsets == [HALF]
        assert on_disk(seen, hidden=True) == {PLACE: DATA}
        target.close()


@pytest.mark.parametrize("kind", ["folder", "sftp"])
def test_a_part_of_something_else_is_begun_anew(kind: str, tmp_path: Path) -> None:
    root = tmp_path / "there"
    seen = root if kind == "folder" else root / "ready"
    with place(kind, root) as there:
        part = (seen / PLACE).with_name(f".{hashlib.sha256(DATA).hexdigest()[:16]}-red.jpg.part")
        part.parent.mkdir(parents=True)
        part.write_bytes(b"?" * HALF)
        target = there.open()
        target.deliver(shipment(tmp_path))
        assert on_disk(seen, hidden=True) == {PLACE: DATA}
        target.close()


@pytest.mark.parametrize("kind", ["folder", "sftp", "webdav"])
def test_damage_on_the_way_is_found_and_stays_unseen(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with place(kind, tmp_path / "there") as there:
        target = there.open()
        write = RemoteFolder._write

        def damaging(self: RemoteFolder, one: object, name: str, offset: int) -> None:
            write(self, one, name, offset)  # type: ignore[arg-type]
            with self._files.open(name, "wb") as file:
                file.write(DATA[:-1] + b"!")

        monkeypatch.setattr(RemoteFolder, "_write", damaging)
        with pytest.raises(DeliveryError, match="damaged"):
            target.deliver(shipment(tmp_path))
        assert on_disk(tmp_path / "there", hidden=True) == {}
        target.close()


def test_a_cut_connection_is_told_and_shows_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with place("sftp", tmp_path / "there") as there:
        target = there.open()
        rename = RemoteFolder._rename

        def cut(self: RemoteFolder, part: str, final: str) -> None:
            there.server.cut()
            rename(self, part, final)

        monkeypatch.setattr(RemoteFolder, "_rename", cut)
        with pytest.raises(DeliveryError, match="could not be brought"):
            target.deliver(shipment(tmp_path))
        assert there.files() == {}
        monkeypatch.undo()
        again = there.open()
        again.deliver(shipment(tmp_path))
        assert there.files() == {PLACE: DATA}
        again.close()


def test_an_ssh_server_must_be_known_and_the_login_right(tmp_path: Path) -> None:
    with SftpServer(tmp_path, tmp_path / "known_hosts") as server:
        address = f"sftp://{USER}@127.0.0.1:{server.port}/"
        (tmp_path / "none").write_text("")
        with pytest.raises(DeliveryError, match="known_hosts") as unknown:
            open_target(address, Login(password=PASSWORD, known_hosts=str(tmp_path / "none")))
        assert "ssh -p" in unknown.value.hint
        with pytest.raises(DeliveryError, match="login"):
            open_target(address, Login(password="wrong", known_hosts=str(server.known_hosts)))
    with pytest.raises(DeliveryError, match="No SFTP server answers"):
        open_target("sftp://127.0.0.1:1/", Login(password=PASSWORD))


def test_a_store_without_checksums_is_read_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with place("s3", tmp_path / "there") as there:
        target = there.open()
        assert target.deliver(shipment(tmp_path)).verified == "server-hash"
        head = S3._head

        def silent(self: S3, one: object) -> dict[str, object] | None:
            found = head(self, one)  # type: ignore[arg-type]
            return {key: value for key, value in (found or {}).items() if key != "ChecksumSHA256"}

        monkeypatch.setattr(S3, "_head", silent)
        assert target.deliver(shipment(tmp_path)).verified == "read-back"
        there.server.put_object(Bucket="shop", Key=f"ready/{PLACE}", Body=b"damaged")
        with pytest.raises(DeliveryError, match="damaged"):
            target._verified(shipment(tmp_path))  # type: ignore[attr-defined]
        target.close()


def test_a_bucket_that_is_not_there_is_told(tmp_path: Path) -> None:
    with place("s3", tmp_path / "there") as there:
        there.server.delete_bucket(Bucket="shop")
        target = there.open()
        with pytest.raises(DeliveryError, match="NoSuchBucket"):
            target.deliver(shipment(tmp_path))
        target.close()


def test_our_calls_fit_the_documented_schema() -> None:
    for call in (STAGE, CREATE, LOOK):
        assert validate(SCHEMA, parse(call)) == []


def test_a_shop_that_throttles_is_given_time(tmp_path: Path) -> None:
    with place("shopify", tmp_path / "there") as there:
        there.server.moods = ["throttled", "busy", "busy"]
        assert there.open().deliver(shipment(tmp_path)).verified == "server-hash"
        assert len(there.files()) == 1


@pytest.mark.parametrize(("mood", "told"), [("damage", "damaged"), ("refuse", "Access denied"), ("fail", "corrupt")])
def test_a_shop_that_does_not_take_it_shows_nothing(mood: str, told: str, tmp_path: Path) -> None:
    with place("shopify", tmp_path / "there") as there:
        there.server.moods = [mood]
        with pytest.raises(DeliveryError, match=told):
            there.open().deliver(shipment(tmp_path))
        assert there.files() == {}
        assert ("mutation create" in there.server.calls) is (mood != "damage")


def test_two_files_of_one_name_in_a_shop_are_refused(tmp_path: Path) -> None:
    with place("shopify", tmp_path / "there") as there:
        target = there.open()
        target.deliver(shipment(tmp_path))
        with pytest.raises(DeliveryError, match="both"):
            target.deliver(shipment(tmp_path, b"x", "amazon-main/shoes/red.jpg"))


@pytest.mark.parametrize("address", ["gopher://x/y", "sftp://u:p@host/x", "s3:///x", "http://host/x"])
def test_addresses_that_are_none_are_refused(address: str) -> None:
    with pytest.raises(UsageError):
        open_target(address)


def test_secrets_do_not_show() -> None:
    assert "secret" not in repr(Login("me", "secret"))
