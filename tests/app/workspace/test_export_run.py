"""Exporting a workspace in the background: told step by step, paused, called off; files on disk."""

import json
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studio.app.batch.report import Item
from studio.app.workspace.export_run import ExportRun, ExportState, exportable, order_of, state_after, usual_folder
from studio.app.workspace.workspace import PhotoState, Problem, Workspace
from studio.model.errors import UsageError
from studio.model.finding import Finding


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    folder = tmp_path / "shoot"
    folder.mkdir()
    for name, colour in (("RED-1", (190, 30, 40)), ("BLUE-1", (30, 60, 170)), ("GREEN-1", (20, 120, 60))):
        pixels = np.full((900, 900, 3), 205, np.uint8)
        pixels[220:700, 300:620] = colour
        Image.fromarray(pixels).save(folder / f"{name}.jpg", quality=95)
    workspace = Workspace(channels=("amazon-main", "etsy-first"))
    workspace.add([folder])
    workspace.set_destination(tmp_path / "out")
    return workspace


class Heard:
    """What a run told."""

    def __init__(self) -> None:
        self.states: list[ExportState] = []
        self.items: list[tuple[str, Sequence[Item]]] = []
        self.first = threading.Event()

    def run(self, workspace: Workspace) -> ExportRun:
        return ExportRun(order_of(workspace), on_state=self.states.append, on_items=self.take)

    def take(self, photo_id: str, items: Sequence[Item]) -> None:
        self.items.append((photo_id, items))
        self.first.set()


def test_every_photo_is_exported_as_it_looks_in_the_window(workspace: Workspace, tmp_path: Path) -> None:
    small = workspace.photos[0]
    workspace.set_value("product.placement.fill", 0.9, name="Size")
    heard = Heard()
    run = heard.run(workspace)
    run.start()
    run.join(120)
    assert heard.states[-1].stage == "done"
    assert {photo_id for photo_id, _ in heard.items} == {photo.id for photo in workspace.photos}
    assert all(item.status != "failed" for _, items in heard.items for item in items)
    counted = [state.done for state in heard.states]
    assert counted == sorted(counted)
    assert heard.states[-1].left == 0
    report = json.loads((tmp_path / "out" / "batch.json").read_text())
    assert report["summary"]["photos"] == 3
    receipt = json.loads((tmp_path / "out" / "etsy-first" / f"{small.path.stem}.jpg.receipt.json").read_text())
    product = next(element for element in receipt["scene"]["elements"] if element["kind"] == "product")
    assert product["placement"]["fill"] == pytest.approx(0.9)


def test_a_pause_holds_and_a_cancel_ends(workspace: Workspace, tmp_path: Path) -> None:
    heard = Heard()
    run = heard.run(workspace)
    run.pause()
    run.start()
    run.pause()
    assert not heard.first.wait(2)
    run.cancel()
    run.join(60)
    assert heard.states[-1].stage == "cancelled"
    assert heard.items == []
    assert run.state.over


def test_a_folder_that_cannot_be_written_is_told_with_its_cure(workspace: Workspace, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    workspace.set_destination(blocked / "out")
    heard = Heard()
    run = heard.run(workspace)
    run.start()
    run.join(60)
    problem = heard.states[-1].problem
    assert heard.states[-1].stage == "failed"
    assert problem is not None
    assert problem.kind == "cannot-write"
    assert problem.hint


def test_what_cannot_be_read_is_left_out_and_what_the_disk_refused_is_tried_again(workspace: Workspace) -> None:
    first, second, third = workspace.photos
    workspace.report(first.id, PhotoState("failed", problem=Problem("unreadable-photo", "It is damaged.")))
    workspace.report(second.id, PhotoState("failed", problem=Problem("cannot-write", "The disk is full.")))
    assert exportable(workspace) == (second, third)
    assert exportable(workspace, [first.id]) == ()


def test_nothing_to_do_is_said(workspace: Workspace) -> None:
    workspace.set_channels([])
    with pytest.raises(UsageError, match="No channel"):
        order_of(workspace)
    with pytest.raises(UsageError, match="no photo"):
        order_of(Workspace())


def test_items_become_the_photos_state(tmp_path: Path) -> None:
    finding = Finding("background-white", "error", "The background is grey.")
    good = Item("a.jpg", "", "etsy-first", "etsy-first/a.jpg", "done", "embedded", size=(2000, 2000))
    bad = Item("a.jpg", "", "amazon-main", "amazon-main/a.jpg", "flagged", "embedded", (finding,), size=(10, 10))
    state = state_after(PhotoState("ready"), [good, bad], tmp_path)
    assert state.status == "look"
    assert state.findings["amazon-main"] == (finding,)
    assert state.sizes["etsy-first"] == (2000, 2000)
    assert state.outputs == (tmp_path / "etsy-first/a.jpg", tmp_path / "amazon-main/a.jpg")
    error = {"kind": "cannot-write", "message": "Disk full.", "hint": "Make room."}
    failed = Item("a.jpg", "", "amazon-main", None, "failed", "embedded", error=error)
    assert state_after(state, [good, failed], tmp_path).problem == Problem("cannot-write", "Disk full.", "Make room.")
    assert state_after(state, [good], tmp_path).status == "exported"
    unsure = PhotoState("look", reasons=("The product touches the edge of the photo.",))
    assert state_after(unsure, [good], tmp_path).status == "look"


def test_the_usual_folder_is_among_the_pictures() -> None:
    assert usual_folder().name == "listing-ready"
