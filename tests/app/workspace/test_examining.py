"""What channels would say is known before exporting, for every photo, and never of an older look."""

from concurrent.futures import Future
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from studio.app.workspace.document import PhotoState
from studio.app.workspace.examining import Examiner
from studio.app.workspace.workspace import Workspace
from studio.check import load_channels
from studio.model.finding import Finding
from studio.model.photo import Listing, Photo

A, B = (Photo(Path("/shop") / name, PurePosixPath(name)) for name in ("a.jpg", "b.jpg"))
SMALL = Finding("pixel-size", "error", "Too small.")
NAME = Finding("file-name", "error", "A wrong name.")


class Pool:
    def __init__(self) -> None:
        self.asked: list[tuple[str, Any, list[str], Future[Any]]] = []

    def submit(self, _function: Any, *arguments: Any, timeout: float | None = None) -> "Future[Any]":
        photo, preset, channels, _touchup = arguments
        future: Future[Any] = Future()
        self.asked.append((photo.path.name, preset, [channel.id for channel in channels], future))
        return future


@pytest.fixture
def workspace() -> Workspace:
    workspace = Workspace(channels=["amazon-main"])
    workspace.add_listings([Listing("shop", (A, B))])
    workspace.report(A.id, PhotoState("ready"))
    return workspace


@pytest.fixture
def pool() -> Pool:
    return Pool()


@pytest.fixture
def examiner(workspace: Workspace, pool: Pool) -> Examiner:
    return Examiner(workspace, pool, load_channels(), deliver=lambda future, do: future.add_done_callback(do))


def test_one_photo_at_a_time_once(examiner: Examiner, pool: Pool, workspace: Workspace) -> None:
    examiner.rest()
    examiner.rest()
    ((name, preset, channels, future),) = pool.asked
    assert (name, channels) == ("a.jpg", ["amazon-main"])
    assert preset.scene == workspace.scene_of(A.id)
    future.set_result({"amazon-main": ((SMALL, NAME), (900, 900))})
    assert workspace.state_of(A.id).findings == {"amazon-main": (SMALL,)}
    assert workspace.state_of(A.id).sizes == {"amazon-main": (900, 900)}
    examiner.rest()
    assert len(pool.asked) == 1
    workspace.report(B.id, PhotoState("look", ("Uncertain.",)))
    examiner.rest()
    assert pool.asked[1][0] == "b.jpg"


def test_an_answer_about_an_older_look_is_thrown_away(examiner: Examiner, pool: Pool, workspace: Workspace) -> None:
    examiner.rest()
    workspace.set_value("product.placement.fill", 0.5, name="Size")
    pool.asked[0][3].set_result({"amazon-main": ((SMALL,), (900, 900))})
    assert workspace.state_of(A.id).findings == {}
    examiner.rest()
    assert len(pool.asked) == 2


def test_an_edit_and_another_channel_forget_what_was_said(examiner: Examiner, pool: Pool, workspace: Workspace) -> None:
    examiner.rest()
    pool.asked[0][3].set_result({"amazon-main": ((SMALL,), (900, 900))})
    workspace.set_channels(["etsy-first"])
    assert workspace.state_of(A.id).findings == {}
    examiner.rest()
    assert pool.asked[1][2] == ["etsy-first"]
    pool.asked[1][3].set_result({"etsy-first": ((SMALL,), (900, 900))})
    workspace.set_value("product.placement.fill", 0.5, name="Size")
    assert workspace.state_of(A.id) == PhotoState("ready")


def test_a_photo_that_cannot_be_examined_is_not_asked_about_for_ever(
    examiner: Examiner, pool: Pool, workspace: Workspace
) -> None:
    examiner.rest()
    pool.asked[0][3].set_exception(OSError("gone"))
    examiner.rest()
    assert len(pool.asked) == 1


def test_nothing_is_asked_while_paused_or_without_channels(
    examiner: Examiner, pool: Pool, workspace: Workspace
) -> None:
    examiner.paused = True
    examiner.rest()
    examiner.paused = False
    workspace.set_channels([])
    examiner.rest()
    assert pool.asked == []
