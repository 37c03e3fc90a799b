"""From an address to a target.

pictures/ready      pictures.zip      s3://bucket/prefix?endpoint=https://minio.example
sftp://user@host/path     webdavs://cloud.example/remote.php/dav/files/me/shop     shopify://name.myshopify.com
"""

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from studio.delivery.target import Target
from studio.model.errors import UsageError

_KNOWN = "a folder, a file that ends in .zip, s3://, sftp://, webdav://, webdavs:// or shopify://"


@dataclass(frozen=True)
class Login:
    """Who delivers: user and password, S3's key id and secret, or (password alone) Shopify's access token.

    `known_hosts` is the file of SSH servers that are trusted; None for the person's own.
    """

    user: str = ""
    password: str = field(default="", repr=False)
    known_hosts: str | None = None


def open_target(address: str, login: Login | None = None) -> Target:
    """Return the target of an address; raises UsageError for one that is none, DeliveryError where it is not reached.

    Passwords are no part of an address: addresses end up in journals and histories.
    """
    login = login or Login()
    if "://" not in address:
        return _on_disk(Path(address))
    parts = urlsplit(address)
    if parts.password is not None:
        raise UsageError("The address has a password in it.", "Give it as STUDIO_DELIVERY_PASSWORD.")
    host, path = parts.hostname or "", unquote(parts.path)
    options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    user = login.user or unquote(parts.username or "")
    if not host:
        raise UsageError(f"{address!r} names no host.", f"Name {_KNOWN}.")
    if parts.scheme == "s3":
        from studio.delivery.s3 import S3

        return S3(host, path, endpoint=options.get("endpoint"), user=user, password=login.password)
    if parts.scheme == "sftp":
        from studio.delivery.sftp import open_sftp

        port = parts.port or 22
        return open_sftp(host, port, path, user=user, password=login.password, known_hosts=login.known_hosts)
    if parts.scheme in ("webdav", "webdavs"):
        from studio.delivery.webdav import open_webdav

        place = parts.netloc.rpartition("@")[2]
        scheme = "https" if parts.scheme == "webdavs" else "http"
        return open_webdav(f"{scheme}://{place}{parts.path}", user=user, password=login.password)
    if parts.scheme == "shopify":
        from studio.delivery.shopify import Shopify
        from studio.delivery.shopify_calls import Calls

        return Shopify(Calls(parts.netloc.rpartition("@")[2], login.password))
    raise UsageError(f"Nothing can be delivered to {parts.scheme}://.", f"Name {_KNOWN}.")


def _on_disk(path: Path) -> Target:
    if path.suffix.lower() == ".zip":
        from studio.delivery.zip_file import ZipFile

        return ZipFile(path)
    from studio.delivery.folder import open_folder

    return open_folder(path)
