"""Who gets in, and to which files."""

import base64
import hashlib
import os
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from studio.model.errors import UsageError
from studio.server.access import VARIABLE, server_token
from studio.server.problems import Refused
from studio.server.roots import Roots
from studio.store import paths
from tests.server.conftest import TOKEN
from tests.server.following import followed


def test_nothing_without_the_token(client: TestClient) -> None:
    assert client.get("/v1/health", headers={"Authorization": ""}).json()["ok"]
    for header in ("", "Bearer wrong", f"Bearer {TOKEN}x", f"Basic {TOKEN}", f"Bearer {TOKEN.upper()}", "Bearer é"):
        answer = client.get("/v1/jobs", headers={"Authorization": header.encode()})
        assert (answer.status_code, answer.json()["kind"]) == (401, "no-token")
        assert answer.headers["www-authenticate"] == "Bearer"


def test_every_route_but_health_needs_the_token(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    opened = [
        path
        for path, operations in document["paths"].items()
        for operation in operations.values()
        if not operation.get("security")
    ]
    assert opened == ["/v1/health"]


def test_the_token_is_made_once_and_for_its_owner_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    token = server_token()
    assert len(token) >= 32
    assert server_token() == token
    if os.name == "posix":
        assert (paths.home() / "server-token").stat().st_mode & 0o077 == 0
    monkeypatch.setenv(VARIABLE, "short")
    with pytest.raises(UsageError):
        server_token()


def test_paths_lead_nowhere_else(shop: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    secret = elsewhere / "secret.jpg"
    secret.write_bytes((shop / "blue.jpg").read_bytes())
    root = tmp_path / "root"
    root.mkdir()
    (root / "link.jpg").symlink_to(secret)
    (root / "folder").symlink_to(elsewhere)
    (root / "circle").symlink_to(root / "circle")
    roots = Roots([root])
    twin = tmp_path / "root-too"
    twin.mkdir()
    refused = [
        secret, root / ".." / "elsewhere" / "secret.jpg", root / "link.jpg", root / "folder" / "secret.jpg",
        root / "folder", root / "circle", root / "absent.jpg", twin, tmp_path, "/", "", "blue.jpg", "a\0b", "~",
    ]  # fmt: skip
    messages = set()
    for path in refused:
        with pytest.raises(Refused) as caught:
            roots.inside(str(path))
        assert caught.value.status == 403
        messages.add(caught.value.message.partition(" is no file")[2])
    assert len(messages) == 1  # what is absent and what is forbidden cannot be told apart
    assert roots.inside(str(root)) == root.resolve()


def test_a_link_deep_in_an_allowed_folder_is_refused(client: TestClient, shop: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.jpg"
    secret.write_bytes((shop / "blue.jpg").read_bytes())
    folder = shop / "linked"
    folder.mkdir()
    try:
        (folder / "innocent.jpg").symlink_to(secret)
        answer = client.post("/v1/jobs", json={"photos": [{"path": str(folder)}]})
        assert (answer.status_code, answer.json()["kind"]) == (403, "outside")
    finally:
        (folder / "innocent.jpg").unlink()
        folder.rmdir()


@pytest.mark.parametrize("preset", ["/etc/passwd", "../clean-white", "clean-white.toml", "no-such"])
def test_presets_are_named_never_opened(client: TestClient, shop: Path, preset: str) -> None:
    answer = client.post("/v1/jobs", json={"photos": [{"path": str(shop)}], "preset": preset})
    assert answer.status_code == 422
    assert answer.json()["message"]


def test_an_upload_becomes_a_photo(client: TestClient, shop: Path) -> None:
    data = (shop / "blue.jpg").read_bytes()
    digest = base64.b64encode(hashlib.sha256(data).digest()).decode()
    sent = client.put("/v1/uploads/my%20blue.jpg", content=data, headers={"Content-Digest": f"sha-256=:{digest}:"})
    assert sent.status_code == 201, sent.text
    assert sent.json()["sha256"] == hashlib.sha256(data).hexdigest()
    again = client.put("/v1/uploads/my%20blue.jpg", content=data)
    assert again.json()["id"] == sent.json()["id"]
    job = client.post("/v1/jobs", json={"photos": [{"upload": sent.json()["id"]}], "channels": ["plain"]}).json()["id"]
    followed(client, job)
    assert client.get(f"/v1/jobs/{job}/results").json()["items"][0]["output"] == "plain/my blue.jpg"


def test_uploads_are_checked(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = base64.b64encode(bytes(32)).decode()
    put = client.put("/v1/uploads/a.jpg", content=b"x", headers={"Content-Digest": f"sha-256=:{wrong}:"})
    assert (put.status_code, put.json()["kind"]) == (422, "wrong-digest")
    assert client.put("/v1/uploads/a.jpg", content=b"").json()["kind"] == "empty"
    uploads = client.app.state.uploads  # type: ignore[attr-defined]
    monkeypatch.setattr(uploads, "largest", 100)
    assert client.put("/v1/uploads/a.jpg", content=bytes(101)).status_code == 413
    chunked = client.put("/v1/uploads/a.jpg", content=iter([bytes(60), bytes(60)]))
    assert chunked.status_code == 413
    assert list((uploads.folder / "incoming").iterdir()) == []
    unknown = client.post("/v1/jobs", json={"photos": [{"upload": "0" * 64}]})
    assert (unknown.status_code, unknown.json()["kind"]) == (422, "no-upload")
