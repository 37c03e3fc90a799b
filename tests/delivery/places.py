"""Every kind of place with a way to see what is really there."""

import threading
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.delivery import Login, Target, open_target
from studio.delivery.shopify import Shopify
from studio.delivery.shopify_calls import Calls
from tests.delivery.sftp_server import PASSWORD, USER, SftpServer
from tests.delivery.shop import TOKEN, Shop

KINDS = ("folder", "zip", "s3", "sftp", "webdav", "shopify")


@dataclass
class Place:
    """`open` gives a new target; `files` what can be seen there by name, hidden names left out."""

    open: Callable[[], Target]
    files: Callable[[], dict[str, bytes]]
    server: Any = None


def on_disk(root: Path, *, hidden: bool = False) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and (hidden or not path.name.startswith("."))
    }


@contextmanager
def place(kind: str, root: Path) -> Iterator[Place]:
    root.mkdir()
    if kind == "folder":
        yield Place(lambda: open_target(str(root)), lambda: on_disk(root))
    elif kind == "zip":
        yield Place(lambda: open_target(str(root / "all.zip")), lambda: _in_zip(root / "all.zip"))
    elif kind == "s3":
        with _s3() as (endpoint, client):
            address, login = f"s3://shop/ready?endpoint={endpoint}", Login("key", "secret")
            yield Place(lambda: open_target(address, login), lambda: _objects(client), client)
    elif kind == "sftp":
        with SftpServer(root, root.parent / "known_hosts") as server:
            address = f"sftp://{USER}@127.0.0.1:{server.port}/ready"
            login = Login(password=PASSWORD, known_hosts=str(server.known_hosts))
            yield Place(lambda: open_target(address, login), lambda: on_disk(root / "ready"), server)
    elif kind == "webdav":
        with _webdav(root) as port:
            address = f"webdav://shop@127.0.0.1:{port}/ready"
            (root / "ready").mkdir()
            yield Place(lambda: open_target(address, Login(password="secret")), lambda: on_disk(root / "ready"))
    else:
        with Shop() as shop:
            yield Place(
                lambda: Shopify(Calls(shop.host, TOKEN, wait=lambda seconds: None), wait=lambda seconds: None),
                lambda: {name: node["data"] for name, node in shop.files.items() if node["fileStatus"] == "READY"},
                shop,
            )


def _in_zip(path: Path) -> dict[str, bytes]:
    if not path.exists():
        return {}
    with zipfile.ZipFile(path) as held:
        return {name: held.read(name) for name in held.namelist()}


@contextmanager
def _s3() -> Iterator[tuple[str, Any]]:
    import boto3
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        endpoint = f"http://127.0.0.1:{server.get_host_and_port()[1]}"
        client = boto3.client(
            "s3", endpoint_url=endpoint, aws_access_key_id="k", aws_secret_access_key="s", region_name="us-east-1"
        )
        urllib.request.urlopen(f"{endpoint}/moto-api/reset", b"").close()  # it keeps its buckets in this process
        client.create_bucket(Bucket="shop")
        yield endpoint, client
        client.close()
    finally:
        server.stop()


def _objects(client: Any) -> dict[str, bytes]:
    keys = [entry["Key"] for entry in client.list_objects_v2(Bucket="shop").get("Contents", [])]
    return {key.removeprefix("ready/"): client.get_object(Bucket="shop", Key=key)["Body"].read() for key in keys}


@contextmanager
def _webdav(root: Path) -> Iterator[int]:
    from cheroot import wsgi
    from wsgidav.wsgidav_app import WsgiDAVApp

    app = WsgiDAVApp(
        {
            "provider_mapping": {"/": str(root)},
            "simple_dc": {"user_mapping": {"*": {"shop": {"password": "secret"}}}},
            "verbose": 0,
            "logging": {"enable": False},
        }
    )
    server = wsgi.Server(("127.0.0.1", 0), app, numthreads=2)
    server.prepare()
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        yield server.bind_addr[1]
    finally:
        server.stop()
        thread.join()
