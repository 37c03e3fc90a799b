"""The workspace comes back as it was, whatever happened to the program."""

import json
from pathlib import Path, PurePosixPath

import pytest

from studio.app.workspace.autosave import Autosave, from_json, to_json
from studio.app.workspace.workspace import Workspace
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
