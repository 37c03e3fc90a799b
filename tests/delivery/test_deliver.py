"""A batch goes out: what passed, once, from the journal on; from the command line too."""

import hashlib
import json
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

import studio.scene  # noqa: F401  (makes the element kinds known)
from studio.app.batch.plan import Plan
from studio.app.batch.report import Item
from studio.app.deliver import deliver
from studio.app.photo.job import Job, Target
from studio.app.photo.pipeline import process_photo
from studio.app.queue import Queue
from studio.app.queue.documents import item_of
from studio.app.queue.journal import Journal
from studio.app.wishes import chosen_preset
from studio.check import find_channel
from studio.cli.main import main
from studio.delivery import DeliveryError, Shipment, open_target
from studio.delivery.remote_folder import RemoteFolder
from studio.export.receipts import receipt_path, receipt_text
from studio.model.errors import UsageError
from studio.model.photo import Photo
from studio.model.receipt import Receipt
from tests.app.shots import shot
from tests.delivery.places import on_disk

FILES = {"etsy-first/red.jpg": "done", "etsy-first/blue.jpg": "flagged", "plain/red.jpg": "done"}


@pytest.fixture
def batch(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    items: list[dict[str, Any]] = [{"channel": "plain", "output": None, "status": "failed"}]
    for name, status in FILES.items():
        put(folder / name, name.encode())
        items.append({"channel": name.partition("/")[0], "output": name, "status": status})
    (folder / "batch.json").write_text(json.dumps({"items": items}))
    return folder


def put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    fields: dict[str, Any] = dict.fromkeys(("engine", "photo", "photo_sha256", "channel", "preset", "key", "model"), "")
    receipt = Receipt(**fields, output=path.name, output_sha256=hashlib.sha256(data).hexdigest(), scene={}, cutout={})
    receipt_path(path).write_text(receipt_text(receipt))


def test_only_what_passed_goes_out(batch: Path, tmp_path: Path) -> None:
    deliver(batch, open_target(str(tmp_path / "shop")))
    assert sorted(on_disk(tmp_path / "shop")) == ["etsy-first/red.jpg", "plain/red.jpg"]
    deliver(batch, open_target(str(tmp_path / "etsy")), channels=["etsy-first"], flagged=True)
    assert sorted(on_disk(tmp_path / "etsy")) == ["etsy-first/blue.jpg", "etsy-first/red.jpg"]


@pytest.mark.parametrize("to", ["shop", "shop.zip"])
def test_again_is_only_what_changed(batch: Path, tmp_path: Path, to: str) -> None:
    address = str(tmp_path / to)
    assert [one.status for one in deliver(batch, open_target(address))] == ["delivered", "delivered"]
    assert [one.status for one in deliver(batch, open_target(address))] == ["there", "there"]
    put(batch / "plain/red.jpg", b"new")
    assert [one.status for one in deliver(batch, open_target(address))] == ["there", "delivered"]


def test_what_was_taken_away_there_is_brought_again(batch: Path, tmp_path: Path) -> None:
    deliver(batch, open_target(str(tmp_path / "shop")))
    (tmp_path / "shop/plain/red.jpg").unlink()
    assert [one.status for one in deliver(batch, open_target(str(tmp_path / "shop")))] == ["there", "delivered"]


def test_one_failure_stops_no_other(batch: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    send = RemoteFolder._send

    def failing(self: RemoteFolder, shipment: Shipment, part: str) -> None:
        if shipment.place.parts[0] == "etsy-first":
            raise DeliveryError("The line is cut.", "Mend it.")
        send(self, shipment, part)

    monkeypatch.setattr(RemoteFolder, "_send", failing)
    results = deliver(batch, open_target(str(tmp_path / "shop")))
    assert [one.status for one in results] == ["failed", "delivered"]
    assert results[0].error == {"kind": "delivery", "message": "The line is cut.", "hint": "Mend it."}
    monkeypatch.undo()
    assert [one.status for one in deliver(batch, open_target(str(tmp_path / "shop")))] == ["delivered", "there"]


def test_what_the_preset_wants_reviewed_waits_for_a_person(batch: Path, tmp_path: Path) -> None:
    told = json.loads((batch / "batch.json").read_text())
    (batch / "batch.json").write_text(json.dumps({"items": [{**item, "review": True} for item in told["items"]]}))
    queue = queued(batch, FILES)
    shop = tmp_path / "shop"
    assert {one.status for one in deliver(batch, open_target(str(shop)))} == {"review"}
    assert on_disk(shop) == {}
    accepted = [name for name in FILES if name != "plain/red.jpg"]
    (known,) = queue.batches()
    queue.accept(known.id, [(row["at"], row["place"]) for row in queue.lines(known.id) if row["at"] < len(accepted)])
    results = {one.output: one.status for one in deliver(batch, open_target(str(shop)))}
    assert results == {"etsy-first/red.jpg": "delivered", "etsy-first/blue.jpg": "delivered", "plain/red.jpg": "review"}
    assert sorted(on_disk(shop)) == sorted(accepted)  # a flagged one that was accepted, too
    put(batch / "etsy-first/red.jpg", b"made anew, and seen by nobody")
    results = {one.output: one.status for one in deliver(batch, open_target(str(shop)))}
    assert results["etsy-first/red.jpg"] == "review"
    assert main(["deliver", str(batch), "--to", str(shop), "--reviewed"]) == 0
    assert sorted(on_disk(shop)) == sorted(FILES)


def test_a_flagged_file_that_was_thrown_away_stops_no_other(batch: Path, tmp_path: Path) -> None:
    receipt_path(batch / "etsy-first/blue.jpg").unlink()
    assert len(deliver(batch, open_target(str(tmp_path / "shop")))) == 2


def test_items_say_what_their_preset_wants(tmp_path: Path) -> None:
    shot(tmp_path / "in.jpg", (300, 200))
    preset = chosen_preset("clean-white").model_copy(update={"review": True})
    targets = (Target(find_channel("plain"), PurePosixPath("plain/in.jpg")),)
    photo = Photo(tmp_path / "in.jpg", PurePosixPath("in.jpg"))
    for again in (False, True):
        (item,) = process_photo(photo, preset, targets, tmp_path / "out", resume=again)
        assert item.again is again
        assert item_of(json.dumps(item.as_json())).review
        assert item.output_sha256 == hashlib.sha256((tmp_path / "out/plain/in.jpg").read_bytes()).hexdigest()


def queued(folder: Path, files: dict[str, str]) -> Queue:
    """A queue that has made these files in this folder."""
    preset = chosen_preset("clean-white")
    jobs = tuple(
        Job(
            Photo(folder / "in.jpg", PurePosixPath("in.jpg")),
            preset,
            (Target(find_channel("plain"), PurePosixPath(name)),),
        )
        for name in files
    )
    queue = Queue()
    batch = queue.submit(Plan(jobs, (), folder))
    journal = Journal(queue.catalogue, "r1")
    while (claim := journal.claim(batch.id, folder)) is not None:
        name = claim.outputs[0]
        sha256 = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        item = Item("in.jpg", "", "plain", name, files[name], "embedded", output_sha256=sha256)  # type: ignore[arg-type]
        journal.record(claim, [item], source="", worked=0.0, peak=0)
    return queue


def test_a_batch_that_leads_elsewhere_is_refused(batch: Path, tmp_path: Path) -> None:
    put(tmp_path / "secret.jpg", b"secret")
    for output in ("../secret.jpg", str(tmp_path / "secret.jpg")):
        items = [{"channel": "plain", "output": output, "status": "done"}]
        (batch / "batch.json").write_text(json.dumps({"items": items}))
        with pytest.raises(UsageError):
            deliver(batch, open_target(str(tmp_path / "shop")))
    for document in ("", "[]", "{}", '{"items": [1]}'):
        (batch / "batch.json").write_text(document)
        with pytest.raises(UsageError):
            deliver(batch, open_target(str(tmp_path / "shop")))


def test_from_the_command_line(batch: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["deliver", str(batch), "--to", str(tmp_path / "shop.zip"), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["summary"] == {"delivered": 2, "there": 0, "review": 0, "failed": 0}
    (batch / "plain/red.jpg").write_bytes(b"touched")
    assert main(["deliver", str(batch), "--to", str(tmp_path / "other")]) == 1
    assert "changed after it was checked" in capsys.readouterr().err
