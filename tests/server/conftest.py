"""A server in this process, with a real queue and real photos."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from studio.app.queue import Queue
from studio.server.application import create_app
from tests.app.shots import shot

TOKEN = "a-token-for-tests-only"
BEARER = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An allowed folder: two photos, one in a sub-folder, and one broken."""
    folder = tmp_path_factory.mktemp("shop")
    shot(folder / "shoes" / "red.jpg", (400, 300), seed=0)
    shot(folder / "blue.jpg", (400, 300), seed=1)
    (folder / "broken.jpg").write_bytes((folder / "blue.jpg").read_bytes()[:300])
    return folder


@pytest.fixture(scope="module")
def client(shop: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STUDIO_HOME", str(tmp_path_factory.mktemp("home")))
        app = create_app(Queue(), token=TOKEN, workers=1, roots=[shop], results=tmp_path_factory.mktemp("results"))
        with TestClient(app, headers=BEARER) as client:
            yield client
