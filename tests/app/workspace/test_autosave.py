"""The workspace comes back as it was, whatever happened to the program."""

import json
from pathlib import Path, PurePosixPath

import pytest

from studio.app.workspace.autosave import Autosave, from_json, to_json
from studio.app.workspace.document import PhotoState
from studio.app.workspace.workspace import Workspace
from studio.model.finding import Finding
from studio.model.photo import Listing, Photo


@pytest.fixture
def workspace() -> Workspace:
    workspace = Workspace()
    photos = [Photo(Path("/shop") / name, PurePosixPath(name)) for name in ("ring.jpg", "خاتم.jpg", "ring 2.jpg")]
    workspace.add_listings([Listing("ring", tuple(photos[:2])), Listing("ring 2", (photos[2],))])
    workspace.select([photos[1].id])
    workspace.set_value("product.placement.fill", 0.6, name="Size")
    workspace.set_channels(["etsy-first"])
    workspace.set_destination(Path("/out"))
    return workspace


def test_everything_comes_back(workspace: Workspace, tmp_path: Path) -> None:
    saved = Autosave(workspace, tmp_path / "workspace.json")
    saved.close()
    again = Workspace()
    assert Autosave(again, tmp_path / "workspace.json").restore()
    assert again.document == workspace.document
    assert (again.selection, again.current) == (workspace.selection, workspace.current)
    assert again.undo_name is None


def test_what_only_a_newer_studio_knows_is_told_and_all_else_comes_back(workspace: Workspace, tmp_path: Path) -> None:
    data = to_json(workspace.document)
    for look in data["looks"]:
        look["scene"] |= {"version": 2, "fog": 1}
        look["scene"]["elements"].append({"kind": "hologram"})
    path = tmp_path / "workspace.json"
    path.write_text(json.dumps(data))
    again = Workspace()
    saved = Autosave(again, path)
    assert saved.restore()
    saved.close()
    assert again.document == workspace.document
    assert "newer" in saved.told[0]
    assert [part for part in ("fog", "hologram") if any(part in sentence for sentence in saved.told)] == [
        "fog",
        "hologram",
    ]


def test_equal_looks_are_written_once(workspace: Workspace) -> None:
    data = to_json(workspace.document)
    assert len(data["looks"]) == 2
    assert from_json(json.loads(json.dumps(data)))[0] == workspace.document


def test_a_change_is_saved_by_itself(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "workspace.json"
    saved = Autosave(workspace, path, delay=0.01)
    workspace.set_channels(["amazon-main"])
    saved.wait(5)
    assert json.loads(path.read_text("utf-8"))["channels"] == ["amazon-main"]


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"version": 99}', '{"version": 1, "looks": []}'])
def test_a_broken_file_is_kept_aside_and_in_nobodys_way(broken: str, tmp_path: Path) -> None:
    path = tmp_path / "workspace.json"
    path.write_text(broken)
    workspace = Workspace()
    assert not Autosave(workspace, path).restore()
    assert workspace.photos == ()
    assert not path.exists()
    assert (tmp_path / "workspace.broken.json").read_text() == broken


def test_an_empty_workspace_is_nothing_to_restore(tmp_path: Path) -> None:
    path = tmp_path / "workspace.json"
    Autosave(Workspace(), path).close()
    assert not Autosave(Workspace(), path).restore()


@pytest.fixture
def exported(tmp_path: Path) -> tuple[Workspace, Path, Path]:
    """A workspace of two photos, one of them exported; the photo and its file."""
    photos = [tmp_path / name for name in ("red.jpg", "blue.jpg")]
    output = tmp_path / "out" / "red.jpg"
    output.parent.mkdir()
    for path in (*photos, output):
        path.write_bytes(path.name.encode())
    workspace = Workspace()
    workspace.add_listings([Listing("x", tuple(Photo(path, PurePosixPath(path.name)) for path in photos))])
    finding = Finding("margin", "warning", "The product is small.", where=(1, 2, 3, 4))
    saved = Autosave(workspace, tmp_path / "workspace.json", delay=0.01)
    told = {"findings": {"etsy": (finding,)}, "sizes": {"etsy": (30, 20)}, "outputs": (output,)}
    workspace.report(str(photos[0]), PhotoState("exported", confidence=0.9).changed(**told))
    saved.wait(5)
    return workspace, photos[0], output


def opened_again(tmp_path: Path) -> Workspace:
    again = Workspace()
    assert Autosave(again, tmp_path / "workspace.json").restore()
    return again


def test_what_was_exported_is_known_after_a_crash(exported: tuple[Workspace, Path, Path], tmp_path: Path) -> None:
    workspace, photo, _ = exported
    again = opened_again(tmp_path)
    assert again.state_of(str(photo)) == workspace.state_of(str(photo))
    assert again.state_of(str(photo)).status == "exported"
    assert again.state_of(str(tmp_path / "blue.jpg")).status == "waiting"


@pytest.mark.parametrize("which", ["photo", "output"])
def test_a_changed_photo_or_a_file_that_is_gone_is_not_exported(
    exported: tuple[Workspace, Path, Path], tmp_path: Path, which: str
) -> None:
    _, photo, output = exported
    if which == "photo":
        photo.write_bytes(b"another picture")
    else:
        output.unlink()
    assert opened_again(tmp_path).state_of(str(photo)).status == "waiting"


def test_another_look_is_not_exported_any_more(exported: tuple[Workspace, Path, Path], tmp_path: Path) -> None:
    _, photo, _ = exported
    workspace = Workspace()
    saved = Autosave(workspace, tmp_path / "workspace.json")
    assert saved.restore()
    workspace.select([str(photo)])
    workspace.set_value("product.placement.fill", 0.6, name="Size")
    saved.close()
    assert opened_again(tmp_path).state_of(str(photo)).status == "waiting"
