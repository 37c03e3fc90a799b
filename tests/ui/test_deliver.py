"""Delivering from the window: what may go out is counted, goes where it is wanted, and what became of it is told."""

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from studio.delivery import Login
from studio.store import secrets
from studio.store.connections import load_connections
from studio.ui.bridge import Bridge
from studio.ui.deliver.courier import Courier, Wish
from studio.ui.deliver.dialog import DeliverDialog
from studio.ui.deliver.kinds import KINDS, full_address, kind_of
from tests.delivery.places import on_disk
from tests.delivery.test_deliver import put

ITEMS = {
    "etsy-first/red.jpg": {"status": "done"},
    "etsy-first/blue.jpg": {"status": "flagged"},
    "plain/red.jpg": {"status": "done", "review": True},
}
Open = Callable[[], DeliverDialog]


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    for name in ITEMS:
        put(folder / name, name.encode())
    items = [{"channel": name.partition("/")[0], "output": name, **facts} for name, facts in ITEMS.items()]
    (folder / "batch.json").write_text(json.dumps({"items": items}))
    return folder


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    kept: dict[str, str] = {}
    monkeypatch.setattr("studio.ui.deliver.courier.find_password", lambda place: kept.get(place, ""))
    monkeypatch.setattr("studio.ui.deliver.courier.save_password", kept.__setitem__)
    return kept


@pytest.fixture
def opened(exported: Path, keyring: dict[str, str], qtbot: QtBot) -> Iterator[Open]:
    bridge = Bridge()

    def make() -> DeliverDialog:
        dialog = DeliverDialog(exported, bridge)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(lambda: not dialog.headline.text().startswith("Looking"), timeout=20_000)
        return dialog

    yield make
    bridge.close()


def test_only_what_is_ready_goes_out_unless_a_person_says_more(opened: Open, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = opened()
    assert dialog.headline.text() == "1 picture can go out"
    assert not dialog.go_button.isEnabled()  # no place is named yet
    dialog.form.address.setText(str(tmp_path / "shop"))
    assert dialog.go_button.text() == "Deliver 1"
    qtbot.mouseClick(dialog.go_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "1 picture delivered" in dialog.said.text(), timeout=20_000)
    assert list(on_disk(tmp_path / "shop")) == ["etsy-first/red.jpg"]
    dialog.flagged.setChecked(True)
    dialog.reviewed.setChecked(True)
    assert dialog.go_button.text() == "Deliver 3"
    qtbot.mouseClick(dialog.go_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "2 pictures delivered" in dialog.said.text(), timeout=20_000)
    assert "1 picture had arrived before" in dialog.said.text()
    assert sorted(on_disk(tmp_path / "shop")) == sorted(ITEMS)
    assert opened().form.address.text() == str(tmp_path / "shop")  # remembered


def test_one_channel_at_a_time(opened: Open, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = opened()
    dialog.channel.setCurrentIndex(dialog.channel.findData("plain"))
    assert dialog.headline.text() == "Nothing is ready to go out yet"
    dialog.reviewed.setChecked(True)
    dialog.form.address.setText(str(tmp_path / "shop.zip"))
    dialog.go()
    qtbot.waitUntil(lambda: "1 picture delivered" in dialog.said.text(), timeout=20_000)
    assert (tmp_path / "shop.zip").is_file()


def test_what_cannot_be_reached_is_told_and_can_be_tried_again(opened: Open, qtbot: QtBot) -> None:
    dialog = opened()
    dialog.form.address.setText("gopher://old.example")
    dialog.go()
    qtbot.waitUntil(lambda: "gopher" in dialog.said.text(), timeout=20_000)
    assert dialog.said.property("role") == "error"
    assert dialog.go_button.isEnabled()
    assert load_connections().places == ()


def test_escape_ends_a_delivery_as_the_close_button_does(
    opened: Open, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    going, ended = threading.Event(), threading.Event()

    def send(out_dir: Path, address: str, login: Login, *, progress: Callable[[int, int], object], **_: object) -> None:
        going.set()
        try:
            for _turn in range(6000):
                progress(0, 1)
                threading.Event().wait(0.01)
        finally:
            ended.set()

    monkeypatch.setattr("studio.ui.deliver.courier.send", send)
    dialog = opened()
    dialog.form.address.setText(str(tmp_path / "shop"))
    dialog.go()
    assert going.wait(20)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert ended.wait(20)


def test_a_folder_without_a_batch_is_told(qtbot: QtBot, tmp_path: Path, keyring: dict[str, str]) -> None:
    bridge = Bridge()
    dialog = DeliverDialog(tmp_path, bridge)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: "holds no batch" in dialog.said.text(), timeout=20_000)
    assert not dialog.go_button.isEnabled()
    bridge.close()


def test_a_login_is_asked_for_where_it_is_needed_and_found_again(
    opened: Open, qtbot: QtBot, keyring: dict[str, str]
) -> None:
    keyring["sftp://shop.example/in"] = "s3cret"
    dialog = opened()
    assert not dialog.form.secret.isVisible()
    dialog.form.kind.setCurrentIndex(next(at for at, kind in enumerate(KINDS) if kind.scheme == "sftp"))
    assert dialog.form.secret.isVisible()
    dialog.form.address.setText("shop.example/in")
    dialog.form.address.editingFinished.emit()
    qtbot.waitUntil(lambda: dialog.form.secret.text() == "s3cret", timeout=20_000)
    assert dialog.form.place == "sftp://shop.example/in"
    assert dialog.form.keep.isChecked()


@pytest.mark.parametrize(("keep", "kept"), [(True, "typed"), (False, ""), (None, "older")])
def test_a_password_is_kept_or_forgotten_as_wished(
    keep: bool | None, kept: str, exported: Path, keyring: dict[str, str], tmp_path: Path
) -> None:
    address = str(tmp_path / "shop")
    keyring[address] = "older"
    courier = Courier(exported)
    wish = Wish(address, Login("me", "typed"), keep=keep)
    assert courier.go(wish, lambda done, total: None).result(60).note == ""
    assert keyring[address] == kept
    assert load_connections().users == ((address, "me"),)
    courier.close()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_an_address_leads_back_to_its_kind(kind: object) -> None:
    address = full_address(kind, "place.example/x.zip")  # type: ignore[arg-type]
    assert kind_of(address).scheme == kind.scheme  # type: ignore[attr-defined]


def test_passwords_are_kept_with_their_blanks(monkeypatch: pytest.MonkeyPatch) -> None:
    import keyring

    kept: dict[tuple[str, str], str] = {}
    monkeypatch.setattr(keyring, "set_password", lambda service, name, text: kept.update({(service, name): text}))
    monkeypatch.setattr(keyring, "get_password", lambda service, name: kept.get((service, name)))
    monkeypatch.setattr(keyring, "delete_password", lambda service, name: kept.pop((service, name)))
    secrets.save_password("sftp://shop.example", " two words ")
    assert secrets.find_password("sftp://shop.example") == " two words "
    secrets.save_password("sftp://shop.example", "")
    assert secrets.find_password("sftp://shop.example") == ""
    assert kept == {}
