"""Photos are made ready in the right order, and what comes back changes the workspace and nothing else."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
import pytest

from studio.app.photo import develop
from studio.app.photo.develop import Developed
from studio.app.workspace.document import PhotoState
from studio.app.workspace.plates import plate_folder, put, remove_folder
from studio.app.workspace.preview import Previews
from studio.app.workspace.workspace import Workspace
from studio.model.errors import UnreadablePhotoError
from studio.model.matte import CutoutSettings, Matte
from studio.model.photo import Listing, Photo
from studio.model.picture import Box, Picture, Source


class Pool:
    """Keeps what was submitted until the test lets it happen."""

    def __init__(self) -> None:
        self.calls: list[tuple[Callable[..., Any], tuple[Any, ...], Future[Any]]] = []

    def submit(self, function: Callable[..., Any], *arguments: Any, timeout: float | None = None) -> "Future[Any]":
        future: Future[Any] = Future()
        self.calls.append((function, arguments, future))
        return future

    @property
    def names(self) -> list[str]:
        return [f"{function.__name__} {Path(str(arguments[0])).name}" for function, arguments, _ in self.calls]

    def take(self, name: str) -> "Future[Any]":
        return self.calls.pop(self.names.index(name))[2]


def _photos(*names: str) -> tuple[Photo, ...]:
    return tuple(Photo(Path("/shop") / name, PurePosixPath(name)) for name in names)


A, B, C = _photos("a.jpg", "b.jpg", "c.jpg")
GLIMPSE = Picture(np.full((4, 4, 3), 9, np.uint8))


@pytest.fixture
def folder() -> Any:
    made = plate_folder()
    yield made
    remove_folder(made)


@pytest.fixture
def workspace() -> Workspace:
    return Workspace()


@pytest.fixture
def pool() -> Pool:
    return Pool()


@pytest.fixture
def previews(workspace: Workspace, pool: Pool, folder: Path) -> Previews:
    previews = Previews(
        workspace, pool, Pool(), folder, deliver=lambda future, do: future.add_done_callback(do), lanes=1
    )
    workspace.add_listings([Listing("shop", (A, B, C))])
    previews.look_at(workspace.current, [B.id])
    return previews


def _developed(folder: Path, photo: Photo, settings: CutoutSettings | None = None, **facts: Any) -> Developed:
    rgb, alpha = np.full((8, 8, 3), 7, np.uint8), np.full((8, 8), 255, np.uint8)
    matte = Matte(
        alpha, facts.get("confidence", 0.9), "embedded", reasons=facts.get("reasons", ()), box=Box(0, 0, 1, 1)
    )
    source = Source(8, 8, "jpeg")
    cutout = develop._cut(Picture(rgb), matte, settings or CutoutSettings(), source)
    return Developed(
        photo.id,
        settings or CutoutSettings(),
        source,
        put(folder, np.zeros((8, 8, 4), np.uint8)),
        replace(matte, alpha=alpha[:1, :1]),
        put(folder, alpha),
        develop._kept(folder, cutout),
        cutout,
        detail=facts.get("detail", 8),
        seconds=0.1,
    )


def test_what_is_looked_at_comes_first(previews: Previews, pool: Pool) -> None:
    assert pool.names[:2] == ["glimpse a.jpg", "glimpse b.jpg"] or pool.names[:2] == ["glimpse a.jpg", "develop a.jpg"]
    pool.take("glimpse a.jpg").set_result(GLIMPSE)
    assert "develop a.jpg" in pool.names
    assert previews.glimpse_of(A.id) is GLIMPSE


def test_a_cutout_makes_its_photo_ready(previews: Previews, pool: Pool, workspace: Workspace, folder: Path) -> None:
    told: list[str] = []
    previews.on_developed = told.append
    pool.take("glimpse a.jpg").set_result(GLIMPSE)
    assert workspace.state_of(A.id).status == "working"
    pool.take("develop a.jpg").set_result(_developed(folder, A))
    assert workspace.state_of(A.id).status == "ready"
    assert told == [A.id]
    assert previews.small_of(A.id) is not None


def test_an_unsure_cutout_asks_for_a_look(previews: Previews, pool: Pool, workspace: Workspace, folder: Path) -> None:
    pool.take("glimpse a.jpg").set_result(GLIMPSE)
    pool.take("develop a.jpg").set_result(_developed(folder, A, reasons=("It touches the edge.",)))
    assert workspace.state_of(A.id).status == "look"
    assert workspace.state_of(A.id).reasons == ("It touches the edge.",)


def test_a_failure_names_the_file_and_can_be_tried_again(previews: Previews, pool: Pool, workspace: Workspace) -> None:
    pool.take("glimpse a.jpg").set_exception(UnreadablePhotoError("It is damaged."))
    pool.take("develop a.jpg").set_exception(UnreadablePhotoError("It is damaged.", "Save it anew."))
    state = workspace.state_of(A.id)
    assert state.status == "failed"
    assert state.problem is not None
    assert state.problem.message == "a.jpg: It is damaged."
    previews.look_at(A.id)
    assert "develop a.jpg" not in pool.names
    previews.retry(A.id)
    assert workspace.state_of(A.id).status != "failed"


def test_a_removed_photo_is_forgotten(previews: Previews, pool: Pool, workspace: Workspace, folder: Path) -> None:
    pool.take("glimpse a.jpg").set_result(GLIMPSE)
    workspace.remove([A.id])
    pool.take("develop a.jpg").set_result(_developed(folder, A))
    assert previews.developed(A.id) is None
    while pool.calls:
        pool.calls.pop()[2].set_result(GLIMPSE)
    assert "develop a.jpg" not in pool.names


def test_other_edge_settings_cut_anew_from_the_matte_at_hand(workspace: Workspace, pool: Pool, folder: Path) -> None:
    painters = Pool()
    previews = Previews(workspace, pool, painters, folder, deliver=lambda future, do: future.add_done_callback(do))
    workspace.add_listings([Listing("shop", (A,))])
    pool.take("glimpse a.jpg").set_result(GLIMPSE)
    first = _developed(folder, A)
    pool.take("develop a.jpg").set_result(first)
    workspace.set_value("cutout.shift", 0.005, name="Shift edge")
    (function, arguments, future) = painters.calls[-1]
    assert function is develop.redevelop
    future.set_result(function(*arguments))
    again = previews.developed(A.id)
    assert again is not None
    assert again.settings.shift == 0.005
    assert Path(again.before.path).exists()
    assert not Path(first.cutout.rgb.path).exists()


def test_memory_stays_bounded(workspace: Workspace, pool: Pool, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from studio.app.workspace import preview

    previews = Previews(
        workspace, pool, Pool(), folder, deliver=lambda future, do: future.add_done_callback(do), lanes=9
    )
    workspace.add_listings([Listing("shop", (A, B, C))])
    made = {photo.id: _developed(folder, photo) for photo in (A, B, C)}
    monkeypatch.setattr(preview, "MEMORY", made[A.id].size * 2)
    for photo in (B, C, A):
        pool.take(f"develop {photo.path.name}").set_result(made[photo.id])
    assert previews.developed(B.id) is None
    assert previews.small_of(B.id) is not None
    assert len(list(folder.iterdir())) == 8
    workspace.select([B.id])
    previews.look_at(B.id)
    assert pool.names[-1] == "develop b.jpg"


def test_the_photo_on_the_canvas_is_cut_out_sharply_after_the_draft(
    previews: Previews, pool: Pool, workspace: Workspace, folder: Path
) -> None:
    pool.take("glimpse a.jpg").set_result(GLIMPSE)
    draft = _developed(folder, A, detail=4)
    pool.take("develop a.jpg").set_result(draft)
    (function, arguments, future) = pool.calls[-1]
    assert function is develop.redevelop
    assert arguments[0] is draft
    future.set_result(function(*arguments))
    sharp = previews.developed(A.id)
    assert sharp is not None
    assert sharp.detail == 8
    assert not any(function is develop.redevelop for function, _, future in pool.calls if not future.done())


def test_looking_again_at_an_exported_photo_leaves_it_exported(
    previews: Previews, pool: Pool, workspace: Workspace, folder: Path
) -> None:
    pool.take("glimpse a.jpg").set_result(GLIMPSE)
    workspace.report(A.id, PhotoState("exported", outputs=(Path("/out/a.jpg"),)))
    pool.take("develop a.jpg").set_result(_developed(folder, A))
    state = workspace.state_of(A.id)
    assert (state.status, state.outputs) == ("exported", (Path("/out/a.jpg"),))


def test_plates_that_went_meanwhile_are_no_failure(
    previews: Previews, pool: Pool, workspace: Workspace, folder: Path
) -> None:
    pool.take("glimpse a.jpg").set_result(GLIMPSE)
    pool.take("develop a.jpg").set_result(_developed(folder, A, detail=4))
    pool.calls[-1][2].set_exception(FileNotFoundError("plate"))
    assert workspace.state_of(A.id).status == "ready"
    previews.look_at(A.id)
    assert previews.working_on(A.id)


def test_looking_closely_cuts_out_from_more_pixels(
    previews: Previews, pool: Pool, workspace: Workspace, folder: Path
) -> None:
    pool.take("glimpse a.jpg").set_result(GLIMPSE)
    large = replace(_developed(folder, A, detail=1600), source=Source(4000, 3000, "jpeg"))
    pool.take("develop a.jpg").set_result(large)
    assert not any(function is develop.redevelop for function, *_ in pool.calls)
    pool.take("glimpse b.jpg").set_result(GLIMPSE)
    previews.look_closely(True)
    pool.take("develop b.jpg").set_result(_developed(folder, B))
    wanted = [arguments[3] for function, arguments, _ in pool.calls if function is develop.redevelop]
    assert wanted == [develop.CLOSE]
